import { View } from '@tarojs/components'
import { unitKindLabels } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceSite } from '@jucai/contract/workspaces'
import { call } from '@/api'
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
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import '../workspaces.scss'

/** Sites of the start-up platform: where they are, and what is free now. */
export default function SitesPage() {
  const loaded = useLoaded(() => call('GET /workspace-sites'))
  useRefresh(loaded.reload)
  return (
    <Page title="创业平台" up="/pages/services/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {({ items }) => (
          <View className="stack">
            <View className="small">
              工位、独立办公间、工作室，一次 3 至 12 个月。先看哪里空着，再申请，批准时就分定。
            </View>
            {items.length === 0 && (
              <Card>
                <Empty icon="rocket" title="还没有开放的地点" text="开放以后，在这里就能看、能申请。" />
              </Card>
            )}
            {items.map((site) => (
              <One key={site.id} site={site} />
            ))}
            <CellGroup>
              <Cell
                icon="key-round"
                title="我的创业空间"
                note="考核、续期、退出"
                to="/workspaces/mine/index"
              />
              <Cell
                icon="file-text"
                title="谁可以用"
                note="青年创新创业平台管理办法"
                to="/policies/policy/index?code=start-up-workspace"
              />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function One({ site: { id, name, address, hours, about, kinds, nextFree } }: { site: WorkspaceSite }) {
  const free = kinds.reduce((sum, kind) => sum + kind.free, 0)
  return (
    <Card>
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {name}
        </View>
        <Tag tone={free > 0 ? 'good' : 'plain'}>{free > 0 ? `空 ${free} 处` : '都有人'}</Tag>
      </View>
      <View className="small workspace-about">{about}</View>
      <View className="workspace-fact">
        <Icon name="map-pin" />
        <View>{address}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="clock" />
        <View>{hours}</View>
      </View>
      <View className="workspace-kinds">
        {kinds.length === 0 && <View className="small">还没有可以申请的</View>}
        {kinds.map((one) => (
          <KindRow key={one.kind} of={one} />
        ))}
      </View>
      {free === 0 && nextFree !== null && (
        <View className="workspace-fact">
          <Icon name="calendar" />
          <View>{`最早 ${dayText(nextFree)} 起有`}</View>
        </View>
      )}
      <View className="workspace-do">
        <Button
          wide
          kind="secondary"
          label={`看平面图：${name}`}
          onClick={() => openPage(`/workspaces/site/index?id=${id}`)}
        >
          看平面图
        </Button>
      </View>
    </Card>
  )
}

/** More squares than this are no picture any more. */
const mostSquares = 24
/** One kind of a site: a square for each unit, those that are free filled, and the same in figures. */
function KindRow({ of: { kind, units, free } }: { of: WorkspaceSite['kinds'][number] }) {
  return (
    <View className="workspace-kind">
      <View className="workspace-kind-name">{unitKindLabels[kind]}</View>
      <View className="workspace-squares" aria-hidden>
        {units <= mostSquares &&
          Array.from({ length: units }, (_, at) => (
            <View
              key={at}
              className={at < free ? 'workspace-square workspace-square-free' : 'workspace-square'}
            />
          ))}
      </View>
      <View className="workspace-kind-count">{`空 ${free}，共 ${units}`}</View>
    </View>
  )
}
