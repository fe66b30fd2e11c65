import { excludedPairs, type BenefitRule } from './benefits'
import { benefitRules, type PolicyBook } from './book'
import { dayInWords, type Day } from './days'
import { thousandthsOf } from './money'
import { parameterOn } from './parameters'
import { numberWords } from './people-words'

/** Money of one calendar month, `YYYY-MM`, in whole fen. */
export interface MonthMoney {
  month: string
  fen: number
}

/** What somebody has or had of a benefit, as it was granted. */
export interface Held {
  code: string
  /** As people call it: `人才租房补贴`. */
  label: string
  from: Day
  /** The last day on which it counts as had, long over or to come; null: for good (money once, a recognition). */
  until: Day | null
  /** Paid and still to be paid, after the rules; none of what was decided without money. */
  payments: readonly MonthMoney[]
}

/** What is to be granted, as it would be alone: at most one payment a month, earliest first. */
export interface Asked {
  code: string
  label: string
  day: Day
  payments: readonly MonthMoney[]
}

/** The rules of a day: what {@link BenefitRule} says, or a cap whose parameter has no value on the day. */
export type GrantRule = BenefitRule | { clause?: string; cap: readonly string[]; unset: string }
/** The same, with what the benefits are called by code. */
export interface GrantRules {
  rules: readonly GrantRule[]
  labels: Readonly<Record<string, string>>
}

/** What a rule took: from which sum of all payments to which. */
export interface Ruled {
  clause: string
  text: string
  fromFen: number
  toFen: number
}
/** Why nothing may be granted: the clause, what stands in the way, and what can be done. */
export interface NotGranted {
  state: 'refused'
  because: 'excluded' | 'order' | 'needs' | 'unset' | 'nothing-left'
  clause: string
  text: string
  wayOn: string
}
/** What may be granted; `fen` of each payment that was asked for, in their order, 0 where a cap leaves nothing. */
export interface MayBeGranted {
  state: 'granted'
  fen: readonly number[]
  ruled: readonly Ruled[]
}

const clauseOf = ({ clause = '' }: { clause?: string }): string => clause
const sumOf = (fen: readonly number[]): number => fen.reduce((sum, one) => sum + one, 0)
const money = (fen: number): string => numberWords(fen, 'fen')

/** What a benefit is called after the paper that founds it: 人才租房补贴 of 人才租房补贴办法. */
const benefitName = (title: string): string => title.replace(/(管理|实施|暂行)?办法$/, '') || title

/** The rules of a book as of a day; a cap without a value on it is kept, as one that cannot be told. */
export const grantRulesOn = (
  book: Pick<PolicyBook, 'rules' | 'parameters' | 'policies'>,
  day: Day,
): GrantRules => ({
  // Each rule by itself, so that caps stay in the order in which they are listed.
  rules: book.rules.flatMap((rule): GrantRule[] => {
    const parameter = 'cap' in rule ? book.parameters.find(({ code }) => code === rule.parameter) : undefined
    if ('cap' in rule && (!parameter || !parameterOn(parameter, day)))
      return [
        {
          clause: `《${rule.source.paper}》${rule.source.clause}`,
          cap: rule.cap,
          unset: parameter?.label ?? rule.parameter,
        },
      ]
    return benefitRules({ rules: [rule], parameters: book.parameters }, day)
  }),
  labels: Object.fromEntries(book.policies.map(({ code, title }) => [code, benefitName(title)])),
})

/** What is held, what is asked for, and by which rules. */
interface Question {
  rules: GrantRules
  granted: readonly Held[]
  asked: Asked
}

/** Whether it counts as had on a day. */
export const isHad = ({ from, until }: Pick<Held, 'from' | 'until'>, day: Day): boolean =>
  from <= day && (until === null || day <= until)
const had = ({ granted, asked }: Question, code: string): Held | undefined =>
  granted.find((one) => one.code === code && isHad(one, asked.day))
