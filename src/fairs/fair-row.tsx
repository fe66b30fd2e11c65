import { View } from '@tarojs/components'
import type { FairCard } from '@jucai/contract/fair-shapes'
import { fairStandingLabels } from '@jucai/contract/fair-vocabulary'
import { Cell } from '@/components/cell'
import { Tag } from '@/components/tag'
import { fairTones, whenText } from './looks'

/** A fair in a list: what, when, where. */
export function FairRow({ fair, to }: { fair: FairCard; to: string }) {
  return (
    <Cell
      title={fair.title}
      note={
        <>
          <View>{whenText(fair)}</View>
          {fair.place && <View>{fair.place}</View>}
          <View>{`${fair.booths} 个展位${fair.online ? ' · 可以在线上谈' : ''}`}</View>
        </>
      }
      value={<Tag tone={fairTones[fair.standing]}>{fairStandingLabels[fair.standing]}</Tag>}
      to={to}
    />
  )
}
