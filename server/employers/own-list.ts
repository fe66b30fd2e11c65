import type { EmployerCard, JoinRequest } from '@jucai/contract/employer-shapes'
import type { MemberWork } from './deps'
import { employerById, membershipsOf } from './repository'
import { openRequestCounts, requestsBy } from './request-rows'
import { shownRequests } from './request-shown'
import { shownCard } from './show'

const requestsShown = 20
/** Somebody’s employers, and where they asked to be let in. */
export const ownList = async (
  work: MemberWork,
): Promise<{ employers: EmployerCard[]; requests: JoinRequest[] }> => {
  const { db, actor } = work
  const memberships = await membershipsOf(db, actor.personId)
  const waiting = await openRequestCounts(
    db,
    memberships.map((row) => row.employer_id),
  )
  const employers: EmployerCard[] = []
  for (const { employer_id: id, member_right: right } of memberships) {
    const row = await employerById(db, id)
    if (row) employers.push(shownCard(row, right, waiting.get(id) ?? 0))
  }
  const requests = (await requestsBy(db, actor.personId, requestsShown)).filter(
    ({ state }) => state === 'open' || state === 'refused',
  )
  return { employers, requests: await shownRequests(work, requests) }
}
