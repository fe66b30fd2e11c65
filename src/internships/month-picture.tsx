import { View } from '@tarojs/components'
import type { InternshipDay } from '@jucai/contract/internship-shapes'
import { dayKindLabels } from '@jucai/contract/internship-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
import { Button } from '@/components/button'
import { Tag } from '@/components/tag'
import { dayText, todayInChina } from '@/words/dates'
import { dayTones } from './words'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const marks = { present: '到', leave: '假', absent: '缺' } as const
/** 0 for a Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** What a day was, in words; of a working day that is over and has nothing, that. */
export const dayWords = ({ kind, isWorkday, day }: InternshipDay): string => {
  if (kind) return dayKindLabels[kind]
  if (!isWorkday) return '休息日'
  return day < todayInChina() ? '没有记录' : '还没到'
}

/** A month of attendance as a small picture; the list below it says the same, so readers skip it. */
export function MonthPicture({ days }: { days: readonly InternshipDay[] }) {
  const [first] = days
  if (!first) return null
  return (
    <View className="intern-month" aria-hidden>
      {weekdays.map((name) => (
        <View key={name} className="intern-weekday">
          {name}
        </View>
      ))}
      {Array.from({ length: weekdayOf(first.day) }, (_, at) => (
        <View key={`gap-${at}`} />
      ))}
      {days.map(({ day, kind, isWorkday }) => (
        <View
          key={day}
          className={`intern-day ${kind ? `intern-day-${kind}` : isWorkday ? '' : 'intern-day-free'}`}
        >
          <View>{String(Number(day.slice(8)))}</View>
          <View className="intern-day-mark">{kind ? marks[kind] : isWorkday ? '·' : '休'}</View>
        </View>
      ))}
    </View>
  )
}

/** The same month as a list: days that have something to say. */
export function MonthList({
  days,
  onDay,
}: {
  days: readonly InternshipDay[]
  onDay?: ((day: string) => void) | undefined
}) {
  const told = days.filter(
    ({ kind, isWorkday, day }) => kind !== null || (isWorkday && day <= todayInChina()),
  )
  if (told.length === 0) return <View className="small">这个月还没有出勤。</View>
  return (
    <View aria-role="list">
      {told.map((one) => (
        <View key={one.day} className="intern-wish" aria-role="listitem">
          <View className="intern-wish-main">
            <View>{dayText(one.day)}</View>
            {one.kind === 'present' && one.at && (
              <View className="tiny">{`${timeInChina(one.at)} 登记`}</View>
            )}
            {one.reason && <View className="small">{`原因：${one.reason}`}</View>}
            {one.correction && <View className="small">{`基地更正：${one.correction}`}</View>}
          </View>
          <Tag tone={one.kind ? dayTones[one.kind] : 'plain'}>{dayWords(one)}</Tag>
          {onDay && (
            <Button kind="quiet" label={`更正${dayText(one.day)}`} onClick={() => onDay(one.day)}>
              更正
            </Button>
          )}
        </View>
      ))}
    </View>
  )
}
