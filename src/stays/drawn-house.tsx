import { View } from '@tarojs/components'

/** A house at night with lit windows: the drawn picture of every hostel. */
export function DrawnHouse({ lit }: { lit: number }) {
  return (
    <View className="hostel-sky" aria-hidden>
      <View className="hostel-moon" />
      <View className="hostel-roof" />
      <View className="hostel-house" />
      {[1, 2, 3].slice(0, Math.max(1, Math.min(3, lit))).map((place) => (
        <View key={place} className={`hostel-window hostel-window-${place}`} />
      ))}
    </View>
  )
}
