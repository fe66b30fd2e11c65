import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { openPage } from '@/page-address'

/** A next step in words, and the page it opens. */
export interface NextStepCardProps {
  title: string
  why: string
  button: string
  to: string
}

/**
 * The one next step of this person, the only golden thing on the page. It covers the lower edge of the card
 * behind it.
 */
export function NextStepCard({ title, why, button, to }: NextStepCardProps) {
  return (
    <View className="card next">
      <View className="next-tag">下一步</View>
      <View className="next-title" aria-role="heading" aria-level={2}>
        {title}
      </View>
      <View className="small">{why}</View>
      <Button wide kind="star" onClick={() => openPage(to)}>
        {button}
      </Button>
    </View>
  )
}
