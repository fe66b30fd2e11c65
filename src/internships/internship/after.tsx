import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { openPdf } from '@/open-pdf'
import { openPage } from '@/page-address'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface AfterProps {
  of: Internship
  onChanged(next: Internship): void
}

/** Whether the base kept one, as it says; confirmed or not. */
export function Kept({ of: one, onChanged }: AfterProps) {
  const [failed, setFailed] = useState<string>()
  if (one.keptTold === null) return null
  const say = async (kept: boolean) => {
    setFailed(undefined)
    try {
      onChanged(
        await call('PUT /me/internships/:internship/kept', {
          params: { internship: one.id },
          body: { kept },
        }),
      )
      toast('记下了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const told = one.keptTold
  return (
    <Card title="留用">
      <View className="stack">
        <View>{told ? '基地说：留用了你。' : '基地说：没有留用你。'}</View>
        {one.keptConfirmed !== null && (
          <View className="small">
            {one.keptConfirmed === told ? '你已经确认。' : '你说的和基地不一样，基地可以再改。'}
          </View>
        )}
        {one.may.includes('confirm-kept') && (
          <View className="intern-do">
            <Button onClick={() => say(told)}>是这样</Button>
            <Button kind="secondary" onClick={() => say(!told)}>
              不是这样
            </Button>
          </View>
        )}
        {failed && (
          <Notice kind="bad" title="没有记下" live>
            {failed}
          </Notice>
        )}
      </View>
    </Card>
  )
}

/** The certificate of one who finished, and its check code. */
export function Certificate({ of: one, onChanged }: AfterProps) {
  const [failed, setFailed] = useState<string>()
  const trying = async (run: () => Promise<void>) => {
    setFailed(undefined)
    try {
      await run()
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const params = { internship: one.id }
  const { certificate } = one
  if (!certificate && !one.may.includes('certify')) return null
  return (
    <Card title="见习证明">
      <View className="stack">
        {certificate ? (
          <>
            {certificate.revokedAt && (
              <Notice kind="bad" title="证明已经撤销">
                {`原因：${certificate.revokedWhy}`}
              </Notice>
            )}
            <View>
              <View className="tiny">核验码，给别人查验用</View>
              <View className="intern-code">{certificate.code}</View>
            </View>
            <View className="small">{`${momentText(certificate.issuedAt)}发出。任何人凭核验码都能查真假，看到的是隐去部分的姓名、基地和时间。`}</View>
            <Button
              wide
              kind="secondary"
              icon="file-text"
              onClick={() =>
                trying(async () => {
                  const file = await call('GET /me/internships/:internship/certificate', { params })
                  await openPdf(file.fileName, file.data)
                })
              }
            >
              打开证明（PDF）
            </Button>
            <Button
              kind="quiet"
              onClick={() => openPage(`/internships/check/index?code=${certificate.code}`)}
            >
              试试查验
            </Button>
          </>
        ) : (
          <>
            <View>期满的可以领证明，证明上有核验码。</View>
            <Button
              wide
              kind="star"
              onClick={() =>
                trying(async () =>
                  onChanged(await call('PUT /me/internships/:internship/certificate', { params })),
                )
              }
            >
              领见习证明
            </Button>
          </>
        )}
        {failed && (
          <Notice kind="bad" title="没有办成" live>
            {failed}
          </Notice>
        )}
      </View>
    </Card>
  )
}
