import { useEffect, useRef, useState } from 'react'
import { Button as TaroButton, Input, Navigator, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import type { StationEntry } from '@jucai/contract/stations'
import { stationKindLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { openPage, openTypeOf } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { byCity, type CityGroup } from './cities'
import { OpenMark } from '../open-mark'
import { SkyMap } from './sky-map'
import { WeChatMap } from './wechat-map'
import './stations.scss'

const kinds = [
  { value: 'all', label: '全部' },
  { value: 'city', label: '驻外站' },
  { value: 'campus', label: '高校站' },
  { value: 'local', label: '本地服务点' },
] as const
type Kind = (typeof kinds)[number]['value']
const isOf = (kind: Kind) => (station: StationEntry) =>
  kind === 'all' ||
  station.kind === kind ||
  (kind === 'local' && station.kind !== 'city' && station.kind !== 'campus')

const addressOf = (id: string) => `/homecoming/station/index?id=${id}`

/** The directory of workstations, as a sky and as a list. */
export default function StationsPage() {
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState<Kind>('all')
  const [city, setCity] = useState<string>()
  const typed = query.trim()
  const loaded = useLoaded(async () => {
    const home = (await loadCity()).name
    return { home, stations: (await call('GET /stations', { query: typed ? { q: typed } : {} })).items }
  })
  useRefresh(loaded.reload)
  const { reload } = loaded
  const asked = useRef('')
  useEffect(() => {
    if (asked.current === typed) return undefined
    asked.current = typed
    // One request a pause in typing.
    const timer = setTimeout(() => void reload(), 250)
    return () => clearTimeout(timer)
  }, [typed, reload])
  useShareAppMessage(() => ({ title: '离你最近的招才引智工作站', path: '/homecoming/stations/index' }))
  const sample = useCityStore((state) => state.city?.sample)

  return (
    <Page title="招才引智工作站" up="/pages/services/index">
      <View className="stack">
        <View className="station-find" aria-role="search">
          <Icon name="search" />
          <Input
            className="station-find-input"
            placeholderClass="box-empty"
            aria-label="找工作站"
            placeholder="城市、学校、站名"
            maxlength={30}
            value={query}
            onInput={(event) => setQuery(event.detail.value)}
          />
          {query !== '' && (
            <TaroButton className="station-find-x" aria-label="清空" onClick={() => setQuery('')}>
              <Icon name="x" />
            </TaroButton>
          )}
        </View>
        <Choice
          label="看哪一类"
          options={kinds}
          value={kind}
          onChange={(next) => {
            setKind(next)
            setCity(undefined)
          }}
        />
        <Loaded
          of={loaded}
          skeleton={
            <View className="stack">
              <Skeleton shape="card" />
              <Skeleton />
            </View>
          }
        >
          {({ home, stations }) => (
            <Found
              groups={byCity(stations.filter(isOf(kind)), home)}
              city={city}
              onCity={setCity}
              onClear={() => {
                setQuery('')
                setKind('all')
                setCity(undefined)
              }}
            />
          )}
        </Loaded>
        {sample && <View className="tiny">站点、地址和电话均为示例。</View>}
      </View>
    </Page>
  )
}

function Found({
  groups,
  city,
  onCity,
  onClear,
}: {
  groups: CityGroup[]
  city: string | undefined
  onCity(name: string | undefined): void
  onClear(): void
}) {
  if (groups.length === 0)
    return (
      <Card>
        <Empty
          icon="map-pin"
          title="没有找到站点"
          text="换个词试试；没有驻外站的城市，由人才服务大厅联系你。"
          action={
            <Button kind="secondary" onClick={onClear}>
              看全部站点
            </Button>
          }
        />
      </Card>
    )
  const shown = groups.some(({ name }) => name === city) ? groups.filter(({ name }) => name === city) : groups
  const open = (id: string) => void openPage(addressOf(id))
  return (
    <>
      {process.env.TARO_ENV === 'h5' ? (
        <SkyMap groups={groups} city={city} onCity={onCity} onStation={open} />
      ) : (
        <WeChatMap stations={shown.flatMap(({ stations }) => stations)} onStation={open} />
      )}
      {shown.map(({ name, stations }) => (
        <View key={name} className="cells">
          <View
            className="cells-title"
            aria-role="heading"
            aria-level={2}
          >{`${name} · ${stations.length} 个站点`}</View>
          <View className="card card-flush">
            {stations.map((station) => (
              <StationRow key={station.id} station={station} />
            ))}
          </View>
        </View>
      ))}
    </>
  )
}

function StationRow({ station }: { station: StationEntry }) {
  return (
    <Navigator className="cell" url={addressOf(station.id)} openType={openTypeOf(addressOf(station.id))}>
      <View className="cell-main">
        <View className="station-row-name">
          {station.name}
          <Tag tone="night">{stationKindLabels[station.kind]}</Tag>
        </View>
        <View className="cell-note">
          {station.university ? `${station.university} · ${station.address}` : station.address}
        </View>
        <View className="station-row-marks">
          <OpenMark {...station} />
          {station.freeSlots > 0 && (
            <View className="station-free">
              <Icon name="calendar" />
              {`${station.freeSlots} 个时段可约`}
            </View>
          )}
        </View>
      </View>
      <Icon name="chevron-right" className="cell-go" />
    </Navigator>
  )
}
