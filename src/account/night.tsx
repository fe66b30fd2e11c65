import { View } from '@tarojs/components'
import { constellationUri } from '@/theme/constellation-svg'
import './account.scss'

/** A night field with a constellation of one's own: where a page begins with something worth a moment. */
export function Night({ seed, title, children }: { seed: string; title: string; children: string }) {
  const sky = { backgroundImage: `url("${constellationUri(seed, { width: 200, height: 72, stars: 7 })}")` }
  return (
    <View className="night">
      <View className="night-sky" style={sky} aria-hidden />
      <View className="night-title" aria-role="heading" aria-level={2}>
        {title}
      </View>
      <View className="night-text">{children}</View>
    </View>
  )
}
