import { Button, Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { useSettings } from '@/settings'
import type { CityGroup } from './cities'
import { skyLayout, type Spot } from './sky-layout'
import './stations.scss'

interface Star {
  key: string
  label: string
  note: string
  golden: boolean
  latitude: number
  longitude: number
  open(): void
}

const middle = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** A city as one star, a chosen city as the stars of its stations. */
const starsOf = (
  groups: readonly CityGroup[],
  chosen: CityGroup | undefined,
  onCity: (name: string) => void,
  onStation: (id: string) => void,
): Star[] =>
  chosen
    ? chosen.stations.map(({ id, name, kind, openNow, latitude, longitude }) => ({
        key: id,
        label: name.replace(/招才引智工作站$/, '站').replace(/^老城区/, ''),
        note: openNow ? '开放中' : '',
        golden: kind === 'city' || kind === 'campus',
        latitude,
        longitude,
        open: () => onStation(id),
      }))
    : groups.map(({ name, home, stations }) => ({
        key: name,
        label: name,
        note: `${stations.length} 站`,
        golden: home,
        latitude: middle(stations.map(({ latitude }) => latitude)),
        longitude: middle(stations.map(({ longitude }) => longitude)),
        open: () => onCity(name),
      }))

const lineBetween = (from: Spot, to: Spot) => ({
  length: Math.hypot(to.x - from.x, to.y - from.y),
  angle: Math.atan2(to.y - from.y, to.x - from.x) * (180 / Math.PI),
})

/**
 * The stations as a constellation, drawn here: no tiles, no network. Lines run from home to every other
 * city.
 */
export function SkyMap({
  groups,
  city,
  onCity,
  onStation,
}: {
  groups: readonly CityGroup[]
  city: string | undefined
  onCity(name: string | undefined): void
  onStation(id: string): void
}) {
  const large = useSettings(({ textScale }) => textScale >= 130)
  const chosen = groups.find(({ name }) => name === city)
  const stars = starsOf(groups, chosen, onCity, onStation)
  const gap = large ? { x: 34, y: 30 } : { x: 27, y: 19 }
  const field = Math.max(large ? 92 : 60, Math.ceil(stars.length / (large ? 2 : 3)) * gap.y * 1.35)
  const spots = skyLayout(stars, field, gap)
  const height = field + (large ? 12 : 7) // a label hangs below its star
  const [home] = spots
  return (
    <View
      className="sky-map"
      style={{ paddingTop: `${height}%` }}
      aria-role="group"
      aria-label={chosen ? `${chosen.name}的站点` : '各城市的站点'}
    >
      {!chosen &&
        home &&
        spots.slice(1).map((spot, index) => {
          const { length, angle } = lineBetween(home, spot)
          return (
            <View
              key={stars[index + 1]?.key}
              className="sky-line"
              aria-hidden
              style={{
                left: `${home.x}%`,
                top: `${(home.y / height) * 100}%`,
                width: `${length}%`,
                transform: `rotate(${angle}deg)`,
              }}
            />
          )
        })}
      {stars.map(({ key, label, note, golden, open }, index) => {
        const spot = spots[index] as Spot
        return (
          <Button
            key={key}
            className={golden ? 'sky-star sky-star-gold' : 'sky-star'}
            style={{ left: `${spot.x}%`, top: `${(spot.y / height) * 100}%`, width: `${gap.x}%` }}
            onClick={open}
          >
            <View className="sky-dot" />
            <Text className="sky-label">{label}</Text>
            {note !== '' && <Text className="sky-note">{` ${note}`}</Text>}
          </Button>
        )
      })}
      {chosen && (
        <Button className="sky-back" onClick={() => onCity(undefined)}>
          <Icon name="arrow-left" />
          {`${chosen.name} · 看全部城市`}
        </Button>
      )}
    </View>
  )
}
