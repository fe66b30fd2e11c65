import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { unitKindLabels, unitKinds } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceSiteWithUnits, WorkspaceUnit } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { Apply, Where, type Elsewhere } from '../apply'
import { feeWords, freeWords, Plan, sizeWords } from '../plan'
import '../workspaces.scss'

/** One site: its plan, the unit that was tapped in words, and the way to apply. */
export default function SitePage() {
  const id = useRouter().params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [elsewhere, setElsewhere] = useState<Elsewhere>('yes')
  const loaded = useLoaded(() =>
    call('GET /workspace-sites/:workspaceSite', { params: { workspaceSite: id } }),
  )
  useRefresh(loaded.reload)
  const unit = loaded.data?.units.find((one) => one.id === chosen) ?? null
  const isOpen = signedIn && (loaded.data?.units.length ?? 0) > 0
  return (
    <Page
      title={loaded.data?.name ?? '创业平台'}
      up="/workspaces/sites/index"
      action={isOpen && <Apply siteId={id} unit={unit} elsewhere={elsewhere} />}
    >
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(site) => (
          <View className="stack">
            <PlanCard site={site} chosen={chosen} onChoose={setChosen} />
            {unit && <Chosen unit={unit} />}
            {isOpen && <Where unit={unit} elsewhere={elsewhere} onChange={setElsewhere} />}
            {!signedIn && (
              <Card>
                <SignInFirst text="登录后可以申请。" />
              </Card>
            )}
            <InWords units={site.units} chosen={chosen} onChoose={setChosen} />
            <About site={site} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

interface ChoiceProps {
  chosen: string | null
  onChoose(unitId: string): void
}

function PlanCard({ site: { units }, chosen, onChoose }: ChoiceProps & { site: WorkspaceSiteWithUnits }) {
  return (
    <Card title="平面图" aside={`空 ${units.filter(({ free }) => free).length} 处，共 ${units.length} 处`}>
      {units.length === 0 ? (
        <Empty icon="rocket" title="还没有可以申请的" text="布置好以后，这里会画出每一处。" />
      ) : (
        <>
          <View className="small workspace-about">点一处看大小、费用和什么时候空。</View>
          <Plan units={units} chosen={chosen} onChoose={({ id }) => onChoose(id)} />
        </>
      )}
    </Card>
  )
}

function Chosen({ unit }: { unit: WorkspaceUnit }) {
  return (
    <Card title={`${unit.label} · ${unitKindLabels[unit.kind]}`} aside={sizeWords(unit)}>
      <View className={unit.free ? 'workspace-fact workspace-yes' : 'workspace-fact'}>
        <Icon name={unit.free ? 'check' : 'lock'} />
        <View>{freeWords(unit)}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="info" />
        <View>{feeWords(unit)}</View>
      </View>
    </Card>
  )
}

/** The same as a list, for who cannot or would not read the plan. */
function InWords({ units, chosen, onChoose }: ChoiceProps & { units: readonly WorkspaceUnit[] }) {
  return (
    <>
      {unitKinds.map((kind) => {
        const ofKind = units.filter((unit) => unit.kind === kind)
        return ofKind.length === 0 ? null : (
          <CellGroup key={kind} title={`${unitKindLabels[kind]} ${ofKind.length} 处`}>
            {ofKind.map((unit) => (
              <Cell
                key={unit.id}
                title={`${unit.label}：${sizeWords(unit)}`}
                note={`${freeWords(unit)}；${feeWords(unit)}`}
                {...(unit.id === chosen ? { value: '已选' } : {})}
                onClick={() => onChoose(unit.id)}
              />
            ))}
          </CellGroup>
        )
      })}
    </>
  )
}

function About({ site: { about, address, hours, phone } }: { site: WorkspaceSiteWithUnits }) {
  return (
    <Card title="地点">
      <View className="small">{about}</View>
      <View className="workspace-fact">
        <Icon name="map-pin" />
        <View>{address}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="clock" />
        <View>{hours}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="phone" />
        <View>{phone}</View>
      </View>
    </Card>
  )
}
