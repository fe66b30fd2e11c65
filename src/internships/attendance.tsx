import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { monthInWords } from '@jucai/contract/policies/days'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { MonthList, MonthPicture } from './month-picture'
import { monthsOf } from './words'

interface AttendanceProps {
  of: Internship
  onMonth(month: string): void
  /** Corrects a day, where the reader may. */
  onDay?: ((day: string) => void) | undefined
}

/** The attendance of a month, drawn and as a list, with the months before and after it. */
export function Attendance({ of: { calendar, firstDay, lastDay }, onMonth, onDay }: AttendanceProps) {
  const months = monthsOf(firstDay, lastDay)
  const at = months.indexOf(calendar.month)
  const [before, after] = [months[at - 1], months[at + 1]]
  return (
    <Card title={`${monthInWords(calendar.month)}出勤`}>
      <View className="intern-do">
        {before && (
          <Button kind="secondary" label={`上个月，${monthInWords(before)}`} onClick={() => onMonth(before)}>
            上个月
          </Button>
        )}
        {after && (
          <Button kind="secondary" label={`下个月，${monthInWords(after)}`} onClick={() => onMonth(after)}>
            下个月
          </Button>
        )}
      </View>
      <MonthPicture days={calendar.days} />
      <MonthList days={calendar.days} onDay={onDay} />
    </Card>
  )
}
