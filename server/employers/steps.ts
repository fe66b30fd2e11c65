import type { EmployerState } from '@jucai/contract/employer-vocabulary'
import { audit } from '../core/audit'
import { emit, type EventKind } from '../core/outbox'
import type { Work } from '../core/work'
import './events'
import { insertStep, updateEmployer, type EmployerRow } from './repository'

/** One step of an employer: what is done, by whom, and where it leads. */
export interface Step {
  event: string
  to: EmployerState
  by: { personId: string; role: string }
  byRole: 'member' | 'office'
  /** Why, for its people; nothing personal. */
  note?: string
  change?: Partial<EmployerRow>
  emits?: Extract<EventKind, `employer.${EmployerState}`>
}

/** Takes a step: row, step, audit entry and event in the caller’s transaction, which holds the row. */
export const takeStep = async (
  { db, now }: Work<unknown>,
  row: EmployerRow,
  { event, to, by, byRole, note = '', change, emits }: Step,
): Promise<EmployerRow> => {
  const next = { ...change, state: to, state_at: now, reason: note || null, version: row.version + 1 }
  await updateEmployer(db, row.id, next)
  await insertStep(db, {
    employer_id: row.id,
    at: now,
    event,
    from_state: row.state,
    to_state: to,
    by_person: by.personId,
    by_role: byRole,
    note,
  })
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: `employer.${event}`,
    object: `employer:${row.id}`,
    detail: { to },
  })
  if (emits) await emit(db, now, emits, { employerId: row.id })
  return { ...row, ...next }
}
