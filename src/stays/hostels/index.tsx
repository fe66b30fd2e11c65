import { View } from '@tarojs/components'
import type { Hostel } from '@jucai/contract/stays'
import { bedKindLabels } from '@jucai/contract/stay-vocabulary'
import { call } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { showOnMap } from '@/show-on-map'
import { useRefresh } from '@/use-refresh'
import { DrawnHouse } from '../drawn-house'
import '../stays.scss'

/** Hostels: where they are, and whether a bed is free tonight. */
export default function HostelsPage() {
  const loaded = useLoaded(async () => {
    void loadCity().catch(() => undefined) // whether this is a sample city
    return call('GET /hostels')
  })
  useRefresh(loaded.reload)
  return (
    <Page title="人才驿站" up="/pages/services/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {({ items }) => (
          <View className="stack">
            <View className="small">来面试、来落脚，先有地方住。免费，在这里订，到店出示人才码。</View>
            {items.length === 0 && (
              <Card>
                <Empty icon="house" title="还没有驿站" text="开放以后，在这里就能订。" />
              </Card>
            )}
            {items.map((hostel) => (
              <One key={hostel.id} hostel={hostel} />
            ))}
            <CellGroup>
              <Cell icon="calendar" title="我的住宿" note="改期、取消、续住" to="/stays/mine/index" />
              <Cell
                icon="file-text"
                title="谁可以住"
                note="人才驿站管理办法"
                to="/policies/policy/index?code=talent-hostel"
              />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function One({ hostel }: { hostel: Hostel }) {
  const sample = useCityStore((state) => state.city?.sample)
  const { id, name, regionName, address, about, beds, freeTonight, hours } = hostel
  return (
    <Card>
      <DrawnHouse lit={freeTonight} />
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {name}
        </View>
        {sample && <Tag tone="star">示例</Tag>}
        <Tag tone={freeTonight > 0 ? 'good' : 'plain'}>
          {freeTonight > 0 ? `今晚空 ${freeTonight} 张床` : '今晚已满'}
        </Tag>
      </View>
      <View className="small hostel-about">{about}</View>
      <View className="hostel-fact">
        <Icon name="map-pin" />
        <View>{`${regionName} · ${address}`}</View>
      </View>
      <View className="hostel-fact">
        <Icon name="clock" />
        <View>{hours}</View>
      </View>
      <View className="hostel-fact">
        <Icon name="house" />
        <View>
          {beds.length === 0
            ? '还没有床位可订'
            : beds.map(({ kind, beds: count }) => `${bedKindLabels[kind]} ${count} 张`).join('、')}
        </View>
      </View>
      <View className="hostel-do">
        <Button
          kind="star"
          icon="calendar"
          label={`看日期、预订：${name}`}
          onClick={() => openPage(`/stays/hostel/index?id=${id}`)}
        >
          看日期、预订
        </Button>
        <Button
          kind="secondary"
          icon="navigation"
          label={`去这里：${name}，打开地图`}
          onClick={() => showOnMap(hostel)}
        >
          去这里
        </Button>
      </View>
    </Card>
  )
}
