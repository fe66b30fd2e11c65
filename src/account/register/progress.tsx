import { View } from '@tarojs/components'
import { sections } from './answers'
import './progress.scss'

/** The way through the form: one star a screen, lit one after another. */
export function Progress({ section }: { section: number }) {
  return (
    <View className="way">
      <View className="way-stars" aria-hidden>
        {sections.map(({ key }, index) => <View key={key} className={`way-star${index <= section ? ' way-lit' : ''}${index === section ? ' way-now' : ''}`} />)}
      </View>
      <View className="tiny">第 {section + 1} 步，共 {sections.length} 步</View>
      <View className="way-title" aria-role="heading" aria-level={2}>{sections[section]?.title}</View>
    </View>
  )
}
