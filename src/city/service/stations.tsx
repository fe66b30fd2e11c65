import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Station } from '@jucai/contract/city'
import { stationKindLabels } from '@jucai/contract/vocabulary'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Tag } from '@/components/tag'
import { showOnMap } from '@/show-on-map'

/** Where a service is rendered: address, hours, a call and the map. */
export function Stations({ stations }: { stations: Station[] }) {
  return (
    <>
      {stations.map((station) => (
        <View key={station.id} className="station">
          <View className="station-name">
            {station.name}
            <Tag tone="night">{stationKindLabels[station.kind]}</Tag>
          </View>
          <View className="station-line">
            <Icon name="map-pin" />
            <View>{station.address}</View>
          </View>
          <View className="station-line">
            <Icon name="clock" />
            <View>{station.hours}</View>
          </View>
          <View className="station-do">
            <Button
              kind="secondary"
              icon="phone"
              label={`打电话给${station.name}，${station.phone}`}
              onClick={() => Taro.makePhoneCall({ phoneNumber: station.phone }).catch(() => undefined)}
            >
              {station.phone}
            </Button>
            <Button
              kind="secondary"
              icon="map-pin"
              label={`在地图上看${station.name}`}
              onClick={() => showOnMap(station)}
            >
              地图
            </Button>
          </View>
        </View>
      ))}
    </>
  )
}
