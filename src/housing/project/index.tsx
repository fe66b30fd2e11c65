import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { Project } from '@jucai/contract/housing'
import { transportLabels, type TransportKind } from '@jucai/contract/housing-vocabulary'
import { call } from '@/api'
import { useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { showOnMap } from '@/show-on-map'
import type { IconName } from '@/theme/icon-names'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { Picture } from '../picture'
import { freeTone, freeWords, paidFen, rentText, together, typeWords } from '../words'
import '../housing.scss'

const transportIcons: Record<TransportKind, IconName> = {
  metro: 'navigation',
  bus: 'navigation',
  work: 'briefcase',
  shop: 'coffee',
  school: 'graduation-cap',
  park: 'heart-pulse',
}

/** One project: where it is, what is near on foot, what is in the house, and its flat types. */
export default function ProjectPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const loaded = useLoaded(() => call('GET /housing/projects/:project', { params: { project: id } }))
  useRefresh(loaded.reload)
  useShareAppMessage(() => ({
    title: loaded.data ? `${loaded.data.name}：${loaded.data.about}` : '青年人才公寓',
    path: `/housing/project/index?id=${id}`,
  }))
  return (
    <Page title={loaded.data?.name ?? '公寓项目'} up="/housing/projects/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(project) => (
          <View className="stack">
            <Head project={project} />
            <Types project={project} />
            <Near project={project} />
            <InTheHouse project={project} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Head({ project }: { project: Project }) {
  const sample = useCityStore((state) => state.city?.sample)
  const { name, regionName, address, hours, phone, about, drawing, openedOn, types } = project
  const counts = together(types)
  return (
    <Card>
      <Picture drawing={drawing} tall />
      <View className="wrap">
        {sample && <Tag tone="star">示例</Tag>}
        <Tag tone={freeTone(counts)}>{freeWords(counts)}</Tag>
        <Tag>{`${dayText(openedOn)}启用`}</Tag>
      </View>
      <View className="flat-about">{about}</View>
      <View className="flat-fact">
        <Icon name="map-pin" />
        <View>{`${regionName} · ${address}`}</View>
      </View>
      <View className="flat-fact">
        <Icon name="clock" />
        <View>{hours}</View>
      </View>
      <View className="flat-fact">
        <Icon name="phone" />
        <View>{phone}</View>
      </View>
      <View className="flat-do">
        <Button
          kind="secondary"
          icon="navigation"
          label={`去这里：${name}，打开地图`}
          onClick={() => showOnMap(project)}
        >
          去这里
        </Button>
      </View>
    </Card>
  )
}

function Types({ project: { id, types } }: { project: Project }) {
  if (types.length === 0)
    return (
      <Card title="户型">
        <Empty icon="house" title="还没有公布户型" text="公布以后，面积、平面图和租金都在这里。" />
      </Card>
    )
  return (
    <CellGroup title="户型">
      {types.map((type) => (
        <Cell
          key={type.id}
          title={type.name}
          note={
            <>
              <View className="flat-row-rent">{rentText(paidFen(type))}</View>
              <View>{typeWords(type)}</View>
            </>
          }
          value={<Tag tone={freeTone(type)}>{freeWords(type)}</Tag>}
          to={`/housing/type/index?project=${id}&type=${type.id}`}
        />
      ))}
    </CellGroup>
  )
}

function Near({ project: { transport } }: { project: Project }) {
  if (transport.length === 0) return null
  return (
    <Card title="走路多久">
      <View aria-role="list">
        {transport.map(({ kind, text, minutesOnFoot }) => (
          <View key={text} className="flat-near" aria-role="listitem">
            <Icon name={transportIcons[kind]} />
            <View className="flat-near-main">
              {text}
              <View className="tiny">{transportLabels[kind]}</View>
            </View>
            <View className="flat-near-minutes">{`${minutesOnFoot} 分钟`}</View>
          </View>
        ))}
      </View>
    </Card>
  )
}

function InTheHouse({ project: { amenities } }: { project: Project }) {
  if (amenities.length === 0) return null
  return (
    <Card title="住进来有什么">
      <View aria-role="list">
        {amenities.map((one) => (
          <View key={one} className="flat-fact" aria-role="listitem">
            <Icon name="check" />
            <View>{one}</View>
          </View>
        ))}
      </View>
    </Card>
  )
}
