import { useMemo } from 'react'
import type { Policy } from '@jucai/contract/policies/book'
import { isInForce } from '@jucai/contract/policies/book'
import { isOpen, nextChange, type Change } from '@jucai/contract/policies/change'
import type { Day } from '@jucai/contract/policies/days'
import { addMonths } from '@jucai/contract/policies/days'
import {
  givenBy,
  prepare,
  type Given,
  type PreparedBook,
  type PreparedPolicy,
} from '@jucai/contract/policies/entitlements'
import { outcomeOf } from '@jucai/contract/policies/evaluate'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Facts } from '@jucai/contract/policies/facts'
import type { Held } from '@jucai/contract/policies/granting'
import { readFacts, rulesOn, type Known } from '@jucai/contract/policies/known'
import { monthsAhead } from '@jucai/contract/policies/offers'
import { useSession } from '@/session'
import { todayInChina } from '@/words/dates'
import { usePolicies, type KnownBook } from './store'

/** One policy held against a person. */
export interface Judged {
  policy: Policy
  prepared: PreparedPolicy
  outcome: Outcome
  gives: Given
  /** What its outcome turns to by itself within two years. */
  next: Change | null
}
/** A person's standing under a book on a day. */
export interface Standing {
  day: Day
  prepared: PreparedBook
  facts: Facts
  known: Known
  judged: readonly Judged[]
  /** What they have or had of the policies; nothing is known of who is not signed in. */
  held: readonly Held[]
}

let made: { version: number; prepared: PreparedBook } | null = null
/** A book made ready, once a version. */
const preparedOf = ({ version, book }: KnownBook): PreparedBook => {
  if (made?.version !== version) made = { version, prepared: prepare(book) }
  return made.prepared
}

/** Holds every policy in force against the facts. */
export const standingUnder = (
  prepared: PreparedBook,
  facts: Facts,
  day: Day,
  held: readonly Held[] = [],
): Standing => {
  const known = readFacts(rulesOn(prepared.rulebook, day), facts)
  const outlook = { from: day, until: addMonths(day, monthsAhead) }
  const judged = prepared.policies
    .filter(({ policy }) => isInForce(policy, day))
    .map((one) => ({
      policy: one.policy,
      prepared: one,
      outcome: outcomeOf(one.compiled, known),
      gives: givenBy(one, known),
      next: nextChange(one.compiled, facts, outlook),
    }))
  return { day, prepared, facts, known, judged, held }
}

/** The facts of who looks: of the account that is signed in, else what was told on this phone. */
export const useFacts = (): Facts => {
  const signedIn = useSession(({ me }) => me?.id ?? null)
  const { own, told } = usePolicies()
  return useMemo(
    () => (signedIn === null ? told : own?.of === signedIn ? own.facts : {}),
    [signedIn, own, told],
  )
}

const nothingHeld: readonly Held[] = []
/** What the account that is signed in holds. */
const useHeld = (): readonly Held[] => {
  const signedIn = useSession(({ me }) => me?.id ?? null)
  return usePolicies(({ own }) => (own !== null && own.of === signedIn ? own.held : nothingHeld))
}

/** The standing of who looks, today; null before there is a book. */
export const useStanding = (): Standing | null => {
  const book = usePolicies(({ known }) => known)
  const facts = useFacts()
  const held = useHeld()
  const day = todayInChina()
  return useMemo(() => book && standingUnder(preparedOf(book), facts, day, held), [book, facts, day, held])
}

/** In which of four places a policy stands for a person. */
export const places = ['now', 'soon', 'open', 'no'] as const
export type Place = (typeof places)[number]
/** The places in words. */
export const placeLabels: Readonly<Record<Place, string>> = {
  now: '现在可以享受',
  soon: '到时候就可以',
  open: '再说一点就知道',
  no: '目前不符合',
}
export const placeOf = ({ outcome, next }: Pick<Judged, 'outcome' | 'next'>): Place => {
  if (isOpen(outcome)) return 'now'
  if (outcome === 'unknown') return 'open'
  return next && isOpen(next.to) ? 'soon' : 'no'
}
