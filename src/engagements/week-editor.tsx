import { View } from '@tarojs/components'
import { weekdayWords, type WeekWindow } from '@jucai/contract/engagement-vocabulary'
import { Button } from '@/components/button'
import { Choices } from '@/components/choice'
import { TextInput } from '@/components/text-input'

/** A stretch of the clock on some days of the week, as it is typed. */
export interface Stretch {
  days: string[]
  from: string
  to: string
}
/** A stretch to begin with. */
export const stretchOf = (days: readonly number[], from: string, to: string): Stretch => ({
  days: days.map(String),
  from,
  to,
})

const clock = (text: string): string => {
  const [hours = '', minutes = ''] = text.normalize('NFKC').trim().split(':')
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`
}
/** Windows of the week that stretches make. */
export const windowsOf = (stretches: readonly Stretch[]): WeekWindow[] =>
  stretches.flatMap(({ days, from, to }) =>
    days.map((day) => ({ weekday: Number(day), from: clock(from), to: clock(to) })),
  )
/** Stretches that windows came from: those of one time together. */
export const stretchesOf = (windows: readonly WeekWindow[]): Stretch[] => {
  const found = new Map<string, Stretch>()
  for (const { weekday, from, to } of windows) {
    const known = found.get(`${from} ${to}`)
    if (known) known.days.push(String(weekday))
    else found.set(`${from} ${to}`, stretchOf([weekday], from, to))
  }
  return [...found.values()]
}

const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayWords(day) }))

/** Which hours of a week: days as chips, from and to beneath. */
export function WeekEditor({
  stretches,
  error,
  onChange,
}: {
  stretches: readonly Stretch[]
  error?: string | undefined
  onChange(stretches: Stretch[]): void
}) {
  const set = (at: number, change: Partial<Stretch>) =>
    onChange(stretches.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <View className="stack">
      {stretches.map((one, at) => {
        const which = stretches.length > 1 ? `（第 ${at + 1} 段）` : ''
        return (
          <View key={at} className="stack">
            <Choices
              label={`哪几天${which}`}
              error={at === 0 ? error : undefined}
              options={days}
              value={one.days}
              onChange={(chosen) => set(at, { days: chosen })}
            />
            <TextInput
              label={`从几点${which}`}
              hint="例如 09:00"
              maxLength={5}
              value={one.from}
              onChange={(from) => set(at, { from })}
            />
            <TextInput
              label={`到几点${which}`}
              hint="例如 12:00"
              maxLength={5}
              value={one.to}
              onChange={(to) => set(at, { to })}
            />
          </View>
        )
      })}
      <View className="eng-do">
        <Button kind="secondary" icon="plus" onClick={() => onChange([...stretches, stretchOf([], '', '')])}>
          再加一段
        </Button>
        {stretches.length > 1 && (
          <Button kind="quiet" onClick={() => onChange(stretches.slice(0, -1))}>
            去掉最后一段
          </Button>
        )}
      </View>
    </View>
  )
}
