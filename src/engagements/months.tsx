import { View } from '@tarojs/components'
import type { Engagement } from '@jucai/contract/engagement-shapes'
import { addMonths, monthInWords } from '@jucai/contract/policies/days'
import { Button } from '@/components/button'
import { todayInChina } from '@/words/dates'

/** To the month before or after the one whose hours are shown, as far as the engagement goes and time has come. */
export function Months({ of, onMonth }: { of: Engagement; onMonth(month: string): void }) {
  const first = of.firstDay.slice(0, 7)
  const last = [of.lastDay, todayInChina()].sort()[0]?.slice(0, 7) ?? of.month
  const [before, after] = [-1, 1].map((by) => addMonths(`${of.month}-01`, by).slice(0, 7))
  if (!before || !after || (before < first && after > last)) return null
  return (
    <View className="eng-do">
      {before >= first && (
        <Button kind="secondary" label={`上个月，${monthInWords(before)}`} onClick={() => onMonth(before)}>
          上个月
        </Button>
      )}
      {after <= last && (
        <Button kind="secondary" label={`下个月，${monthInWords(after)}`} onClick={() => onMonth(after)}>
          下个月
        </Button>
      )}
    </View>
  )
}
