import { useState, type CSSProperties } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { FairPlace, FairTicket } from '@jucai/contract/fair-shapes'
import {
  endCauseLabels,
  livePlaceStates,
  passingRule,
  placeStateLabels,
  talkResultLabels,
} from '@jucai/contract/fair-vocabulary'
import { waitingWords } from '@jucai/contract/fair-waiting'
import { timeInChina } from '@jucai/contract/china-time'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { saveFair, saveSlot } from '../calendar'
import { placeTones, whenText, whereText } from '../looks'
import { openLive } from '../open-live'
import { ShownValues } from '../shown-values'
import { useLive } from '../use-live'
import '../fairs.scss'

const ticketMeant = async (id: string): Promise<string> =>
  id || ((await call('GET /me/fair-tickets', { query: { limit: 1 } })).items[0]?.id ?? '')
const readTicket = async (id: string): Promise<FairTicket> =>
  call('GET /me/fair-tickets/:fairTicket', { params: { fairTicket: await ticketMeant(id) } })

/** What the reader has of a fair: places in queues, slots, results. Asked again while it runs. */
export default function TicketPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() => readTicket(id))
  useRefresh(loaded.reload)
  useLive(loaded, () => readTicket(id), loaded.data?.fair.standing === 'running')
  useSettledMessages(`/fairs/ticket/index?id=${id}`, loaded.data !== undefined)
  return (
    <Page title="我的招聘会" up="/fairs/mine/index">
      <Loaded of={loaded}>
        {(ticket) => <Ticket ticket={ticket} onChanged={loaded.set} onReload={loaded.reload} />}
      </Loaded>
    </Page>
  )
}

interface TicketProps {
  ticket: FairTicket
  onChanged(next: FairTicket): void
  onReload(): Promise<void>
}

const isLive = ({ state }: FairPlace): boolean => livePlaceStates.some((one) => one === state)

function Ticket({ ticket, onChanged, onReload }: TicketProps) {
  const { fair, places } = ticket
  const live = places.filter(isLive)
  const over = places.filter((place) => !isLive(place))
  const isOpen = fair.standing === 'published' || fair.standing === 'running'
  return (
    <View className="stack">
      <View className="fair-head">
        <View className="fair-title" aria-role="heading" aria-level={2}>
          {fair.title}
        </View>
        <View className="fair-line">{whenText(fair)}</View>
        <View className="fair-line">{whereText(fair)}</View>
      </View>
      <Standing ticket={ticket} />
      {live.map((place) => (
        <Place key={place.id} place={place} ticket={ticket} onChanged={onChanged} onReload={onReload} />
      ))}
      {live.length === 0 && isOpen && !ticket.withdrawn && (
        <Card>
          <Empty icon="users" title="还没有排队" text="选一个展位，约时段或者排队；可以同时排几个。" />
        </Card>
      )}
      {isOpen && !ticket.withdrawn && (
        <Button wide onClick={() => openPage(`/fairs/fair/index?id=${fair.id}`)}>
          看全部展位
        </Button>
      )}
      {over.length > 0 && (
        <CellGroup title="谈过的和结束的">
          {over.map((place) => (
            <Over key={place.id} place={place} />
          ))}
        </CellGroup>
      )}
      <Facts ticket={ticket} />
      {isOpen && !ticket.withdrawn && <Withdraw ticket={ticket} onReload={onReload} />}
    </View>
  )
}

function Standing({ ticket: { fair, withdrawn } }: { ticket: FairTicket }) {
  if (fair.standing === 'cancelled')
    return (
      <Notice kind="care" title="招聘会取消了">
        {fair.cancelReason}
      </Notice>
    )
  if (withdrawn)
    return (
      <Notice kind="info" title="你已经取消报名">
        展位看不到你的资料了。想去可以重新报名。
      </Notice>
    )
  return null
}

/** How many of those in front are drawn, at most. */
const mostDrawn = 10

const placeText = (place: FairPlace): string => {
  if (place.state === 'called') return `请在 ${place.until ? timeInChina(place.until) : '现在'} 前到展位`
  if (place.state === 'talking') return '正在面谈，结果会记在这里'
  if (place.state === 'booked')
    return place.slot ? `${momentText(place.slot.startsAt)}，${place.slot.minutes} 分钟` : ''
  if (place.paused) return '你在别处面谈，这里先暂停，位置不变'
  return place.wait ? waitingWords(place.wait) : ''
}

/** What leaving a place is called, by where it stands. */
const leavingOf = ({ state, slot }: FairPlace) => {
  if (state === 'talking')
    return {
      name: '结束面谈',
      ask: '结束这次面谈？',
      means: '别的展位可以接着叫你。单位还能记下这次的结果。',
      done: '面谈结束了',
    }
  return slot
    ? {
        name: '退掉时段',
        ask: '退掉这个时段？',
        means: '时段会让给别人，还想谈要重新约。',
        done: '时段退掉了',
      }
    : {
        name: '退出排队',
        ask: '退出这个排队？',
        means: '再排要从最后开始。别的展位不受影响。',
        done: '已退出这个排队',
      }
}

