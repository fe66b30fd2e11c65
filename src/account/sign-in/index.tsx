import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { Me, SignedIn } from '@jucai/contract/accounts'
import { call, callWith } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { toast } from '@/components/toast'
import { deviceName } from '@/device-name'
import { deviceId } from '@/random'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'
import { Agreement } from '../agreement'
import { Night } from '../night'
import type { SmsProof } from '../sms-code-fields'
import { Confirm } from './confirm'
import { PhoneLink } from './phone-link'
import { SamplePeople, useSampleCity } from './sample'
import { SmsSignIn } from './sms-sign-in'
import { leave } from './way-on'

type Way = 'wechat' | 'sms' | 'link-phone' | 'confirm'

/** Sign in: one tap on WeChat, phone and text message on H5; then back to where the person wanted to go. */
export default function SignInPage() {
  const { to } = useRouter().params
  const session = useSession()
  const [way, setWay] = useState<Way>(process.env.TARO_ENV === 'weapp' ? 'wechat' : 'sms')
  const [agreed, setAgreed] = useState(false)
  const [unanswered, setUnanswered] = useState(false)
  const [error, setError] = useState<string>()
  // Kept by the phone only once it is confirmed: a page left half-way leaves nobody half signed in.
  const [pending, setPending] = useState<SignedIn>()
  const sample = useSampleCity()

  function mayAsk(): boolean {
    setUnanswered(!agreed)
    return agreed
  }

  function done(me: Me): void {
    toast(me.name ? `${me.name}，欢迎回来` : '登录成功')
    leave(to)
  }

  async function byWeChat(): Promise<void> {
    setError(undefined)
    if (!mayAsk()) return
    try {
      const { code } = await Taro.login()
      const reply = await call('POST /sessions', {
        body: { method: 'wechat', code, device: deviceName(), deviceId: await deviceId() },
      })
      session.signedIn(reply)
      if (reply.me.phone) done(reply.me)
      else setWay('link-phone')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  async function bySms(proof: SmsProof): Promise<void> {
    const reply = await call('POST /sessions', {
      body: { method: 'sms', ...proof, device: deviceName(), deviceId: await deviceId() },
    })
    if (reply.me.confirmed) return signedIn(reply)
    setPending(reply)
    setWay('confirm')
  }

  function signedIn(reply: SignedIn): void {
    session.signedIn(reply)
    done(reply.me)
  }

  function linked(me: Me): void {
    session.setMe(me)
    done(me)
  }

  if (way === 'confirm') {
    return (
      <Page title="确认是你本人">
        <Confirm
          call={pending ? callWith(pending.token) : call}
          onDone={(me) => (pending ? signedIn({ ...pending, me }) : linked(me))}
        />
      </Page>
    )
  }
  if (way === 'link-phone') {
    return (
      <Page title="绑定手机号">
        <PhoneLink
          sample={sample}
          onLinked={linked}
          onConfirm={() => setWay('confirm')}
          onSkip={() => leave(to)}
        />
      </Page>
    )
  }
  return (
    <Page title="登录" up="/pages/mine/index">
      <View className="stack">
        <Night seed="jucai-sign-in" title="你是来点亮这座城的">
          登录后看看你能享受什么，两分钟登记，领一张自己的人才码。
        </Night>
        {way === 'wechat' && (
          <>
            {error && (
              <Notice kind="bad" title="没有登录成功" live>
                {error}
              </Notice>
            )}
            <Button wide onClick={byWeChat}>
              微信一键登录
            </Button>
            <Button wide kind="quiet" icon="phone" onClick={() => setWay('sms')}>
              用手机号登录
            </Button>
          </>
        )}
        {way === 'sms' && <SmsSignIn sample={sample} mayAsk={mayAsk} onProof={bySms} action="登录" />}
        {way === 'sms' && process.env.TARO_ENV === 'weapp' && (
          <Button wide kind="quiet" onClick={() => setWay('wechat')}>
            改用微信登录
          </Button>
        )}
        <Agreement
          agreed={agreed}
          error={unanswered && !agreed ? '请先读一读隐私说明，同意后打上勾' : undefined}
          onChange={setAgreed}
        />
        <View className="tiny">没有账号的手机号，验证后会自动建一个。</View>
        {sample && <SamplePeople onSignedIn={signedIn} />}
      </View>
    </Page>
  )
}
