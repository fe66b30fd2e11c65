import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { NetworkError, ProblemError } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { clockOffset } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Failure } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { wordsOf } from '@/components/problem-words'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { TalentCardFrame, type CardTier } from '@/components/talent-card-frame'
import { useCityStore } from '@/city-store'
import { askForCode, codeOnPhone, takeCode, type CodeState } from '@/held-code'
import { useSession } from '@/session'
import { LiveCode } from './live-code'
import './code.scss'

const cardTiers: readonly CardTier[] = ['A', 'B', 'C', 'D', 'E']
const cardTierOf = ({ rank }: HeldCredential['tier']): CardTier => cardTiers[Math.min(rank, cardTiers.length) - 1] ?? 'E'
const dayOf = (moment: string) => moment.slice(0, 10)

export default function CodePage() {
  const personId = useSession(({ token, me }) => (token ? me?.id : undefined))
  return (
    <Page title="人才码" tab="code" lead="到工作站、公寓和场馆，出示给工作人员扫描">
      {personId ? <MyCode key={personId} personId={personId} /> : <Card><SignInFirst text="登录并完成登记后，就能领取人才码。" /></Card>}
    </Page>
  )
}

function MyCode({ personId }: { personId: string }) {
  const [state, setState] = useState<CodeState | null>(null)
  const [error, setError] = useState<unknown>()

  const ask = async () => {
    const now = new Date(Date.now() + clockOffset.ms)
    const known = await codeOnPhone(personId, now)
    if (known) setState((before) => before ?? known)
    setError(undefined)
    try {
      setState(await askForCode(personId, now))
    } catch (problem) {
      if (known && problem instanceof NetworkError) setState(known)
      else setError(problem)
    }
  }
  useEffect(() => void ask(), [])
  useDidShow(() => { if (state && state.kind !== 'held') void ask() })

  if (error !== undefined && state === null) return <Card><Failure error={error} onRetry={ask} /></Card>
  if (state === null) return <Skeleton shape="card" />
  if (state.kind !== 'held') return <TakeCode personId={personId} state={state} onTaken={setState} />
  return (
    <View>
      {state.offline && <Notice kind="info" title="现在没有网络">人才码照常可用，出示即可。</Notice>}
      <HeldCard state={state} />
    </View>
  )
}

function HeldCard({ state: { code } }: { state: Extract<CodeState, { kind: 'held' }> }) {
  const city = useCityStore((store) => store.city?.name ?? '')
  const { credential } = code
  return (
    <TalentCardFrame seed={credential.id} tier={cardTierOf(credential.tier)} tierName={`${credential.tier.name} · 至 ${dayOf(credential.expiresAt)}`} name={credential.name} city={city}>
      <LiveCode code={code} />
    </TalentCardFrame>
  )
}

const offers = {
  none: { title: '领取你的人才码', text: '一个码，到哪都认：入住、体检、借书、运动，扫一下就登记好。码里没有你的姓名和证件号。', action: '领取人才码' },
  revoked: { title: '这个人才码已停用', text: '可以重新领取一个，之前的服务记录都在。', action: '重新领取' },
  expired: { title: '人才码到期了', text: '重新领取一个就能继续用，之前的服务记录都在。', action: '重新领取' },
  elsewhere: { title: '人才码在另一部手机上', text: '为防止借用，一个人只能在一部手机上出示。换到这部手机后，旧手机上的码马上停用。', action: '换到这部手机' },
} as const

/** The way to a code, from wherever one stands. */
function TakeCode({ personId, state, onTaken }: { personId: string; state: Exclude<CodeState, { kind: 'held' }>; onTaken(state: CodeState): void }) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const offer = offers[state.kind === 'over' ? state.because : state.kind]
  const take = async () => {
    setAsking(false)
    setProblem(undefined)
    try {
      onTaken(await takeCode(personId))
    } catch (refusal) {
      setProblem(refusal)
    }
  }
  const code = problem instanceof ProblemError ? problem.code : null
  return (
    <Card>
      <Empty icon="qr-code" title={offer.title} text={offer.text} />
      {problem !== undefined && <Notice kind="care" title={code === 'registration-needed' ? '先完成人才登记' : code === 'consent-needed' ? '需要你先同意' : '没有领到'} live>{wordsOf(problem)}</Notice>}
      {code === 'registration-needed' && <Button wide onClick={() => Taro.navigateTo({ url: '/account/register/index' })}>去登记，约两分钟</Button>}
      {code === 'consent-needed' && <Button wide onClick={() => Taro.navigateTo({ url: '/account/consents/index' })}>看看要同意什么</Button>}
      {code !== 'registration-needed' && code !== 'consent-needed' && <Button kind="star" wide onClick={state.kind === 'elsewhere' ? () => setAsking(true) : take}>{offer.action}</Button>}
      {asking && (
        <Dialog title="换到这部手机？" confirm="换到这部手机" onConfirm={take} onClose={() => setAsking(false)}>
          旧手机上的人才码会马上停用，扫描时会显示“已停用”。服务记录不受影响。
        </Dialog>
      )}
    </Card>
  )
}
