import {
  tenancyStateLabels,
  type TenancyState,
  type WorkspaceActor,
} from '@jucai/contract/workspace-vocabulary'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { step, type Machine } from '../core/machine'
import { emit } from '../core/outbox'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { insertStep, tenancyById, tenancyForUpdate, updateTenancy } from './repository'
import type { TenancyRow } from './tables'

/** What brings a tenancy from state to state. */
export type TenancyEvent = 'move' | 'renew' | 'end' | 'cancel' | 'hand-back'
/** What is told of it beside. */
export type TenancyNews =
  | TenancyEvent
  | 'allot'
  | 'renewal-asked'
  | 'renewal-refused'
  | 'review-open'
  | 'reported'
  | 'reviewed'
  | 'remind'
  | 'overstay'

declare module '../core/outbox' {
  interface Events {
    /** Something happened to a tenancy of a workspace; `remind`: the end is so many days away. */
    'workspace.moved': { tenancyId: string; personId: string; event: TenancyNews; by: WorkspaceActor }
  }
}

interface TenancyTerms {
  state: TenancyState
  event: TenancyEvent
  actor: WorkspaceActor
  guard: 'not-begun' | 'begun'
}
/** A tenancy from the allotment to the day on which the unit is handed back. */
export const tenancyMachine: Machine<TenancyTerms> = {
  initial: 'running',
  transitions: [
    { from: 'running', event: 'move', to: 'running', by: ['office'], when: ['not-begun'] },
    { from: 'running', event: 'renew', to: 'running', by: ['office'] },
    {
      from: 'running',
      event: 'cancel',
      to: 'cancelled',
      by: ['tenant', 'office', 'system'],
      when: ['not-begun'],
    },
    { from: 'running', event: 'end', to: 'ending', by: ['tenant', 'office', 'system'], when: ['begun'] },
    // The office may find a breach while somebody is leaving anyway.
    { from: 'ending', event: 'end', to: 'ending', by: ['office'] },
    { from: 'ending', event: 'hand-back', to: 'ended', by: ['office'] },
  ],
}

/** Who acts; a null id: it follows from something else. */
export interface By {
  role: WorkspaceActor
  personId: string | null
}
/** It follows from something else. */
export const bySystem: By = { role: 'system', personId: null }

/** A refusal of an act on a tenancy, in words. */
export const settled = (detail: string) => problem('workspace-settled', { detail })

/** A tenancy, held until the transaction ends, and before it its person. @throws Problem not-found */
export const holdTenancy = async (db: Db, id: string): Promise<TenancyRow> => {
  const found = await tenancyById(db, id)
  if (!found) throw problem('not-found')
  await stillThere(db, found.person_id)
  return (await tenancyForUpdate(db, id)) as TenancyRow
}
/** The same for somebody who has looked at it. @throws Problem not-found, stale-version */
export const holdVersion = async (db: Db, id: string, version: number): Promise<TenancyRow> => {
  const row = await holdTenancy(db, id)
  if (row.version !== version)
    throw problem('stale-version', { detail: '这份使用刚刚有变化，请核对', extra: { version: row.version } })
  return row
}

const auditRoles = { tenant: 'holder', office: 'lead', system: 'system' } as const
interface Happened {
  event: string
  by: By
  /** Stands in the history. Nothing personal. */
  note?: string
}
/** Writes what happened to the history and the audit log. */
export const onRecord = async (
  { db, now }: { db: Db; now: Date },
  row: Pick<TenancyRow, 'id' | 'person_id' | 'state'>,
  { event, by, note = '' }: Happened,
): Promise<void> => {
  await insertStep(db, {
    tenancy_id: row.id,
    at: now,
    event,
    to_state: row.state,
    by_role: by.role,
    by_person: by.personId,
    note,
  })
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: auditRoles[by.role],
    action: `workspace.${event}`,
    object: `workspace:${row.id}`,
    personId: row.person_id,
    detail: {
      to: row.state,
      ...(by.role === 'office' ? { what: '人才办办理你在创业平台的使用', why: '办理创业平台入驻' } : {}),
    },
  })
}
/** Tells of something. */
export const tellOf = (
  { db, now }: { db: Db; now: Date },
  row: Pick<TenancyRow, 'id' | 'person_id'>,
  event: TenancyNews,
  by: WorkspaceActor,
): Promise<void> =>
  emit(db, now, 'workspace.moved', { tenancyId: row.id, personId: row.person_id, event, by })

/**
 * The only way from state to state: asks the machine, writes row, history, audit entry and event in the caller's
 * transaction. The row is held.
 * @throws Problem workspace-settled when the machine has no such step; workspace-taken when the days are another's
 */
export const advance = async (
  work: { db: Db; now: Date },
  row: TenancyRow,
  {
    today,
    set = {},
    ...happened
  }: Happened & { event: TenancyEvent; today: string; set?: Partial<Omit<TenancyRow, 'serial' | 'span'>> },
): Promise<TenancyRow> => {
  const { event, by } = happened
  const facts = { 'not-begun': today < row.first_day, begun: today >= row.first_day }
  const result = step(tenancyMachine, row.state, event, by.role, facts)
  if (!result.ok)
    throw settled(
      result.because === 'guarded' && result.guard === 'not-begun'
        ? '已经进驻，不能再这样办。请刷新后再看'
        : `这份使用现在是“${tenancyStateLabels[row.state]}”，不能这样办。请刷新后再看`,
    )
  const changed = await updateTenancy(work.db, row.id, {
    ...set,
    state: result.transition.to,
    version: row.version + 1,
  })
  await onRecord(work, changed, happened)
  await tellOf(work, changed, event, by.role)
  return changed
}
