import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { CertificateCheck } from '@jucai/contract/internship-shapes'
import { codeInFours, noEmployment, readCheckCode } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextInput } from '@/components/text-input'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { spanWords } from '../words'
import '../internships.scss'

/** Whether a certificate is true, by its check code: for anybody, without an account. */
export default function CheckPage() {
  const { code: given = '' } = useRouter().params
  const [typed, setTyped] = useState(given)
  const [fault, setFault] = useState<string>()
  const [failed, setFailed] = useState<string>()
  const [found, setFound] = useState<{ code: string; check: CertificateCheck }>()
  const check = async () => {
    setFault(undefined)
    setFailed(undefined)
    setFound(undefined)
    const code = readCheckCode(typed)
    if (!code) return setFault('核验码是 16 个字母和数字，印在证明下面，例如 ABCD-EFGH-JKLM-NPQR')
    try {
      const answer = await call('GET /internship-certificates/:checkCode', { params: { checkCode: code } })
      setFound({ code, check: answer })
    } catch (error) {
      setFailed(
        error instanceof ProblemError && error.code === 'not-found'
          ? '没有这样的证明。请核对每一个字，或请对方出示原件。'
          : wordsOf(error),
      )
    }
  }
  return (
    <Page title="查验见习证明" up="/internships/places/index">
      <View className="stack">
        <Card>
          <View className="stack">
            <TextInput
              label="核验码"
              hint="印在见习证明下面，16 个字母和数字"
              maxLength={40}
              value={typed}
              error={fault}
              onChange={setTyped}
            />
            <Button wide icon="shield-check" onClick={check}>
              查验
            </Button>
          </View>
        </Card>
        {failed && (
          <Notice kind="bad" title="没有查到" live>
            {failed}
          </Notice>
        )}
        {found && <Found {...found} />}
        <Notice title="证明说明什么">{noEmployment}</Notice>
      </View>
    </Page>
  )
}

function Found({ code, check }: { code: string; check: CertificateCheck }) {
  return (
    <>
      {check.state === 'valid' ? (
        <Notice kind="good" title="证明有效" live>
          {`${momentText(check.issuedAt)}发出。请核对姓名、基地和时间与证明上写的一样。`}
        </Notice>
      ) : (
        <Notice kind="bad" title="证明已经撤销" live>
          {`${check.revokedAt ? `${momentText(check.revokedAt)}撤销。` : ''}原因：${check.revokedWhy}`}
        </Notice>
      )}
      <CellGroup title="证明上写的">
        <Cell title="姓名" value={check.maskedName} />
        <Cell title="见习基地" note={check.base} />
        <Cell title="岗位" note={check.title} />
        <Cell title="时间" note={spanWords(check.firstDay, check.lastDay)} />
        <Cell title="核验码" note={codeInFours(code)} />
      </CellGroup>
    </>
  )
}
