import type { Answers } from '@jucai/contract/forms'
import { dayInWords } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { calendarInForce, type JudgedAmount, type StepDone } from '../applications'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { grantsOf, insertGrant, instalmentsOf, type GrantRow, type InstalmentRow } from './grants'
import { oweInstalment } from './owing'
import { budgetYearOf, scheduleOf, type Money, type Planned, type Timing } from './schedule'

/** What a program adds to what its policy gives. */
export interface Terms {
  /** From when its months count; absent: from the approval on. */
  timing?(answers: Answers): Omit<Timing, 'approvedOn'>
  /** How many months the answers speak of, where they may be fewer than the policy gives at most. */
  monthsAsked?(answers: Answers): number
}

const refuse = (detail: string) => problem('event-not-allowed', { detail })

/** How many instalments a person may still have of a scheme. @throws Problem event-not-allowed when there are none */
const leftOf = async ({ db, application }: StepDone, money: Money | null): Promise<number> => {
  const before = (await grantsOf(db, [application.personId])).filter(
    ({ scheme }) => scheme === application.program,
  )
  const instalments = await instalmentsOf(
    db,
    before.map(({ id }) => id),
  )
  const live = instalments.filter(({ cancelled_at: cancelled }) => cancelled === null)
  if (before.some(({ state }) => state === 'running')) {
    const until = live.reduce((last, one) => (one.falls_due_on > last ? one.falls_due_on : last), '')
    throw refuse(`这项补贴正在发放，最后一期 ${dayInWords(until)}到期。发完或停发以后才能再申请`)
  }
  const most = money && 'months' in money ? money.months : 1
  if (live.length >= most) throw refuse('这项补贴已经领满了，每人不重复享受')
  return most - live.length
}

const withMonths = (money: Money, months: number): Money =>
  'months' in money ? { ...money, months: Math.min(money.months, months) } : money

/** What is paid for: at most what the policy gives, less what was had before, and no more than was asked for. */
const moneyOf = async (work: StepDone, { monthsAsked }: Terms): Promise<Money> => {
  const payment = work.gives?.payment
  if (!payment)
    throw refuse(
      '按政策库核对，这份申请还不符合条件，或者缺一项情况，算不出可以发放的金额。请先请申请人补正，或者不予通过',
    )
  const left = await leftOf(work, payment)
  return withMonths(withMonths(payment, left), Math.max(1, monthsAsked?.(work.answers) ?? left))
}

const grantRow = (
  { now, application }: StepDone,
  gives: JudgedAmount,
  money: Money,
  first: Planned,
): Omit<GrantRow, 'conditions'> & { conditions: readonly string[] } => ({
  id: uuidv7(),
  application_id: application.id,
  person_id: application.personId,
  scheme: application.program,
  policy: gives.policy,
  book_version: gives.bookVersion,
  label: gives.label,
  fen_per_month: 'months' in money ? money.fenPerMonth : null,
  months: 'months' in money ? money.months : null,
  fen_once: 'fen' in money ? money.fen : null,
  within_days: gives.paidWithinWorkingDays,
  conditions: gives.conditions,
  approved_on: dayOf(now),
  from_month: first.period,
  state: 'running',
  ended_on: null,
  ended_because: null,
  ended_as: null,
  ended_by: null,
  ended_note: null,
  created_at: now,
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
  const { db, now, application, answers, gives } = work
  await takeTurns(db, `subsidy:${application.program}:${application.personId}`)
  const money = await moneyOf(work, terms)
  const schedule = scheduleOf(money, { ...terms.timing?.(answers), approvedOn: dayOf(now) })
  const [first] = schedule
  if (!gives || !first) throw new Error('what is granted has an instalment')
  const row = grantRow(work, gives, money, first)
  const instalments = schedule.map(instalmentRow(row.id))
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

/** What a subsidy's program does beside its steps. */
export const besideSteps =
  (terms: Terms = {}) =>
  async (work: StepDone): Promise<void> => {
    if (work.event === 'submit') await leftOf(work, work.gives?.payment ?? null)
    if (work.event === 'approve') await grant(work, terms)
  }
