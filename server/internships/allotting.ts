import { addDays } from '@jucai/contract/policies/days'
import { baseStanding } from './bases'
import type { InternshipWork } from './deps'
import { allot } from './matching'
import { todayOf } from './moments'
import { holdBase, seatsTaken } from './repository'
import type { BaseRow, PlaceRow, WishRow } from './tables'
import { inTheWay, ofOwnPeople, spanOf } from './wishes'

/** Wishes of one person, best first; of equal ranks the one made earlier. */
export const inOrder = (one: WishRow, other: WishRow): number =>
  one.rank - other.rank || one.made_at.getTime() - other.made_at.getTime() || (one.id < other.id ? -1 : 1)
const byBase = (one: WishRow, other: WishRow): number =>
  (one.base_rank as number) - (other.base_rank as number) || inOrder(one, other)

/** Who gets which place, of these wishes alone: wishes that were given, at most one a person. */
const givenOf = (places: readonly PlaceRow[], wishes: readonly WishRow[]): WishRow[] => {
  const people = [...new Set(wishes.map((one) => one.person_id))].sort()
  const outcome = allot(
    people.map((id) => ({
      id,
      wishes: wishes
        .filter((one) => one.person_id === id)
        .sort(inOrder)
        .map((one) => one.place_id),
    })),
    places.map(({ id, number }) => ({
      id,
      number,
      ranking: wishes
        .filter((one) => one.place_id === id && one.base_rank !== null)
        .sort(byBase)
        .map((one) => one.person_id),
    })),
  )
  return wishes.filter((one) => outcome.get(one.person_id) === one.place_id)
}

/** Bases of these places, held, and how many interns each may still take. */
const roomAt = async ({ db }: InternshipWork, places: readonly PlaceRow[]) => {
  const bases = new Map<string, BaseRow>()
  for (const id of [...new Set(places.map((one) => one.base_id))].sort())
    bases.set(id, (await holdBase(db, id)) as BaseRow)
  const taken = await seatsTaken(db, 'base_id', [...bases.keys()])
  const room = new Map([...bases].map(([id, { quota }]) => [id, Math.max(0, quota - (taken.get(id) ?? 0))]))
  return { bases, room }
}

const quotaWords = '按双方排序，基地核定的名额给了它排在你前面的人'

/**
 * Allots places by both sides' rankings, within what can be: where somebody is not free, a base may take nobody, or
 * its places together want more than its quota, that wish is out and all is allotted anew, so that nobody loses another
 * place by it. Of too many at a base whoever it ranks last is out. By each such step applicants only move down, so no
 * seat that is within the quota stays free for want of asking.
 * @returns the wishes that are given, and of others why they cannot be, to their person
 */
export const allotWithin = async (
  work: InternshipWork,
  places: readonly PlaceRow[],
  wishes: readonly WishRow[],
): Promise<{ given: ReadonlySet<string>; why: ReadonlyMap<string, string> }> => {
  const today = await todayOf(work)
  const { bases, room } = await roomAt(work, places)
  const placeOf = new Map(places.map((one) => [one.id, one]))
  const baseAt = ({ place_id: id }: WishRow) => placeOf.get(id)?.base_id ?? ''
  const cannot = async (wish: WishRow): Promise<string | null> => {
    const place = placeOf.get(wish.place_id) as PlaceRow
    const base = bases.get(place.base_id) as BaseRow
    if (base.paused || baseStanding(base, today) !== 'approved')
      return '按排序分配到了这个岗位，但基地现在不能接收见习人员'
    if (addDays(place.start_day, -1) < today) return '按排序分配到了这个岗位，但开始日到了，来不及签协议'
    const own = await ofOwnPeople(work, wish.person_id, base.employer_id)
    const against = own ?? (await inTheWay(work, wish.person_id, spanOf(place)))?.detail
    return against === undefined ? null : `按排序分配到了这个岗位，但现在不能去：${against}`
  }
  const why = new Map<string, string>()
  const free = new Set<string>()
  for (;;) {
    const given = givenOf(
      places,
      wishes.filter(({ id }) => !why.has(id)),
    )
    const before = why.size
    for (const wish of given.filter(({ id }) => !free.has(id))) {
      const reason = await cannot(wish)
      if (reason === null) free.add(wish.id)
      else why.set(wish.id, reason)
    }
    if (why.size > before) continue
    for (const [base, left] of room) {
      const here = given.filter((wish) => baseAt(wish) === base).sort(byBase)
      for (const { id } of here.slice(left).slice(-1)) why.set(id, quotaWords)
    }
    if (why.size === before) return { given: new Set(given.map(({ id }) => id)), why }
  }
}
