import { useCallback, useState } from 'react'
import { useSession } from '../session'

const read = <T extends object>(name: string, empty: T): T => {
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<T>) }
  } catch {
    return empty
  }
}

/** What is typed into a form of the pool, kept in this tab for whoever typed it until it is sent. */
export const useKeptForm = <T extends object>(
  of: string,
  empty: T,
): { typed: T; type(change: Partial<T>): void; clear(): void } => {
  const personId = useSession((session) => session.me?.personId ?? '')
  const name = `jucai-console-pool:${personId}:${of}`
  const [typed, setTyped] = useState(() => read(name, empty))
  const type = useCallback(
    (change: Partial<T>) =>
      setTyped((now) => {
        const next = { ...now, ...change }
        sessionStorage.setItem(name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  const clear = useCallback(() => sessionStorage.removeItem(name), [name])
  return { typed, type, clear }
}
