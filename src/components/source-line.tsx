import { View } from '@tarojs/components'
import type { Source } from '@jucai/contract/city'
import { dayText } from '@/words/dates'
import './source-line.scss'

/** A rule in its own words, with the paper it stands in and since when. */
export function SourceQuote({ source }: { source: Source }) {
  return (
    <View className="quote">
      <View className="small">{source.text}</View>
      <SourceLine source={source} />
    </View>
  )
}

/** Where a rule or a figure comes from, in one line. */
export function SourceLine({ source: { paper, clause, effectiveOn } }: { source: Source }) {
  return <View className="tiny">{`《${paper}》${clause}，${dayText(effectiveOn)}起`}</View>
}
