import {
  internshipEventLabels,
  internshipStateLabels,
  type InternshipActor,
  type InternshipEvent,
  type InternshipState,
} from '@jucai/contract/internship-vocabulary'
import type { Updateable } from 'kysely'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { allowedEvents, step, type Machine } from '../core/machine'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { employersById } from '../employers'
import { endWish, internshipById, internshipForUpdate, updateInternship } from './repository'
import type { InternshipRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** Something happened to an internship; `choose` begins it, `signed` is one party's signature. */
    'internship.moved': {
      internshipId: string
      personId: string
      event: InternshipEvent | 'choose' | 'signed'
      by: InternshipActor
    }
  }
}

/** The words the machine of an internship is written in. */
export interface InternshipTerms {
  state: InternshipRow['state']
  event: InternshipEvent
  actor: InternshipActor
  /** All have signed; its first day has not come. */
  guard: 'complete' | 'not-begun'
}
/** An internship from the choice to its end. Not employment: nothing here makes a labour contract. */
export const internshipMachine: Machine<InternshipTerms> = {
  initial: 'to-sign',
  transitions: [
    { from: 'to-sign', event: 'sign', to: 'running', by: ['office'], when: ['complete'] },
    { from: 'to-sign', event: 'change', to: 'to-sign', by: ['base'] },
    { from: 'to-sign', event: 'cancel', to: 'cancelled', by: ['intern', 'base', 'office', 'system'] },
    { from: 'running', event: 'sign', to: 'running', by: ['office'], when: ['complete'] },
    { from: 'running', event: 'change', to: 'running', by: ['base'] },
    {
      ...{ from: 'running', event: 'cancel', to: 'cancelled', when: ['not-begun'] },
      by: ['intern', 'base', 'office', 'system'],
    },
    { from: 'running', event: 'interrupt', to: 'interrupted', by: ['intern', 'base', 'office', 'system'] },
    { from: 'running', event: 'finish', to: 'finished', by: ['system'] },
  ],
}

/** Who acts; a null id: it follows from something else. */
export interface By {
  role: InternshipActor
  personId: string | null
}

/** A refusal of an act on an internship, in words. */
export const settled = (detail: string) => problem('internship-settled', { detail })

/** For base and office: nobody acts for two sides. @throws Problem internship-settled for the intern themselves */
export const needOther = (row: Pick<InternshipRow, 'person_id'>, actor: { personId: string }): void => {
  if (row.person_id === actor.personId) throw settled('这是你自己的见习，请别的同事替基地或人才办办理')
}

/** The record that an agreement belongs to. */
export const heldByOf = (id: string): string => `internship:${id}`
/** The internship that such a record names; null for another's. */
export const internshipOf = (heldBy: string): string | null =>
  /^internship:([0-9a-f-]{36})$/.exec(heldBy)?.[1] ?? null

/** Where an internship stands on a day: one that is signed waits until it begins, and is over after its last day. */
export const standingOf = (
  { state, first_day: first, last_day: last }: Pick<InternshipRow, 'state' | 'first_day' | 'last_day'>,
  today: string,
): InternshipState =>
  state !== 'running' ? state : today < first ? 'waiting' : today > last ? 'finished' : 'running'

/** Whether its first day has not come: nothing of it is held then, and nothing is owed. */
export const isAhead = (row: Pick<InternshipRow, 'first_day'>, today: string): boolean =>
  today < row.first_day

/** What somebody may do about an internship now, by the machine. */
export const mayOf = (row: InternshipRow, role: InternshipActor, today: string): InternshipEvent[] => {
  const ahead = isAhead(row, today)
  const may = allowedEvents(internshipMachine, row.state, role, { complete: false, 'not-begun': ahead })
  return ahead ? may.filter((event) => event !== 'interrupt') : may
}

/** An internship, held until the transaction ends, and before it its person. @throws Problem not-found */
export const holdInternship = async (db: Db, id: string): Promise<InternshipRow> => {
  const found = await internshipById(db, id)
  if (!found) throw problem('not-found')
  await stillThere(db, found.person_id)
  return (await internshipForUpdate(db, id)) as InternshipRow
}

const auditRoles = { intern: 'holder', base: 'employer', office: 'lead', system: 'system' } as const
/** Puts an act or a look on record; of a base with its name, as the person reads it. */
export const onRecord = async (
  { db, now }: { db: Db; now: Date },
  row: Pick<InternshipRow, 'id' | 'person_id' | 'employer_id'>,
  by: By,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> => {
  const station =
    by.role === 'base' ? (await employersById(db, [row.employer_id])).get(row.employer_id) : null
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: auditRoles[by.role],
    action,
    object: `internship:${row.id}`,
    personId: row.person_id,
    detail: { what: '办理了你的见习', why: '就业见习', ...(station && { station: station.name }), ...detail },
  })
}

/** States in which an internship goes on; in any other its wish is over. */
const goingOn: ReadonlySet<string> = new Set(['to-sign', 'running'])

/**
 * The only way from state to state: asks the machine, writes row, step, audit entry and event in the caller's
 * transaction. The row is held.
 * @throws Problem internship-settled when the machine has no such step
 */
export const advance = async (
  work: { db: Db; now: Date },
  row: InternshipRow,
  {
    event,
    by,
    set = {},
    note = '',
    isComplete = false,
    notBegun = false,
  }: {
    event: InternshipEvent
    by: By
    set?: Updateable<Database['internship']>
    /** Stands in the history. Nothing personal. */
    note?: string
    isComplete?: boolean
    notBegun?: boolean
  },
): Promise<InternshipRow> => {
  const { db, now } = work
  const facts = { complete: isComplete, 'not-begun': notBegun }
  const result = step(internshipMachine, row.state, event, by.role, facts)
  if (!result.ok && result.because === 'guarded' && event === 'cancel')
    throw settled('见习已经开始，不能再取消。不去了的，请办“提前结束”')
  if (!result.ok)
    throw settled(
      `这份见习现在是“${internshipStateLabels[row.state]}”，不能${internshipEventLabels[event]}。请刷新后再看`,
    )
  const { to } = result.transition
  const changed = await updateInternship(db, row.id, { ...set, state: to, version: row.version + 1 })
  if (row.wish_id !== null && !goingOn.has(to)) await endWish(db, row.wish_id)
  await insertStep(work, row.id, { event, to, by, note })
  await onRecord(work, row, by, `internship.${event}`, { to })
  await emit(db, now, 'internship.moved', {
    internshipId: row.id,
    personId: row.person_id,
    event,
    by: by.role,
  })
  return changed
}

/** Writes a line of the history. */
export const insertStep = async (
  { db, now }: { db: Db; now: Date },
  internshipId: string,
  { event, to, by, note = '' }: { event: string; to: string; by: By; note?: string },
): Promise<void> => {
  await db
    .insertInto('internship_step')
    .values({
      internship_id: internshipId,
      at: now,
      event,
      to_state: to,
      by_role: by.role,
      by_person: by.personId,
      note,
    })
    .execute()
}
