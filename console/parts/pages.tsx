import { Button } from 'antd'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Bones, Failure } from './notice'

interface PageReply<T> {
  items: T[]
  next: string | null
}
/** A list that grows page by page; earlier pages are kept. */
export interface Pages<T> {
  items: T[]
  next: string | null
  started: boolean
  busy: boolean
  error: unknown
  more(): Promise<void>
  restart(): Promise<void>
  change(edit: (items: T[]) => T[]): void
}

/** Loads a list by keyset, from the beginning whenever `key` changes. */
export const usePages = <T,>(
  key: string,
  load: (after: string | undefined) => Promise<PageReply<T>>,
  start?: { items: T[]; next: string | null },
): Pages<T> => {
  const [state, setState] = useState({
    items: start?.items ?? [],
    next: start?.next ?? null,
    started: start !== undefined,
    busy: start === undefined,
    error: null as unknown,
  })
  const kept = useRef({ load, turn: 0, first: start !== undefined })
  kept.current.load = load
  const fetchPage = useCallback(async (after: string | undefined) => {
    const turn = ++kept.current.turn
    setState((now) => ({ ...now, busy: true, error: null }))
    try {
      const { items, next } = await kept.current.load(after)
      if (turn === kept.current.turn)
        setState((now) => ({
          items: after === undefined ? items : [...now.items, ...items],
          next,
          started: true,
          busy: false,
          error: null,
        }))
    } catch (error) {
      if (turn === kept.current.turn) setState((now) => ({ ...now, busy: false, error }))
    }
  }, [])
  useEffect(() => {
    if (kept.current.first) {
      kept.current.first = false
      return
    }
    setState({ items: [], next: null, started: false, busy: true, error: null })
    void fetchPage(undefined)
  }, [key, fetchPage])
  const change = useCallback(
    (edit: (items: T[]) => T[]) => setState((now) => ({ ...now, items: edit(now.items) })),
    [],
  )
  const { next } = state
  const more = useCallback(async () => {
    if (next) await fetchPage(next)
  }, [next, fetchPage])
  const restart = useCallback(() => fetchPage(undefined), [fetchPage])
  return { ...state, more, restart, change }
}

/** What stands below a growing list: skeleton, failure, or the button for more. */
export function PagesFoot<T>({ pages, what, empty }: { pages: Pages<T>; what: string; empty: ReactNode }) {
  const { items, next, started, busy, error, more, restart } = pages
  if (error) return <Failure error={error} retry={started && next ? more : restart} />
  if (!started) return <Bones what={what} lines={6} />
  if (items.length === 0) return <>{empty}</>
  if (!next) return <p className="list-end">共 {items.length} 条，已全部列出</p>
  return (
    <div className="list-more">
      <Button loading={busy} onClick={() => void more()}>
        继续列出（现有 {items.length} 条）
      </Button>
    </div>
  )
}
