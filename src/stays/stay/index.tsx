import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Stay } from '@jucai/contract/stays'
import {
  bedKindLabels,
  nightWords,
  spanWords,
  stayPurposeLabels,
  stayStateLabels,
} from '@jucai/contract/stay-vocabulary'
import { addDays, daysBetween } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Dialog } from '@/components/dialog'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { Tag, type Tone } from '@/components/tag'
import { toast } from '@/components/toast'
import { useSettledMessages } from '@/settled-messages'
import { showOnMap } from '@/show-on-map'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { ChooseDays, useChosenDays } from '../choose-days'
import '../stays.scss'

const tones: Record<Stay['state'], Tone> = {
  booked: 'night',
  'checked-in': 'good',
  left: 'plain',
  cancelled: 'plain',
  'no-show': 'care',
}

/** One's own stay: when, where, and what can still be done about it. */
export default function StayPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const loaded = useLoaded(() => call('GET /me/stays/:stay', { params: { stay: id } }))
  useRefresh(loaded.reload)
  useSettledMessages(`/stays/stay/index?id=${id}`, loaded.data !== undefined)
  return (
    <Page title="我的住宿" up="/stays/mine/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(stay) => (
          <View className="stack">
            <Facts stay={stay} />
            <Acts stay={stay} onChanged={loaded.set} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const nextWords = (stay: Stay): string => {
  if (stay.state === 'booked')
    return `${momentText(stay.arriveBy)}前到店，出示人才码办理入住；过了时间床位放给别人，这一次算用过。${
      stay.may.includes('change')
        ? `${momentText(stay.cancelBy)}前取消或改期不算次数。`
        : '已过免费取消的时间，现在取消也算一次。'
    }`
  if (stay.state === 'checked-in')
    return `${nightWords(stay.toDay)}离店，走的时候到前台说一声。还能续 ${stay.nightsLeft} 晚，要看有没有空床。`
  return stay.counted ? '这一次算用过。' : '这一次不算次数。'
}

function Facts({ stay }: { stay: Stay }) {
  const { hostel, kind, beds, purpose, fromDay, toDay, state, number } = stay
  return (
    <Card>
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {spanWords(fromDay, toDay)}
        </View>
        <Tag tone={tones[state]}>{stayStateLabels[state]}</Tag>
      </View>
      <View className="small">{`${stayPurposeLabels[purpose]} · ${bedKindLabels[kind]}`}</View>
      <View className="stay-number">
        <View className="tiny">住宿编号，到店可以报</View>
        <View className="stay-digits">{number}</View>
      </View>
      <View className="hostel-fact">
        <Icon name="map-pin" />
        <View>{[hostel.name, hostel.address].filter(Boolean).join(' · ')}</View>
      </View>
      {beds.map(({ label, fromNight, nights }) => (
        <View key={fromNight} className="hostel-fact">
          <Icon name="key-round" />
          <View>
            {beds.length > 1 ? `${nightWords(fromNight)}起 ${nights} 晚：床位 ${label}` : `床位 ${label}`}
          </View>
        </View>
      ))}
      <View className="hostel-fact">
        <Icon name="info" />
        <View>{nextWords(stay)}</View>
      </View>
      {hostel.address ? (
        <View className="hostel-do">
          <Button
            kind="secondary"
            icon="navigation"
            label={`去这里：${hostel.name}，打开地图`}
            onClick={() => showOnMap(hostel)}
          >
            去这里
          </Button>
        </View>
      ) : (
        <Notice kind="care" title="这个驿站已经关闭">
          还没有入住的，取消不算次数，可以另订一处；已经住下的，可以住到离店那天。
        </Notice>
      )}
    </Card>
  )
}

interface ActsProps {
  stay: Stay
  onChanged(stay: Stay): void
}

function Acts({ stay, onChanged }: ActsProps) {
  const [open, setOpen] = useState<'cancel' | 'change' | 'extend'>()
  const params = { stay: stay.id }
  const act = async (run: () => Promise<Stay>, done: string) => {
    setOpen(undefined)
    try {
      onChanged(await run())
      toast(done)
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  return (
    <>
      <CellGroup>
        {(stay.state === 'booked' || stay.state === 'checked-in') && (
          <Cell icon="qr-code" title="出示人才码" note="到店给前台扫" to="/pages/code/index" />
        )}
        {stay.may.includes('come-late') && (
          <Cell
            icon="clock"
            title="我要晚到"
            note={`床位为你留到${momentText(stay.lateUntil)}`}
            onClick={() =>
              void act(() => call('PUT /me/stays/:stay/late-arrival', { params }), '记下了，路上小心')
            }
          />
        )}
        {stay.may.includes('change') && (
          <Cell
            icon="calendar"
            title="改日期"
            note="新的订不上，原来的还在"
            onClick={() => setOpen('change')}
          />
        )}
        {stay.may.includes('extend') && (
          <Cell
            icon="plus"
            title="续住"
            note={`最多还能续 ${stay.nightsLeft} 晚`}
            onClick={() => setOpen('extend')}
          />
        )}
        {stay.may.includes('cancel') && (
          <Cell
            icon="x"
            title="取消"
            note={stay.may.includes('change') ? '现在取消不算次数' : '现在取消，这一次算用过'}
            onClick={() => setOpen('cancel')}
          />
        )}
      </CellGroup>
      {open === 'cancel' && (
        <Dialog
          title="取消这次住宿？"
          confirm="取消住宿"
          cancel="还是要住"
          danger
          onConfirm={() => act(() => call('DELETE /me/stays/:stay', { params }), '已取消，床位留给了别人')}
          onClose={() => setOpen(undefined)}
        >
          {stay.may.includes('change') ? '现在取消不算次数。' : '过了免费取消的时间，这一次算用过。'}
        </Dialog>
      )}
      {open === 'change' && <Change stay={stay} onChanged={onChanged} onClose={() => setOpen(undefined)} />}
      {open === 'extend' && <Extend stay={stay} onChanged={onChanged} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function Change({ stay, onChanged, onClose }: ActsProps & { onClose(): void }) {
  const loaded = useLoaded(
    async () => (await call('GET /hostels')).items.find(({ id }) => id === stay.hostel.id) ?? null,
  )
  const of = useChosenDays({
    kind: stay.kind,
    fromDay: stay.fromDay,
    count: stay.nights,
    arrivesLate: stay.arrivesLate,
  })
  const [fault, setFault] = useState<string>()
  const save = async () => {
    if (!of.days) return
    try {
      onChanged(await call('PUT /me/stays/:stay/days', { params: { stay: stay.id }, body: of.days }))
      toast('改好了')
      onClose()
    } catch (error) {
      setFault(`${wordsOf(error)}原来的日期还在。`)
    }
  }
  return (
    <Sheet title="改日期" onClose={onClose}>
      <Loaded of={loaded}>
        {(hostel) => (
          <View className="stack">
            {hostel && <ChooseDays hostel={hostel} of={of} own={stay} />}
            {fault && (
              <Notice kind="bad" title="没有改成" live>
                {fault}
              </Notice>
            )}
            <Button wide onClick={save}>
              改成这几晚
            </Button>
          </View>
        )}
      </Loaded>
    </Sheet>
  )
}

function Extend({ stay, onChanged, onClose }: ActsProps & { onClose(): void }) {
  const [count, setCount] = useState('1')
  const [fault, setFault] = useState<string>()
  const extend = async () => {
    try {
      const toDay = addDays(stay.toDay, Number(count))
      const changed = await call('PUT /me/stays/:stay/leaving-day', {
        params: { stay: stay.id },
        body: { toDay },
      })
      onChanged(changed)
      toast(`续好了，多住 ${daysBetween(stay.toDay, changed.toDay)} 晚`)
      onClose()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="续住" onClose={onClose}>
      <View className="stack">
        <Choice
          label="多住几晚"
          options={Array.from({ length: stay.nightsLeft }, (_, index) => ({
            value: String(index + 1),
            label: `${index + 1} 晚，到${nightWords(addDays(stay.toDay, index + 1))}离店`,
          }))}
          value={count}
          onChange={setCount}
        />
        {fault && (
          <Notice kind="bad" title="没有续上" live>
            {fault}
          </Notice>
        )}
        <Button wide onClick={extend}>
          续住
        </Button>
      </View>
    </Sheet>
  )
}
