import { Text, View } from '@tarojs/components'
import { Icon } from './icon'
import './steps.scss'

/** One step of several, in words. */
export interface Step {
  title: string
  /** When it happened, or what it waits for. */
  note?: string
}

interface StepsProps {
  steps: readonly Step[]
  /** Index of the step that is going on; those before it are done. Past the end, all are done. */
  current: number
}

/** Where something stands, from top to bottom, as stars on one line. */
export function Steps({ steps, current }: StepsProps) {
  return (
    <View className="steps" aria-role="list">
      {steps.map(({ title, note }, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'next'
        return (
          <View
            key={title}
            className={`step step-${state}`}
            aria-role="listitem"
            aria-label={`${title}，${{ done: '已完成', now: '进行中', next: '未开始' }[state]}`}
          >
            <View className="step-mark">{state === 'done' && <Icon name="check" />}</View>
            <View className="step-main">
              <Text className="step-title">{title}</Text>
              {note && <View className="tiny">{note}</View>}
            </View>
          </View>
        )
      })}
    </View>
  )
}
