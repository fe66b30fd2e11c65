import type { JoinRequest } from '@jucai/contract/employer-shapes'
import type { Work } from '../core/work'
import type { EmployerDeps } from './deps'
import { employersById } from './repository'
import { openWord, type JoinRequestRow } from './request-rows'

/** Requests as everybody who may read them does. */
export const shownRequests = async (
  { db, deps }: Work<Pick<EmployerDeps, 'vault'>>,
  rows: readonly JoinRequestRow[],
): Promise<JoinRequest[]> => {
  const names = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  return rows.map((row) => ({
    id: row.id,
    employerId: row.employer_id,
    employerName: names.get(row.employer_id)?.name ?? '',
    name: openWord(deps.vault, row, 'name'),
    words: openWord(deps.vault, row, 'words'),
    state: row.state,
    decides: row.decided_at_whom,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: openWord(deps.vault, row, 'reason') || null,
  }))
}
/** One of them. */
export const shownRequest = async (
  work: Work<Pick<EmployerDeps, 'vault'>>,
  row: JoinRequestRow,
): Promise<JoinRequest> => (await shownRequests(work, [row]))[0] as JoinRequest
