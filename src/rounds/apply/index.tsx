import { useState, type ReactNode } from 'react'
import { useRouter } from '@tarojs/taro'
import { momentWords, roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { readApplication } from '../kept-draft'
import { ApplicationForm } from './form'
import '../rounds.scss'

/** Applies to a round, or changes what was applied for. */
export default function ApplyPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  const personId = useSession(({ me }) => me?.id ?? '')
  const [turn, setTurn] = useState(0)
  const loaded = useLoaded(async () => {
    const of = { params: { round: id } }
    const [round, mine, kept] = await Promise.all([
      call('GET /rounds/:round', of),
      call('GET /me/rounds/:round', of),
      readApplication(id, personId),
    ])
    return { round, mine, kept }
  })
  const up = `/rounds/round/index?id=${id}`
  const inFrame = (content: ReactNode) => (
    <Page title="申请选房" up={up}>
      {content}
    </Page>
  )
  if (!signedIn) return inFrame(<SignInFirst text="登录后接着申请，写过的内容都在。" />)
  if (!loaded.data) return inFrame(<Loaded of={loaded}>{() => null}</Loaded>)
  const { round, mine, kept } = loaded.data
  if (mine.standing.qualification === 'none')
    return inFrame(
      <Card>
        <Empty
          icon="file-text"
          title="先申请公寓资格"
          text="配租看公寓资格，审核一次，以后每一批都能用。资格还在审核也可以申请这一批。"
          action={
            <Button kind="star" onClick={() => openPage('/applications/program/index?key=apartment')}>
              去申请资格
            </Button>
          }
        />
      </Card>,
    )
  if (round.state !== 'open')
    return inFrame(
      <Card>
        <Empty
          icon="calendar"
          title="现在不能申请"
          text={
            round.state === 'published'
              ? `${momentWords(round.opensAt)} 开始申请。`
              : roundStateLabels[round.state]
          }
          action={
            <Button kind="secondary" onClick={() => openPage(up)}>
              看这一批
            </Button>
          }
        />
      </Card>,
    )
  return (
    <ApplicationForm
      key={`${round.revision} ${turn}`}
      {...{ round, mine, kept, personId }}
      corrected={turn > 0}
      onStale={async () => {
        await loaded.reload()
        setTurn((count) => count + 1)
      }}
    />
  )
}
