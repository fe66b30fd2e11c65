import { problem } from '../core/problem'

/**
 * Lets so many pieces of work go on at once; so many more wait for a place, holding nothing.
 * @throws Problem unavailable, from what is returned, when too many wait
 */
export const atMost = ({ atOnce, places }: { atOnce: number; places: number }) => {
  const waiting: (() => void)[] = []
  let working = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (working >= atOnce) {
      if (waiting.length >= places) throw problem('unavailable')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else working += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }
}
