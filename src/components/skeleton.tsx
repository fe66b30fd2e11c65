import { View } from '@tarojs/components'
import './card.scss'
import './skeleton.scss'

/** The shape of what comes: `rows` of a list, a `card` (the talent card), or a `text` block. */
export function Skeleton({
  shape = 'rows',
  count = 3,
}: {
  shape?: 'rows' | 'card' | 'text'
  count?: number
}) {
  return (
    <View className={shape === 'rows' ? 'card' : ''} aria-role="status" aria-label="正在加载">
      {shape === 'card' ? (
        <View className="bone bone-card" />
      ) : (
        Array.from({ length: count }, (_, index) => <View key={index} className={`bone bone-${shape}`} />)
      )}
    </View>
  )
}
