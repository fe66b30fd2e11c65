import { useEffect, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { NetworkError, ProblemError } from '@jucai/contract/client'
import { dayInChina } from '@jucai/contract/china-time'
import type { HeldCredential } from '@jucai/contract/credentials'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Failure } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { ProblemNotice } from '@/components/problem-notice'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { TalentCardFrame, cardTierOf } from '@/components/talent-card-frame'
import { serverNow } from '@/api'
import { askForCode, codeOnPhone, takeCode, type CodeState } from '@/held-code'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { inWords } from '@/words/problems'
import { LiveCode } from './live-code'
import './code.scss'

type NotHeld = Exclude<CodeState, { kind: 'held' }>

/** The talent code, shown at once, with network or without. */
export default function CodePage() {
  const personId = useSession(({ token, me }) => (token ? me?.id : undefined))
  return (
    <Page title="人才码" tab="code" lead="到工作站、公寓和场馆，出示给工作人员扫描">
      {personId ? (
        <MyCode key={personId} personId={personId} />
      ) : (
        <Card>
          <SignInFirst text="登录并完成登记后，就能领取人才码。" />
        </Card>
      )}
    </Page>
  )
}

function MyCode({ personId }: { personId: string }) {
  const [state, setState] = useState<CodeState | null>(null)
  const [error, setError] = useState<unknown>()

  const ask = async () => {
    const now = serverNow()
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
  useDidShow(() => {
    if (state && state.kind !== 'held') void ask()
  })

  const held = state?.kind === 'held' ? state : null
  const content =
    state === null ? (
      error === undefined ? (
        <Skeleton shape="text" count={6} />
      ) : (
        <Failure error={error} onRetry={ask} />
      )
    ) : held ? (
      <LiveCode code={held.code} onUnproven={ask} />
    ) : (
      <TakeCode personId={personId} state={state as NotHeld} onTaken={setState} />
    )
  return (
    <>
      {held?.offline && (
        <Notice kind="info" title="现在没有网络">
          人才码照常可用，出示即可。
        </Notice>
      )}
      <View className="code-card">
        <OwnCard personId={personId} credential={held?.code.credential}>
          {content}
        </OwnCard>
      </View>
    </>
  )
}

/**
 * The talent card, drawn before the code is taken for everybody who has a tier. The tap that takes the code
 * then draws the code alone; the sky behind it would be half of the data that goes to WeChat's view.
 */
function OwnCard({
  personId,
  credential,
  children,
}: {
  personId: string
  credential?: HeldCredential
  children: ReactNode
}) {
  const me = useSession((session) => session.me)
  const city = useCityStore((store) => store.city)
  useEffect(() => {
    if (!city) loadCity().catch(() => undefined)
  }, [])
  const tier = credential?.tier ?? me?.tier
  if (!tier) return <Card>{children}</Card>
  const rank = credential?.tier.rank ?? city?.tiers.find(({ key }) => key === tier.key)?.rank ?? 5
  return (
    <TalentCardFrame
      seed={personId}
      tier={cardTierOf(rank)}
      tierName={credential ? `${tier.name} · 至 ${dayInChina(credential.expiresAt)}` : tier.name}
      name={credential?.name ?? me?.name ?? ''}
      city={city?.name ?? ''}
    >
      {children}
    </TalentCardFrame>
  )
}

const offers = {
  none: {
    title: '领取你的人才码',
    text: '一个码，到哪都认：入住、体检、借书、运动，扫一下就登记好。码里没有你的姓名和证件号。',
    action: '领取人才码',
  },
  revoked: { title: '这个人才码已停用', text: '可以重新领取一个，之前的服务记录都在。', action: '重新领取' },
  expired: {
    title: '人才码到期了',
    text: '重新领取一个就能继续用，之前的服务记录都在。',
    action: '重新领取',
  },
  'key-lost': {
    title: '这部手机上的密钥不见了',
    text: '可能清理过微信或浏览器的数据。重新领取一个就能继续用，之前的码停用，服务记录都在。领取时需要联网。',
    action: '重新领取',
  },
  elsewhere: {
    title: '人才码在另一部手机上',
    text: '为防止借用，一个人只能在一部手机上出示。换到这部手机后，旧手机上的码马上停用。',
    action: '换到这部手机',
  },
} as const

/** The way to a code, from wherever one stands. */
function TakeCode({
  personId,
  state,
  onTaken,
}: {
  personId: string
  state: NotHeld
  onTaken(state: CodeState): void
}) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  // After a return to this page the old problem may be solved; if it is not, the next try says so.
  useDidShow(() => setProblem(undefined))
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
    <>
      <Empty icon="qr-code" title={offer.title} text={offer.text} />
      {problem !== undefined && (
        <ProblemNotice
          kind="care"
          title={code === 'registration-needed' ? '先完成人才登记' : '没有领到'}
          problem={
            problem instanceof NetworkError
              ? { words: '没有连上网络。领取人才码需要联网，连上后再点一次。', missingConsents: [] }
              : inWords(problem)
          }
          onConsented={() => setProblem(undefined)}
        />
      )}
      {code === 'registration-needed' && (
        <Button wide onClick={() => openPage('/account/register/index')}>
          去登记，约两分钟
        </Button>
      )}
      {code !== 'registration-needed' && code !== 'consent-needed' && (
        <Button kind="star" wide onClick={state.kind === 'elsewhere' ? () => setAsking(true) : take}>
          {offer.action}
        </Button>
      )}
      {asking && (
        <Dialog
          title="换到这部手机？"
          confirm="换到这部手机"
          onConfirm={take}
          onClose={() => setAsking(false)}
        >
          旧手机上的人才码会马上停用，扫描时会显示“已停用”。服务记录不受影响。
        </Dialog>
      )}
    </>
  )
}
