import type { PolicyBook } from '@jucai/contract/policies/book'
import type { Facts, FactValue } from '@jucai/contract/policies/facts'
import type { Held } from '@jucai/contract/policies/granting'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { ProblemError } from '@jucai/contract/client'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { useSession } from '@/session'
import { phoneStorage } from '@/settings'
import { todayInChina } from '@/words/dates'
import { factsIn, type SentFact } from './own-facts'

const telling = newAttempt()

/** A book as this phone last got it. */
export interface KnownBook {
  version: number
  source: string
  publishedAt: string
  book: PolicyBook
}
interface PolicyState {
  known: KnownBook | null
  /** What was told on this phone while nobody was signed in. */
  told: Readonly<Record<string, FactValue>>
  /** How often somebody had signed out here when `told` began. */
  toldAfter: number
  /** What the server knows of who is signed in; never kept on the phone. */
  own: { of: string; revision: number; facts: Facts; held: readonly Held[] } | null
}

/** The policies, and what is known of the person that is held against them. */
export const usePolicies = create<PolicyState>()(
  persist((): PolicyState => ({ known: null, told: {}, toldAfter: 0, own: null }), {
    name: 'policies',
    storage: createJSONStorage(() => phoneStorage),
    partialize: ({ known, told, toldAfter }) => ({ known, told, toldAfter, own: null }),
  }),
)

// Who signs out leaves the phone to the next person, who sees nothing of what was answered on it before.
const forgetOthers = ({ departures }: { departures: number }): void => {
  if (usePolicies.getState().toldAfter !== departures)
    usePolicies.setState({ told: {}, toldAfter: departures, own: null })
}
forgetOthers(useSession.getState())
useSession.subscribe(forgetOthers)

/** The book in force: the one this phone has, unless there is another. @throws ProblemError, NetworkError */
export const loadBook = async (): Promise<KnownBook> => {
  const { known } = usePolicies.getState()
  const answer = await call('GET /policy-book', known ? { query: { known: known.version } } : undefined)
  if (answer.book === null && known) return known
  const { version, source, publishedAt, book } = answer
  const fresh = { version, source, publishedAt, book: book as PolicyBook }
  usePolicies.setState({ known: fresh })
  return fresh
}

interface SentOfMe {
  revision: number
  items: readonly SentFact[]
  held: readonly Held[]
}
const keep = (of: string, { revision, items, held }: SentOfMe): void => {
  usePolicies.setState({ own: { of, revision, facts: factsIn(items), held } })
}
const me = (): string | null => useSession.getState().me?.id ?? null

/** What the server knows of who is signed in. @throws ProblemError, NetworkError */
export const loadOwnFacts = async (): Promise<void> => {
  const of = me()
  if (of !== null) keep(of, await call('GET /me/facts'))
}

type Told = { code: string; value: FactValue['value'] | null }
/** Tells the server. Two devices that told at once: what the other told is read first, then this is told on top. */
const tellServer = async (of: string, answers: Told[]): Promise<void> => {
  await loadOwnFacts()
  const revision = usePolicies.getState().own?.revision ?? 0
  keep(of, await call('PUT /me/facts', { body: { revision, answers } }, { attempt: telling }))
}

/**
 * Tells something of oneself, or takes it back with null: to the account of who is signed in, else to this
 * phone alone. @throws ProblemError, NetworkError
 */
export const tell = async (code: string, value: FactValue['value'] | null): Promise<void> => {
  const of = me()
  if (of !== null) return tellServer(of, [{ code, value }])
  const told = { ...usePolicies.getState().told }
  if (value === null) delete told[code]
  else told[code] = { value, source: 'self', asOf: todayInChina() }
  usePolicies.setState({ told })
}

/** The places of the answers that were refused, each with why; throws whatever else went wrong. */
const refusalsIn = (problem: unknown): Map<number, string> => {
  if (!(problem instanceof ProblemError)) throw problem
  const found = problem.errors.flatMap(({ pointer, detail }): [number, string][] => {
    const place = /^\/answers\/(\d+)\//.exec(pointer)?.[1]
    return place === undefined ? [] : [[Number(place), detail]]
  })
  if (found.length === 0) throw problem
  return new Map(found)
}

/** Tells what is taken of some answers. @returns those that are not, with why */
const tellWhatIsTaken = async (of: string, answers: Told[]): Promise<[Told, string][]> => {
  const refused: [Told, string][] = []
  for (let left = answers; left.length > 0;) {
    try {
      await tellServer(of, left)
      break
    } catch (problem) {
      const why = refusalsIn(problem)
      for (const [place, detail] of why) if (left[place]) refused.push([left[place], detail])
      const rest = left.filter((_, place) => !why.has(place))
      if (rest.length === left.length) throw problem
      left = rest
    }
  }
  return refused
}

/**
 * Gives what was told before signing in to the account. What contradicts the registration, or is no longer
 * asked, stays on the phone. @returns why, a sentence each
 * @throws ProblemError, NetworkError
 */
export const keepTold = async (): Promise<string[]> => {
  const of = me()
  if (of === null) return []
  await loadOwnFacts()
  const own = usePolicies.getState().own?.facts ?? {}
  const answers = Object.entries(usePolicies.getState().told)
    .filter(([code]) => (own[code]?.source ?? 'self') === 'self')
    .map(([code, { value }]) => ({ code, value }))
  const refused = await tellWhatIsTaken(of, answers)
  const { told } = usePolicies.getState()
  const left = refused.flatMap(([{ code }]) => (told[code] ? [[code, told[code]] as const] : []))
  usePolicies.setState({ told: Object.fromEntries(left) })
  return refused.map(([, why]) => why)
}
/** Deletes what was told on this phone before signing in. */
export const forgetTold = (): void => {
  usePolicies.setState({ told: {} })
}
