import type { Lease } from '@jucai/contract/lease-shapes'
import {
  guestDays,
  guestsAtOnce,
  livingStates,
  type Relation,
  type ResidentKind,
} from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { fieldProblem, problem } from '../core/problem'
import { holdOwn, onRecord, settled } from './advance'
import type { LeaseDeps, TenantWork } from './deps'
import { leaseFlat } from './flat-facts'
import { todayOf } from './moments'
import { forgetResidents, residentsOf, type LeaseRow } from './repository'
import { seal } from './sealed'
import { shownLease } from './show'

/** Somebody who lives here or visits. */
export interface Told {
  kind: ResidentKind
  relation: Relation
  name: string
  fromDay: Day
  toDay?: Day
}

const needLiving = (row: LeaseRow): void => {
  if (!(livingStates as readonly string[]).includes(row.state)) throw settled('这份租约已经结束')
}

const checkGuest = (today: Day, { fromDay, toDay }: Told): void => {
  if (toDay === undefined) throw fieldProblem('/toDay', '请选来访到哪天')
  if (toDay < fromDay) throw fieldProblem('/toDay', '离开的日子不能早于来的日子')
  if (toDay < today) throw fieldProblem('/toDay', '这几天已经过去，不用告知')
  if (toDay > addDays(fromDay, guestDays - 1))
    throw fieldProblem(
      '/toDay',
      `来访一次最多 ${guestDays} 天，到${dayInWords(addDays(fromDay, guestDays - 1))}；住得更久的登记为同住人`,
    )
}

/**
 * Tells of somebody who lives here, as many as the type of flat allows, or of a guest, which is a notice only.
 * @throws Problem not-found, invalid-request, lease-settled, flat-full
 */
export const tellOf = async (work: TenantWork, id: string, told: Told): Promise<Lease> => {
  const { db, now, deps, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  needLiving(row)
  const today = await todayOf(work)
  const residents = (await residentsOf(db, id)).filter(({ to_day: to }) => to === null || to >= today)
  const alike = residents.filter(({ kind }) => kind === told.kind).length
  if (told.kind === 'guest') {
    checkGuest(today, told)
    if (alike >= guestsAtOnce)
      throw problem('flat-full', { detail: `同时最多告知 ${guestsAtOnce} 位来访的人，先删去已经走了的` })
  } else {
    const { people, typeName } = await leaseFlat(db, row.flat_id)
    if (alike + 1 >= people)
      throw problem('flat-full', { detail: `${typeName}连同你最多住 ${people} 人，已经满了` })
  }
  const residentId = uuidv7()
  await db
    .insertInto('lease_resident')
    .values({
      id: residentId,
      lease_id: id,
      kind: told.kind,
      relation: told.relation,
      name: seal(deps.vault, 'lease_resident.name', residentId, told.name),
      from_day: told.fromDay,
      to_day: told.kind === 'guest' ? (told.toDay ?? null) : null,
      added_at: now,
      removed_at: null,
    })
    .execute()
  await onRecord(work, row, { role: 'tenant', personId: actor.personId }, 'lease.resident-added', {
    kind: told.kind,
    relation: told.relation,
  })
  return shownLease(work, row)
}

/** Somebody no longer lives here; said twice is said once. @throws Problem not-found, lease-settled */
export const removeResident = async (work: TenantWork, id: string, residentId: string): Promise<Lease> => {
  const { db, now, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  const known = await db
    .selectFrom('lease_resident')
    .select(['id', 'removed_at'])
    .where('id', '=', residentId)
    .where('lease_id', '=', id)
    .executeTakeFirst()
  if (!known) throw problem('not-found')
  if (known.removed_at !== null) return shownLease(work, row)
  needLiving(row)
  // A name is kept no longer than its bearer lives here.
  await db
    .updateTable('lease_resident')
    .set({ removed_at: now, name: null })
    .where('id', '=', residentId)
    .execute()
  await onRecord(work, row, { role: 'tenant', personId: actor.personId }, 'lease.resident-removed')
  return shownLease(work, row)
}

/** Names of guests go with the last day of their visit. @returns how many */
export const forgetGuests = async (deps: LeaseDeps, now: Date): Promise<number> =>
  forgetResidents(deps.db, now, { guestsBefore: await todayOf({ db: deps.db, deps }) })
