import { spanWords } from '@jucai/contract/stay-vocabulary'
import { stationNames } from '../city'
import { emit } from '../core/outbox'
import type { StayWork } from './deps'
import { momentOf } from './moments'
import type { StayRow } from './repository'

/** What happened to a stay. */
export type StayStep =
  | 'booked'
  | 'moved'
  | 'late'
  | 'extended'
  | 'cancelled'
  | 'checked-in'
  | 'left'
  | 'ran-out'
  | 'no-show'
  | 'bed-changed'
  | 'closed'
  | 'joined'

declare module '../core/outbox' {
  interface Events {
    /**
     * `closed`: the office cancelled it, because its bed went out of service; `ran-out`: nobody checked them out;
     * `joined`: another stay of the account it was joined with has the same nights.
     */
    'stay.changed': { stayId: string; personId: string; what: StayStep; why?: string }
    /** The day before the first night, as it was then. */
    'stay.near': { stayId: string; personId: string; fromDay: string }
  }
}

/** Steps that stand in the journey; the rest is told by messages only. */
const steps: Partial<Record<StayStep, string>> = {
  booked: '订好住宿',
  moved: '住宿改期',
  extended: '续住',
  cancelled: '取消住宿',
  'checked-in': '入住',
  left: '离店',
  'ran-out': '到期，记为离店',
  'no-show': '没有到店，住宿作废',
  closed: '住宿被驿站取消',
}

/** Tells of what happened to a stay, in the transaction of the act: event, journey, and the reminder. */
export const tell = async (
  { db, now, deps }: StayWork,
  row: StayRow,
  what: StayStep,
  why?: string,
): Promise<void> => {
  const { id: stayId, person_id: personId } = row
  await emit(db, now, 'stay.changed', { stayId, personId, what, ...(why === undefined ? {} : { why }) })
  const step = steps[what]
  const name = (await stationNames(db, [row.station_id])).get(row.station_id) ?? '人才驿站'
  if (step)
    await deps.milestone(db, now, personId, `${step}：${name}，${spanWords(row.from_day, row.to_day)}`)
  if (what !== 'booked' && what !== 'moved') return
  if (row.reminded_for === row.from_day) return
  const near = momentOf(row.from_day, -6 * 60) // 18:00 of the day before
  if (near > now) await emit(db, now, 'stay.near', { stayId, personId, fromDay: row.from_day }, near)
}
