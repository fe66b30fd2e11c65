import type { DeskLease } from '@jucai/contract/lease-shapes'
import type { InspectionKind } from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { stationNames } from '../city'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { flatsById, moveFlat } from '../housing'
import { advance, holdLease, onRecord } from './advance'
import { needDesk, type DeskWork, type LeaseWork } from './deps'
import { flatName, leaseFlats } from './flat-facts'
import { todayOf } from './moments'
import { inspectionsOf, leaseById, type InspectionRow, type LeaseRow } from './repository'
import { unseal } from './sealed'
import { lineOf, shownInspection } from './show'

/** What is looked at before a key is handed over: each in words, as the clerk and the tenant read it. */
export const missingForKey = (
  row: LeaseRow,
  inspections: readonly Pick<InspectionRow, 'lease_id' | 'kind' | 'agreed_at'>[],
  { today, isEmpty }: { today: Day; isEmpty: boolean },
): string[] => {
  const moveIn = inspections.find((one) => one.lease_id === row.id && one.kind === 'move-in')
  return [
    ...(row.state === 'to-sign' ? ['还没有签合同'] : []),
    ...(row.state === 'signed' ? ['押金和首期租金还没有交清'] : []),
    ...(row.state === 'paid' && today < row.first_day
      ? [`租期从${dayInWords(row.first_day)}开始，到那天再交`]
      : []),
    ...(row.state === 'paid' && today > row.last_day ? ['租期已经过去'] : []),
    ...(moveIn ? [] : ['还没有入住验房']),
    ...(moveIn && moveIn.agreed_at === null ? ['验房结果等承租人在手机上认可'] : []),
    ...(isEmpty ? [] : ['房屋还没有空出来：上一位承租人没有交回钥匙，或房屋不在“已选定”']),
  ]
}

/** Leases as the desk sees them. */
export const deskLeases = async (
  { db, deps }: Pick<LeaseWork, 'db' | 'deps'>,
  rows: readonly LeaseRow[],
): Promise<DeskLease[]> => {
  const at = await deps.boundary(db)
  const today = dayOf(at)
  const inspections = await inspectionsOf(
    db,
    rows.map(({ id }) => id),
  )
  const flats = await leaseFlats(
    db,
    rows.map((row) => row.flat_id),
  )
  return rows.map((row): DeskLease => {
    const flat = flats.get(row.flat_id)
    const isBefore = ['to-sign', 'signed', 'paid'].includes(row.state)
    return {
      ...lineOf(row, at),
      flat: flat ? flatName(flat) : '',
      maskedName: unseal(deps.vault, 'lease.masked_name', row.id, row.masked_name) || '已注销',
      leaveOn: row.leave_on,
      inspections: inspections
        .filter((one) => one.lease_id === row.id)
        .map((one) => shownInspection(deps, one)),
      missing: isBefore ? missingForKey(row, inspections, { today, isEmpty: flat?.state === 'chosen' }) : [],
      version: row.version,
    }
  })
}
/** One of them. */
export const deskLease = async (
  work: Pick<LeaseWork, 'db' | 'now' | 'deps'>,
  row: LeaseRow,
): Promise<DeskLease> => (await deskLeases(work, [row]))[0] as DeskLease

/** A lease of the desk's project. @throws Problem not-found */
export const leaseOfDesk = async (work: DeskWork, apartment: string, id: string): Promise<LeaseRow> => {
  needDesk(work, apartment)
  const row = await leaseById(work.db, id)
  if (row?.station_id !== apartment) throw problem('not-found')
  return row
}
/** The same, held. */
export const holdLeaseOfDesk = async (work: DeskWork, apartment: string, id: string): Promise<LeaseRow> => {
  await leaseOfDesk(work, apartment, id)
  return holdLease(work.db, id)
}

// The look at the code that was scanned stays on record.
const noKey = (detail: string, missing: string[]) =>
  problem('no-key-today', { detail, commit: true, extra: { missing } })

/**
 * Hands the key over to whoever the talent code says: only what is signed, paid, inspected and agreed, in its term, and of
 * a flat that is empty. Who has the key already is answered alike, so that two desks at once hand over one.
 * @throws Problem not-found, scan-refused, own-code, no-key-today (with `missing`)
 */
export const handOver = async (
  work: DeskWork,
  apartment: string,
  shown: { code: string; scannedAt: string; challenge: string },
): Promise<DeskLease> => {
  needDesk(work, apartment)
  const { db, now, deps, actor } = work
  const personId = await deps.holderOfCode(work, {
    code: shown.code,
    scannedAt: shown.scannedAt,
    challenge: shown.challenge,
    stationId: apartment,
    found: '没有交钥匙',
    why: '人才公寓交钥匙',
  })
  const [found] = await db
    .selectFrom('lease')
    .selectAll()
    .where('station_id', '=', apartment)
    .where('person_id', '=', personId)
    .where('state', 'in', ['to-sign', 'signed', 'paid', 'living'])
    .orderBy('offered_at', 'desc')
    .limit(1)
    .execute()
  if (!found) throw noKey('这位在本项目没有等着交钥匙的租约', ['没有租约'])
  const row = await holdLease(db, found.id)
  if (row.state === 'living') return deskLease(work, row)
  const [flat] = await flatsById(db, [row.flat_id])
  const inspections = await inspectionsOf(db, [row.id])
  const today = await todayOf(work)
  const missing = missingForKey(row, inspections, { today, isEmpty: flat?.state === 'chosen' })
  if (missing.length > 0) throw noKey(`还差：${missing.join('；')}`, missing)
  const by = { role: 'clerk', personId: actor.personId } as const
  const living = await advance(work, row, {
    event: 'hand-over',
    by,
    facts: { 'in-term': true, 'both-agreed': true, 'flat-empty': true },
    set: { key_at: now, key_by: actor.personId },
  })
  await moveFlat(work, {
    flatId: row.flat_id,
    from: ['chosen'],
    to: 'let',
    reason: '交钥匙入住',
    by: null,
    freeFrom: addDays(row.last_day, 1),
  })
  await onRecord(work, row, by, 'lease.key', {
    what: '凭你的人才码交给你钥匙',
    why: '人才公寓入住',
    station: (await stationNames(db, [apartment])).get(apartment),
  })
  return deskLease(work, living)
}

/** Of which kind the inspection is that a lease may have now. */
export const inspectionNow = (row: LeaseRow): InspectionKind | null =>
  ['signed', 'paid'].includes(row.state)
    ? 'move-in'
    : ['living', 'ending'].includes(row.state)
      ? 'move-out'
      : null
