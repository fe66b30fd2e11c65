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

/**
 * The range for who has `ahead` others in front: rounds of talks by the median, each as short as the quarter of the
 * shortest or as long as the quarter of the longest. The talk that goes on now may end at once or have begun
 * just now, so the low end counts one round less.
 * @param turnsMs from being called to the end, of the booth’s finished talks, newest first
 * @param desks how many at the booth talk at once
 */
export const waitingFor = (turnsMs: readonly number[], ahead: number, desks: number): Waiting => {
  const used = turnsMs.slice(0, waitingBasis.most)
  if (used.length < waitingBasis.least) return { finished: used.length, lowMinutes: null, highMinutes: null }
  const sorted = [...used].sort((one, other) => one - other)
  const rounds = Math.ceil(Math.max(0, ahead) / Math.max(1, desks))
  const minutes = (rounds_: number, part: number) => (rounds_ * quantile(sorted, part)) / 60_000
  return {
    finished: used.length,
    lowMinutes: Math.floor(minutes(Math.max(0, rounds - 1), 0.25)),
    highMinutes: Math.max(1, Math.ceil(minutes(rounds, 0.75))),
  }
}

/** The range and what it rests on, as people read it. */
export const waitingWords = ({ finished, lowMinutes, highMinutes }: Waiting): string =>
  lowMinutes === null || highMinutes === null
    ? `还估不出：这个展位${finished === 0 ? '还没有谈完的' : `只谈完 ${finished} 次`}，满 ${waitingBasis.least} 次后给出`
    : `约 ${lowMinutes}–${highMinutes} 分钟（按这个展位最近 ${finished} 次面谈）`
