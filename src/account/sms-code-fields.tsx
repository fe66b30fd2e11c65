import { useEffect, useState } from 'react'
import { Input, View } from '@tarojs/components'
import type { RequestOf } from '@jucai/contract/routes'
import { extraOf } from '@jucai/contract/client'
import { digitsOf, phoneText } from '@jucai/contract/text'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'
import { webOnly } from '@/web-only'
import './account.scss'

/** What the reader typed to prove a phone number. */
export interface SmsProof {
  phone: string
  code: string
}

interface SmsCodeFieldsProps {
  purpose: RequestOf<'POST /sms-codes'>['body']['purpose']
  value: SmsProof
  onChange(value: SmsProof): void
  /** What the server said of the code. */
  codeError: string | undefined
  /** Asked before a message is sent; false keeps it back and says why elsewhere on the page. */
  mayAsk?(): boolean
  onSent?(phone: string): void
  phoneHint?: string
}

/** What is wrong with a mobile number; undefined when nothing is. */
export const phoneFault = (phone: string): string | undefined => {
  if (phone === '') return '请填写手机号'
  if (phone.startsWith('+')) return '短信发不到境外号码，可以在微信小程序里用微信登录'
  if (/\D/.test(phone)) return '手机号只有数字，请检查'
  if (phone.length !== 11) return `手机号是 11 位，现在是 ${phone.length} 位`
  return /^1[3-9]/.test(phone) ? undefined : '这不是内地手机号，请检查开头几位'
}

/** What is wrong with a proof before it is sent; undefined when nothing is. */
export const proofFault = ({ phone, code }: SmsProof): string | undefined =>
  phoneFault(phone) ?? (/^\d{6}$/.test(code) ? undefined : '请填写短信里的 6 位数字')

/** Seconds left until `until`, counted down; no timer runs at zero. */
function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now)
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  useEffect(() => {
    if (left === 0) return undefined
    const timer = setTimeout(() => setNow(Date.now()), 1000)
    return () => clearTimeout(timer)
  }, [left, now])
  useEffect(() => setNow(Date.now()), [until])
  return left
}

/** Phone number and the code sent to it. What was typed stays through every error. */
export function SmsCodeFields({
  purpose,
  value,
  onChange,
  codeError,
  mayAsk,
  onSent,
  phoneHint,
}: SmsCodeFieldsProps) {
  const [phoneError, setPhoneError] = useState<string>()
  const [until, setUntil] = useState(0)
  const [sentTo, setSentTo] = useState<string>()
  const left = useSecondsLeft(until)
  const phone = value.phone

  async function send(): Promise<void> {
    const fault = phoneFault(phone)
    setPhoneError(fault)
    if (fault || (mayAsk && !mayAsk())) return
    try {
      const { retryAfterSeconds } = await call('POST /sms-codes', { body: { phone, purpose } })
      setUntil(Date.now() + retryAfterSeconds * 1000)
      setSentTo(phone)
      toast('验证码已发出')
      onSent?.(phone)
    } catch (error) {
      const wait = extraOf(error, 'too-many-requests')?.retryAfterSeconds
      if (wait) setUntil(Date.now() + wait * 1000)
      setPhoneError(wordsOf(error))
    }
  }

  return (
    <View className="stack">
      <TextInput
        label="手机号"
        hint={phoneHint}
        type="number"
        maxLength={40}
        autoComplete="tel-national"
        value={phone}
        error={phoneError}
        onChange={(next) => {
          setPhoneError(undefined)
          onChange({ ...value, phone: phoneText(next) })
        }}
        onBlur={() => phone && setPhoneError(phoneFault(phone))}
      />
      <Field
        label="短信验证码"
        hint={sentTo ? `已发到 ${sentTo.slice(0, 3)}****${sentTo.slice(-4)}，5 分钟内有效` : undefined}
        error={codeError}
      >
        {(attributes) => (
          <View className="sms-row">
            <Input
              {...attributes}
              {...webOnly({ autoComplete: 'one-time-code' })}
              className="box"
              placeholderClass="box-empty"
              type="number"
              maxlength={20}
              placeholder="6 位数字"
              value={value.code}
              onInput={(event) => onChange({ ...value, code: digitsOf(event.detail.value).slice(0, 6) })}
            />
            {left > 0 ? (
              <Button
                kind="secondary"
                onClick={() => toast(`${left} 秒后可重新获取`, 'clock')}
              >{`${left} 秒后重发`}</Button>
            ) : (
              <Button kind="secondary" onClick={send}>
                {sentTo ? '重新获取' : '获取验证码'}
              </Button>
            )}
          </View>
        )}
      </Field>
    </View>
  )
}
