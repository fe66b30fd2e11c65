import { View } from '@tarojs/components'
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { StationDetail } from '@jucai/contract/stations'
import { stationKindLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { showOnMap } from '@/show-on-map'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { grouped } from '@/words/amounts'
import { momentText } from '@/words/dates'
import { openingWords } from '../open-mark'
import { BookVisit } from './book-visit'
import './station.scss'

const dial = (phoneNumber: string) => Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)

/** One workstation: where it is, when it is open, what it offers, and times to come. */
export default function StationPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const loaded = useLoaded(async () => {
    void loadCity().catch(() => undefined) // whether this is a sample city
    return call('GET /stations/:station', { params: { station: id } })
  })
  useRefresh(loaded.reload)
  const station = loaded.data
  useSettledMessages(`/homecoming/station/index?id=${id}`, station !== undefined)
  useShareAppMessage(() => ({
    title: station ? `${station.name}：${station.hours}` : '招才引智工作站',
    path: `/homecoming/station/index?id=${id}`,
  }))
  return (
    <Page
      title={station?.name ?? '工作站'}
      up="/homecoming/stations/index"
      action={
        station && (
          <View className="station-act">
            <Button
              kind="secondary"
              wide
              icon="navigation"
              label={`去这里：${station.name}，打开地图`}
              onClick={() => showOnMap(station)}
            >
              去这里
            </Button>
            <Button
              wide
              icon="phone"
              label={`打电话给${station.name}，${station.phone}`}
              onClick={() => dial(station.phone)}
            >
              打电话
            </Button>
          </View>
        )
      }
    >
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {(found) => <Detail station={found} />}
      </Loaded>
    </Page>
  )
}

function Detail({ station }: { station: StationDetail }) {
  const sample = useCityStore((state) => state.city?.sample)
  return (
    <View className="stack">
      <View className="station-top">
        <View className="wrap">
          <Tag tone="star">{stationKindLabels[station.kind]}</Tag>
          {station.university && <Tag tone="star">{station.university}</Tag>}
          {sample && <Tag tone="star">示例</Tag>}
        </View>
        <View className="station-top-name">{station.name}</View>
        <View className="station-fact">
          <Icon name="clock" />
          <View>{[openingWords(station), station.hours].filter(Boolean).join(' · ')}</View>
        </View>
        <View className="station-fact">
          <Icon name="map-pin" />
          <View>{`${station.regionName} · ${station.address}`}</View>
        </View>
        <View className="station-fact">
          <Icon name="phone" />
          <View>{station.phone}</View>
        </View>
      </View>
      <BookVisit stationId={station.id} />
      {station.charter.length > 0 && (
        <Card title="这里做什么">
          <View className="charter" aria-role="list">
            {station.charter.map((line) => (
              <View key={line} className="charter-line" aria-role="listitem">
                {line}
              </View>
            ))}
          </View>
        </Card>
      )}
      {station.roster.length > 0 && (
        <Card title="谁在这里" aside={`${station.roster.length} 位`}>
          {station.roster.map(({ name, duty }, index) => (
            <View key={`${name}${index}`} className="roster">
              <View className="roster-mark" aria-hidden>
                {name.slice(0, 1)}
              </View>
              <View>
                <View className="strong">{name}</View>
                <View className="tiny">{duty}</View>
              </View>
            </View>
          ))}
        </Card>
      )}
      <Outcomes figures={station.figures} />
    </View>
  )
}

function Outcomes({ figures }: { figures: StationDetail['figures'] }) {
  const lines = [
    { label: '当面聊过的人', value: grouped(figures.met) },
    { label: '答复的归根登记', value: grouped(figures.registered) },
    { label: '已经回来的人', value: grouped(figures.returned) },
    { label: '落地的项目', value: grouped(figures.projects) },
    { label: '到位的资金', value: figures.capitalFen > 0 ? amountText(figures.capitalFen) : '0' },
  ]
  return (
    <Card title="做成了什么">
      <View className="outcomes">
        {lines.map(({ label, value }) => (
          <View key={label} className="outcome">
            <View className="outcome-value">{value}</View>
            <View className="tiny">{label}</View>
          </View>
        ))}
      </View>
      <View className="tiny">{`按真实记录统计 · ${momentText(figures.asOf)}`}</View>
    </Card>
  )
}
