import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import { phoneText } from '@jucai/contract/text'
import type { Recovery } from '@jucai/contract/profiles'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { TextArea, TextInput } from '@/components/text-input'
import { useAttempt } from '@/attempt'
import { wordsOf } from '@/words/problems'
import type { Identity } from '../identity-hand-over'
import { phoneFault } from '../sms-code-fields'

const contactFault = (phone: string) =>
  phone.startsWith('+')
    ? /^\+[1-9]\d{6,14}$/.test(phone)
      ? undefined
      : '境外号码以 + 和国家代码开头，例如 +6581234567'
    : phoneFault(phone)
const explanationFault = (text: string) =>
  text.trim().length < 10 ? `再多写一点，至少 10 个字，现在是 ${text.trim().length} 个` : undefined

interface Faults {
  contactPhone?: string | undefined
  formerPhone?: string | undefined
  explanation?: string | undefined
}
interface ByOfficeProps {
  identity: Identity
  onSent(recovery: Recovery): void
  onBack(): void
}

/** By a person of the office, where the registered phone is gone. */
export function ByOffice({ identity, onSent, onBack }: ByOfficeProps) {
  const [contactPhone, setContactPhone] = useState('')
  const [formerPhone, setFormerPhone] = useState('')
  const [explanation, setExplanation] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<string>()
  const attempt = useAttempt()

  async function send(): Promise<void> {
    setError(undefined)
    const found = {
      contactPhone: contactFault(contactPhone),
      formerPhone: formerPhone ? contactFault(formerPhone) : undefined,
      explanation: explanationFault(explanation),
    }
    setFaults(found)
    if (Object.values(found).some(Boolean)) return
    const body = {
      method: 'office' as const,
      ...identity,
      contactPhone,
      ...(formerPhone ? { formerPhone } : {}),
      explanation: explanation.trim(),
    }
    try {
      const { recovery } = await call('POST /account-recoveries', { body }, { attempt })
      if (recovery) onSent(recovery)
    } catch (problem) {
      const fields =
        problem instanceof ProblemError
          ? Object.fromEntries(problem.errors.map(({ pointer, detail }) => [pointer.slice(1), detail]))
          : {}
      setFaults(fields)
      if (!fields.contactPhone && !fields.formerPhone && !fields.explanation) setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <Card title="请人才办核实">
        <View className="stack">
          <View className="small">
            工作人员会打电话核实，可能请你出示证件原件。核实后账号归还到你现在的登录方式；现在的账号也登记过的，两个合成一个，留下要找回的那份登记。
          </View>
          <TextInput
            label="联系电话"
            hint="现在能接通的手机号，境外的也可以"
            type="text"
            maxLength={40}
            autoComplete="tel"
            value={contactPhone}
            error={faults.contactPhone}
            onChange={(phone) => {
              setContactPhone(phoneText(phone))
              setFaults({ ...faults, contactPhone: undefined })
            }}
            onBlur={() => contactPhone && setFaults({ ...faults, contactPhone: contactFault(contactPhone) })}
          />
          <TextInput
            label="以前登录用的手机号（选填）"
            hint="没有留过证件号码，或后来删除了的，凭它和姓名找"
            type="text"
            maxLength={40}
            autoComplete="off"
            value={formerPhone}
            error={faults.formerPhone}
            onChange={(phone) => {
              setFormerPhone(phoneText(phone))
              setFaults({ ...faults, formerPhone: undefined })
            }}
          />
          <TextArea
            label="说明情况"
            hint="原来的手机号怎么停用的、大概什么时候登记的"
            maxLength={500}
            value={explanation}
            error={faults.explanation}
            onChange={(text) => {
              setExplanation(text)
              if (faults.explanation) setFaults({ ...faults, explanation: explanationFault(text) })
            }}
          />
        </View>
      </Card>
      {error && (
        <Notice kind="bad" title="还没有提交成功" live>
          {error}
        </Notice>
      )}
      <Button wide onClick={send}>
        提交申请
      </Button>
      <Button wide kind="quiet" onClick={onBack}>
        返回修改身份信息
      </Button>
    </View>
  )
}
