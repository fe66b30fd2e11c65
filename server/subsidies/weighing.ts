import type { Answers } from '@jucai/contract/forms'
import { dayInWords } from '@jucai/contract/policies/days'
import { grantable, sinceWords, type MayBeGranted, type NotGranted } from '@jucai/contract/policies/granting'
import type { ApplicationLook } from '../applications'
import { dayOf } from '../core/clock'
import { problem, type Problem } from '../core/problem'
import { heldBy } from './beside'
import { grantsOf, instalmentsOf } from './grants'
import { monthFor, scheduleOf, type Money, type Planned, type Timing } from './schedule'
import { schemeOf } from './schemes'

/** What a program adds to what its policy gives. */
export interface Terms {
  /** From when its months count; absent: from the approval on. */
  timing?(answers: Answers): Omit<Timing, 'approvedOn'>
  /** How many months the answers speak of, where they may be fewer than the policy gives at most. */
  monthsAsked?(answers: Answers): number
}

/** A refusal by the room, in words. */
export const refuse = (detail: string): Problem => problem('event-not-allowed', { detail })

/** How many instalments a person may still have of a scheme. @throws Problem event-not-allowed when there are none */
export const leftOf = async (
  { db, application }: Pick<ApplicationLook, 'db' | 'application'>,
  money: Money | null,
): Promise<number> => {
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
const moneyOf = async (look: ApplicationLook, { monthsAsked }: Terms): Promise<Money> => {
  const payment = look.gives?.payment
  if (!payment)
    throw refuse(
      '按政策库核对，这份申请还不符合条件，或者缺一项情况，算不出可以发放的金额。请先请申请人补正，或者不予通过',
    )
  const left = await leftOf(look, payment)
  return withMonths(withMonths(payment, left), Math.max(1, monthsAsked?.(look.answers) ?? left))
}

/** What an approval of today comes to beside what the applicant holds. */
export interface Weighed {
  money: Money
  /** As it would be alone. */
  schedule: readonly Planned[]
  may: NotGranted | MayBeGranted
}

/** The same benefit that another room pays for a month, as it does interns at bases, is not paid by a subsidy too. */
const refuseTwice = async (look: ApplicationLook, schedule: readonly Planned[]): Promise<void> => {
  const months = new Set(schedule.map(monthFor))
  const other = (await look.elsewhere()).find(
    ({ code, payments }) => code === look.gives?.policy && payments.some(({ month }) => months.has(month)),
  )
  if (other)
    throw refuse(`这几个月已有“${other.label}”（${sinceWords(other)}），按月直接发放，不能再申请同一项补贴`)
}

/**
 * Holds what is applied for against what the applicant has, by the rules of the book in force as of today.
 * @throws Problem event-not-allowed where the policy gives nothing, or it is had already
 */
export const weigh = async (look: ApplicationLook, terms: Terms): Promise<Weighed> => {
  const { now, answers, application, gives } = look
  const day = dayOf(now)
  const money = await moneyOf(look, terms)
  const schedule = scheduleOf(money, { ...terms.timing?.(answers), approvedOn: day })
  await refuseTwice(look, schedule)
  const may = grantable({
    rules: await look.grantRules(day),
    granted: await heldBy(look),
    asked: {
      code: gives?.policy ?? application.program,
      label: schemeOf(application.program).title,
      day,
      payments: schedule.map((planned) => ({ month: monthFor(planned), fen: planned.amountFen })),
    },
  })
  return { money, schedule, may }
}

/** The instalments that are paid, each with what is left of it; months of which nothing is left fall away. */
export const keptOf = ({ schedule }: Pick<Weighed, 'schedule'>, { fen }: MayBeGranted): Planned[] =>
  schedule.map((planned, at) => ({ ...planned, amountFen: fen[at] ?? 0 })).filter((one) => one.amountFen > 0)
