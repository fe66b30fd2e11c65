import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { City, Service } from '@jucai/contract/city'
import { situationLabels, stageLabels } from '@jucai/contract/vocabulary'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SourceQuote } from '@/components/source-line'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { entitlementOf } from '@/words/entitlement'
import { standingOf, stepFrom } from '@/words/next-step'
import { Stations } from './stations'
import { Who } from './who'
import './service.scss'

const often: Record<Service['occasion']['per'], string> = {
  ever: '每人一次',
  month: '每月一次',
  day: '每天一次',
}
const catalogue = '/pages/services/index'

/** One service: what it is, who may have it, and where. */
export default function ServicePage() {
  const { params } = useRouter()
  const known = useCityStore(({ city }) => city)
  const loaded = useLoaded(() => loadCity())
  useRefresh(loaded.reload)
  const city = known ?? loaded.data
  const service = city?.services.find(({ id }) => id === params.id)
  const me = useSession((session) => session.me)
  useShareAppMessage(() => ({
    title: service ? `${service.name}：${service.benefit}` : '聚才',
    path: `/city/service/index?id=${params.id ?? ''}`,
  }))

  const step = stepFrom[standingOf(me)]
  const refused = city && service && entitlementOf(city, service, me).state === 'no'
  const action = refused ? (
    <Button wide onClick={() => openPage(catalogue)}>
      看看我能享受的
    </Button>
  ) : (
    <Button wide icon={me?.hasCredential ? 'qr-code' : undefined} onClick={() => openPage(step.to)}>
      {step.button}
    </Button>
  )
  return (
    <Page title={service?.name ?? '服务详情'} up={catalogue} action={service && action}>
      <Loaded
        of={{ ...loaded, data: city }}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {(config) => (service ? <Detail city={config} service={service} /> : <Gone />)}
      </Loaded>
    </Page>
  )
}

function Gone() {
  return (
    <Card>
      <Empty
        title="没有这项服务"
        text="它可能已经结束，或者链接不完整。"
        action={
          <Button kind="secondary" onClick={() => openPage(catalogue)}>
            看全部服务
          </Button>
        }
      />
    </Card>
  )
}

function Detail({ city, service }: { city: City; service: Service }) {
  const { scope, per } = service.occasion
  const stations = city.stations.filter(({ id }) => service.stationIds.includes(id))
  return (
    <View className="stack">
      <View className="benefit">
        <View className="benefit-for">{service.summary}</View>
        <View className="benefit-what">{service.benefit}</View>
        <View className="wrap">
          <Text className="benefit-tag">{`${often[per]}${scope === 'station' && per !== 'ever' ? '（每个站点）' : ''}`}</Text>
          <Text className="benefit-tag">{stageLabels[service.stage]}</Text>
          <Text className="benefit-tag">{situationLabels[service.situation]}</Text>
          {service.source.sample && <Text className="benefit-tag">示例</Text>}
        </View>
      </View>
      <Who city={city} service={service} />
      <Card title="怎么用">
        <View className="how" aria-role="list">
          {service.steps.map((step, index) => (
            <View key={step} className="how-step" aria-role="listitem">
              <View className="how-number" aria-hidden>
                {index + 1}
              </View>
              <View>{step}</View>
            </View>
          ))}
        </View>
      </Card>
      <Card title="去哪里" aside={`${stations.length} 个地方`}>
        <Stations stations={stations} />
      </Card>
      <Card title="依据" aside={service.source.sample ? <Tag>示例</Tag> : undefined}>
        <SourceQuote source={service.source} />
      </Card>
    </View>
  )
}
