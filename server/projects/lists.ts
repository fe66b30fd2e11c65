import { maxCount } from '@jucai/contract/route'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { cursorUnknown, type Place } from '../core/keyset'
import type { CapitalRow, CommitmentRow, IntroductionRow, QuotaRow, StepRow } from './tables'

/** Where a list that is ordered by a number goes on. @throws Problem invalid-request */
export const numberAfter = (after: string | undefined): number | null => {
  if (after === undefined) return null
  // What an integer column holds: a number beyond it would be an error of the database.
  if (!/^[1-9]\d{0,9}$/.test(after) || Number(after) > maxCount) throw cursorUnknown()
  return Number(after)
}

/** What happened to a project, newest first, before a step; one more than `limit`. */
export const stepsOf = (
  db: Db,
  projectId: string,
  before: number | null,
  limit: number,
): Promise<StepRow[]> =>
  db
    .selectFrom('project_step')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(before !== null, (query) => query.where('id', '<', before as number))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Entries of capital, newest first, after a place; one more than `limit`. */
export const capitalOf = (
  db: Db,
  projectId: string,
  after: Place | null,
  limit: number,
): Promise<CapitalRow[]> =>
  db
    .selectFrom('project_capital')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entered_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
/** Which of these entries were taken back, or wait to be. */
export const correctedAmong = async (db: Db, ids: readonly string[]): Promise<ReadonlySet<string | null>> =>
  new Set(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('project_capital')
            .select('corrects')
            .where('corrects', 'in', ids)
            .where('state', '<>', 'refused')
            .execute()
        ).map(({ corrects }) => corrects),
  )

/** A commitment, and how many people of its kind are promised by its day altogether. */
export type CommitmentWithSum = CommitmentRow & { promised_by_then: number }
/** Commitments of a project, which is due first before others, after one; one more than `limit`. */
export const commitmentsOf = (
  db: Db,
  projectId: string,
  after: Pick<CommitmentRow, 'due_on' | 'id'> | null,
  limit: number,
): Promise<CommitmentWithSum[]> =>
  db
    .selectFrom('project_commitment as one')
    .selectAll('one')
    .select(
      sql<number>`(
        select coalesce(sum(other.people), 0)::int from project_commitment other
        where other.project_id = one.project_id and other.kind = one.kind
          and other.withdrawn_at is null and other.due_on <= one.due_on)`.as('promised_by_then'),
    )
    .where('one.project_id', '=', projectId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('one.due_on', 'one.id'), '>', tuple(after?.due_on as string, after?.id as string)),
      ),
    )
    .orderBy('one.due_on')
    .orderBy('one.id')
    .limit(limit + 1)
    .execute()

/** People introduced with a project, asked last first, after a place; one more than `limit`. */
export const introductionsOf = (
  db: Db,
  projectId: string,
  after: Place | null,
  limit: number,
): Promise<IntroductionRow[]> =>
  db
    .selectFrom('project_introduction')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('asked_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Rows of a quota ledger, newest first, before a number; one more than `limit`. */
export const quotaOf = (
  db: Db,
  projectId: string,
  before: number | null,
  limit: number,
): Promise<QuotaRow[]> =>
  db
    .selectFrom('project_quota')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(before !== null, (query) => query.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