function Place({ place, ticket, onChanged, onReload }: TicketProps & { place: FairPlace }) {
  const [asking, setAsking] = useState(false)
  const { slot, live } = place
  const leaving = leavingOf(place)
  const leave = async () => {
    setAsking(false)
    try {
      onChanged(
        await call('DELETE /me/fair-tickets/:fairTicket/places/:fairPlace', {
          params: { fairTicket: ticket.id, fairPlace: place.id },
        }),
      )
      toast(leaving.done)
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
      await onReload()
    }
  }
  return (
    <Card>
      <View className="fair-body">
        <View className="wrap">
          <View className="h3" aria-role="heading" aria-level={3}>
            {place.booth.employer}
          </View>
          <Tag tone={placeTones[place.state]}>{place.paused ? '暂停' : placeStateLabels[place.state]}</Tag>
        </View>
        {place.booth.place !== '' && <View className="small">{`展位 ${place.booth.place}`}</View>}
        {place.ahead !== null && (
          <>
            <View className="fair-number">{`前面 ${place.ahead} 人`}</View>
            <View className="fair-queue" aria-hidden>
              <View
                className="fair-queue-ahead"
                style={{ '--ahead': Math.min(place.ahead, mostDrawn) } as CSSProperties}
              />
              <View className="fair-queue-me" />
            </View>
          </>
        )}
        <View>{placeText(place)}</View>
        {place.misses > 0 && place.state === 'waiting' && (
          <View className="small">{`有 ${place.misses} 次叫到时你不在`}</View>
        )}
        {live && place.state !== 'booked' && (
          <Button
            wide
            kind="star"
            label={`进入线上面谈：${place.booth.employer}`}
            onClick={() => openLive(live)}
          >
            进入线上面谈
          </Button>
        )}
        {slot && place.state === 'booked' && (
          <Button
            wide
            kind="secondary"
            icon="calendar"
            label={`加入日历：${place.booth.employer}`}
            onClick={async () => toast(await saveSlot(ticket.fair, { ...place, slot }))}
          >
            加入日历
          </Button>
        )}
        <Button
          kind="quiet"
          label={`${leaving.name}：${place.booth.employer}`}
          onClick={() => setAsking(true)}
        >
          {leaving.name}
        </Button>
      </View>
      {asking && (
        <Dialog
          title={leaving.ask}
          confirm={leaving.name}
          danger
          onConfirm={leave}
          onClose={() => setAsking(false)}
        >
          {leaving.means}
        </Dialog>
      )}
    </Card>
  )
}

function Over({ place }: { place: FairPlace }) {
  const note =
    place.state === 'done'
      ? place.reason
        ? `对方说：${place.reason}`
        : '对方没有另写原因'
      : place.endCause
        ? [endCauseLabels[place.endCause], place.endReason].filter(Boolean).join('：')
        : '叫到时没有到'
  return (
    <Cell
      title={place.booth.employer}
      note={note}
      value={
        <Tag tone={place.result === 'further' ? 'good' : 'plain'}>
          {place.result ? talkResultLabels[place.result] : placeStateLabels[place.state]}
        </Tag>
      }
    />
  )
}

function Facts({ ticket }: { ticket: FairTicket }) {
  const { fair, shown, cameAt } = ticket
  return (
    <>
      <CellGroup title="入场和日历">
        {fair.place && !ticket.withdrawn && (
          <Cell
            icon="qr-code"
            title="人才码就是入场券"
            note={cameAt ? `${momentText(cameAt)}到场` : '到现场出示，工作人员一扫就好'}
            to="/pages/code/index"
          />
        )}
        <Cell icon="calendar" title="把招聘会加入日历" onClick={async () => toast(await saveFair(fair))} />
      </CellGroup>
      {shown.length > 0 && (
        <Card title="叫到你时展位看到的">
          <ShownValues of={shown} />
        </Card>
      )}
      <Card title="怎么排队">
        <View className="fair-text">{passingRule(fair.callMinutes)}</View>
      </Card>
    </>
  )
}

function Withdraw({ ticket, onReload }: { ticket: FairTicket; onReload(): Promise<void> }) {
  const [asking, setAsking] = useState(false)
  const withdraw = async () => {
    setAsking(false)
    try {
      await call('DELETE /me/fair-tickets/:fairTicket', { params: { fairTicket: ticket.id } })
      toast('已取消报名')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
    await onReload()
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        取消报名
      </Button>
      {asking && (
        <Dialog
          title="取消报名？"
          confirm="取消报名"
          danger
          onConfirm={withdraw}
          onClose={() => setAsking(false)}
        >
          排队和约好的时段都会退掉，展位看不到你的资料。谈过的结果还在。
        </Dialog>
      )}
    </>
  )
}
