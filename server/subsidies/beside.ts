import { addDays, addMonths, type Day } from '@jucai/contract/policies/days'
import type { Held } from '@jucai/contract/policies/granting'
import {
  approvedPrograms,
  type ApplicationDeps,
  type ApplicationLook,
  type ApprovedProgram,
} from '../applications'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { isUndoable } from './ending'
import { grantsOf, instalmentsOf, plannedOf, type GrantRow, type InstalmentRow } from './grants'
import { isAfter, monthFor } from './schedule'
import { schemeOf, schemes } from './schemes'

const lastDayOf = (month: string): Day => addDays(addMonths(`${month}-01`, 1), -1)

/**
 * A grant as it counts beside others: paid and still to be paid. By the month it is had until the end of its last month.
 * An end that was announced counts at once, but one that its person may still take back does not.
 */
const heldGrant = (grant: GrantRow, rows: readonly InstalmentRow[], today: Day): Held[] => {
  const on = isUndoable(grant, today) ? null : grant.ended_on
  const kept = rows
    .filter((row) => row.cancelled_at === null)
    .map((row) => ({ ...plannedOf(row), fen: row.amount_fen }))
    .filter((one) => on === null || !isAfter(one, on))
  const payments = kept.map((one) => ({ month: monthFor(one), fen: one.fen }))
  const last = payments.at(-1)
  if (!last) return []
  return [
    {
      code: grant.policy,
      label: schemeOf(grant.scheme).title,
      from: grant.approved_on,
      until: grant.fen_once === null ? lastDayOf(last.month) : null,
      payments,
    },
  ]
}

/**
 * Programs that are had by their approval alone, such as a recognition. Not subsidies, of which the grant tells more.
 * Nor the apartment: its approval is a qualification, and somebody who has no lease lives in no apartment. So the
 * qualification excludes nothing and is nothing that another benefit could rest on; only a lease is, which comes from elsewhere.
 */
const heldByApproval = ({ program, title, policy, on }: ApprovedProgram): Held[] =>
  policy === null || program in schemes || program === 'apartment'
    ? []
    : [{ code: policy, label: title, from: on, until: null, payments: [] }]

/** Whose holdings are asked for, when, and the programs they were approved in. */
type Asked = Pick<ApplicationLook, 'db' | 'now' | 'approved' | 'elsewhere'> & {
  application: Pick<ApplicationLook['application'], 'personId'>
}
/** What an applicant holds and held beside what is applied for, by the codes of the book. */
export const heldBy = async ({ db, now, application, approved, elsewhere }: Asked): Promise<Held[]> => {
  const grants = await grantsOf(db, [application.personId])
  const rows = await instalmentsOf(
    db,
    grants.map(({ id }) => id),
  )
  return [
    ...grants.flatMap((grant) =>
      heldGrant(
        grant,
        rows.filter((row) => row.grant_id === grant.id),
        dayOf(now),
      ),
    ),
    ...(await approved()).flatMap(heldByApproval),
    ...(await elsewhere()),
  ]
}

/** The same of anybody, whatever they apply for. */
export const holdings = (
  db: Db,
  { programs, elsewhere }: Pick<ApplicationDeps, 'programs' | 'elsewhere'>,
  personId: string,
  now: Date,
): Promise<Held[]> =>
  heldBy({
    db,
    now,
    application: { personId },
    approved: () => approvedPrograms(db, programs, personId),
    elsewhere: async () => (await elsewhere?.(db, personId)) ?? [],
  })
