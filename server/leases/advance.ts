import {
  leaseEventLabels,
  leaseStateLabels,
  type LeaseActor,
  type LeaseEvent,
  type LeaseState,
} from '@jucai/contract/lease-vocabulary'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { allowedEvents, step, type Facts } from '../core/machine'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import type { Updateable } from 'kysely'
import type { Database } from '../core/db'
import { leaseMachine, type LeaseTerms } from './machine'
import {
  forgetResidents,
  insertStep,
  leaseById,
  leaseForUpdate,
  updateLease,
  type LeaseRow,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    /** Something happened to a lease; `offer` begins it. */
    'lease.moved': { leaseId: string; personId: string; event: LeaseEvent | 'offer' }
  }
}

/** Who acts; null: it follows from something else. */
export interface By {
  role: LeaseActor
  personId: string | null
}
/** What an event brings along. */
export interface Step {
  event: LeaseEvent
  by: By
  /** Guards that hold; absent ones do not. */
  facts?: Partial<Facts<LeaseTerms>>
  set?: Updateable<Database['lease']>
  /** Stands in the history. Nothing personal. */
  note?: string
}

const allFacts = (facts: Step['facts'] = {}): Facts<LeaseTerms> => ({
  'both-agreed': false,
  'flat-empty': false,
  'in-term': false,
  'nothing-open': false,
  unfetched: false,
  ...facts,
})

/** A refusal of an act on a lease, in words. */
export const settled = (detail: string) => problem('lease-settled', { detail })

/**
 * A lease, held until the transaction ends, and before it its person: whoever holds both holds the person first.
 * @throws Problem not-found
 */
export const holdLease = async (db: Db, id: string): Promise<LeaseRow> => {
  const found = await leaseById(db, id)
  if (!found) throw problem('not-found')
  await stillThere(db, found.person_id)
  return (await leaseForUpdate(db, id)) as LeaseRow
}

/** One's own lease, held. @throws Problem not-found */
export const holdOwn = async (db: Db, personId: string, id: string): Promise<LeaseRow> => {
  const row = await holdLease(db, id)
  if (row.person_id !== personId) throw problem('not-found')
  return row
}

/** What somebody may do about a lease now. */
export const mayOf = (row: LeaseRow, role: LeaseActor, facts?: Step['facts']): LeaseEvent[] =>
  allowedEvents(leaseMachine, row.state, role, allFacts(facts))

/** Puts an act on record. */
export const onRecord = (
  { db, now }: { db: Db; now: Date },
  row: Pick<LeaseRow, 'id' | 'person_id'>,
  by: By,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> =>
  audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: { tenant: 'holder', clerk: 'clerk', office: 'lead', system: 'system' }[by.role],
    action,
    object: `lease:${row.id}`,
    personId: row.person_id,
    detail,
  })

// Nothing is owed any more and nobody is asked who lived there.
const isOver = (state: LeaseState): boolean => ['settled', 'lapsed', 'cancelled'].includes(state)

/**
 * The only way from state to state: asks the machine, writes row, step, audit entry and event in the caller's
 * transaction. The row is held.
 * @throws Problem lease-settled when the machine has no such step
 */
export const advance = async (
  work: { db: Db; now: Date },
  row: LeaseRow,
  { event, by, facts, set = {}, note = '' }: Step,
): Promise<LeaseRow> => {
  const { db, now } = work
  const result = step(leaseMachine, row.state, event, by.role, allFacts(facts))
  if (!result.ok)
    throw settled(`这份租约是“${leaseStateLabels[row.state]}”，不能${leaseEventLabels[event]}。请刷新后再看`)
  const { to } = result.transition
  const changed = await updateLease(db, row.id, { ...set, state: to })
  if (isOver(to)) await forgetResidents(db, now, { leaseId: row.id })
  await insertStep(db, {
    lease_id: row.id,
    at: now,
    event,
    from_state: row.state,
    to_state: to,
    by_person: by.personId,
    by_role: by.role,
    note,
  })
  await onRecord(work, row, by, `lease.${event}`, { to, day: dayOf(now) })
  await emit(db, now, 'lease.moved', { leaseId: row.id, personId: row.person_id, event })
  return changed
}
