import { Map } from '@tarojs/components'
import type { StationEntry } from '@jucai/contract/stations'
import './stations.scss'

/**
 * WeChat's own map with every station on it; it shows where the reader is only to WeChat, so it is not
 * asked for.
 */
export function WeChatMap({
  stations,
  onStation,
}: {
  stations: readonly StationEntry[]
  onStation(id: string): void
}) {
  const [first] = stations
  if (!first) return null
  const markers = stations.map(({ name, latitude, longitude }, index) => ({
    id: index,
    latitude,
    longitude,
    iconPath: '',
    width: 24,
    height: 34,
    callout: {
      content: name,
      color: '#121b33',
      fontSize: 13,
      borderRadius: 8,
      borderWidth: 0,
      borderColor: '#ffffff',
      bgColor: '#ffffff',
      padding: 6,
      display: 'BYCLICK' as const,
      textAlign: 'center' as const,
      anchorX: 0,
      anchorY: 0,
    },
  }))
  const open = ({ detail }: { detail: { markerId?: string | number } }) => {
    const station = stations[Number(detail.markerId)]
    if (station) onStation(station.id)
  }
  return (
    <Map
      className="wechat-map"
      aria-label={`地图，${stations.length} 个站点；下面的列表里也有`}
      latitude={first.latitude}
      longitude={first.longitude}
      scale={11}
      includePoints={stations.map(({ latitude, longitude }) => ({ latitude, longitude }))}
      markers={markers}
      onCalloutTap={open}
      onError={() => undefined}
    />
  )
}