/** `2026年11月22日起，到2029年10月31日止`. */
export const sinceWords = ({ from, until }: Pick<Held, 'from' | 'until'>): string =>
  until === null ? `${dayInWords(from)}起` : `${dayInWords(from)}起，到${dayInWords(until)}止`

const exclusion = (question: Question): NotGranted | null => {
  const { rules, asked } = question
  for (const rule of rules.rules) {
    if ('unset' in rule) continue
    const others = excludedPairs([rule]).flatMap((pair) =>
      pair.includes(asked.code) ? pair.filter((code) => code !== asked.code) : [],
    )
    const other = others.map((code) => had(question, code)).find((one) => one !== undefined)
    if (!other) continue
    return {
      state: 'refused',
      because: 'excluded',
      clause: clauseOf(rule),
      text: `已有“${other.label}”（${sinceWords(other)}），和“${asked.label}”不能同时享受`,
      wayOn:
        other.until === null
          ? '两项只能享受其中一项'
          : `“${other.label}”发完或停发以后，从次月起可以申请“${asked.label}”`,
    }
  }
  return null
}

/** The last month of a benefit with money; empty without. */
const lastMonthOf = ({ payments }: Held): string =>
  payments.reduce((last, { month }) => (month > last ? month : last), '')
/** One after the other: neither is begun while the other one is still paid. */
const order = ({ rules, granted, asked }: Question): NotGranted | null => {
  for (const rule of rules.rules) {
    if (!('first' in rule) || (rule.first !== asked.code && rule.then !== asked.code)) continue
    const code = rule.first === asked.code ? rule.then : rule.first
    const other = granted.find((one) => one.code === code && lastMonthOf(one) >= asked.day.slice(0, 7))
    if (!other) continue
    const [year, month] = lastMonthOf(other).split('-').map(Number)
    return {
      state: 'refused',
      because: 'order',
      clause: clauseOf(rule),
      text: `“${other.label}”（${dayInWords(other.from)}起）要发到 ${year} 年 ${month} 月，和“${asked.label}”一先一后享受`,
      wayOn: `“${other.label}”发完以后，从次月起可以申请“${asked.label}”`,
    }
  }
  return null
}

const lackingNeed = (question: Question): NotGranted | null => {
  const { rules, asked } = question
  for (const rule of rules.rules) {
    if (!('needs' in rule) || rule.benefit !== asked.code) continue
    const missing = rule.needs.find((code) => had(question, code) === undefined)
    if (missing === undefined) continue
    const label = rules.labels[missing] ?? missing
    const before = question.granted.find(({ code }) => code === missing)
    return {
      state: 'refused',
      because: 'needs',
      clause: clauseOf(rule),
      text: `享受“${asked.label}”，要先有“${label}”${before ? `，而它${sinceWords(before)}` : '，现在还没有'}`,
      wayOn: `先办“${label}”，通过以后就可以批准“${asked.label}”`,
    }
  }
  return null
}

const unsetCap = ({ rules, asked }: Question): NotGranted | null => {
  const rule = rules.rules.find((one) => 'unset' in one && one.cap.includes(asked.code))
  if (!rule || !('unset' in rule)) return null
  return {
    state: 'refused',
    because: 'unset',
    clause: clauseOf(rule),
    text: `还不知道：“${rule.unset}”在${dayInWords(asked.day)}没有公布的值，算不出“${asked.label}”可以发多少`,
    wayOn: `人才办在政策参数里补上“${rule.unset}”这一天的值以后，就可以批准`,
  }
}

/** Of the reductions by what is had, the strongest alone. */
const reduced = (question: Question, fen: readonly number[]): { fen: number[]; ruled: Ruled[] } => {
  const { rules, asked } = question
  const those = rules.rules.flatMap((rule) => {
    if (!('reduces' in rule) || rule.reduces !== asked.code) return []
    const by = had(question, rule.by)
    return by ? [{ rule, by }] : []
  })
  const strongest = Math.min(1000, ...those.map(({ rule }) => rule.toThousandths))
  const one = those.find(({ rule }) => rule.toThousandths === strongest)
  const after = fen.map((each) => thousandthsOf(each, strongest))
  if (!one || sumOf(after) === sumOf(fen)) return { fen: after, ruled: [] }
  const text = `有“${one.by.label}”（${sinceWords(one.by)}）的，“${asked.label}”按 ${strongest / 10}% 发放`
  return {
    fen: after,
    ruled: [{ clause: clauseOf(one.rule), text, fromFen: sumOf(fen), toFen: sumOf(after) }],
  }
}

