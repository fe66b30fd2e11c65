import {
  engagementEventLabels,
  engagementStateLabels,
  type EngagementActor,
  type EngagementEvent,
} from '@jucai/contract/engagement-vocabulary'
import type { Updateable } from 'kysely'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { allowedEvents, step, type Machine } from '../core/machine'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { engagementById, engagementForUpdate, updateEngagement } from './repository'
import type { EngagementRow } from './tables'

/** What is told of an engagement beside the events of its machine. */
export type EngagementNews =
  | EngagementEvent
  | 'propose'
  | 'signed'
  | 'refused'
  | 'lapsed'
  | 'queried'
  | 'hours-by-office'
  | 'review'
  | 'stop'
  | 'go-on'
  | 'link-unsent'
declare module '../core/outbox' {
  interface Events {
    /** Something happened to an engagement; `signed` is one party's signature, `sign` the last. */
    'engagement.moved': {
      engagementId: string
      personId: string
      event: EngagementNews
      by: EngagementActor
    }
  }
}

/** The words the machine of an engagement is written in. */
export interface EngagementTerms {
  state: EngagementRow['state']
  event: EngagementEvent
  actor: EngagementActor
  guard: 'complete'
}
/** An engagement from the proposal to its end. */
export const engagementMachine: Machine<EngagementTerms> = {
  initial: 'proposed',
  transitions: [
    { from: 'proposed', event: 'accept', to: 'to-sign', by: ['expert'] },
    { from: 'proposed', event: 'change', to: 'proposed', by: ['employer'] },
    { from: 'proposed', event: 'cancel', to: 'cancelled', by: ['expert', 'employer', 'office', 'system'] },
    { from: 'to-sign', event: 'change', to: 'to-sign', by: ['employer'] },
    { from: 'to-sign', event: 'sign', to: 'running', by: ['home'], when: ['complete'] },
    {
      from: 'to-sign',
      event: 'cancel',
      to: 'cancelled',
      by: ['expert', 'employer', 'home', 'office', 'system'],
    },
    { from: 'running', event: 'change', to: 'running', by: ['employer'] },
    { from: 'running', event: 'sign', to: 'running', by: ['home'], when: ['complete'] },
    { from: 'running', event: 'end', to: 'ended', by: ['expert', 'employer', 'home', 'office', 'system'] },
  ],
}

/** Who acts; a null id: somebody without an account, or it follows from something else. */
export interface By {
  role: EngagementActor
  personId: string | null
}
/** It follows from something else. */
export const bySystem: By = { role: 'system', personId: null }

/** A refusal of an act on an engagement, in words. */
export const settled = (detail: string) => problem('engagement-settled', { detail })

/** The record that an agreement belongs to. */
export const heldByOf = (id: string): string => `engagement:${id}`

/** Whether a version waits for signatures beside the one in force. */
export const isPending = ({ state, revision, in_force: inForce }: EngagementRow): boolean =>
  state === 'running' && revision !== inForce

/** What somebody may do about an engagement now, by the machine. */
export const mayOf = (row: EngagementRow, role: EngagementActor): EngagementEvent[] =>
  allowedEvents(engagementMachine, row.state, role, { complete: false })

/** An engagement, held until the transaction ends, and before it its person. @throws Problem not-found */
export const holdEngagement = async (db: Db, id: string): Promise<EngagementRow> => {
  const found = await engagementById(db, id)
  if (!found) throw problem('not-found')
  await stillThere(db, found.person_id)
  return (await engagementForUpdate(db, id)) as EngagementRow
}

const auditRoles = {
  expert: 'holder',
  employer: 'holder',
  home: 'system',
  office: 'lead',
  system: 'system',
} as const
/** Puts an act or a look on record. */
export const onRecord = (
  { db, now }: { db: Db; now: Date },
  row: Pick<EngagementRow, 'id' | 'person_id'>,
  by: By,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> =>
  audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: auditRoles[by.role],
    action,
    object: `engagement:${row.id}`,
    personId: row.person_id,
    detail,
  })

/** Tells of something that is no step of the machine. */
export const tellOf = (
  { db, now }: { db: Db; now: Date },
  row: EngagementRow,
  event: EngagementNews,
  by: EngagementActor,
): Promise<void> =>
  emit(db, now, 'engagement.moved', { engagementId: row.id, personId: row.person_id, event, by })

/** Writes a line of the history. */
export const insertStep = async (
  { db, now }: { db: Db; now: Date },
  engagementId: string,
  { event, to, by, note = '' }: { event: string; to: string; by: By; note?: string },
): Promise<void> => {
  await db
    .insertInto('engagement_step')
    .values({
      engagement_id: engagementId,
      at: now,
      event,
      to_state: to,
      by_role: by.role,
      by_person: by.personId,
      note,
    })
    .execute()
}

/**
 * The only way from state to state: asks the machine, writes row, step, audit entry and event in the caller's
 * transaction. The row is held.
 * @throws Problem engagement-settled when the machine has no such step
 */
export const advance = async (
  work: { db: Db; now: Date },
  row: EngagementRow,
  {
    event,
    by,
    set = {},
    note = '',
    isComplete = false,
  }: {
    event: EngagementEvent
    by: By
    set?: Updateable<Database['engagement']>
    /** Stands in the history. Nothing personal. */
    note?: string
    isComplete?: boolean
  },
): Promise<EngagementRow> => {
  const result = step(engagementMachine, row.state, event, by.role, { complete: isComplete })
  if (!result.ok)
    throw settled(
      `这份聘用现在是“${engagementStateLabels[row.state]}”，不能${engagementEventLabels[event]}。请刷新后再看`,
    )
  const { to } = result.transition
  const changed = await updateEngagement(work.db, row.id, { ...set, state: to, version: row.version + 1 })
  await insertStep(work, row.id, { event, to, by, note })
  await onRecord(work, row, by, `engagement.${event}`, { to })
  await tellOf(work, row, event, by.role)
  return changed
}
