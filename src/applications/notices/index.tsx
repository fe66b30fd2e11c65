import { useState } from 'react'
import { View } from '@tarojs/components'
import type { PublicNotice } from '@jucai/contract/applications'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { Sheet } from '@/components/sheet'
import { SignInFirst } from '@/components/sign-in-first'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import './notices.scss'

/** 公示: who is about to be approved for what, in the least that lets anybody object. */
export default function NoticesPage() {
  const [objecting, setObjecting] = useState<PublicNotice>()
  return (
    <Page title="公示" up="/pages/services/index">
      <View className="stack">
        <View className="small">
          这些申请审核已通过，正在公示。认为不符合条件的，可以提出异议，人才办会核实并当面答复你，不会公开你是谁。
        </View>
        <PagedRows<PublicNotice>
          load={(from) => call('GET /public-notices', { query: from })}
          keyOf={({ id }) => id}
          empty={
            <Card>
              <Empty
                icon="landmark"
                title="现在没有公示"
                text="有新的公示会列在这里，期间任何人都可以提出异议。"
              />
            </Card>
          }
          row={(notice) => (
            <View className="notice-row">
              <View className="notice-main-row">
                <View className="strong">{`${notice.maskedName} · ${notice.programTitle}`}</View>
                <View className="small">{notice.summary}</View>
                <View className="tiny">{`公示 ${dayText(notice.from)}—${dayText(notice.to)}`}</View>
              </View>
              <Button
                kind="quiet"
                label={`对${notice.maskedName}的${notice.programTitle}提异议`}
                onClick={() => setObjecting(notice)}
              >
                提异议
              </Button>
            </View>
          )}
        />
      </View>
      {objecting && <Objection notice={objecting} onClose={() => setObjecting(undefined)} />}
    </Page>
  )
}

function Objection({ notice, onClose }: { notice: PublicNotice; onClose(): void }) {
  const signedIn = useSession(({ token }) => token !== null)
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const attempt = useAttempt()
  async function send(): Promise<void> {
    setProblem(undefined)
    if (text.trim().length < 10) return setError('请把事实写清楚，至少 10 个字')
    const body = { text: text.trim() }
    try {
      await call(
        'POST /public-notices/:notice/objections',
        { params: { notice: notice.id }, body },
        { attempt },
      )
      toast('已收到，人才办会核实后答复你')
      onClose()
    } catch (found) {
      setProblem(wordsOf(found))
    }
  }
  return (
    <Sheet title={`对“${notice.maskedName}”的公示提异议`} onClose={onClose}>
      {signedIn ? (
        <View className="stack">
          <TextArea
            label="哪里不符合，依据是什么"
            hint="时间、事实、能查证的线索。不公开你的身份"
            value={text}
            error={error}
            maxLength={1000}
            onChange={(next) => {
              setText(next)
              if (error && next.trim().length >= 10) setError(undefined)
            }}
          />
          {problem && (
            <Notice kind="bad" title="还没有提交成功" live>
              {problem}
            </Notice>
          )}
          <Button wide onClick={send}>
            提交异议
          </Button>
        </View>
      ) : (
        <SignInFirst text="实名提出的异议才能核实和答复，登录后会回到这里。" />
      )}
    </Sheet>
  )
}
