import { Navigator, Text, View } from '@tarojs/components'
import type { City } from '@jucai/contract/city'
import { Icon } from '@/components/icon'
import { openTypeOf } from '@/page-address'
import { constellationUri } from '@/theme/constellation-svg'

/** In the place of the talent card, for whoever has none yet: what the city offers, in figures. */
export function OfferCard({ city }: { city: City }) {
  const { offers } = city.plan
  const sky = { backgroundImage: `url("${constellationUri(city.id, { width: 164, height: 56, stars: 6 })}")` }
  return (
    <Navigator className="offer" url="/city/plan/index" openType={openTypeOf('/city/plan/index')}>
      <View className="offer-sky" style={sky}>
        <View className="offer-top">
          {`${city.name}给你的`}
          {city.sample && <Text className="offer-sample">示例</Text>}
        </View>
        {offers.slice(0, 3).map(({ key, figure, title }) => (
          <View key={key} className="offer-row">
            <Text className="offer-figure">{figure}</Text>
            <Text className="offer-name">{title}</Text>
          </View>
        ))}
        <View className="offer-all">
          {`全部 ${offers.length} 项`}
          <Icon name="chevron-right" />
        </View>
      </View>
    </Navigator>
  )
}
