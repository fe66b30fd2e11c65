import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Visit } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { spanText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { clerkNow } from '../clerk-clock'
import { Slots } from './slots'
import './visits.scss'

const panels = [
  { value: 'visits', label: '谁来' },
  { value: 'slots', label: '开放时段' },
] as const

/** Visits of the clerk's station: who comes when, who came, and the times offered. */
export default function VisitsPage() {
  const me = useSession((session) => session.me)
  const stations = (me?.assignments ?? []).flatMap(({ role, station }) =>
    role === 'clerk' && station ? [station] : [],
  )
  const [chosen, setChosen] = useState<string>()
  const [panel, setPanel] = useState<(typeof panels)[number]['value']>('visits')
  const station = stations.find(({ id }) => id === chosen) ?? stations[0]
  return (
    <Page title="来访" up="/pages/mine/index">
      {!me && <SignInFirst text="请用工作账号登录。" />}
      {me && !station && (
        <Card>
          <Empty
            icon="building-2"
            title="这里给工作站用"
            text="您的账号没有工作站。需要时请联系系统管理员邀请您。"
          />
        </Card>
      )}
      {station && (
        <View className="stack">
          {stations.length > 1 && (
            <Choice
              label="哪个工作站"
              options={stations.map(({ id, name }) => ({ value: id, label: name }))}
              value={station.id}
              onChange={setChosen}
            />
          )}
          <Choice label={station.name} options={panels} value={panel} onChange={setPanel} />
          {panel === 'visits' ? (
            <Coming key={station.id} stationId={station.id} onOffer={() => setPanel('slots')} />
          ) : (
            <Slots key={station.id} stationId={station.id} />
          )}
        </View>
      )}
    </Page>
  )
}

function Coming({ stationId, onOffer }: { stationId: string; onOffer(): void }) {
  const list = usePaged((from) =>
    call('GET /stations/:station/visits', { params: { station: stationId }, query: from }),
  )
  useRefresh(list.reload)
  const record = async (visit: Visit, came: boolean) => {
    try {
      const next = await call('PUT /stations/:station/visits/:visit/outcome', {
        params: { station: stationId, visit: visit.id },
        body: { came },
      })
      list.change((one) => (one.id === next.id ? next : one))
      toast(came ? '记下了：来过' : '记下了：没有来')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  return (
    <PagedList
      of={list}
      empty={
        <Card>
          <Empty
            icon="calendar"
            title="还没有人约"
            text="开放一些时段，想来的人就能约。"
            action={<Button onClick={onOffer}>开放时段</Button>}
          />
        </Card>
      }
    >
      {(items) => (
        <View className="card card-flush">
          <Rows items={items} keyOf={({ id }) => id}>
            {(visit) => <VisitRow visit={visit} onOutcome={record} />}
          </Rows>
        </View>
      )}
    </PagedList>
  )
}

const words = { booked: '约好', cancelled: '已取消', came: '来过', missed: '没有来' } as const
const tones = { booked: 'night', cancelled: 'plain', came: 'good', missed: 'care' } as const

function VisitRow({
  visit,
  onOutcome,
}: {
  visit: Visit
  onOutcome(visit: Visit, came: boolean): Promise<void>
}) {
  const begun = Date.parse(visit.startsAt) <= clerkNow().getTime()
  const when = spanText(visit.startsAt, visit.endsAt)
  return (
    <View className="visit">
      <View className="visit-top">
        <View className="strong">{when}</View>
        <Tag tone={tones[visit.state]}>{words[visit.state]}</Tag>
      </View>
      <View className="small">{[visit.maskedName, visit.purpose].filter(Boolean).join(' · ')}</View>
      {begun && visit.state !== 'cancelled' && (
        <View className="visit-do">
          {visit.state !== 'came' && (
            <Button
              kind="secondary"
              icon="check"
              label={`${visit.maskedName} ${when}，来了`}
              onClick={() => onOutcome(visit, true)}
            >
              来了
            </Button>
          )}
          {visit.state !== 'missed' && (
            <Button
              kind="quiet"
              label={`${visit.maskedName} ${when}，没有来`}
              onClick={() => onOutcome(visit, false)}
            >
              没有来
            </Button>
          )}
        </View>
      )}
    </View>
  )
}
