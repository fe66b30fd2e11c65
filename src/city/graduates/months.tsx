import { View } from '@tarojs/components'
import type { Graduates } from '@jucai/contract/graduates'
import { Card } from '@/components/card'
import { grouped } from '@/words/amounts'
import { curveOf } from './curve'
import { Numbers } from './numbers'

const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
const masked = (picture: string) => ({ WebkitMaskImage: `url("${picture}")`, maskImage: `url("${picture}")` })

/** Month by month: who stayed in all against an even pace, and who came to it each month. */
export function Months({ of: { months, target, until } }: { of: Graduates }) {
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return null
  const { top, area, line, pace, grid } = curveOf(months)
  const most = Math.max(1, ...months.map(({ joined }) => joined))
  const behind = last.goal - last.total
  return (
    <Card title="一个月一个月，留下来">
      <View
        className="curve"
        aria-role="img"
        aria-label={`从${monthText(first.month)}到${monthText(last.month)}，累计留下 ${last.total} 人；匀速应到 ${last.goal} 人`}
      >
        <View className="curve-layer curve-grid" style={masked(grid)} />
        <View className="curve-layer curve-area" style={masked(area)} />
        <View className="curve-layer curve-pace" style={masked(pace)} />
        <View className="curve-layer curve-line" style={masked(line)} />
        <View className="curve-top">{`${grouped(top)} 人`}</View>
      </View>
      <View className="bars" aria-hidden>
        {months.map(({ month, joined }) => (
          <View key={month} className="bars-one">
            <View className="bars-bar" style={{ height: `${Math.round((joined / most) * 100)}%` }} />
          </View>
        ))}
      </View>
      <View className="axis tiny">
        <View>{monthText(first.month)}</View>
        <View>下面的柱子：每月新增</View>
        <View>{monthText(last.month)}</View>
      </View>
      <View className="legend">
        <View className="legend-one">
          <View className="legend-line" />
          {`已留下 ${grouped(last.total)} 人`}
        </View>
        <View className="legend-one">
          <View className="legend-dots" />
          {`匀速应到 ${grouped(last.goal)} 人`}
        </View>
      </View>
      <View className="small">
        {`${behind > 0 ? `比匀速少 ${grouped(behind)} 人` : '已跟上匀速'}；目标是 ${monthText(until.slice(0, 7))}底 ${grouped(target)} 人。`}
      </View>
      <Numbers
        of="每月人数"
        head={['月份', '新增', '累计', '匀速']}
        rows={months.map(({ month, joined, total, goal }) => [
          monthText(month),
          joined > 0 ? grouped(joined) : '少于 5',
          grouped(total),
          grouped(goal),
        ])}
      />
    </Card>
  )
}
