import type { Db } from './db'

/**
 * Asks at most once in so many milliseconds, however many want to know; whoever comes while it is asked waits
 * for the same answer. What failed is asked again. For what is the same for everybody.
 */
export const keptFor = <T>(
  ms: number,
  ask: (db: Db, now: Date) => Promise<T>,
): ((db: Db, now: Date) => Promise<T>) => {
  let last: { at: number; answer: Promise<T> } | null = null
  return (db, now) => {
    if (last && Math.abs(now.getTime() - last.at) < ms) return last.answer
    const answer = ask(db, now)
    const mine = (last = { at: now.getTime(), answer })
    answer.catch(() => {
      if (last === mine) last = null
    })
    return answer
  }
}
