import Taro from '@tarojs/taro'
import type { Station } from '@jucai/contract/city'

/** Shows a station on the map: WeChat's own, or in a browser the map service's page, which needs no key. */
export function showOnMap({
  latitude,
  longitude,
  name,
  address,
}: Pick<Station, 'latitude' | 'longitude' | 'name' | 'address'>): void {
  if (process.env.TARO_ENV === 'h5') {
    window.open(
      `https://uri.amap.com/marker?position=${longitude},${latitude}&name=${encodeURIComponent(name)}&src=jucai`,
      '_blank',
      'noopener',
    )
  } else {
    void Taro.openLocation({ latitude, longitude, name, address, scale: 16 })
  }
}
