import { useEffect, useState } from 'react'
import { remainingMs } from '@jucai/contract/choosing-vocabulary'

/** Milliseconds by a clock that only runs forward, where the phone has one; else by one that is asked for differences only. */
export const runningMs = (): number =>
  typeof performance !== 'undefined' && typeof performance.now === 'function' ? performance.now() : Date.now()

/** A reply with the server's time, and when it was asked for: from then on at least as much time has passed. */
export interface Timed<T extends { at: string }> {
  value: T
  askedAtMs: number
}

/** Asks, and notes when. */
export const timed = async <T extends { at: string }>(ask: () => Promise<T>): Promise<Timed<T>> => {
  const askedAtMs = runningMs()
  return { value: await ask(), askedAtMs }
}

const leftOf = ({ value, askedAtMs }: Timed<{ at: string }>, endsAt: string): number =>
  remainingMs(endsAt, value.at, runningMs() - askedAtMs)

/**
 * How long something still lasts, by the server's clock, told anew each second. `onEnd` once, when it is over.
 */
export function useRemaining(of: Timed<{ at: string }>, endsAt: string, onEnd?: () => void): number {
  const [left, setLeft] = useState(() => leftOf(of, endsAt))
  useEffect(() => {
    const first = leftOf(of, endsAt)
    setLeft(first)
    if (first === 0) return
    const timer = setInterval(() => {
      const now = leftOf(of, endsAt)
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      onEnd?.()
    }, 1000)
    return () => clearInterval(timer)
  }, [of, endsAt])
  return left
}
