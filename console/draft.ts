import { useCallback, useState } from 'react'
import { useSession } from './session'

const read = <T extends object>(name: string, empty: T): T => {
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<T>) }
  } catch {
    return empty
  }
}

/** What is being written, and how it is kept. */
export interface Kept<T> {
  draft: T
  write(change: Partial<T>): void
  clear(): void
}

/**
 * Something as it is written, kept in this tab at every change: a reload, a lost session or a refusal loses nothing.
 * @param of what it is written about; one draft each, and one for each person
 */
export const useDraft = <T extends object>(of: string, empty: T): Kept<T> => {
  const personId = useSession((session) => session.me?.personId ?? '')
  const name = `jucai-console-draft:${personId}:${of}`
  const [draft, setDraft] = useState(() => read(name, empty))
  const write = useCallback(
    (change: Partial<T>) =>
      setDraft((now) => {
        const next = { ...now, ...change }
        sessionStorage.setItem(name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  const clear = useCallback(() => {
    sessionStorage.removeItem(name)
    setDraft(empty)
  }, [name, empty])
  return { draft, write, clear }
}
