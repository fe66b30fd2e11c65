import type { CSSProperties, ReactNode } from 'react'
import { View } from '@tarojs/components'
import { grouped } from '@/words/amounts'
import './figure-ring.scss'

interface FigureRingProps {
  /** What is reached, and what was promised. */
  value: number
  target: number
  /** What is counted, for instance 大学生留城. */
  label: string
  unit?: string
  /** What stands inside; the figure itself unless given. */
  children?: ReactNode
}

/** A figure drawn as a ring of stars, lit as far as the target is reached. */
export function FigureRing({ value, target, label, unit = '人', children }: FigureRingProps) {
  const reached = target > 0 ? Math.min(100, Math.round((value / target) * 100)) : 0
  return (
    <View
      className="ring"
      style={{ '--p': `${reached}%` } as CSSProperties}
      aria-role="img"
      aria-label={`${label}：${value}${unit}，目标 ${target}${unit}，已完成 ${reached}%`}
    >
      <View className="ring-in">
        {children ?? (
          <>
            <View className="ring-figure">{grouped(value)}</View>
            <View className="tiny">{`/ ${grouped(target)} ${unit}`}</View>
          </>
        )}
      </View>
    </View>
  )
}

/** A straight bar for the same, where a ring has no room. */
export function ProgressBar({ value, target, label }: Pick<FigureRingProps, 'value' | 'target' | 'label'>) {
  const reached = target > 0 ? Math.min(100, Math.round((value / target) * 100)) : 0
  return (
    <View
      className="progress"
      style={{ '--p': `${reached}%` } as CSSProperties}
      aria-role="progressbar"
      aria-label={label}
      aria-valuenow={reached}
    />
  )
}
