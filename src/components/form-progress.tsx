import { View } from '@tarojs/components'
import './form-progress.scss'

/** The way through a form: one star a screen, lit one after another. */
export function FormProgress({ titles, current }: { titles: readonly string[]; current: number }) {
  return (
    <View className="way">
      <View className="way-stars" aria-hidden>
        {titles.map((title, index) => (
          <View
            key={title}
            className={`way-star${index <= current ? ' way-lit' : ''}${index === current ? ' way-now' : ''}`}
          />
        ))}
      </View>
      <View className="tiny">
        第 {current + 1} 步，共 {titles.length} 步
      </View>
      <View className="way-title" aria-role="heading" aria-level={2}>
        {titles[current]}
      </View>
    </View>
  )
}
