import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { addDays } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { Work, WorkBy } from '../core/work'
import type { InvitationRow } from './repository'

/** A public post that somebody may be invited to. */
export interface InvitedPost {
  id: string
  title: string
  employerName: string
  /** Whether it takes applications now. */
  open: boolean
}

/** What the pool is built from. */
export interface PoolDeps {
  vault: Vault
  regionName(code: string): string | null
  /** What colleagues are called, by id. */
  staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>>
  /** Posts that are or were public, by id. */
  posts(db: Db, ids: readonly string[], now: Date): Promise<Map<string, InvitedPost>>
}
/** The same, with the pool of connections, for what runs by itself and for looks that go on record. */
export interface PoolRoomDeps extends PoolDeps {
  db: Kysely<Database>
}
/** Somebody of the office, and as what they act. */
export interface Officer {
  personId: string
  role: 'lead' | 'reviewer'
}
/** Work of the office. */
export type OfficeWork = WorkBy<Officer, PoolDeps>
/** Work of whoever was invited. */
export type PersonWork = WorkBy<{ personId: string }, PoolDeps>
/** Work that nobody asked for: a day passes. */
export type SystemWork = Work<Pick<PoolDeps, 'vault'>>

/**
 * Where an invitation stands at a moment: its last day passes and its person leaves the pool before any
 * chore has written it down.
 * @param leftAt when the person last left the pool
 */
export const standingOf = (
  row: Pick<InvitationRow, 'state' | 'answer_by' | 'sent_at'>,
  leftAt: Date | undefined,
  now: Date,
): InvitationRow['state'] => {
  if (row.state !== 'open') return row.state
  if (hasLeft(row, leftAt)) return 'void'
  return row.answer_by < dayOf(now) ? 'expired' : 'open'
}
/** Whether a person left the pool after this was sent to them. */
export const hasLeft = (row: Pick<InvitationRow, 'sent_at'>, leftAt: Date | undefined): boolean =>
  leftAt !== undefined && leftAt >= row.sent_at

/** The day so many days after the day of a moment here. */
export const dayIn = (now: Date, days: number): string => addDays(dayOf(now), days)
