import { View } from '@tarojs/components'
import type { Figures } from '@jucai/contract/city'
import { Card } from '@/components/card'

/**
 * Where those who registered studied, as bars against the longest. Small schools are not shown, so that
 * nobody is recognised.
 */
export function Schools({ schools }: { schools: Figures['bySchool'] }) {
  if (schools.length === 0) return null
  const most = Math.max(...schools.map(({ count }) => count))
  return (
    <Card title="他们从哪里来" aside="5 人以上的学校">
      <View aria-role="list">
        {schools.map(({ school, count }) => (
          <View key={school} className="school" aria-role="listitem">
            <View className="school-name">{school}</View>
            <View className="school-count">{`${count} 人`}</View>
            <View className="school-bar" style={{ width: `${Math.round((count / most) * 100)}%` }} />
          </View>
        ))}
      </View>
    </Card>
  )
}