type Cap = Extract<BenefitRule, { cap: readonly string[] }>
/** What a cap leaves of payments beside what is granted already: over all, what comes later is cut first. */
const cut = (
  { granted, asked }: Question,
  { cap, fen: most, each }: Cap,
  fen: readonly number[],
): number[] => {
  const beside = granted.filter(({ code }) => cap.includes(code)).flatMap(({ payments }) => payments)
  const heldIn = (month: string) => sumOf(beside.filter((one) => one.month === month).map((one) => one.fen))
  let left = Math.max(0, most - sumOf(beside.map((one) => one.fen)))
  return fen.map((one, at) => {
    if (each === 'month') return Math.min(one, Math.max(0, most - heldIn(asked.payments[at]?.month ?? '')))
    const kept = Math.min(one, left)
    left -= kept
    return kept
  })
}
const capText = ({ rules, granted }: Question, { cap, fen, each }: Cap): string => {
  const names = cap.map((code) => `“${rules.labels[code] ?? code}”`).join('、')
  const beside = granted.filter(({ code }) => cap.includes(code)).flatMap(({ payments }) => payments)
  const sum = sumOf(beside.map((one) => one.fen))
  if (each === 'month') return `${names}每月合计不超过 ${money(fen)}`
  return `${names}合计不超过 ${money(fen)}${sum > 0 ? `，已经批准 ${money(sum)}` : ''}`
}

/**
 * What may be granted to somebody of a benefit beside what they hold, by the rules of {@link BenefitRule}: refused
 * where one excludes it, an order puts it later, a need is missing or a cap is not known; else its money after
 * reductions and caps, each with what it took. Nothing is rounded but down to the fen.
 *
 * Granted one after another in an order that the rules permit (needs and `by` first, caps as listed), benefits come
 * to the same money as chosen together by `combine`. They differ where somebody asks in another order, since what was
 * granted is never taken back nor made less: what reduces another and is granted after it reduces nothing, and a cap
 * cuts what is asked last rather than what is named or paid last. And `combine` puts off what has to come after
 * another, while here it is refused until the other one is over.
 */
export const grantable = (question: Question): NotGranted | MayBeGranted => {
  const refused = exclusion(question) ?? order(question) ?? lackingNeed(question) ?? unsetCap(question)
  if (refused) return refused
  const { rules, asked } = question
  const alone = asked.payments.map(({ fen }) => fen)
  const after = reduced(question, alone)
  let fen = after.fen
  const ruled = [...after.ruled]
  for (const rule of rules.rules) {
    if (!('cap' in rule) || 'unset' in rule || !rule.cap.includes(asked.code)) continue
    const kept = cut(question, rule, fen)
    if (sumOf(kept) < sumOf(fen))
      ruled.push({
        clause: clauseOf(rule),
        text: capText(question, rule),
        fromFen: sumOf(fen),
        toFen: sumOf(kept),
      })
    fen = kept
  }
  const last = ruled.at(-1)
  if (last && sumOf(fen) === 0)
    return {
      state: 'refused',
      because: 'nothing-left',
      clause: last.clause,
      text: `${last.text}，“${asked.label}”没有可以发放的了`,
      wayOn: '这一项不再发放。认为金额不对的，可以请人才办核对已经批准的各项',
    }
  return { state: 'granted', fen, ruled }
}

/** A refusal in one sentence after another, with its clause. */
export const refusalWords = ({ text, clause, wayOn }: NotGranted): string =>
  `${text}${clause ? `（${clause}）` : ''}。${wayOn}。`
