import { View } from '@tarojs/components'
import type { City, Figures } from '@jucai/contract/city'
import { grouped } from '@/words/amounts'
import { momentText } from '@/words/dates'
import { FigureRing, ProgressBar } from './figure-ring'
import './plan-figures.scss'

/**
 * The plan's first targets beside its live counts, in short: one as a ring, two as bars. All of them are
 * drawn on the plan's own page.
 */
export function PlanFigures({
  city,
  figures,
}: {
  city: { plan: { targets: Readonly<City['plan']['targets']> } }
  figures: Figures | null
}) {
  const [first, ...others] = city.plan.targets
  if (!first || !figures) return <View className="small">实时数字暂时取不到，下拉再试一次。</View>
  return (
    <>
      <View className="figures">
        <FigureRing value={figures[first.key] || 0} target={first.target} label={first.label} />
        <View className="figures-side">
          <View className="strong">{first.label}</View>
          {others.slice(0, 2).map(({ key, label, target }) => (
            <View key={key} className="figures-line">
              <View className="figures-words">
                {label}
                <View className="figures-count">{`${grouped(figures[key])} / ${grouped(target)}`}</View>
              </View>
              <ProgressBar value={figures[key]} target={target} label={label} />
            </View>
          ))}
        </View>
      </View>
      <View className="tiny">{`按真实记录统计 · ${momentText(figures.asOf)}`}</View>
    </>
  )
}
