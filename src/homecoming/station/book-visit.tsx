import { useState } from 'react'
import { Button as TaroButton, View } from '@tarojs/components'
import { dayInChina } from '@jucai/contract/china-time'
import type { VisitSlot } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { SignInFirst } from '@/components/sign-in-first'
import { Subscribe } from '@/components/subscribe'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { dayText, spanText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

const timeText = ({ startsAt, endsAt }: VisitSlot): string => spanText(startsAt, endsAt).split(' ')[2] ?? ''
const weekday = ({ startsAt, endsAt }: VisitSlot): string => spanText(startsAt, endsAt).split(' ')[1] ?? ''
const byDay = (slots: readonly VisitSlot[]): [string, VisitSlot[]][] => {
  const days = new Map<string, VisitSlot[]>()
  for (const slot of slots)
    days.set(dayInChina(slot.startsAt), [...(days.get(dayInChina(slot.startsAt)) ?? []), slot])
  return [...days]
}

/** Times to come and see the station; one tap and a line about why books one. */
export function BookVisit({ stationId }: { stationId: string }) {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Card title="约个时间来坐坐">
      {signedIn ? <Times stationId={stationId} /> : <SignInFirst text="登录后就能看到可约的时间。" />}
    </Card>
  )
}

function Times({ stationId }: { stationId: string }) {
  const loaded = useLoaded(() => call('GET /stations/:station/slots', { params: { station: stationId } }))
  const [chosen, setChosen] = useState<VisitSlot>()
  const [leaving, setLeaving] = useState<VisitSlot>()
  const cancel = async (slot: VisitSlot) => {
    setLeaving(undefined)
    try {
      const visit = (await call('GET /me/visits', { query: { limit: 50 } })).items.find(
        ({ slotId, state }) => slotId === slot.id && state === 'booked',
      )
      if (visit) await call('DELETE /me/visits/:visit', { params: { visit: visit.id } })
      toast('已取消，时间留给了别人')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
    await loaded.reload()
  }
  return (
    <Loaded of={loaded}>
      {({ items }) =>
        items.length === 0 ? (
          <View className="small">近期没有开放预约的时段。可以直接打电话，或在开放时间过来。</View>
        ) : (
          <View className="slots">
            {byDay(items).map(([day, slots]) => (
              <View key={day}>
                <View className="slots-day">{`${dayText(day).slice(5)} ${slots[0] ? weekday(slots[0]) : ''}${slots[0]?.holiday ? ' · 法定节假日，照常接待' : ''}`}</View>
                {slots.map((slot) => (
                  <Time
                    key={slot.id}
                    slot={slot}
                    onBook={() => setChosen(slot)}
                    onLeave={() => setLeaving(slot)}
                  />
                ))}
              </View>
            ))}
            {items.some(({ mine }) => mine) && <Subscribe about="visit" />}
            {chosen && (
              <Booking
                slot={chosen}
                onClose={() => setChosen(undefined)}
                onBooked={() => {
                  setChosen(undefined)
                  toast('约好了，来之前会提醒你')
                  return loaded.reload()
                }}
              />
            )}
            {leaving && (
              <Dialog
                title="取消这次来访？"
                confirm="取消来访"
                cancel="还是要来"
                danger
                onConfirm={() => cancel(leaving)}
                onClose={() => setLeaving(undefined)}
              >
                {spanText(leaving.startsAt, leaving.endsAt)}
              </Dialog>
            )}
          </View>
        )
      }
    </Loaded>
  )
}

function Time({ slot, onBook, onLeave }: { slot: VisitSlot; onBook(): void; onLeave(): void }) {
  const words = spanText(slot.startsAt, slot.endsAt)
  if (slot.mine)
    return (
      <View className="slot slot-mine">
        <View className="slot-time">
          <Icon name="circle-check" />
          {timeText(slot)}
        </View>
        <View className="slot-note">你已约好</View>
        <Button kind="quiet" label={`取消 ${words} 的来访`} onClick={onLeave}>
          取消
        </Button>
      </View>
    )
  if (slot.left === 0)
    return (
      <View className="slot slot-full">
        <View className="slot-time">{timeText(slot)}</View>
        <View className="slot-note">约满了</View>
      </View>
    )
  return (
    <TaroButton className="slot" aria-label={`${words}还有 ${slot.left} 个名额约这个`} onClick={onBook}>
      <View className="slot-time">{timeText(slot)}</View>
      <View className="slot-note">{`还有 ${slot.left} 个名额`}</View>
      <View className="slot-go">
        约这个
        <Icon name="chevron-right" />
      </View>
    </TaroButton>
  )
}

function Booking({ slot, onClose, onBooked }: { slot: VisitSlot; onClose(): void; onBooked(): unknown }) {
  const [purpose, setPurpose] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const book = async () => {
    setError(undefined)
    if (purpose.trim().length < 2) {
      setFault('写一句想聊什么，对方好准备')
      return
    }
    const body = { slotId: slot.id, purpose: purpose.trim() }
    try {
      await call('POST /me/visits', { body }, { attempt })
      await onBooked()
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Sheet title={spanText(slot.startsAt, slot.endsAt)} onClose={onClose}>
      <View className="stack">
        <TextInput
          label="想聊什么"
          hint="只有这个工作站看得到"
          placeholder="例如：带团队回来，需要厂房"
          maxLength={100}
          autoComplete="off"
          value={purpose}
          error={fault}
          onChange={(text) => {
            setPurpose(text)
            setFault(undefined)
          }}
        />
        {error && (
          <Notice kind="bad" title="没有约上" live>
            {error}
          </Notice>
        )}
        <Button wide kind="star" icon="calendar" onClick={book}>
          约这个时间
        </Button>
      </View>
    </Sheet>
  )
}
