import { fitFacts } from '@jucai/contract/fit/facts'
import type { Facts, FactValue } from '@jucai/contract/policies/facts'
import { useMemo } from 'react'
import { create } from 'zustand'
import { ProblemError } from '@jucai/contract/client'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { useSession } from '@/session'
import { todayInChina } from '@/words/dates'

const telling = newAttempt()

interface FitState {
  /** What was told on this phone since the app was opened, by whom is in `of`; never written to storage. */
  told: Readonly<Record<string, FactValue>>
  /** What the server knows of who is signed in. */
  own: { revision: number; facts: Facts } | null
  of: string | null
}
const nothing: FitState = { told: {}, own: null, of: null }

/** What posts are held against: the facts of who looks. */
const useFitState = create<FitState>(() => nothing)

const me = (): string | null => useSession.getState().me?.id ?? null
// Who signs out leaves the phone to the next person, who sees nothing of what was answered before.
useSession.subscribe(({ me: now }, { me: before }) => {
  if (before !== null && now?.id !== before.id) useFitState.setState(nothing)
})

const codes: readonly string[] = fitFacts.map(({ code }) => code)
type Sent = Awaited<ReturnType<typeof askServer>>
const askServer = () => call('GET /me/facts')
const keep = (of: string, { revision, items }: Sent): void => {
  const facts: Record<string, FactValue> = {}
  for (const { code, expiresOn, ...fact } of items)
    if (codes.includes(code)) facts[code] = expiresOn === null ? fact : { ...fact, expiresOn }
  useFitState.setState({ own: { revision, facts }, of })
}

/**
 * Reads what the server knows of who is signed in; nobody, nothing is asked. What cannot be read is unknown, and asked
 * for: a post is shown all the same.
 */
export const loadFitFacts = async (): Promise<void> => {
  const of = me()
  if (of === null) return
  try {
    keep(of, await askServer())
  } catch {
    // The clauses say what is not known, and offer the question.
  }
}

/** Whether the server keeps no such answer: the policies of this city do not ask for it. */
const isNotKept = (problem: unknown): boolean =>
  problem instanceof ProblemError && problem.errors.some(({ pointer }) => pointer === '/answers/0/code')

/**
 * Tells a fact: to the account of who is signed in, else for this visit. @returns whether it was kept in the account
 * @throws ProblemError, NetworkError
 */
export const tellFit = async (code: string, value: FactValue['value']): Promise<boolean> => {
  const of = me()
  if (of !== null)
    try {
      const { revision } = await askServer()
      keep(
        of,
        await call('PUT /me/facts', { body: { revision, answers: [{ code, value }] } }, { attempt: telling }),
      )
      return true
    } catch (problem) {
      if (!isNotKept(problem)) throw problem
    }
  const fact: FactValue = { value, source: 'self', asOf: todayInChina() }
  useFitState.setState(({ told }) => ({ told: { ...told, [code]: fact } }))
  return false
}

/** The facts of who looks, as far as they are known here. */
export const useFitFacts = (): Facts => {
  const { told, own, of } = useFitState()
  const signedIn = useSession(({ me: now }) => now?.id ?? null)
  return useMemo(
    () => ({ ...told, ...(of === signedIn ? own?.facts : undefined) }),
    [told, own, of, signedIn],
  )
}
