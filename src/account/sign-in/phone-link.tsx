import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { Me } from '@jucai/contract/accounts'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { deviceId } from '@/random'
import { wordsOf } from '@/words/problems'
import { readGrant, type PhoneGrant } from './phone-grant'
import type { SmsProof } from '../sms-code-fields'
import { SmsSignIn } from './sms-sign-in'

interface PhoneLinkProps {
  sample: boolean
  /** The number has opened an account that is to be confirmed first. */
  onConfirm(): void
  onLinked(me: Me): void
  onSkip(): void
}

/**
 * After the first sign-in on WeChat: the number by WeChat's own button, or by text message where that does
 * not work.
 */
export function PhoneLink({ sample, onConfirm, onLinked, onSkip }: PhoneLinkProps) {
  const [why, setWhy] = useState<string>()
  const [bySms, setBySms] = useState(false)

  /** Links, unless the account of the number has to be confirmed. */
  async function linkBy(
    proof: { method: 'wechat'; code: string } | ({ method: 'sms' } & SmsProof),
  ): Promise<void> {
    try {
      onLinked(await call('PUT /me/phone', { body: { ...proof, deviceId: await deviceId() } }))
    } catch (problem) {
      if (!(problem instanceof ProblemError && problem.code === 'confirmation-needed')) throw problem
      onConfirm()
    }
  }

  async function link(grant: PhoneGrant): Promise<void> {
    const answer = readGrant(grant)
    if ('why' in answer) {
      setWhy(answer.why)
      setBySms(true)
      return
    }
    try {
      await linkBy({ method: 'wechat', code: answer.code })
    } catch (problem) {
      setWhy(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <Notice title="留一个手机号">
        换手机时靠它找回账号，办理进度也发到这个号码。不会公开，页面上只显示前 3 位和后 4 位。
      </Notice>
      {why && <Notice kind="care" title={why} live />}
      {bySms ? (
        <SmsSignIn
          sample={sample}
          mayAsk={() => true}
          action="绑定"
          onProof={(proof) => linkBy({ method: 'sms', ...proof })}
        />
      ) : (
        <>
          <Button wide openType="getPhoneNumber" onGetPhoneNumber={(event) => void link(event.detail)}>
            绑定微信手机号
          </Button>
          <Button wide kind="quiet" onClick={() => setBySms(true)}>
            用其他手机号
          </Button>
        </>
      )}
      <Button wide kind="quiet" onClick={onSkip}>
        以后再说
      </Button>
    </View>
  )
}
