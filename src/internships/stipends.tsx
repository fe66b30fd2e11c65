import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { Internship, InternshipMonth } from '@jucai/contract/internship-shapes'
import { monthStateLabels, stipendRule } from '@jucai/contract/internship-vocabulary'
import { monthInWords } from '@jucai/contract/policies/days'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import { monthLine, monthTones } from './words'

interface StipendsProps {
  of: Internship
  /** What may be done about a month, below it. */
  act?: (month: InternshipMonth) => ReactNode
  children?: ReactNode
}

/** Month by month, what it comes to and where it stands. */
export function Stipends({ of: { stipends }, act, children }: StipendsProps) {
  return (
    <Card title="每月补贴">
      <View aria-role="list">
        {stipends.map((one) => (
          <View key={one.month} className="intern-wish" aria-role="listitem">
            <View className="intern-wish-main">
              <View className="strong">{monthInWords(one.month)}</View>
              <View className="small">{monthLine(one)}</View>
              {one.state === 'returned' && one.why && (
                <View className="small">{`人才办退回：${one.why}`}</View>
              )}
              {one.inStead && <View className="small">{`人才办代基地确认：${one.inStead}`}</View>}
            </View>
            <Tag tone={monthTones[one.state]}>
              {one.isOver ? monthStateLabels[one.state] : '这个月还没过完'}
            </Tag>
            {act?.(one)}
          </View>
        ))}
      </View>
      <View className="tiny">{stipendRule}</View>
      {children}
    </Card>
  )
}
