import { useCallback, useEffect, useRef, useState } from 'react'

/** Something asked of the server: `value` stays while it is asked for again. */
export interface Loaded<T> {
  value: T | null
  error: unknown
  busy: boolean
  reload(): Promise<void>
  set(value: T): void
}

/**
 * Loads on the first show and whenever `key` changes; null loads nothing. An answer that came too late for
 * its key is dropped.
 */
export const useLoaded = <T>(key: string | null, load: () => Promise<T>): Loaded<T> => {
  const [state, setState] = useState<{ key: string | null; value: T | null; error: unknown; busy: boolean }>({
    key: null,
    value: null,
    error: null,
    busy: key !== null,
  })
  const latest = useRef({ load, turn: 0 })
  latest.current.load = load
  const reload = useCallback(async () => {
    if (key === null) return
    const turn = ++latest.current.turn
    setState((now) => ({ key, value: now.key === key ? now.value : null, error: null, busy: true }))
    try {
      const value = await latest.current.load()
      if (turn === latest.current.turn) setState({ key, value, error: null, busy: false })
    } catch (error) {
      if (turn === latest.current.turn) setState((now) => ({ ...now, error, busy: false }))
    }
  }, [key])
  useEffect(() => {
    void reload()
    const { current } = latest
    return () => {
      current.turn += 1
    }
  }, [reload])
  const set = useCallback((value: T) => {
    latest.current.turn += 1 // an answer on its way was asked for before this
    setState((now) => ({ ...now, value, error: null, busy: false }))
  }, [])
  return { value: state.key === key ? state.value : null, error: state.error, busy: state.busy, reload, set }
}

/** An act of a button: busy while it runs, its failure kept until the next try. */
export const useAct = (): {
  busy: boolean
  error: unknown
  run(act: () => Promise<void>): Promise<boolean>
  clear(): void
} => {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const run = useCallback(async (act: () => Promise<void>) => {
    setState({ busy: true, error: null })
    try {
      await act()
      setState({ busy: false, error: null })
      return true
    } catch (error) {
      setState({ busy: false, error })
      return false
    }
  }, [])
  const clear = useCallback(() => setState({ busy: false, error: null }), [])
  return { ...state, run, clear }
}
