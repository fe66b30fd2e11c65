import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { wordsOf } from '@/words/problems'
import { SmsCodeFields, proofFault, type SmsProof } from '../sms-code-fields'
import { sampleCode } from './sample'

const codeProblems = ['sms-code-wrong', 'sms-code-expired', 'sms-code-too-many-tries']

interface SmsSignInProps {
  sample: boolean
  /** Whether the reader agreed; says so beside the box when not. */
  mayAsk(): boolean
  /** Proves the number to the server. Problems of the code are shown here. */
  onProof(proof: SmsProof): Promise<void>
  action: string
}

/** Phone and code with their own action. */
export function SmsSignIn({ sample, mayAsk, onProof, action }: SmsSignInProps) {
  const [proof, setProof] = useState<SmsProof>({ phone: '', code: '' })
  const [codeError, setCodeError] = useState<string>()
  const [error, setError] = useState<string>()
  const [shownCode, setShownCode] = useState<string>()

  async function go(): Promise<void> {
    setError(undefined)
    const fault = proofFault(proof)
    setCodeError(fault)
    if (!mayAsk() || fault) return
    try {
      await onProof(proof)
    } catch (problem) {
      if (problem instanceof ProblemError && codeProblems.includes(problem.code))
        setCodeError(wordsOf(problem))
      else setError(wordsOf(problem))
    }
  }

  return (
    <Card>
      <View className="stack">
        <SmsCodeFields
          purpose="sign-in"
          value={proof}
          codeError={codeError}
          mayAsk={mayAsk}
          onChange={(next) => {
            setCodeError(undefined)
            setProof(next)
          }}
          onSent={(phone) => void (sample && sampleCode(phone).then(setShownCode, () => undefined))}
        />
        {shownCode && (
          <View className="row">
            <Tag tone="star">示例</Tag>
            <Text className="small">短信内容：验证码 {shownCode}</Text>
          </View>
        )}
        {error && (
          <Notice kind="bad" title="没有成功" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={go}>
          {action}
        </Button>
      </View>
    </Card>
  )
}
