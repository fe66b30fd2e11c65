import type { HostelMonth, KeptHostel } from '@jucai/contract/stays'
import { nightsOf, type BedKind, type HostelRules } from '@jucai/contract/stay-vocabulary'
import { addMonths, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { openStation, stationNames } from '../city'
import { audit } from '../core/audit'
import { dayOf, monthOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import { isInService } from './availability'
import type { OfficeWork } from './deps'
import { nightsByMonth, nightsTaken } from './nights'
import {
  allHostels,
  bedsOf,
  hostelById,
  holdHostel,
  rulesOf,
  staysByMonth,
  type HostelRow,
} from './repository'

const farDay = '9998-12-31'

/** A hostel as the office keeps it. */
export const keptHostel = async ({ db, now }: OfficeWork, row: HostelRow): Promise<KeptHostel> => {
  const ahead = await nightsTaken(db, row.station_id, dayOf(now), farDay)
  return {
    id: row.station_id,
    name: (await stationNames(db, [row.station_id])).get(row.station_id) ?? '人才驿站',
    about: row.about,
    houseRules: row.house_rules as string[],
    ...rulesOf(row),
    version: row.version,
    beds: (await bedsOf(db, row.station_id)).map(({ id, label, kind, out_from: outFrom }) => ({
      id,
      label,
      kind,
      outFrom,
      nightsAhead: ahead.filter(({ bed_id: bed }) => bed === id).length,
    })),
  }
}

/** All hostels as they are kept. */
export const inventory = async (work: OfficeWork): Promise<{ items: KeptHostel[] }> => {
  const items: KeptHostel[] = []
  for (const row of await allHostels(work.db)) items.push(await keptHostel(work, row))
  return { items }
}

/** What is said of a hostel, and how it receives people. */
export interface HostelSaid extends HostelRules {
  about: string
  houseRules: string[]
}

/**
 * Makes a station a hostel, or changes what is said of it. What is booked keeps the hours it was booked with.
 * @throws Problem not-found, invalid-request, stale-version
 */
export const describeHostel = async (
  work: OfficeWork,
  id: string,
  { version, ...said }: HostelSaid & { version: number },
): Promise<KeptHostel> => {
  const { db, now, actor } = work
  if (!(await openStation(db, id))) throw problem('not-found')
  if (said.lateByMinutes < said.arriveByMinutes)
    throw fieldProblem('/lateByMinutes', '晚到最迟的时间不能早于平常最晚到店的时间')
  if (said.cancelByMinutes > said.arriveByMinutes)
    throw fieldProblem('/cancelByMinutes', '免费取消的时间不能晚于最晚到店的时间')
  const columns = {
    about: said.about,
    house_rules: JSON.stringify(said.houseRules),
    arrive_by_minutes: said.arriveByMinutes,
    late_by_minutes: said.lateByMinutes,
    cancel_by_minutes: said.cancelByMinutes,
    ahead_days: said.aheadDays,
    changed_at: now,
    changed_by: actor.personId,
  }
  const known = await holdHostel(db, id)
  if ((known?.version ?? 0) !== version)
    throw problem('stale-version', {
      detail: '别人刚刚改过，请核对后再保存',
      extra: { version: known?.version ?? 0 },
    })
  if (known)
    await db
      .updateTable('hostel')
      .set({ ...columns, version: version + 1 })
      .where('station_id', '=', id)
      .execute()
  else {
    const { numInsertedOrUpdatedRows: added } = await db
      .insertInto('hostel')
      .values({ station_id: id, ...columns, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added === 0n)
      throw problem('stale-version', { detail: '别人刚刚设好了，请核对', extra: { version: 1 } })
  }
  await onRecord(work, 'hostel.described', id, { version: version + 1 })
  return keptHostel(work, (await hostelById(db, id)) as HostelRow)
}

/** Puts an act of the office on a hostel on record. */
export const onRecord = (
  { db, now, actor }: OfficeWork,
  action: string,
  hostelId: string,
  detail: Record<string, unknown>,
): Promise<void> =>
  audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action,
    object: `hostel:${hostelId}`,
    detail,
  })

/** Adds a bed, there from tonight on. @throws Problem not-found, bed-known */
export const addBed = async (
  work: OfficeWork,
  hostelId: string,
  { label, kind }: { label: string; kind: BedKind },
): Promise<KeptHostel> => {
  const { db, now } = work
  const hostel = await holdHostel(db, hostelId)
  if (!hostel) throw problem('not-found')
  const { numInsertedOrUpdatedRows: added } = await db
    .insertInto('hostel_bed')
    .values({ id: uuidv7(), station_id: hostelId, label, kind, in_from: dayOf(now), out_from: null })
    .onConflict((conflict) => conflict.columns(['station_id', 'label']).doNothing())
    .executeTakeFirst()
  if (added === 0n) throw problem('bed-known', { detail: `“${label}”已经有了，请换一个名称` })
  await onRecord(work, 'hostel.bed-added', hostelId, { label, kind })
  return keptHostel(work, hostel)
}

/** A number that tells of few people is not told. */
export const folded = (count: number): number | null => (count > 0 && count < 5 ? null : count)

/** Use of a hostel by month, the last twelve, this one so far. @throws Problem not-found */
export const hostelMonths = async (
  { db, now }: OfficeWork,
  hostelId: string,
): Promise<{ items: HostelMonth[] }> => {
  if (!(await hostelById(db, hostelId))) throw problem('not-found')
  const today = dayOf(now)
  const first: Day = addMonths(`${monthOf(now)}-01`, -11)
  const beds = await bedsOf(db, hostelId)
  const nights = await nightsByMonth(db, hostelId, first, today)
  const stays = await staysByMonth(db, hostelId, first)
  return {
    items: Array.from({ length: 12 }, (_, index): HostelMonth => {
      const start = addMonths(first, index)
      const month = start.slice(0, 7)
      const next = addMonths(start, 1)
      const days = nightsOf(start, next < today ? next : today)
      const count = (...states: string[]) =>
        stays
          .filter((one) => one.month === month && states.includes(one.state))
          .reduce((sum, one) => sum + one.count, 0)
      return {
        month,
        bedNights: days.reduce((sum, night) => sum + beds.filter((bed) => isInService(bed, night)).length, 0),
        nights: folded(nights.get(month) ?? 0),
        stays: folded(count('checked-in', 'left')),
        noShows: folded(count('no-show')),
      }
    }),
  }
}
