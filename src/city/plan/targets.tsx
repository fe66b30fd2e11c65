import { View } from '@tarojs/components'
import type { City, Figures } from '@jucai/contract/city'
import { FigureRing } from '@/components/figure-ring'
import { grouped } from '@/words/amounts'
import { momentText } from '@/words/dates'

type Target = City['plan']['targets'][number]
/** A figure that is newer than what this phone knows counts as none until it is asked. */
const countOf = (figures: Figures, key: Target['key']): number => (figures as Partial<Figures>)[key] ?? 0
const unitOf = (key: Target['key']): string => (key === 'served' ? '人次' : '人')
const share = (value: number, target: number): string =>
  `${target > 0 ? Math.min(100, Math.round((value / target) * 100)) : 0}%`

/**
 * Every target of the plan as a ring of stars, lit as far as real records reach: the first large, the
 * others around it.
 */
export function Targets({ targets, figures }: { targets: readonly Target[]; figures: Figures | null }) {
  const [first, ...others] = targets
  if (!first || !figures) return <View className="small">实时数字暂时取不到，下拉再试一次。</View>
  return (
    <View className="targets">
      <View className="target-first">
        <FigureRing
          value={countOf(figures, first.key)}
          target={first.target}
          label={first.label}
          unit={unitOf(first.key)}
        />
        <View className="target-words">
          <View className="target-title">{first.label}</View>
          <View className="small">{`已有 ${grouped(countOf(figures, first.key))} ${unitOf(first.key)}，目标 ${grouped(first.target)} ${unitOf(first.key)}`}</View>
        </View>
      </View>
      <View className="target-others">
        {others.map(({ key, label, target }) => (
          <View key={key} className="target">
            <FigureRing value={countOf(figures, key)} target={target} label={label} unit={unitOf(key)}>
              <View className="target-share">{share(countOf(figures, key), target)}</View>
            </FigureRing>
            <View className="target-label">{label}</View>
            <View className="tiny">{`${grouped(countOf(figures, key))} / ${grouped(target)} ${unitOf(key)}`}</View>
          </View>
        ))}
      </View>
      <View className="tiny">{`按真实记录统计 · ${momentText(figures.asOf)}`}</View>
    </View>
  )
}
