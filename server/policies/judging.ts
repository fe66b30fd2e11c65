import { isInForce, type Policy, type PolicyBook } from '@jucai/contract/policies/book'
import { compile } from '@jucai/contract/policies/compile'
import { factsOf } from '@jucai/contract/policies/criteria'
import { isOpen } from '@jucai/contract/policies/change'
import { givenBy, prepare, type PreparedPolicy } from '@jucai/contract/policies/entitlements'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Facts } from '@jucai/contract/policies/facts'
import { readFacts, rulesOn, type Known, type Rulebook } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Db } from '../core/db'
import type { ProfileRecord } from '../profiles'
import { bookBy } from './books'
import { knownElsewhere, type KnownDeps } from './known-elsewhere'
import { partsOf, toldClause, type ClausePart, type ToldClause } from './told-clauses'

/** What a policy gives: money once or by the month, in fen; null for what is no money. */
interface GivenAmount {
  policy: string
  bookVersion: number
  label: string
  payment: { fenPerMonth: number; months: number } | { fen: number } | null
  paidWithinWorkingDays: number | null
  conditions: readonly string[]
}
/** What a policy makes of somebody's facts, by which version of the book, as of which day. */
export interface PolicyJudgement {
  /** 0: none is published. */
  bookVersion: number
  day: string
  outcome: Outcome
  criteria: ToldClause[]
  gives: GivenAmount | null
  /** Those that the policy speaks of. */
  facts: Facts
}
/** Who is judged, by which policy, as of which day. */
export interface AskedJudgement {
  policy: string
  facts: Facts
  day: string
  /** Absent: the book in force. */
  version?: number
  /** Absent: nothing beside the facts is known. */
  registration?: ProfileRecord
}

interface Ready extends PreparedPolicy {
  parts: readonly ClausePart[]
  /** Codes of the facts that decide it and what it gives. */
  speaksOf: readonly string[]
}
interface ReadyBook {
  rulebook: Rulebook
  policies: ReadonlyMap<string, Ready>
}

const readyBooks = new WeakMap<PolicyBook, ReadyBook>()
/** Once a book: its criteria made ready, whole and part by part. */
const readyOf = (book: PolicyBook): ReadyBook => {
  const known = readyBooks.get(book)
  if (known) return known
  const { rulebook, policies } = prepare(book)
  const ready = policies.flatMap((one): [string, Ready][] => {
    const { criterion, amounts, code } = one.policy
    if (criterion === null) return []
    const parts = partsOf(criterion).map((part) => ({ criterion: part, compiled: compile(part, rulebook) }))
    const criteria = [criterion, ...amounts.flatMap(({ when }) => when ?? [])]
    return [[code, { ...one, parts, speaksOf: [...new Set(criteria.flatMap(factsOf))] }]]
  })
  const made = { rulebook, policies: new Map(ready) }
  readyBooks.set(book, made)
  return made
}

const amountOf = (one: Ready, known: Known, bookVersion: number): GivenAmount | null => {
  const given = givenBy(one, known)
  if (given.state !== 'given') return null
  const { label, value, unit, months } = given
  const { code, paidWithinWorkingDays, conditions }: Policy = one.policy
  const payment =
    unit === 'fen'
      ? { fen: value }
      : unit === 'fen-per-month' && months !== null
        ? { fenPerMonth: value, months }
        : null
  return { policy: code, bookVersion, label, payment, paidWithinWorkingDays, conditions }
}

/**
 * Holds facts against a policy of the book in force, or of an earlier version. Nothing is computed, and
 * nothing passes, while no book is published, by one that lacks the policy, or on a day when it is not in force.
 */
export const judgeByBook = async (
  db: Db,
  deps: KnownDeps,
  { policy, facts: told, day, version, registration }: AskedJudgement,
): Promise<PolicyJudgement> => {
  const published = await bookBy(db, version)
  const bookVersion = published?.version ?? 0
  const nothing = {
    bookVersion,
    day,
    outcome: 'not-computed' as const,
    criteria: [],
    gives: null,
    facts: {},
  }
  if (!published) return nothing
  const { rulebook, policies } = readyOf(published.book)
  const one = policies.get(policy)
  if (!one || !isInForce(one.policy, day)) return nothing
  const isAsked = (code: string) => one.speaksOf.includes(code)
  const definitions = rulebook.facts.filter(({ code }) => isAsked(code) && told[code] === undefined)
  const facts: Facts = {
    ...(registration ? await knownElsewhere(db, deps, registration, { definitions, day }) : {}),
    ...Object.fromEntries(Object.entries(told).filter(([code]) => isAsked(code))),
  }
  const known = readFacts(rulesOn(rulebook, day), facts)
  const outcome = outcomeOf(one.compiled, known)
  return {
    bookVersion,
    day,
    outcome,
    criteria: one.parts.map((part, at) =>
      toldClause(one.policy, part, { known, facts }, `${part.criterion.clause ?? policy}-${at + 1}`),
    ),
    gives: isOpen(outcome) ? amountOf(one, known, bookVersion) : null,
    facts,
  }
}
