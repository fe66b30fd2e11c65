import type { DraftSaved, PolicyDraft } from '@jucai/contract/policy-office'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { useCallback, useState } from 'react'
import { call } from '../api'
import { useLoaded } from '../loading'
import { useSession } from '../session'

/** The draft with the version that it was made from. */
export interface OnDesk {
  draft: PolicyDraft
  base: PolicyBook
}
/** Reads both; where no draft is open they are the same. */
export const readDesk = async (): Promise<OnDesk> => {
  const draft = await call('GET /policy-draft')
  if (!draft.open) return { draft, base: draft.book }
  const { book } = await call('GET /policy-books/:version', { params: { version: draft.basedOn } })
  return { draft, base: book }
}
/** The draft, and what becomes of it when a change was saved. */
export const useDesk = () => {
  const loaded = useLoaded('policy-draft', readDesk)
  const { value, set } = loaded
  const saved = (told: DraftSaved, book: PolicyBook) => {
    if (value) set({ ...value, draft: { ...value.draft, ...told, open: true, proposal: null, book } })
  }
  return { ...loaded, saved }
}

interface Kept<T> {
  /** What it was when somebody began to type. */
  from: string
  value: T
}
const read = <T>(key: string): Kept<T> | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept<T> | null
  } catch {
    return null
  }
}
/** Something that is being written: kept in this tab at every change until it is saved or left. */
export interface Typed<T> {
  value: T
  /** It differs from what the draft has. */
  dirty: boolean
  /** What the draft has is not what it was when the typing began: a colleague changed it. */
  moved: boolean
  write(value: T): void
  clear(): void
}
/** Begins with what the draft has, or with what this tab kept of it. */
export const useTyped = <T>(name: string, current: T): Typed<T> => {
  const personId = useSession((session) => session.me?.personId ?? '')
  const key = `jucai-console-policies:${personId}:${name}`
  const [kept, setKept] = useState(() => read<T>(key))
  const now = JSON.stringify(current)
  const write = (value: T) => {
    const next = { from: kept?.from ?? now, value }
    sessionStorage.setItem(key, JSON.stringify(next))
    setKept(next)
  }
  const clear = useCallback(() => {
    sessionStorage.removeItem(key)
    setKept(null)
  }, [key])
  return {
    value: kept ? kept.value : current,
    dirty: kept !== null && JSON.stringify(kept.value) !== now,
    moved: kept !== null && kept.from !== now,
    write,
    clear,
  }
}

/** A list with one entry replaced, or put at its end. */
export const withOne = <T extends { code: string }>(all: readonly T[], one: T): T[] =>
  all.some(({ code }) => code === one.code)
    ? all.map((old) => (old.code === one.code ? one : old))
    : [...all, one]
