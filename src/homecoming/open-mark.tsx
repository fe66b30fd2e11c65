import { View } from '@tarojs/components'
import type { StationEntry } from '@jucai/contract/stations'
import { Icon } from '@/components/icon'
import './open-mark.scss'

type Opening = Pick<StationEntry, 'openNow' | 'today'>

/**
 * Whether a place is open now and, on a day that is not as its weekday says, why; empty where its hours do
 * not say it.
 */
export const openingWords = ({ openNow, today }: Opening): string => {
  if (openNow === null) return today === 'holiday' ? '今天放假，开不开请先打电话' : ''
  if (openNow) return today === 'worked' ? '开放中（今天调休上班）' : '开放中'
  return today === 'holiday' ? '今天放假' : '现在休息'
}

/** The same as a mark, by icon and word; where nothing can be said, the hours themselves. */
export function OpenMark({ hours, ...opening }: Opening & Pick<StationEntry, 'hours'>) {
  const open = opening.openNow === true
  return (
    <View className={open ? 'open-mark open-yes' : 'open-mark'}>
      <Icon name={open ? 'circle-check' : 'clock'} />
      {openingWords(opening) || hours}
    </View>
  )
}
