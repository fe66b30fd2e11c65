import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { useAttempt } from '@/attempt'
import { wordsOf } from '@/words/problems'
import type { Identity } from '../identity-hand-over'
import { SmsCodeFields, proofFault, type SmsProof } from '../sms-code-fields'

interface ByPhoneProps {
  identity: Identity
  maskedPhone: string
  onRecovered(): Promise<void>
  onNoPhone(): void
  onBack(): void
}

/**
 * By a code sent to the phone that holds the account; it must be typed in full, because only its owner
 * knows it.
 */
export function ByPhone({ identity, maskedPhone, onRecovered, onNoPhone, onBack }: ByPhoneProps) {
  const [proof, setProof] = useState<SmsProof>({ phone: '', code: '' })
  const [codeError, setCodeError] = useState<string>()
  const [error, setError] = useState<string>()
  const attempt = useAttempt()

  async function recover(): Promise<void> {
    setError(undefined)
    const fault = proofFault(proof)
    setCodeError(fault)
    if (fault) return
    const body = { method: 'sms' as const, ...identity, ...proof }
    try {
      await call('POST /account-recoveries', { body }, { attempt })
      await onRecovered()
    } catch (problem) {
      if (problem instanceof ProblemError && problem.code.startsWith('sms-code'))
        setCodeError(wordsOf(problem))
      else setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <Card title={`登记时的手机号是 ${maskedPhone}`}>
        <SmsCodeFields
          purpose="recovery"
          phoneHint="请输入完整的 11 位号码，验证码会发到这个手机"
          value={proof}
          codeError={codeError}
          onChange={(next) => {
            setCodeError(undefined)
            setProof(next)
          }}
        />
      </Card>
      {error && (
        <Notice kind="bad" title="没有找回" live>
          {error}
        </Notice>
      )}
      <Button wide onClick={recover}>
        找回账号
      </Button>
      <Button wide kind="secondary" onClick={onNoPhone}>
        这个手机号不用了
      </Button>
      <Button wide kind="quiet" onClick={onBack}>
        返回修改身份信息
      </Button>
    </View>
  )
}
