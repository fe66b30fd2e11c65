import { Navigator, View } from '@tarojs/components'
import type { City } from '@jucai/contract/city'
import { situationLabels, situations } from '@jucai/contract/vocabulary'
import { useCatalogueFilter } from '@/catalogue-filter'
import { Icon } from '@/components/icon'
import { situationIcons } from '@/words/situations'

/** Services by what somebody needs now; each tile opens the catalogue at its place. */
export function SituationGrid({ city }: { city: City }) {
  return (
    <View>
      <View className="h2" aria-role="heading" aria-level={2}>
        你现在想
      </View>
      <View className="grid">
        {situations.map((situation) => {
          const count = city.services.filter((service) => service.situation === situation).length
          if (count === 0) return null
          return (
            <Navigator
              key={situation}
              className="tile"
              openType="switchTab"
              url="/pages/services/index"
              onClick={() => useCatalogueFilter.setState({ situation })}
            >
              <Icon name={situationIcons[situation]} />
              <View className="tile-name">{situationLabels[situation]}</View>
              <View className="tiny">{`${count} 项`}</View>
            </Navigator>
          )
        })}
      </View>
    </View>
  )
}
