import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import type { Lease } from '@jucai/contract/lease-shapes'
import type { LeasePaper } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

interface SigningProps {
  leaseId: string
  paper: LeasePaper
  sha256: string
  months?: number
  onSigned(lease: Lease): void
  onClose(): void
}

/** The last step of a signature: a code by SMS, and what it means to type it in. */
export function Signing({ leaseId, paper, sha256, months, onSigned, onClose }: SigningProps) {
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
  const params = { lease: leaseId }
  const send = async () => {
    setFault(undefined)
    try {
      const sent = await call('POST /me/leases/:lease/signature-codes', {
        params,
        body: { paper, sha256, ...(months === undefined ? {} : { months }) },
      })
      setSentTo(sent.phone)
      setWait(sent.retryAfterSeconds)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const sign = async () => {
    setFault(undefined)
    try {
      onSigned(
        months === undefined
          ? await call('POST /me/leases/:lease/signature', { params, body: { code, sha256 } }, { attempt })
          : await call(
              'POST /me/leases/:lease/renewals',
              { params, body: { code, sha256, months } },
              { attempt },
            ),
      )
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="签约" onClose={onClose}>
      <View className="stack">
        <View className="small">
          输入短信里的六位数字，就等于签上你的名字。签的是刚才看到的那一份，双方签署后不能再改。
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
            确认签约
          </Button>
        )}
      </View>
    </Sheet>
  )
}
