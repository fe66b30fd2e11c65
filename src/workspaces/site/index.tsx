import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { unitKindLabels, unitKinds, workspaceProgramKey } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceSiteWithUnits, WorkspaceUnit } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { feeWords, freeWords, Plan, unitWords } from '../plan'
import '../workspaces.scss'

/** One site: its plan, the unit that was tapped in words, and the way to apply. */
export default function SitePage() {
  const id = useRouter().params.id ?? ''
  const loaded = useLoaded(() =>
    call('GET /workspace-sites/:workspaceSite', { params: { workspaceSite: id } }),
  )
  useRefresh(loaded.reload)
  return (
    <Page title={loaded.data?.name ?? '创业平台'} up="/workspaces/sites/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(site) => <Site site={site} />}
      </Loaded>
    </Page>
  )
}

function Site({ site }: { site: WorkspaceSiteWithUnits }) {
  const [chosen, setChosen] = useState<WorkspaceUnit | null>(null)
  const { units, address, phone, hours, about } = site
  return (
    <View className="stack">
      <Card title="平面图" aside={`空 ${units.filter(({ free }) => free).length} 处，共 ${units.length} 处`}>
        {units.length === 0 ? (
          <Empty icon="rocket" title="还没有可以申请的" text="布置好以后，这里会画出每一处。" />
        ) : (
          <>
            <View className="small workspace-about">点一处看大小、费用和什么时候空。</View>
            <Plan units={units} chosen={chosen?.id ?? null} onChoose={setChosen} />
          </>
        )}
      </Card>
      {chosen && <Chosen unit={chosen} />}
      <Apply site={site} unit={chosen} />
      <InWords units={units} />
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
    </View>
  )
}

function Chosen({ unit }: { unit: WorkspaceUnit }) {
  return (
    <Card title={unit.label} aside={unitKindLabels[unit.kind]}>
      <View>{`${unit.seats} 座，${unit.areaSqm} 平方米`}</View>
      <View>{freeWords(unit)}</View>
      <View className="small">{feeWords(unit)}</View>
    </Card>
  )
}

/** The wish goes before the application: an approval looks there first. */
function Apply({ site, unit }: { site: WorkspaceSiteWithUnits; unit: WorkspaceUnit | null }) {
  const signedIn = useSession(({ token }) => token !== null)
  const [failed, setFailed] = useState<string>()
  if (!signedIn)
    return (
      <Card>
        <SignInFirst text="登录后可以申请。" />
      </Card>
    )
  const apply = async (elsewhere: boolean) => {
    setFailed(undefined)
    try {
      await call('PUT /me/workspace-wish', { body: { siteId: site.id, unitId: unit?.id ?? null, elsewhere } })
      await openPage(`/applications/program/index?key=${workspaceProgramKey}`)
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const where = unit === null ? '这里' : unit.label
  return (
    <Card title="申请">
      <View className="stack">
        <View className="small">
          {`批准时先看你想要的${where}，不空着就分这个地点里合适的另一处；到时候没有合适的，再看你愿不愿意去别处。`}
        </View>
        <Button wide onClick={() => apply(true)}>
          {`想要${where}，别处也行，去申请`}
        </Button>
        <Button wide kind="secondary" onClick={() => apply(false)}>
          {`只要这个地点，去申请`}
        </Button>
        {failed && (
          <Notice kind="bad" title="没有记下" live>
            {failed}
          </Notice>
        )}
      </View>
    </Card>
  )
}

/** The same as a list, for who cannot or would not read the plan. */
function InWords({ units }: { units: readonly WorkspaceUnit[] }) {
  return (
    <>
      {unitKinds.map((kind) => {
        const ofKind = units.filter((unit) => unit.kind === kind)
        return ofKind.length === 0 ? null : (
          <CellGroup key={kind} title={`${unitKindLabels[kind]} ${ofKind.length} 处`}>
            {ofKind.map((unit) => (
              <Cell key={unit.id} title={unitWords(unit)} note={`${freeWords(unit)}；${feeWords(unit)}`} />
            ))}
          </CellGroup>
        )
      })}
    </>
  )
}
