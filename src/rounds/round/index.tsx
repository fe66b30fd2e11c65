import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { MyRound, PublicRound } from '@jucai/contract/rounds'
import { momentWords, redoCauseLabels, roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { call, serverNow } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { BoardCell } from '../board-cell'
import { CommitmentCard } from '../commitment-card'
import { nextWords, stateTones } from '../words'
import { Homes } from './homes'
import { Refusing, RulesOfRound, Sources } from './rules'
import { Standing } from './standing'
import '../rounds.scss'

/** One round: what it gives, when, how the order comes about, and what that means for the reader. */
export default function RoundPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(async () => {
    void loadCity().catch(() => undefined)
    const of = { params: { round: id } }
    const [round, mine] = await Promise.all([
      call('GET /rounds/:round', of),
      signedIn ? call('GET /me/rounds/:round', of) : null,
    ])
    return { round, mine }
  })
  useRefresh(loaded.reload)
  useSettledMessages(`/rounds/round/index?id=${id}`, loaded.data !== undefined)
  return (
    <Page
      title={loaded.data?.round.title ?? '选房批次'}
      up="/rounds/list/index"
      action={loaded.data && <Next {...loaded.data} signedIn={signedIn} />}
    >
      <Loaded of={loaded} skeleton={<Skeleton shape="text" count={5} />}>
        {({ round, mine }) => (
          <View className="stack">
            <StaleNotice error={loaded.error} />
            <Head round={round} />
            <OtherRounds round={round} />
            {round.waits !== null && (
              <Notice kind="care" title="选房先不开始">
                {round.waits}
              </Notice>
            )}
            {round.commitment && <CommitmentCard code={round.code} commitment={round.commitment} />}
            <Dates round={round} />
            {mine && <Standing round={round} mine={mine} />}
            <RulesOfRound round={round} mine={mine?.standing ?? null} />
            <Homes round={round} />
            <Refusing round={round} />
            <Sources round={round} />
            <CellGroup>
              {round.state === 'choosing' && <BoardCell roundId={round.id} />}
              <Cell
                icon="shield-check"
                title="公开记录"
                note="每一步、承诺值、名单和核对器"
                to={`/rounds/record/index?id=${round.id}`}
              />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Head({ round }: { round: PublicRound }) {
  const sample = useCityStore((state) => state.city?.sample)
  const { state, flats, tickets } = round
  return (
    <Card>
      <View className="round-head">
        <View className="wrap">
          <Tag tone={stateTones[state]}>{roundStateLabels[state]}</Tag>
          {sample && <Tag tone="star">示例</Tag>}
        </View>
        <View className="strong">{nextWords(round, serverNow())}</View>
        <View className="round-figures">
          <View>
            <View className="round-figure">{`${flats} 套`}</View>
            <View className="tiny">这一批的房</View>
          </View>
          <View>
            <View className="round-figure">{tickets === null ? '锁定时公布' : `${tickets} 个号`}</View>
            <View className="tiny">申请的人，一户一个号</View>
          </View>
        </View>
      </View>
    </Card>
  )
}

function OtherRounds({ round }: { round: PublicRound }) {
  const { follows, followedBy, redoCause, redoWhy, cancelledWhy } = round
  return (
    <>
      {cancelledWhy && (
        <Notice kind="care" title="这一批取消了">
          {cancelledWhy}
        </Notice>
      )}
      {follows && (
        <Notice title={`这是“${follows.title}”之后重新抽的一批`}>
          {`${redoCause ? `${redoCauseLabels[redoCause]}。` : ''}${redoWhy ?? ''}`}
        </Notice>
      )}
      {followedBy && (
        <Notice kind="care" title="这一批重新抽过">
          <View>{`新的一批：${followedBy.title}。这里的记录保留不动。`}</View>
          <Button kind="quiet" onClick={() => openPage(`/rounds/round/index?id=${followedBy.id}`)}>
            看新的一批
          </Button>
        </Notice>
      )}
    </>
  )
}

const stepAt: Record<PublicRound['state'], number> = {
  draft: 0,
  published: 1,
  open: 1,
  closed: 2,
  locked: 3,
  drawn: 4,
  choosing: 4,
  ended: 6,
  cancelled: 6,
}

function Dates({ round }: { round: PublicRound }) {
  const { opensAt, closesAt, lockedAt, firstDrawingAt, drawnAt, choosingFrom, publishedAt } = round
  const steps = [
    { title: '公布规则和房源', note: momentWords(publishedAt) },
    { title: '申请', note: `${momentWords(opensAt)} 到 ${momentWords(closesAt)}，早晚都一样算数` },
    {
      title: '锁定名单，公布承诺值',
      note: lockedAt ? momentWords(lockedAt) : '截止以后、开奖以前；锁定后谁也不能改名单',
    },
    {
      title: '彩票开奖，算出顺序',
      note: drawnAt ? momentWords(drawnAt) : `${momentWords(firstDrawingAt)} 起，两个人录入号码`,
    },
    { title: '按顺序选房', note: `${momentWords(choosingFrom)} 起，一人一段时间` },
    { title: '结束', note: '记录一直公开' },
  ]
  return (
    <Card title="时间">
      <Steps steps={steps} current={round.state === 'cancelled' ? -1 : stepAt[round.state]} />
    </Card>
  )
}

function Next({ round, mine, signedIn }: { round: PublicRound; mine: MyRound | null; signedIn: boolean }) {
  const at = (page: string) => () => openPage(`/rounds/${page}/index?id=${round.id}`)
  if (mine?.place)
    return (
      <Button wide kind="star" icon="star" onClick={at('place')}>
        看我的位置
      </Button>
    )
  const applied = mine?.ticket && mine.ticket.standing !== 'withdrawn'
  if (round.state === 'open' && !applied)
    return (
      <Button wide kind="star" icon="pencil" onClick={at('apply')}>
        {signedIn ? '申请这一批' : '登录后申请'}
      </Button>
    )
  return mine?.ticket ? (
    <Button wide icon="file-text" onClick={at('ticket')}>
      看我的号
    </Button>
  ) : null
}
