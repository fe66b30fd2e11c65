import { View } from '@tarojs/components'
import type { Application } from '@jucai/contract/applications'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { momentText } from '@/words/dates'
import { dueText, holderText } from '../due-text'

/** What happened, where it is now, and what comes, on one line of stars. */
export function Journey({ application }: { application: Application }) {
  const { steps, comes } = application
  const ended = comes.length === 0
  return (
    <Card title="进度">
      <View className="journey" aria-role="list">
        {steps.map(({ id, title, at, by, note }, index) => {
          const now = index === steps.length - 1
          return (
            <View
              key={id}
              className={now && !ended ? 'leg leg-now' : 'leg leg-done'}
              aria-role="listitem"
              aria-label={`${title}，${now && !ended ? '现在' : '已完成'}`}
            >
              <View className="leg-mark">{(!now || ended) && <Icon name="check" />}</View>
              <View className="leg-main">
                <View className="strong">{title}</View>
                <View className="tiny">{[momentText(at), by].filter(Boolean).join(' · ')}</View>
                {note && <View className="leg-note">{note}</View>}
                {now && !ended && (
                  <View className="leg-who">
                    {[holderText(application), dueText(application)].filter(Boolean).join('，')}
                  </View>
                )}
              </View>
            </View>
          )
        })}
        {comes.map(({ state, title, text }) => (
          <View
            key={`${state}-${title}`}
            className="leg leg-next"
            aria-role="listitem"
            aria-label={`${title}，还没到`}
          >
            <View className="leg-mark" />
            <View className="leg-main">
              <View className="leg-title">{title}</View>
              <View className="tiny">{text}</View>
            </View>
          </View>
        ))}
      </View>
    </Card>
  )
}
