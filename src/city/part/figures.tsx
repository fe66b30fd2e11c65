import { useState } from 'react'
import { Button, View } from '@tarojs/components'
import type { Figures } from '@jucai/contract/city'
import { figureWords, type FigureKey } from '@jucai/contract/figure-words'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { amountText, grouped } from '@/words/amounts'
import { momentText } from '@/words/dates'

/** A figure as it is said; a median of nothing is not said. */
const said = (
  key: FigureKey,
  figures: Readonly<Record<string, unknown>>,
): { value: string; unit: string } => {
  const value = figures[key]
  if (typeof value !== 'number' || (key === 'decisionDays' && !figures.decided))
    return { value: '—', unit: '' }
  const { unit } = figureWords[key]
  return unit === 'fen' ? { value: amountText(value), unit: '' } : { value: grouped(value), unit }
}

/** Live counts from real records; a tap says what exactly one counts. */
export function PartFigures({ keys, figures }: { keys: readonly FigureKey[]; figures: Figures | null }) {
  const [open, setOpen] = useState<FigureKey | null>(null)
  if (keys.length === 0) return null
  return (
    <Card title="现在的数字" aside={figures ? momentText(figures.asOf) : undefined}>
      {figures ? (
        <View className="tiles">
          {keys.map((key) => {
            const { value, unit } = said(key, figures)
            const { label, definition } = figureWords[key]
            return (
              <View key={key} className={open === key ? 'tile tile-open' : 'tile'}>
                <Button
                  className="tile-tap"
                  aria-expanded={open === key}
                  onClick={() => setOpen(open === key ? null : key)}
                >
                  <View className="tile-label">
                    {label}
                    <Icon name="info" />
                  </View>
                  <View className="tile-value">
                    {value}
                    {unit && <View className="tile-unit">{unit}</View>}
                  </View>
                </Button>
                {open === key && <View className="tile-words">{definition}</View>}
              </View>
            )
          })}
        </View>
      ) : (
        <View className="small">实时数字暂时取不到，下拉再试一次。</View>
      )}
      <View className="tiny">按真实记录统计，点数字看它怎么算。</View>
    </Card>
  )
}
