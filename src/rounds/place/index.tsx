import type { CSSProperties } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { skipReasons } from '@jucai/contract/draw/record'
import type { MyPlace, MyRound, MyTicket, PublicRound } from '@jucai/contract/rounds'
import { momentWords } from '@jucai/contract/rounds-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { BoardCell } from '../board-cell'
import { OwnPlaceCheck } from './own-place-check'
import { poolTitle } from '../words'
import '../rounds.scss'

/** Where one stands in the order: who is before, what has to happen, and the check of it. */
export default function PlacePage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(async () => {
    const of = { params: { round: id } }
    const [round, mine] = await Promise.all([
      call('GET /rounds/:round', of),
      call('GET /me/rounds/:round', of),
    ])
    return { round, mine }
  })
  useRefresh(loaded.reload)
  useSettledMessages(`/rounds/place/index?id=${id}`, loaded.data !== undefined)
  const up = `/rounds/round/index?id=${id}`
  return (
    <Page title="我的位置" up={up} action={loaded.data && <ToChoose {...loaded.data} />}>
      {!signedIn ? (
        <SignInFirst text="登录后看你排在第几。" />
      ) : (
        <Loaded of={loaded} skeleton={<Skeleton shape="text" count={5} />}>
          {({ round, mine }) =>
            mine.place && mine.ticket ? (
              <View className="stack">
                <StaleNotice error={loaded.error} />
                <Where round={round} place={mine.place} ticket={mine.ticket} />
                <Happens place={mine.place} />
                <Wishes round={round} place={mine.place} />
                <OwnPlaceCheck round={round} place={mine.place} />
                <Movements place={mine.place} />
                <CellGroup>
                  {round.state === 'choosing' && <BoardCell roundId={id} />}
                  <Cell icon="file-text" title="我的号和回执" to={`/rounds/ticket/index?id=${id}`} />
                  <Cell
                    icon="shield-check"
                    title="公开记录"
                    note="全部名单和顺序，自己核对"
                    to={`/rounds/record/index?id=${id}`}
                  />
                </CellGroup>
              </View>
            ) : (
              <Card>
                <Empty
                  icon="clock"
                  title={mine.ticket ? '还没有抽签' : '这一批你没有申请'}
                  text={
                    mine.ticket
                      ? `${momentWords(round.firstDrawingAt)} 起开奖，算出顺序后会发消息告诉你。`
                      : undefined
                  }
                  action={<Button onClick={() => openPage(up)}>看这一批</Button>}
                />
              </Card>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

/** While people choose, whoever has a flat to choose is led to the board. */
function ToChoose({ round, mine: { place } }: { round: PublicRound; mine: MyRound }) {
  if (round.state !== 'choosing' || place?.standing !== 'called') return null
  return (
    <Button
      wide
      kind="star"
      icon="key-round"
      onClick={() => openPage(`/choosing/choose/index?round=${round.id}`)}
    >
      去选房
    </Button>
  )
}

/** The one sentence that matters; whose turn it is at this minute is told on the board. */
const headOf = ({ standing, before, reason }: MyPlace): string => {
  if (standing === 'called') return before === 0 ? '能选到房，你排在最前' : `能选到房，前面还有 ${before} 人`
  if (standing === 'waiting') return `排队中，前面还有 ${before} 人`
  if (standing === 'chosen') return '你已经选好了'
  if (standing === 'gone') return `不在选房名单里：${reason ? skipReasons[reason] : ''}`
  return '有号，现在不参加选房'
}

function Where({ round, place, ticket }: { round: PublicRound; place: MyPlace; ticket: MyTicket }) {
  const { rank, called, flats, quota } = place
  const titleOf = (code: string) => round.classes.find((one) => one.code === code)?.title ?? code
  const share = (count: number) => `${Math.min(100, Math.round((100 * count) / Math.max(called, 1)))}%`
  return (
    <Card>
      <View className="round-head">
        <View className="small">{`${round.title} · ${ticket.number ?? ''}${round.pools.length > 1 ? ` · ${poolTitle(round, ticket.pool)}` : ''}`}</View>
        <View className="place-number">{`第 ${rank} 位`}</View>
        <View className="strong">{headOf(place)}</View>
        {quota && (
          <View className="small">{`从${quota === 'general' ? '谁都能选的房' : `留给${titleOf(quota)}的房`}里选`}</View>
        )}
      </View>
      <View
        className="place-way"
        style={{ '--p': share(flats) } as CSSProperties}
        aria-role="img"
        aria-label={`${called} 个号参加，${flats} 套房，你在第 ${rank} 位`}
      >
        <View className="place-me" style={{ '--p': share(rank) } as CSSProperties} />
      </View>
      <View className="place-ends">
        <View>第 1 位</View>
        <View>{`${flats} 套房`}</View>
        <View>{`第 ${called} 位`}</View>
      </View>
      <View className="tiny">位次由抽签定下，不会变。前面的人退出或选好，你前面的人数会变少。</View>
    </Card>
  )
}

function Happens({ place: { happens, estimate, standing } }: { place: MyPlace }) {
  if (standing === 'chosen' || standing === 'gone') return null
  return (
    <Card title="接下来">
      <View className="round-words">
        <View>{happens}</View>
        {estimate && (
          <Notice
            title={
              estimate.fewest === estimate.most
                ? `大约 ${estimate.most} 套`
                : `大约 ${estimate.fewest} 到 ${estimate.most} 套`
            }
          >
            {`${estimate.words}这是按以前的批次估的，不是承诺。`}
          </Notice>
        )}
      </View>
    </Card>
  )
}

function Wishes({ round, place }: { round: PublicRound; place: MyPlace }) {
  if (place.wishes.length === 0) return null
  return (
    <Card title="你的志愿，前面各有多少人">
      {place.wishes.map(({ stationId, typeId, before }, at) => {
        const home = round.homes.find(
          (one) => one.stationId === stationId && (typeId === null || one.typeId === typeId),
        )
        const name = home ? `${home.stationName} ${typeId === null ? '户型都可以' : home.typeName}` : ''
        return (
          <View key={`${stationId} ${typeId}`} className="wish">
            <View className="wish-turn">{String(at + 1)}</View>
            <View className="wish-main">{name}</View>
            <View className="small">{`${before} 人`}</View>
          </View>
        )
      })}
      <View className="tiny">在你前面、还没选、志愿里也有这些房的人。他们到时候可以选别的。</View>
    </Card>
  )
}

function Movements({ place: { movements } }: { place: MyPlace }) {
  return (
    <View className="cells">
      <View className="cells-title" aria-role="heading" aria-level={2}>
        最近的变化
      </View>
      <View className="card card-flush">
        {movements.length === 0 ? (
          <Empty icon="clock" title="还没有变化" text="有人选好、退出或恢复，都会写在这里。" />
        ) : (
          <Rows items={movements} keyOf={({ at, ticket }) => `${at} ${ticket}`}>
            {({ at, words, beforeMe }) => (
              <Cell title={words} note={momentWords(at)} value={beforeMe ? '在你前面' : '在你后面'} />
            )}
          </Rows>
        )}
      </View>
    </View>
  )
}
