import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import './open-mark.scss'

/** Whether a place is open now, by icon and word; where the hours do not say it, the hours themselves. */
export function OpenMark({ openNow, hours }: { openNow: boolean | null; hours: string }) {
  if (openNow === null) return <View className="open-mark"><Icon name="clock" />{hours}</View>
  return <View className={openNow ? 'open-mark open-yes' : 'open-mark'}><Icon name={openNow ? 'circle-check' : 'clock'} />{openNow ? '开放中' : '现在休息'}</View>
}
