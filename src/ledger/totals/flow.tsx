import { View } from '@tarojs/components'
import { shortYuan } from '../words'
import { share, type Sums } from './figures'

interface FlowProps {
  of: Sums
  /** What the whole width stands for, in fen. */
  whole: number
  label: string
}

/** Of what was promised: what is paid, what is overdue, what is still to come, on one bar. */
export function Flow({ of: { promisedFen, paidFen, overdueFen }, whole, label }: FlowProps) {
  return (
    <View
      className="flow"
      aria-role="img"
      aria-label={`${label}：承诺 ${shortYuan(promisedFen)}，银行已入账 ${shortYuan(paidFen)}，逾期 ${shortYuan(overdueFen)}`}
    >
      <View className="flow-all" style={{ width: `${share(promisedFen, whole)}%` }}>
        <View className="flow-paid" style={{ width: `${share(paidFen, promisedFen)}%` }} />
        <View className="flow-late" style={{ width: `${share(overdueFen, promisedFen)}%` }} />
      </View>
    </View>
  )
}

/** What the colours mean. */
export function Legend() {
  return (
    <View className="legend" aria-hidden>
      <View className="legend-one legend-paid">银行已入账</View>
      <View className="legend-one legend-late">逾期</View>
      <View className="legend-one legend-rest">还没到承诺日</View>
    </View>
  )
}
