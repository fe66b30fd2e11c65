import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

interface CodeStepProps {
  /** Sends the code. */
  send(): Promise<{ retryAfterSeconds: number; phone: string }>
  /** Does what the code is for. */
  confirm(code: string): Promise<void>
  button: string
  failed: string
}

/** A code by SMS, and what typing it in does. */
export function CodeStep({ send, confirm, button, failed }: CodeStepProps) {
  const [code, setCode] = useState('')
  const [sentTo, setSentTo] = useState<string>()
  const [wait, setWait] = useState(0)
  const [fault, setFault] = useState<string>()
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const guarded = async (act: () => Promise<void>) => {
    setFault(undefined)
    try {
      await act()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const ask = () =>
    guarded(async () => {
      const sent = await send()
      setSentTo(sent.phone)
      setWait(sent.retryAfterSeconds)
    })
  return (
    <View className="stack">
      <Button kind="secondary" disabledReason={wait > 0 && `${wait} 秒后可以再发`} onClick={ask}>
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
        <Notice kind="bad" title={failed} live>
          {fault}
        </Notice>
      )}
      {sentTo && (
        <Button
          wide
          disabledReason={!/^\d{6}$/.test(code) && '先填六位验证码'}
          onClick={() => guarded(() => confirm(code))}
        >
          {button}
        </Button>
      )}
    </View>
  )
}

/** The last step of a signature by somebody with an account. */
export function SigningSheet({
  send,
  sign,
  onClose,
}: {
  send: CodeStepProps['send']
  sign: CodeStepProps['confirm']
  onClose(): void
}) {
  return (
    <Sheet title="签署" onClose={onClose}>
      <View className="stack">
        <View className="small">
          输入短信里的六位数字，就等于签上你的名字。签的是刚才看到的那一版，签过以后不能再改，只能做新的一版。
        </View>
        <CodeStep send={send} confirm={sign} button="确认签署" failed="没有签成" />
      </View>
    </Sheet>
  )
}
