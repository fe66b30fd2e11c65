import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

interface SigningProps {
  internship: string
  /** The employer for whom somebody signs; absent: the intern. */
  employer: string | undefined
  sha256: string
  onSigned(internship: Internship): void
  onClose(): void
}

/** The last step of a signature: a code by SMS, and what it means to type it in. */
export function Signing({ internship, employer, sha256, onSigned, onClose }: SigningProps) {
  const [code, setCode] = useState('')
  const [sentTo, setSentTo] = useState<string>()
  const [wait, setWait] = useState(0)
  const [fault, setFault] = useState<string>()
  const attempt = useAttempt()
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const ask = () =>
    employer
      ? call('POST /employers/:employer/internships/:internship/signature-codes', {
          params: { employer, internship },
          body: { sha256 },
        })
      : call('POST /me/internships/:internship/signature-codes', { params: { internship }, body: { sha256 } })
  const give = () =>
    employer
      ? call(
          'POST /employers/:employer/internships/:internship/signature',
          { params: { employer, internship }, body: { code, sha256 } },
          { attempt },
        )
      : call(
          'POST /me/internships/:internship/signature',
          { params: { internship }, body: { code, sha256 } },
          { attempt },
        )
  const send = async () => {
    setFault(undefined)
    try {
      const sent = await ask()
      setSentTo(sent.phone)
      setWait(sent.retryAfterSeconds)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const sign = async () => {
    setFault(undefined)
    try {
      onSigned(await give())
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="签协议" onClose={onClose}>
      <View className="stack">
        <View className="small">
          {employer
            ? '输入短信里的六位数字，就是代表基地签署。签的是刚才看到的那一版，改动要三方重新签。'
            : '输入短信里的六位数字，就等于签上你的名字。签的是刚才看到的那一版，改动要三方重新签。'}
        </View>
        <Button kind="secondary" disabledReason={wait > 0 && `${wait} 秒后可以再发`} onClick={send}>
          {sentTo ? (wait > 0 ? `${wait} 秒后再发` : '再发一次') : '发送验证码'}
        </Button>
        {sentTo && (
          <TextInput
            label="验证码"
            hint={`已发到 ${sentTo}，五分钟内有效`}
            type="number"
            maxLength={6}
            autoComplete="one-time-code"
            value={code}
            error={undefined}
            onChange={setCode}
          />
        )}
        {fault && (
          <Notice kind="bad" title="没有签成" live>
            {fault}
          </Notice>
        )}
        {sentTo && (
          <Button wide disabledReason={!/^\d{6}$/.test(code) && '先填六位验证码'} onClick={sign}>
            确认签署
          </Button>
        )}
      </View>
    </Sheet>
  )
}
