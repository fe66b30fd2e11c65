import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { VisitSlot } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayFromToday, spanText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

const lengths = [
  { value: '30', label: '半小时' },
  { value: '60', label: '1 小时' },
  { value: '120', label: '2 小时' },
] as const
const hours = ['09:00', '10:00', '11:00', '14:00', '15:00', '16:00', '17:00', '19:00'].map((value) => ({
  value,
  label: value,
}))

/** Times the station offers, and the way to offer more or take one back. */
export function Slots({ stationId }: { stationId: string }) {
  const loaded = useLoaded(() => call('GET /stations/:station/slots', { params: { station: stationId } }))
  const [leaving, setLeaving] = useState<VisitSlot>()
  const takeBack = async (slot: VisitSlot) => {
    setLeaving(undefined)
    try {
      await call('DELETE /stations/:station/slots/:slot', { params: { station: stationId, slot: slot.id } })
      toast('已收回，约了的人会收到消息')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
    await loaded.reload()
  }
  return (
    <View className="stack">
      <Offering stationId={stationId} days={loaded.data} onOffered={loaded.reload} />
      <Loaded of={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <View className="small">还没有开放的时段。</View>
            </Card>
          ) : (
            <View className="card card-flush">
              {items.map((slot) => (
                <Cell
                  key={slot.id}
                  title={spanText(slot.startsAt, slot.endsAt)}
                  note={`${slot.holiday ? '法定节假日 · ' : ''}共 ${slot.seats} 个名额，已约 ${slot.seats - slot.left}`}
                  value={
                    <Button
                      kind="quiet"
                      label={`收回 ${spanText(slot.startsAt, slot.endsAt)}`}
                      onClick={() => setLeaving(slot)}
                    >
                      收回
                    </Button>
                  }
                />
              ))}
            </View>
          )
        }
      </Loaded>
      {leaving && (
        <Dialog
          title="收回这个时段？"
          confirm="收回"
          danger
          onConfirm={() => takeBack(leaving)}
          onClose={() => setLeaving(undefined)}
        >
          {leaving.seats - leaving.left > 0
            ? `已有 ${leaving.seats - leaving.left} 人约了 ${spanText(leaving.startsAt, leaving.endsAt)}，他们会收到取消的消息。`
            : `${spanText(leaving.startsAt, leaving.endsAt)} 还没有人约。`}
        </Dialog>
      )}
    </View>
  )
}

interface OfferingProps {
  stationId: string
  /** Which days are holidays; undefined while it is asked. */
  days: { holidays: readonly string[]; unknownYear: number | null } | undefined
  onOffered(): Promise<void>
}

/** 2026-12-30, 2026-12-31 and 2027-01-02 → 12月30日至12月31日、1月2日 */
const holidayWords = (days: readonly string[]): string => {
  const runs: string[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
    if (run?.at(-1) === before) run.push(day)
    else runs.push([day])
  }
  const said = (day = '') => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return runs
    .map((run) => (run.length > 1 ? `${said(run[0])}至${said(run.at(-1))}` : said(run[0])))
    .join('、')
}

const holidayHint = ({ holidays, unknownYear }: NonNullable<OfferingProps['days']>): string =>
  [
    holidays.length > 0 ? `法定节假日：${holidayWords(holidays)}` : '',
    unknownYear === null ? '' : `${unknownYear} 年的放假安排还没有录入`,
  ]
    .filter(Boolean)
    .join('；')

function Offering({ stationId, days, onOffered }: OfferingProps) {
  const [day, setDay] = useState(dayFromToday(1))
  const [hour, setHour] = useState('10:00')
  const [minutes, setMinutes] = useState<(typeof lengths)[number]['value']>('60')
  const [seats, setSeats] = useState('2')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const onHoliday = days?.holidays.includes(day) ?? false
  const [asking, setAsking] = useState(false)
  const offer = async (meant = false) => {
    setError(undefined)
    const count = Number(seats)
    if (!Number.isInteger(count) || count < 1 || count > 50) {
      setFault('1 到 50 个名额')
      return
    }
    const startsAt = new Date(`${day}T${hour}:00+08:00`)
    const body = {
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + Number(minutes) * 60_000).toISOString(),
      seats: count,
      ...(meant ? { onHoliday: true } : {}),
    }
    try {
      await call('POST /stations/:station/slots', { params: { station: stationId }, body }, { attempt })
      toast('已开放')
      await onOffered()
    } catch (problem) {
      if (problem instanceof ProblemError && problem.code === 'slot-on-holiday') return setAsking(true)
      setError(
        problem instanceof ProblemError && problem.errors[0] ? problem.errors[0].detail : wordsOf(problem),
      )
    }
  }
  return (
    <Card title="开放一个时段">
      <View className="stack">
        <DatePicker
          label="哪一天"
          hint={days && holidayHint(days)}
          value={day}
          start={todayInChina()}
          end={dayFromToday(180)}
          onChange={setDay}
        />
        <Choice label="几点开始" options={hours} value={hour} onChange={setHour} />
        <Choice label="多久" options={lengths} value={minutes} onChange={setMinutes} />
        <TextInput
          label="接待几个人"
          type="number"
          maxLength={2}
          autoComplete="off"
          value={seats}
          error={fault}
          onChange={(next) => {
            setSeats(next)
            setFault(undefined)
          }}
        />
        {onHoliday && (
          <Notice kind="care" title="这一天是法定节假日">
            照常接待才开放，会再问你一次。
          </Notice>
        )}
        {error && (
          <Notice kind="bad" title="没有开放" live>
            {error}
          </Notice>
        )}
        <Button wide icon="plus" onClick={() => offer()}>
          开放这个时段
        </Button>
      </View>
      {asking && (
        <Dialog
          title="这一天是法定节假日"
          confirm="照常接待，开放"
          onConfirm={() => {
            setAsking(false)
            return offer(true)
          }}
          onClose={() => setAsking(false)}
        >
          开放后大家就能预约。确认这一天有人接待吗？
        </Dialog>
      )}
    </Card>
  )
}
