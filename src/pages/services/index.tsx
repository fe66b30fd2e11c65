import { useEffect, useState } from 'react'
import { Button as Chip, View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro'
import type { ProgramSummary } from '@jucai/contract/applications'
import type { City } from '@jucai/contract/city'
import { situationLabels, situations, stageLabels, stages, type Situation } from '@jucai/contract/vocabulary'
import { useCatalogueFilter } from '@/catalogue-filter'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SwitchRow } from '@/components/switch-row'
import { loadPrograms, useProgramStore } from '@/program-store'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { entitlementOf } from '@/words/entitlement'
import { webOnly } from '@/web-only'
import { doors } from './doors'
import { ProgramRow } from './program-row'
import { SearchBox } from './search-box'
import { searchDoors, searchPrograms, searchServices } from './search'
import { ServiceRow } from './service-row'
import '@/components/choice.scss'
import './services.scss'

const choose = (situation: Situation | null) => useCatalogueFilter.setState({ situation })

/** All services and programs, by situation of life and by search. */
export default function ServicesPage() {
  const known = useCityStore(({ city }) => city)
  const programs = useProgramStore((store) => store.programs)
  const loaded = useLoaded(async () => {
    // The services stand without what can be applied for, if only that does not come.
    const [city] = await Promise.all([loadCity(), loadPrograms().catch(() => undefined)])
    return city
  })
  useRefresh(async () => {
    await loadCity(true).catch(() => undefined)
    await loaded.reload()
  })
  useShareAppMessage(() => ({ title: '星城人才服务：看看你能享受什么', path: '/pages/services/index' }))
  return (
    <Page title="服务" tab="services" lead="亮码就能用的，和网上就能申请的">
      <Loaded
        of={{ ...loaded, data: known ?? loaded.data }}
        skeleton={
          <View className="stack">
            <Skeleton count={2} />
            <Skeleton count={4} />
          </View>
        }
      >
        {(city) => <Catalogue city={city} programs={programs ?? []} />}
      </Loaded>
    </Page>
  )
}

function Catalogue({ city, programs }: { city: City; programs: readonly ProgramSummary[] }) {
  const me = useSession((session) => session.me)
  const { situation } = useCatalogueFilter()
  const { params } = useRouter()
  const [query, setQuery] = useState('')
  const [mineOnly, setMineOnly] = useState(false)

  // A link from outside may name a situation; inside the app it is chosen before the tab opens.
  const asked = situations.find((one) => one === params.situation)
  useEffect(() => {
    if (asked) choose(asked)
  }, [asked])
  useDidShow(() => setQuery(''))

  const open = city.services.filter(({ stationIds }) => stationIds.length > 0)
  const found = searchServices(open, query)
    .filter((service) => query !== '' || situation === null || service.situation === situation)
    .filter((service) => !mineOnly || entitlementOf(city, service, me).state === 'yes')
  const applied = searchPrograms(programs, query).filter(
    (program) => query !== '' || situation === null || program.situation === situation,
  )
  const places = searchDoors(doors, query)
  const all = () => {
    choose(null)
    setQuery('')
    setMineOnly(false)
  }
  return (
    <View className="stack">
      <SearchBox value={query} onChange={setQuery} />
      <View className="chips chips-tight" aria-role="radiogroup" aria-label="按你想办的事">
        {([null, ...situations] as const).map((one) => (
          <Chip
            key={one ?? 'all'}
            className={one === situation ? 'chip chip-on' : 'chip'}
            aria-role="radio"
            aria-checked={one === situation}
            {...webOnly({ tabIndex: one === situation ? 0 : -1 })}
            onClick={() => choose(one)}
          >
            {one ? situationLabels[one] : '全部'}
          </Chip>
        ))}
      </View>
      {me?.tier && (
        <Card flush>
          <SwitchRow title="只看我能享受的" note={me.tier.name} checked={mineOnly} onChange={setMineOnly} />
        </Card>
      )}
      {stages.map((stage) => {
        const services = found.filter((service) => service.stage === stage)
        const here = applied.filter((program) => program.stage === stage)
        return services.length + here.length === 0 ? null : (
          <CellGroup key={stage} title={stageLabels[stage]}>
            {here.map((program) => (
              <ProgramRow key={program.key} program={program} />
            ))}
            {services.map((service) => (
              <ServiceRow key={service.id} city={city} service={service} me={me} />
            ))}
          </CellGroup>
        )
      })}
      {found.length + applied.length + (query === '' ? 0 : places.length) === 0 && (
        <Card>
          <Empty
            icon="search"
            title={query ? `没有找到“${query}”` : '这里还没有开放的服务'}
            text={`换个短一点的词，或者打电话问：${city.officePhone}`}
            action={
              <Button kind="secondary" onClick={all}>
                看全部服务
              </Button>
            }
          />
        </Card>
      )}
      {places.length > 0 && (
        <CellGroup title="还有这些">
          {places.map((door) => (
            <Cell key={door.to} icon={door.icon} title={door.title} note={door.note} to={door.to} />
          ))}
        </CellGroup>
      )}
      {city.sample && <View className="tiny services-foot">示例城市：服务内容和条件都是示例</View>}
    </View>
  )
}
