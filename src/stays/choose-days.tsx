import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import type { Hostel } from '@jucai/contract/stays'
import {
  bedKindLabels,
  clockWords,
  nightsShown,
  spanWords,
  type BedKind,
} from '@jucai/contract/stay-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { SwitchRow } from '@/components/switch-row'
import { freeOf, Nights, withOwn, type OwnNights } from './nights'

/** Days, kind of bed, and whether one comes late, as far as they are chosen. */
export interface ChosenDays {
  kind: BedKind
  fromDay: string | undefined
  count: number
  arrivesLate: boolean
}

/** Keeps what is chosen; `days` is there once a first night is. */
export function useChosenDays(start: ChosenDays) {
  const [chosen, set] = useState(start)
  const { kind, fromDay, count, arrivesLate } = chosen
  return {
    chosen,
    change: (part: Partial<ChosenDays>) => set((before) => ({ ...before, ...part })),
    days: fromDay === undefined ? undefined : { kind, fromDay, toDay: addDays(fromDay, count), arrivesLate },
  }
}

interface ChooseDaysProps {
  hostel: Hostel
  of: ReturnType<typeof useChosenDays>
  /** The stay whose days are changed. */
  own?: OwnNights
}

/** Which kind of bed, from which night, for how many, and whether one comes late. */
export function ChooseDays({ hostel, of: { chosen, change, days }, own }: ChooseDaysProps) {
  const most = hostel.limits?.nightsPerStay ?? 0
  return (
    <Card title="住哪几晚">
      <View className="stack">
        {hostel.beds.length > 1 && (
          <Choice
            label="哪种床"
            options={hostel.beds.map(({ kind }) => ({ value: kind, label: bedKindLabels[kind] }))}
            value={chosen.kind}
            onChange={(kind) => change({ kind })}
          />
        )}
        {(chosen.kind === 'women' || chosen.kind === 'men') && (
          <View className="small">合住按证件上的性别安排，前台会核对。</View>
        )}
        <View className="small">点一下哪天入住。</View>
        <Weeks
          hostel={hostel}
          kind={chosen.kind}
          days={days}
          own={own}
          onChoose={(fromDay) => change({ fromDay })}
        />
        <Choice
          label="住几晚"
          options={Array.from({ length: most }, (_, index) => ({
            value: String(index + 1),
            label: `${index + 1} 晚`,
          }))}
          value={String(chosen.count)}
          onChange={(count) => change({ count: Number(count) })}
        />
        <SwitchRow
          title={`要晚到，${clockWords(hostel.arriveByMinutes)} 以后`}
          note={`床位为你留到${clockWords(hostel.lateByMinutes)}`}
          checked={chosen.arrivesLate}
          onChange={(arrivesLate) => change({ arrivesLate })}
        />
      </View>
    </Card>
  )
}

interface WeeksProps {
  hostel: Hostel
  kind: BedKind
  days: { fromDay: string; toDay: string } | undefined
  own: OwnNights | undefined
  onChoose(night: string): void
}

/** Four weeks of nights, and the ways to those before and after. */
function Weeks({ hostel, kind, days, own, onChoose }: WeeksProps) {
  const [page, setPage] = useState(0)
  const today = useRef<string>()
  const loaded = useLoaded(async () => {
    const from = today.current && addDays(today.current, page * nightsShown)
    const { items } = await call('GET /hostels/:hostel/nights', {
      params: { hostel: hostel.id },
      ...(from === undefined ? {} : { query: { from } }),
    })
    today.current ??= items[0]?.night
    return items
  })
  const { reload } = loaded
  useEffect(() => {
    if (today.current !== undefined) void reload()
  }, [page, reload])
  return (
    <Loaded of={loaded}>
      {(found) => {
        const nights = withOwn(found, own)
        const full = days
          ? nights.filter(
              (one) => one.night >= days.fromDay && one.night < days.toDay && freeOf(one, kind) === 0,
            )
          : []
        return (
          <View>
            <Nights nights={nights} kind={kind} chosen={days} onChoose={onChoose} />
            <View className="hostel-do">
              {page > 0 && (
                <Button kind="secondary" onClick={() => setPage(page - 1)}>
                  前四周
                </Button>
              )}
              {(page + 1) * nightsShown <= hostel.aheadDays && (
                <Button kind="secondary" onClick={() => setPage(page + 1)}>
                  后四周
                </Button>
              )}
            </View>
            {days && (
              <View className="strong night-words">
                {`${spanWords(days.fromDay, days.toDay)}${full.length > 0 ? '（其中有订满的晚上）' : ''}`}
              </View>
            )}
          </View>
        )
      }}
    </Loaded>
  )
}
