import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { City, Pillar, PolicyInShort } from '@jucai/contract/city'
import { call } from '@/api'
import { loadCity, loadFigures, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { pillarIcon } from '../pillar-icons'
import { PartFigures } from './figures'
import '../plan/plan.scss'
import './part.scss'

const planPage = '/city/plan/index'
const pageOf = (key: string): string => `/city/part/index?key=${key}`

/** One part of the plan: what it promises, how far it is, its policies, and the ways in. */
export default function PartPage() {
  const { key = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const figures = loadFigures().catch(() => useCityStore.getState().figures)
    const parts = call('GET /city/parts').catch(() => null)
    return { city: await loadCity(), figures: await figures, parts: await parts }
  })
  useRefresh(loaded.reload)
  const title = loaded.data?.city.plan.pillars.find((pillar) => pillar.key === key)?.title
  useShareAppMessage(() => ({
    title: title ? `${title} · ${loaded.data?.city.plan.name ?? ''}` : '聚才计划',
    path: pageOf(key),
  }))
  return (
    <Page title={title ?? '聚才计划'} up={planPage}>
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {({ city, figures, parts }) => {
          const part = city.plan.pillars.find((pillar) => pillar.key === key)
          if (!part) return <Gone />
          return (
            <View className="stack">
              <Top part={part} city={city} />
              <PartFigures keys={part.figures ?? []} figures={figures} />
              <Policies
                policies={parts?.items.find((one) => one.key === key)?.policies ?? null}
                published={parts?.published ?? true}
                wanted={(part.policies ?? []).length}
              />
              {(part.ways ?? []).length > 0 && (
                <CellGroup title="从这里进">
                  {part.ways?.map(({ title: way, note, to }) => (
                    <Cell key={to} title={way} note={note} to={to} />
                  ))}
                </CellGroup>
              )}
              <Others city={city} but={key} />
            </View>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Gone() {
  return (
    <Empty
      icon="search-x"
      title="没有这个部分"
      text="计划可能更新过了。"
      action={<Button onClick={() => openPage(planPage)}>看整个计划</Button>}
    />
  )
}

function Top({ part, city }: { part: Pillar; city: City }) {
  return (
    <View className="plan-top">
      <View className="pillar-title">
        <Icon name={pillarIcon(city.plan.pillars.indexOf(part))} />
        <Text>{city.plan.name}</Text>
      </View>
      <View className="part-title">{part.title}</View>
      <View className="part-text">{part.text}</View>
    </View>
  )
}

function Policies({
  policies,
  published,
  wanted,
}: {
  policies: readonly PolicyInShort[] | null
  published: boolean
  wanted: number
}) {
  if (wanted === 0) return null
  if (!published || !policies)
    return (
      <Card title="依据的政策">
        <View className="small">
          {published ? '政策暂时取不到，下拉再试一次。' : '政策库还没有发布，发布后列在这里。'}
        </View>
      </Card>
    )
  return (
    <CellGroup title={`依据的政策 ${policies.length} 项`}>
      {policies.map(({ code, title, summary }) => (
        <Cell key={code} title={title} note={summary} to={`/policies/policy/index?code=${code}`} />
      ))}
    </CellGroup>
  )
}

function Others({ city, but }: { city: City; but: string }) {
  return (
    <CellGroup title="计划的另外几部分">
      {city.plan.pillars.map(
        ({ key, title }, place) =>
          key !== but && <Cell key={key} icon={pillarIcon(place)} title={title} to={pageOf(key)} />,
      )}
    </CellGroup>
  )
}
