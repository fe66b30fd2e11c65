import { View } from '@tarojs/components'
import type { Ruled } from '@jucai/contract/policies/granting'
import { amountText } from '@/words/amounts'
import './ruled-list.scss'

/** Why somebody gets less than a benefit gives alone: each rule with its clause, from which sum to which. */
export function RuledList({ ruled }: { ruled: readonly Ruled[] }) {
  return (
    <View className="ruled">
      <View className="strong">为什么少于标准</View>
      <View aria-role="list">
        {ruled.map(({ clause, text, fromFen, toFen }) => (
          <View key={`${clause}${text}`} className="ruled-one" aria-role="listitem">
            <View className="small">{text}</View>
            <View className="ruled-sum">{`共 ${amountText(fromFen)} → ${amountText(toFen)}`}</View>
            <View className="tiny">{clause}</View>
          </View>
        ))}
      </View>
    </View>
  )
}
