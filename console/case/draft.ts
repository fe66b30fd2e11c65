import { useCallback, useState } from 'react'
import { useSession } from '../session'
import { emptyDraft, type Draft } from './decision-rules'

const nameOf = (personId: string, caseId: string) => `jucai-console-draft:${personId}:${caseId}`
const read = (name: string): Draft => {
  try {
    return { ...emptyDraft, ...(JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Draft>) }
  } catch {
    return emptyDraft
  }
}

/**
 * A decision as it is written, kept in this tab at every change: a reload, a lost session or a stale case
 * loses nothing.
 */
export const useDraft = (
  caseId: string,
): { draft: Draft; write(change: Partial<Draft>): void; clear(): void } => {
  const personId = useSession((session) => session.me?.personId ?? '')
  const name = nameOf(personId, caseId)
  const [draft, setDraft] = useState(() => read(name))
  const write = useCallback(
    (change: Partial<Draft>) =>
      setDraft((now) => {
        const next = { ...now, ...change }
        sessionStorage.setItem(name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  const clear = useCallback(() => {
    sessionStorage.removeItem(name)
    setDraft(emptyDraft)
  }, [name])
  return { draft, write, clear }
}
