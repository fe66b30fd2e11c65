import { useState } from 'react'
import { View } from '@tarojs/components'
import type { FlatTypeInShort, ProjectInShort } from '@jucai/contract/housing'
import { call } from '@/api'
import { loadCity, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { SketchMap } from '../map'
import { markedTypes } from '../marked'
import { Picture } from '../picture'
import { areaText, freeTone, freeWords, paidFen, rentText, together, typeWords } from '../words'
import '../housing.scss'

type Way = 'list' | 'map'

/** Talent apartments: every project in a list and on a sketch map, what is free, and what one marked. */
export default function ProjectsPage() {
  const [way, setWay] = useState<Way>('list')
  const token = useSession((session) => session.token)
  const city = useCityStore((state) => state.city)
  const loaded = useLoaded(async () => {
    void loadCity().catch(() => undefined) // for the map, and whether this is a sample city
    const [list, marked] = await Promise.all([call('GET /housing/projects'), markedTypes(token)])
    return { ...list, marked }
  })
  useRefresh(loaded.reload)
  return (
    <Page title="青年人才公寓" up="/pages/services/index">
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton shape="card" />
          </View>
        }
      >
        {({ items, percent, marked }) => (
          <View className="stack">
            <View className="small">
              {percent === null
                ? '在哪里、多少钱、哪天有空房，这里都有。'
                : `租金是市场价的 ${percent}%，配好家电。先看房，再取得资格、参加配租。`}
            </View>
            {items.length === 0 ? (
              <Card>
                <Empty icon="building-2" title="还没有公寓项目" text="开放以后，在这里就能看。" />
              </Card>
            ) : (
              <>
                <Choice
                  label="怎么看"
                  options={[
                    { value: 'list', label: '列表' },
                    { value: 'map', label: '地图' },
                  ]}
                  value={way}
                  onChange={setWay}
                />
                {/* Both stay where they are, so that changing between them sends next to nothing to WeChat. */}
                <View className={way === 'map' ? undefined : 'flat-away'}>
                  <SketchMap projects={items} sketch={city?.sketch} />
                  <View className="tiny flat-map-note">
                    示意图，不标比例。点项目名看详情，详情里可以打开地图导航。
                  </View>
                </View>
                <View className={way === 'list' ? 'stack' : 'flat-away'}>
                  {items.map((project) => (
                    <One key={project.id} project={project} sample={city?.sample === true} />
                  ))}
                </View>
                <Marked projects={items} marked={marked} />
              </>
            )}
            <CellGroup>
              <Cell
                icon="bell"
                title="有合适的告诉我"
                note="选好户型和租金，空出来发消息给你"
                to="/housing/watch/index"
              />
              <Cell icon="calendar" title="配租批次" note="报名、抽签、选房" to="/rounds/list/index" />
              <Cell icon="key-round" title="我的租约" note="合同、账单、报修" to="/leases/mine/index" />
              <Cell
                icon="file-text"
                title="谁可以申请"
                note="逐条对照你的情况"
                to="/policies/policy/index?code=youth-apartment"
              />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const cheapest = (types: readonly FlatTypeInShort[]): number => Math.min(...types.map(paidFen))
const sizes = (types: readonly FlatTypeInShort[]): string => {
  const areas = types.map(({ areaSqmHundredths }) => areaSqmHundredths)
  const [least, most] = [Math.min(...areas), Math.max(...areas)]
  return least === most ? areaText(least) : `${least / 100}–${areaText(most)}`
}

function One({ project, sample }: { project: ProjectInShort; sample: boolean }) {
  const { id, name, regionName, about, drawing, nearest, types } = project
  const counts = together(types)
  return (
    <Card>
      <Picture drawing={drawing} />
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {name}
        </View>
        {sample && <Tag tone="star">示例</Tag>}
        <Tag tone={freeTone(counts)}>{freeWords(counts)}</Tag>
      </View>
      <View className="small">{about}</View>
      <View className="flat-fact">
        <Icon name="map-pin" />
        <View>
          {nearest ? `${regionName} · 走路 ${nearest.minutesOnFoot} 分钟到${nearest.text}` : regionName}
        </View>
      </View>
      {types.length > 0 && (
        <View className="flat-price">
          <View className="flat-price-main">{rentText(cheapest(types))}</View>
          <View className="small">{`起 · ${types.length} 种户型，${sizes(types)}`}</View>
        </View>
      )}
      <Button
        wide
        kind="secondary"
        label={`看户型和租金：${name}`}
        onClick={() => openPage(`/housing/project/index?id=${id}`)}
      >
        看户型和租金
      </Button>
    </Card>
  )
}

/** Types that somebody marked, wherever they are. */
function Marked({ projects, marked }: { projects: readonly ProjectInShort[]; marked: readonly string[] }) {
  const found = marked.flatMap((id) =>
    projects.flatMap((project) =>
      project.types.filter((type) => type.id === id).map((type) => ({ project, type })),
    ),
  )
  if (found.length === 0) return null
  return (
    <CellGroup title="收藏的户型">
      {found.map(({ project, type }) => (
        <Cell
          key={type.id}
          icon="star"
          title={`${project.name.replace(/人才公寓$/, '')} · ${type.name}`}
          note={`${typeWords(type)} · ${rentText(paidFen(type))}`}
          value={<Tag tone={freeTone(type)}>{freeWords(type)}</Tag>}
          to={`/housing/type/index?project=${project.id}&type=${type.id}`}
        />
      ))}
    </CellGroup>
  )
}
