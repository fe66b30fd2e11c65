import { View } from '@tarojs/components'
import type { Drawing } from '@jucai/contract/housing-vocabulary'

/** The drawn picture of a project at night: its house, as the office chose it. */
export function Picture({ drawing, tall }: { drawing: Drawing; tall?: boolean }) {
  return (
    <View className={tall ? 'flat-picture flat-picture-tall' : 'flat-picture'} aria-hidden>
      <View className={`flat-house flat-house-${drawing}`} />
    </View>
  )
}
