import type { DrawFlat, ReservedRule } from '@jucai/contract/draw/commitment'
import { placesOf, type Place } from '@jucai/contract/draw/places'
import type { Ticket } from '@jucai/contract/draw/tickets'

/** What of a round the example needs: how many flats there are, and for whom some are kept. */
export interface ExampleRound {
  flats: number
  kept: readonly { code: string; title: string; flats: number }[]
  classes: readonly string[]
  reserved: ReservedRule
}
/** An example with numbers, worked through the very procedure of the draw. */
export interface Example {
  /** How many take part, and where the reader stands. */
  people: number
  rank: number
  /** What happens with the reader’s classes and without any. */
  mine: string
  without: string | null
}

const placeWords = (place: Place | undefined, titleOf: (code: string) => string): string => {
  if (!place) return '不参加排序'
  if ('waiting' in place) return `排队第 ${place.waiting} 个，前面有人退出就往前`
  return place.quota === 'general'
    ? '轮到你选，选的是谁都能选的房'
    : `轮到你选，用的是留给${titleOf(place.quota.reservedFor)}的房`
}

/**
 * Works an example for one reader: twice as many people as flats, every fifth of each class, the reader just behind the
 * last flat, which is where it matters how kept flats are counted.
 */
export const exampleFor = (
  { flats, kept, classes, reserved }: ExampleRound,
  mine: readonly string[],
): Example => {
  const people = flats * 2
  const rank = Math.min(people, flats + 1)
  const keptFlats: DrawFlat[] = kept.flatMap(({ code, flats: count }) =>
    Array.from({ length: count }, (_, at) => ({ flat: `${code}-${at}`, pool: 'all', reservedFor: code })),
  )
  const others: DrawFlat[] = Array.from({ length: Math.max(0, flats - keptFlats.length) }, (_, at) => ({
    flat: `all-${at}`,
    pool: 'all',
    reservedFor: null,
  }))
  const placed = (own: readonly string[]): Place | undefined => {
    const order: Ticket[] = Array.from({ length: people }, (_, at) => ({
      number: at + 1,
      pool: 'all',
      classes: at + 1 === rank ? own : classes.filter((_code, turn) => at % 5 === turn % 5),
      state: 'in',
      points: 0,
      holder: '',
    }))
    return placesOf({ order, flats: [...keptFlats, ...others], classes, reserved }).get(rank)
  }
  const titleOf = (code: string) => kept.find((one) => one.code === code)?.title ?? code
  return {
    people,
    rank,
    mine: placeWords(placed(mine), titleOf),
    without: mine.length > 0 ? placeWords(placed([]), titleOf) : null,
  }
}
