import { addWorkingDays, type WorkCalendar } from '../core/working-days'
import type { Db } from '../core/db'
import { owe } from '../ledger'
import { markInstalments, referenceOf, type GrantRow, type InstalmentRow } from './grants'
import { monthInWords } from './schedule'
import { schemeOf } from './schemes'

/** The transaction and moment of an act. */
export interface Plain {
  db: Db
  now: Date
}

/** Until when the money of an instalment is promised; null: nobody promises, or its calendar is not known yet. */
export const promiseOf = (
  calendar: WorkCalendar,
  { within_days: days }: Pick<GrantRow, 'within_days'>,
  { falls_due_on: day }: Pick<InstalmentRow, 'falls_due_on'>,
): string | null => (days === null ? null : addWorkingDays(calendar, day, days))

const whyOf = ({ scheme }: GrantRow, { period }: InstalmentRow): string =>
  [schemeOf(scheme).title, ...(period ? [monthInWords(period)] : [])].join('，')

/**
 * Puts one instalment down as owed, and reserves it from the budget of its year.
 * @throws Problem budget-exhausted
 */
export const oweInstalment = async (
  { db, now }: Plain,
  calendar: WorkCalendar,
  grant: GrantRow,
  instalment: InstalmentRow,
): Promise<void> => {
  const promisedOn = promiseOf(calendar, grant, instalment)
  await owe(
    { db, now },
    {
      scheme: grant.scheme,
      year: instalment.year,
      personId: grant.person_id,
      amountFen: instalment.amount_fen,
      reference: referenceOf(grant, instalment.number),
      promisedOn,
      countsFrom: instalment.falls_due_on,
      why: whyOf(grant, instalment),
    },
  )
  await markInstalments(db, grant.id, [instalment.number], {
    owed_at: now,
    dated: promisedOn !== null || grant.within_days === null,
  })
}
