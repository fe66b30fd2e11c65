import { refusalWords, type Ruled } from '@jucai/contract/policies/granting'
import { v7 as uuidv7 } from 'uuid'
import { calendarInForce, type JudgedAmount, type ProgramDefinition, type StepDone } from '../applications'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { takeTurns } from '../core/turns'
import { insertGrant, type InstalmentRow, type NewGrant } from './grants'
import { outlookBy } from './outlook'
import { oweInstalment } from './owing'
import { budgetYearOf, type Money, type Planned } from './schedule'
import { keptOf, leftOf, refuse, weigh, type Terms } from './weighing'

/** What is granted: the money as the policy gives it, what is paid of it, and why it is less. */
interface Granted {
  money: Money
  kept: readonly Planned[]
  ruled: readonly Ruled[]
}

const grantRow = (
  { now, application }: StepDone,
  gives: JudgedAmount,
  { money, kept, ruled }: Granted,
): NewGrant => ({
  id: uuidv7(),
  application_id: application.id,
  person_id: application.personId,
  scheme: application.program,
  policy: gives.policy,
  book_version: gives.bookVersion,
  label: gives.label,
  fen_per_month: 'months' in money ? Math.max(...kept.map(({ amountFen }) => amountFen)) : null,
  months: 'months' in money ? kept.length : null,
  fen_once: 'fen' in money ? (kept[0]?.amountFen ?? null) : null,
  within_days: gives.paidWithinWorkingDays,
  conditions: gives.conditions,
  approved_on: dayOf(now),
  from_month: kept[0]?.period ?? null,
  state: 'running',
  ended_on: null,
  ended_because: null,
  ended_as: null,
  ended_by: null,
  ended_note: null,
  ended_at: null,
  created_at: now,
  ruled,
})

const instalmentRow =
  (grantId: string) =>
  (planned: Planned): InstalmentRow => ({
    grant_id: grantId,
    number: planned.number,
    period: planned.period,
    amount_fen: planned.amountFen,
    falls_due_on: planned.fallsDueOn,
    year: budgetYearOf(planned.fallsDueOn),
    owed_at: null,
    dated: false,
    told_at: null,
    cancelled_at: null,
  })

/**
 * Grants a subsidy in the transaction of its approval: what falls due in this budget year is owed and reserved at once,
 * later years wait for their budgets.
 * @throws Problem budget-exhausted, event-not-allowed; the approval is undone with it
 */
const grant = async (work: StepDone, terms: Terms): Promise<void> => {
  const { db, now, application, gives } = work
  // One turn a person, not a scheme: what two subsidies take from one another depends on which is granted first.
  await takeTurns(db, `subsidy:${application.personId}`)
  const weighed = await weigh(work, terms)
  if (weighed.may.state === 'refused') throw refuse(refusalWords(weighed.may))
  const kept = keptOf(weighed, weighed.may)
  if (!gives || kept.length === 0) throw new Error('what is granted has an instalment')
  const row = grantRow(work, gives, { money: weighed.money, kept, ruled: weighed.may.ruled })
  const instalments = kept.map(instalmentRow(row.id))
  await insertGrant(db, row, instalments)
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'subsidy.granted',
    object: `subsidy:${row.id}`,
    personId: row.person_id,
    detail: { application: application.id, scheme: row.scheme, policy: row.policy, book: row.book_version },
  })
  const calendar = await calendarInForce(db)
  const year = budgetYearOf(dayOf(now))
  for (const instalment of instalments)
    if (instalment.year === year) await oweInstalment({ db, now }, calendar, row, instalment)
}

/**
 * A submission that could only be refused: it is had, or what excludes it is. A need that is missing may be met before
 * the decision, and days count from the submission, so that it is told and not refused.
 */
const checkSubmitted = async (work: StepDone, terms: Terms): Promise<void> => {
  await leftOf(work, work.gives?.payment ?? null)
  if (!work.gives?.payment) return
  const { may } = await weigh(work, terms)
  if (may.state === 'refused' && (may.because === 'excluded' || may.because === 'order'))
    throw refuse(refusalWords(may))
}

/** What a subsidy's program does beside its steps, and what it tells of its approval before. */
export const subsidyActs = (terms: Terms = {}): Required<Pick<ProgramDefinition, 'onStep' | 'outlook'>> => ({
  onStep: async (work) => {
    if (work.event === 'submit') await checkSubmitted(work, terms)
    if (work.event === 'approve') await grant(work, terms)
  },
  outlook: outlookBy(terms),
})
