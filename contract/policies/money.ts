import { horizonMonths, type Benefit, type BenefitRule, type Payment } from './benefits'

/** What a benefit pays in each month of the horizon, in fen. */
export type Schedule = readonly number[]

const lastMonthOf = (payment: Payment): number =>
  'months' in payment ? payment.from + payment.months - 1 : payment.from
const startOf = ({ payments }: Benefit): number => Math.min(...payments.map(({ from }) => from))
const endOf = ({ payments }: Benefit): number => Math.max(...payments.map(lastMonthOf))

/** A benefit's own money by month, `shift` months later than written. */
export const scheduleOf = ({ payments }: Benefit, shift = 0): number[] => {
  const months = new Array<number>(horizonMonths).fill(0)
  for (const payment of payments) {
    const fen = 'fen' in payment ? payment.fen : payment.fenPerMonth
    const last = Math.min(lastMonthOf(payment) + shift, horizonMonths - 1)
    for (let month = payment.from + shift; month <= last; month += 1)
      months[month] = (months[month] ?? 0) + fen
  }
  return months
}

/** Everything in a schedule, in fen. */
export const totalOf = (schedule: Schedule): number => schedule.reduce((sum, fen) => sum + fen, 0)
/** How early money comes: each fen counts the months that are still left when it does. */
export const earlinessOf = (schedule: Schedule): number =>
  schedule.reduce((sum, fen, month) => sum + fen * (horizonMonths - month), 0)
/** So many thousandths, rounded down to the fen, exactly. */
export const thousandthsOf = (fen: number, thousandths: number): number =>
  Math.floor(fen / 1000) * thousandths + Math.floor(((fen % 1000) * thousandths) / 1000)

/** By how many months each of some benefits is put off by those that must come first. */
const shiftsOf = (
  chosen: ReadonlyMap<string, Benefit>,
  rules: readonly BenefitRule[],
): Map<string, number> => {
  const shifts = new Map<string, number>()
  const shiftOf = (code: string): number => {
    const known = shifts.get(code)
    const benefit = chosen.get(code)
    if (known !== undefined || !benefit || benefit.payments.length === 0) return known ?? 0
    let shift = 0
    for (const rule of rules) {
      const first = 'first' in rule && rule.then === code ? chosen.get(rule.first) : undefined
      if (first && first.payments.length > 0)
        shift = Math.max(shift, endOf(first) + shiftOf(first.code) + 1 - startOf(benefit))
    }
    shifts.set(code, shift)
    return shift
  }
  for (const code of chosen.keys()) shiftOf(code)
  return shifts
}

const reduce = (schedules: ReadonlyMap<string, number[]>, rules: readonly BenefitRule[]) => {
  const strongest = new Map<string, number>()
  for (const rule of rules)
    if ('reduces' in rule && schedules.has(rule.by))
      strongest.set(rule.reduces, Math.min(strongest.get(rule.reduces) ?? 1000, rule.toThousandths))
  for (const [code, thousandths] of strongest)
    schedules.get(code)?.forEach((fen, month, all) => {
      all[month] = thousandthsOf(fen, thousandths)
    })
}

/** Lets a month of some schedules, in their order, have no more than `left`; what is left after it. */
const fill = (members: readonly number[][], month: number, left: number): number => {
  let rest = left
  for (const member of members) {
    const fen = Math.min(member[month] ?? 0, rest)
    member[month] = fen
    rest -= fen
  }
  return rest
}
const cut = (schedules: ReadonlyMap<string, number[]>, rules: readonly BenefitRule[]) => {
  for (const rule of rules) {
    if (!('cap' in rule)) continue
    const members = rule.cap.map((code) => schedules.get(code)).filter((one) => one !== undefined)
    if (members.length === 0) continue
    let left = rule.fen
    for (let month = 0; month < horizonMonths; month += 1) {
      const rest = fill(members, month, left)
      if (rule.each === 'all') left = rest
    }
  }
}

/** What each of the chosen benefits pays by month, after order, reductions and caps. */
export const moneyOf = (
  benefits: readonly Benefit[],
  rules: readonly BenefitRule[],
): ReadonlyMap<string, Schedule> => {
  const chosen = new Map(benefits.map((benefit) => [benefit.code, benefit]))
  const shifts = shiftsOf(chosen, rules)
  const schedules = new Map(
    benefits.map((benefit) => [benefit.code, scheduleOf(benefit, shifts.get(benefit.code))]),
  )
  reduce(schedules, rules)
  cut(schedules, rules)
  return schedules
}
