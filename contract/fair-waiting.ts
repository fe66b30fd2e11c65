/**
 * How long somebody waits at a booth, from the booth’s own talks and nothing else. Pure; shared by server, phone and tests.
 */

/** How many of the newest finished talks are looked at, and how many there must be. */
export const waitingBasis = { most: 12, least: 4 } as const

/** A range in minutes, and how many finished talks it rests on; nulls: too few to say. */
export interface Waiting {
  finished: number
  lowMinutes: number | null
  highMinutes: number | null
}

const quantile = (sorted: readonly number[], part: number): number => {
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}

/** Who is before somebody: all of them, those who talk included, and of these the ones who are not called elsewhere. */
export interface Line {
  ahead: number
  free: number
}

/**
 * The range for who has others in front: rounds of talks by the median, each as short as the quarter of the shortest or
 * as long as the quarter of the longest. The low end leaves out whoever is elsewhere now and may come back too late, and
 * one round more, since the talk that goes on may end at once.
 * @param turnsMs from being called to the end, of the booth’s finished talks, newest first
 * @param desks how many at the booth talk at once
 */
export const waitingFor = (turnsMs: readonly number[], { ahead, free }: Line, desks: number): Waiting => {
  const used = turnsMs.slice(0, waitingBasis.most)
  if (used.length < waitingBasis.least) return { finished: used.length, lowMinutes: null, highMinutes: null }
  const sorted = [...used].sort((one, other) => one - other)
  const roundsOf = (people: number) => Math.ceil(Math.max(0, people) / Math.max(1, desks))
  const minutes = (rounds: number, part: number) => (rounds * quantile(sorted, part)) / 60_000
  return {
    finished: used.length,
    lowMinutes: Math.floor(minutes(Math.max(0, roundsOf(free) - 1), 0.25)),
    highMinutes: Math.max(1, Math.ceil(minutes(roundsOf(ahead), 0.75))),
  }
}

/** The range and what it rests on, as people read it. */
export const waitingWords = ({ finished, lowMinutes, highMinutes }: Waiting): string =>
  lowMinutes === null || highMinutes === null
    ? `还估不出：这个展位${finished === 0 ? '还没有谈完的' : `只谈完 ${finished} 次`}，满 ${waitingBasis.least} 次后给出`
    : `约 ${lowMinutes}–${highMinutes} 分钟（按这个展位最近 ${finished} 次面谈）`
