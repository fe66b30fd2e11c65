import { addMonths, type Day } from '@jucai/contract/policies/days'
import type { Db } from '../core/db'
import { goneAmong } from '../core/person'
import { leaveStored } from '../core/stored-files'
import { holdLease } from './advance'
import { notePaid } from './bills'
import type { LeaseWork } from './deps'
import { todayOf } from './moments'
import { billsOf, papersOf } from './repository'

/** Within so many months of the day it was due a claim can be brought before a court (民法典第一百八十八条). */
const keptMonths = 36

/** The signed papers of a lease go, with their files. */
export const removePapers = async (db: Db, now: Date, leaseId: string): Promise<void> => {
  const papers = await papersOf(db, leaseId)
  await leaveStored(
    db,
    now,
    papers.map((paper) => paper.stored_as),
  )
  await db.deleteFrom('lease_paper').where('lease_id', '=', leaseId).execute()
}

const openBills = async (db: Db, leaseId: string) =>
  (await billsOf(db, leaseId)).filter(({ state }) => state === 'open')

/**
 * What becomes of the signed papers of who deletes their account: they go; while a bill is not paid they stay, since
 * nothing else says who owes it.
 */
export const leavePapers = async (db: Db, now: Date, leaseId: string): Promise<void> => {
  const last = (await openBills(db, leaseId)).at(-1)?.due_on // in the order in which they are due
  if (last === undefined) return removePapers(db, now, leaseId)
  await db
    .updateTable('lease_paper')
    .set({ kept_until: addMonths(last, keptMonths) })
    .where('lease_id', '=', leaseId)
    .execute()
}

/** Until when the papers of a lease stay whose person is gone; null: they are no concern of this. */
export const keptUntil = async (db: Db, leaseId: string): Promise<Day | null> =>
  (await papersOf(db, leaseId)).map((paper) => paper.kept_until).find((until) => until !== null) ?? null

/** Papers that stayed for a claim go once it is paid, given up, or too old. */
export const letPapersGo = async (work: LeaseWork, leaseId: string): Promise<void> => {
  const { db, now } = work
  const row = await holdLease(db, leaseId)
  const until = await keptUntil(db, leaseId)
  if (until === null || !(await goneAmong(db, [row.person_id])).has(row.person_id)) return
  await notePaid(work, leaseId)
  if (until < (await todayOf(work)) || (await openBills(db, leaseId)).length === 0)
    await removePapers(db, now, leaseId)
}
