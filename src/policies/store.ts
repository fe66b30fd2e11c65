import type { PolicyBook } from '@jucai/contract/policies/book'
import type { Facts, FactValue } from '@jucai/contract/policies/facts'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from '@/api'
import { useSession } from '@/session'
import { phoneStorage } from '@/settings'
import { todayInChina } from '@/words/dates'

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
  /** What the server knows of who is signed in; never kept on the phone. */
  own: { of: string; revision: number; facts: Facts } | null
}

/** The policies, and what is known of the person that is held against them. */
export const usePolicies = create<PolicyState>()(
  persist((): PolicyState => ({ known: null, told: {}, own: null }), {
    name: 'policies',
    storage: createJSONStorage(() => phoneStorage),
    partialize: ({ known, told }) => ({ known, told, own: null }),
  }),
)

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

interface Answered {
  revision: number
  items: {
    code: string
    value: FactValue['value']
    source: FactValue['source']
    asOf: string
    expiresOn: string | null
  }[]
}
const keep = (of: string, { revision, items }: Answered): void => {
  const facts = Object.fromEntries(
    items.map(({ code, expiresOn, ...fact }) => [code, expiresOn === null ? fact : { ...fact, expiresOn }]),
  )
  usePolicies.setState({ own: { of, revision, facts } })
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
  keep(of, await call('PUT /me/facts', { body: { revision, answers } }))
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

/** Gives what was told before signing in to the account. @throws ProblemError, NetworkError */
export const keepTold = async (): Promise<void> => {
  const of = me()
  if (of === null) return
  await loadOwnFacts()
  const own = usePolicies.getState().own?.facts ?? {}
  const answers = Object.entries(usePolicies.getState().told)
    .filter(([code]) => (own[code]?.source ?? 'self') === 'self')
    .map(([code, { value }]) => ({ code, value }))
  if (answers.length > 0) await tellServer(of, answers)
  forgetTold()
}
/** Deletes what was told on this phone before signing in. */
export const forgetTold = (): void => {
  usePolicies.setState({ told: {} })
}
