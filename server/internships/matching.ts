/** Somebody, and the places they want, best first. */
export interface Wisher {
  id: string
  wishes: readonly string[]
}
/** A place, its seats, and whom it would take, best first; who is not in the list is not acceptable to it. */
export interface Seats {
  id: string
  number: number
  ranking: readonly string[]
}

/**
 * Deferred acceptance, proposed by the applicants (Gale and Shapley 1962): stable, and of all stable outcomes the best
 * for each applicant, so that nobody gains by ranking otherwise than they wish. Rankings are strict; the order of the
 * lists handed in does not matter.
 * @returns who gets which place; who gets none is absent
 */
export const allot = (wishers: readonly Wisher[], places: readonly Seats[]): Map<string, string> => {
  const rankAt = new Map(
    places.map(({ id, ranking }) => [id, new Map(ranking.map((wisher, at) => [wisher, at]))]),
  )
  const seats = new Map(places.map(({ id, number }) => [id, number]))
  const held = new Map<string, string[]>(places.map(({ id }) => [id, []]))
  const next = new Map<string, number>()
  const waiting = wishers.map(({ id }) => id).reverse()
  const wishesOf = new Map(wishers.map(({ id, wishes }) => [id, wishes]))
  for (let wisher = waiting.pop(); wisher !== undefined; wisher = waiting.pop()) {
    const at = next.get(wisher) ?? 0
    const place = wishesOf.get(wisher)?.[at]
    if (place === undefined) continue // wanted nothing more
    next.set(wisher, at + 1)
    const ranks = rankAt.get(place)
    const there = held.get(place)
    if (!ranks?.has(wisher) || !there) {
      waiting.push(wisher)
      continue
    }
    there.push(wisher)
    there.sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number))
    const out = there.length > (seats.get(place) ?? 0) ? there.pop() : undefined
    if (out !== undefined) waiting.push(out)
  }
  return new Map([...held].flatMap(([place, people]) => people.map((person) => [person, place] as const)))
}
