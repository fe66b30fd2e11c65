import { View } from '@tarojs/components'
import type { Talk } from '@jucai/contract/fair-shapes'
import { fairFieldLabels } from '@jucai/contract/fair-vocabulary'

/** What booths are shown of somebody: the name first and large, the others beside each other. */
export function ShownValues({ of }: { of: Talk['shown'] }) {
  return (
    <View className="fair-shown">
      {of.map(({ field, value }) => (
        <View key={field} className={field === 'name' ? 'fair-name' : undefined}>
          {field !== 'name' && <View className="tiny">{fairFieldLabels[field]}</View>}
          <View>{value}</View>
        </View>
      ))}
    </View>
  )
}
