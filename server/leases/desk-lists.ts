import type { DeskLease, Repair } from '@jucai/contract/lease-shapes'
import type { DeskList } from '@jucai/contract/lease-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { sql, type RawBuilder } from 'kysely'
import { stationNames } from '../city'
import { auditEach } from '../core/audit'
import type { PageRequest } from '../core/keyset'
import { rentUntil } from './bills'
import { dayPlaceOf, nextOf } from './day-keyset'
import { needDesk, type DeskWork } from './deps'
import { deskLease, deskLeases, leaseOfDesk } from './desk'
import { todayOf } from './moments'
import { shownRepairs } from './repairs'
import type { LeaseRow } from './repository'

interface Page<T> {
  items: T[]
  next: string | null
}
interface Listed {
  states: readonly LeaseRow['state'][]
  /** The day by which somebody stands on the list, in the database and of a row. */
  day: RawBuilder<Day>
  dayOf(row: LeaseRow): Day
  daysAhead: number
}
const lists: Record<DeskList, Listed> = {
  arriving: {
    states: ['signed', 'paid'],
    day: sql<Day>`first_day`,
    dayOf: (row) => row.first_day,
    daysAhead: 3,
  },
  // Who announced a day leaves on it, others on their last one.
  leaving: {
    states: ['living', 'ending'],
    day: sql<Day>`least(last_day, leave_on)`,
    dayOf: rentUntil,
    daysAhead: 7,
  },
}

const look = async (work: DeskWork, apartment: string, personIds: readonly string[]): Promise<void> => {
  const { db, now, actor } = work
  const station = (await stationNames(db, [apartment])).get(apartment)
  await auditEach(
    db,
    [...new Set(personIds)].map((personId) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'clerk',
      action: 'lease.listed',
      object: `person:${personId}`,
      personId,
      detail: {
        what: '在公寓当天的名单里看到你（姓名已隐去部分）、房号和报修内容',
        why: '交接和维修',
        station,
      },
    })),
  )
}

/** A page of who comes or goes at the desk of a project, each a look on record. @throws Problem not-found, invalid-request */
export const deskPage = async (
  work: DeskWork,
  apartment: string,
  { list = 'arriving', after, limit = 20 }: PageRequest & { list?: DeskList | undefined },
): Promise<Page<DeskLease>> => {
  needDesk(work, apartment)
  const { states, day, dayOf, daysAhead } = lists[list]
  const place = dayPlaceOf(after)
  const rows = await work.db
    .selectFrom('lease')
    .selectAll()
    .where('station_id', '=', apartment)
    .where('state', 'in', states)
    .where(day, '<=', addDays(await todayOf(work), daysAhead))
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(${day}, id) > (${place?.day}::date, ${place?.id}::uuid)`),
    )
    .orderBy(day)
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  await look(
    work,
    apartment,
    page.map((row) => row.person_id),
  )
  return {
    items: await deskLeases(work, page),
    next: rows.length > limit ? nextOf(page.at(-1), dayOf) : null,
  }
}

/** One lease of the project, whatever its day; the look is on record. @throws Problem not-found */
export const oneAtDesk = async (work: DeskWork, apartment: string, id: string): Promise<DeskLease> => {
  const row = await leaseOfDesk(work, apartment, id)
  await look(work, apartment, [row.person_id])
  return deskLease(work, row)
}

const ownersOf = async ({ db }: DeskWork, leaseIds: readonly string[]): Promise<string[]> =>
  leaseIds.length === 0
    ? []
    : (await db.selectFrom('lease').select('person_id').distinct().where('id', 'in', leaseIds).execute()).map(
        (row) => row.person_id,
      )

/** A page of open repairs of a project, what is due first before, each a look on record. @throws Problem not-found, invalid-request */
export const deskRepairs = async (
  work: DeskWork,
  apartment: string,
  { after, limit = 20 }: PageRequest,
): Promise<Page<Repair>> => {
  needDesk(work, apartment)
  const place = dayPlaceOf(after)
  const rows = await work.db
    .selectFrom('lease_repair')
    .selectAll()
    .where('station_id', '=', apartment)
    .where('state', 'in', ['reported', 'promised', 'under-way'])
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('due_on', 'id'), '>', tuple(place?.day as string, place?.id as string)),
      ),
    )
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const owners = await ownersOf(
    work,
    page.map((row) => row.lease_id),
  )
  await look(work, apartment, owners)
  return {
    items: await shownRepairs(work, page, 'clerk'),
    next: rows.length > limit ? nextOf(page.at(-1), (row) => row.due_on) : null,
  }
}
