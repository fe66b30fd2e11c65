import { View } from '@tarojs/components'
import type { RoundSummary } from '@jucai/contract/round-schemas'
import type { MyRoundEntry } from '@jucai/contract/rounds'
import { roundRuleLabels, roundStateLabels, ticketStandingLabels } from '@jucai/contract/rounds-vocabulary'
import { call, serverNow } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { Tag } from '@/components/tag'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { nextWords, stateTones } from '../words'
import '../rounds.scss'

/** Rounds: where one is in one first, then all, the newest first. */
export default function RoundsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const list = usePaged((from) => {
    void loadCity().catch(() => undefined) // whether this is a sample city
    return call('GET /rounds', { query: from })
  })
  const mine = useLoaded(async () =>
    signedIn ? (await call('GET /me/rounds', { query: { limit: 5 } })).items : [],
  )
  useRefresh(() => Promise.all([list.reload(), mine.reload()]))
  return (
    <Page title="选房批次" up="/pages/services/index">
      <View className="stack">
        <View className="small">
          人才公寓一批一批地配租。先看规则，再申请；顺序由公布过的彩票开奖号码算出来，谁都能重算。
        </View>
        <StaleNotice error={list.data ? (list.error ?? mine.error) : undefined} />
        {mine.data && mine.data.length > 0 && <Mine entries={mine.data} />}
        <PagedList
          of={list}
          skeleton={<Skeleton count={4} />}
          empty={
            <Card>
              <Empty
                icon="building-2"
                title="还没有批次"
                text="有新的一批公布时，会发消息告诉有公寓资格的人。"
              />
            </Card>
          }
        >
          {(rounds) => (
            <View className="card card-flush">
              <Rows items={rounds} keyOf={({ id }) => id}>
                {(round) => <One round={round} />}
              </Rows>
            </View>
          )}
        </PagedList>
        <CellGroup>
          <Cell
            icon="shield-check"
            title="公开记录"
            note="每一批的承诺值、名单、号码和顺序"
            to="/rounds/records/index"
          />
        </CellGroup>
      </View>
    </Page>
  )
}

function One({ round }: { round: RoundSummary }) {
  const sample = useCityStore((state) => state.city?.sample)
  const { id, title, state, rule, flats, tickets } = round
  return (
    <Cell
      icon="building-2"
      title={title}
      note={
        <View>
          <View>{`${flats} 套 · ${roundRuleLabels[rule]}${tickets === null ? '' : ` · ${tickets} 人申请`}`}</View>
          <View>{nextWords(round, serverNow())}</View>
          <View className="wrap round-tags">
            <Tag tone={stateTones[state]}>{roundStateLabels[state].split('，')[0] ?? ''}</Tag>
            {sample && <Tag tone="star">示例</Tag>}
          </View>
        </View>
      }
      to={`/rounds/round/index?id=${id}`}
    />
  )
}

/** How somebody’s own ticket stands, in a few words. */
const ownWords = ({ ticket, place }: MyRoundEntry): string => {
  if (place?.standing === 'called')
    return place.before === 0 ? '能选到房，排在最前' : `能选到房，前面 ${place.before} 人`
  if (place?.standing === 'waiting') return `排队，前面 ${place.before} 人`
  if (place?.standing === 'chosen') return '已选房'
  return ticketStandingLabels[ticket.standing].split('，')[0] ?? ''
}

function Mine({ entries }: { entries: readonly MyRoundEntry[] }) {
  return (
    <CellGroup title="我申请的">
      {entries.map((entry) => (
        <Cell
          key={entry.round.id}
          icon="star"
          title={entry.round.title}
          note={entry.ticket.number ? `号码 ${entry.ticket.number}` : '锁定名单时给号'}
          value={ownWords(entry)}
          to={
            entry.place
              ? `/rounds/place/index?id=${entry.round.id}`
              : `/rounds/ticket/index?id=${entry.round.id}`
          }
        />
      ))}
    </CellGroup>
  )
}
