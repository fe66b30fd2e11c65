import { spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Reactions } from '../core/outbox'
import { notify } from '../notifications'
import { clerksOf } from './roster'
import { visitById, type VisitRow } from './visit-records'

const timeOf = (visit: VisitRow): string => `${spokenTime(visit.starts_at)}–${spokenTime(visit.ends_at).slice(-5)}`

const tellClerks = async (tx: Db, vault: Vault, now: Date, visit: VisitRow, title: string): Promise<void> => {
  for (const personId of await clerksOf(tx, visit.station_id)) await notify(tx, vault, now, { personId, kind: 'homecoming', title, body: `${timeOf(visit)}，${visit.station_name}。`, link: '/staff/visits/index' })
}

/** What follows from visits being booked, cancelled and near. A visit that no longer stands reminds nobody. */
export const visitReactions = ({ vault }: { vault: Vault }): Reactions => ({
  'visit.booked': [async ({ tx, now }, { visitId, personId }) => {
    const visit = await visitById(tx, visitId)
    if (!visit || visit.state !== 'booked') return
    await notify(tx, vault, now, { personId, kind: 'homecoming', title: '来访已约好', body: `${timeOf(visit)}，${visit.station_name}。来之前会再提醒你；来不了请提前取消，把时间留给别人。`, link: `/homecoming/station/index?id=${visit.station_id}` })
    await tellClerks(tx, vault, now, visit, '有新的来访预约')
  }],
  'visit.cancelled': [async ({ tx, now }, { visitId, personId, by }) => {
    const visit = await visitById(tx, visitId)
    if (!visit) return
    if (by === 'visitor') await tellClerks(tx, vault, now, visit, '来访预约已取消')
    else await notify(tx, vault, now, { personId, kind: 'homecoming', title: '来访时段已取消', body: `${visit.station_name}收回了 ${timeOf(visit)} 的时段，你的预约已取消。可以另约一个时间，或直接打电话。`, link: `/homecoming/station/index?id=${visit.station_id}` })
  }],
  'visit.near': [async ({ tx, now }, { visitId, personId }) => {
    const visit = await visitById(tx, visitId)
    if (!visit || visit.state !== 'booked' || visit.starts_at <= now) return
    await notify(tx, vault, now, { personId, kind: 'homecoming', title: '来访提醒', body: `${timeOf(visit)}，${visit.station_name}等你。来不了请提前取消。`, link: `/homecoming/station/index?id=${visit.station_id}` })
  }],
})
