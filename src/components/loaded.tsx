import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { ProblemError } from '@jucai/contract/client'
import { useSession } from '@/session'
import { ErrorState, type Trouble } from './error-state'
import { SignInFirst } from './sign-in-first'
import { Skeleton } from './skeleton'

/** What a page asked the server for: absent while it is asked, then the answer or what went wrong. */
export interface Loading<T> {
  data: T | undefined
  error: unknown
  /** Asks again; what is shown stays until the answer comes. */
  reload(): Promise<void>
  /**
   * Shows what the reply to an act carried, so that a page redraws without asking again; an answer still on its way was
   * asked for before the act, and is passed over.
   */
  set(data: T): void
  /** Shows a change of what is shown; an answer on its way still takes its place. */
  edit(data: T): void
}

/**
 * Asks when the page opens, and again when somebody signs in or out: what was one person's is never shown
 * to the next.
 * `load` is read anew at each reload, so it may close over state.
 */
export function useLoaded<T>(load: () => Promise<T>): Loading<T> {
  const [data, edit] = useState<T>()
  const [error, setError] = useState<unknown>()
  const latest = useRef(load)
  latest.current = load
  const asked = useRef(0)
  const token = useSession((session) => session.token)

  const reload = useCallback(async () => {
    const turn = (asked.current += 1)
    setError(undefined)
    try {
      const answer = await latest.current()
      if (turn === asked.current) edit(answer)
    } catch (problem) {
      if (turn === asked.current) setError(problem)
    }
  }, [])
  useEffect(() => {
    edit(undefined)
    void reload()
    return () => void (asked.current += 1)
  }, [reload, token])
  const set = useCallback((answer: T) => {
    asked.current += 1
    edit(answer)
  }, [])
  return { data, error, reload, set, edit }
}

/** What was asked for, and what stands for it while it comes. */
export interface LoadedProps<T> {
  of: Loading<T>
  skeleton?: ReactNode
  children(data: T): ReactNode
}

/**
 * The four faces of asked data: its shape while it comes, the way to sign in, what went wrong with a way to
 * try again, itself.
 */
export function Loaded<T>({ of, skeleton = <Skeleton />, children }: LoadedProps<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.error === undefined) return <>{skeleton}</>
  return <Failure error={of.error} onRetry={of.reload} />
}

const troubleOf = (status: number): Trouble => {
  if (status === 403) return 'refused'
  if (status === 404) return 'missing'
  return status === 429 ? 'busy' : 'server'
}

/** What stands in place of content that did not come. */
export function Failure({ error, onRetry }: { error: unknown; onRetry(): unknown }) {
  if (!(error instanceof ProblemError)) return <ErrorState trouble="offline" onRetry={onRetry} />
  if (error.code === 'signed-out') return <SignInFirst />
  return (
    <ErrorState
      trouble={troubleOf(error.status)}
      title={error.body.title}
      text={error.body.detail}
      onRetry={onRetry}
    />
  )
}
