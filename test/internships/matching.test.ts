import fc from 'fast-check'
import { allot, type Seats, type Wisher } from '../../server/internships/matching'

const subsetsInOrder = (items: readonly string[]): string[][] =>
  [[]].concat(
    items.flatMap((item) =>
      subsetsInOrder(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
    ) as never,
  )
/** All ways to give each applicant one of their wishes or nothing, within seats and rankings. */
const outcomes = (wishers: readonly Wisher[], places: readonly Seats[]): Map<string, string>[] => {
  const [first, ...rest] = wishers
  if (!first) return [new Map<string, string>()]
  return outcomes(rest, places).flatMap((one) => [
    one,
    ...first.wishes
      .filter((id) => {
        const place = places.find((other) => other.id === id)
        const taken = [...one.values()].filter((other) => other === id).length
        return place?.ranking.includes(first.id) && taken < place.number
      })
      .map((id) => new Map([...one, [first.id, id]])),
  ])
}
const prefers = (list: readonly string[], one: string, other: string | undefined) =>
  list.includes(one) && (other === undefined || list.indexOf(one) < list.indexOf(other))
/** Somebody and a place that would both rather have each other. */
const blocks = (outcome: Map<string, string>, wishers: readonly Wisher[], places: readonly Seats[]) =>
  wishers.some(({ id, wishes }) =>
    places.some((place) => {
      if (!place.ranking.includes(id) || !prefers(wishes, place.id, outcome.get(id))) return false
      const there = [...outcome].filter(([, at]) => at === place.id).map(([who]) => who)
      return there.length < place.number || there.some((other) => prefers(place.ranking, id, other))
    }),
  )
const rankOf = (wishes: readonly string[], place: string | undefined) =>
  place === undefined ? wishes.length : wishes.indexOf(place)

const check = (wishers: readonly Wisher[], places: readonly Seats[]) => {
  const found = allot(wishers, places)
  if (blocks(found, wishers, places)) return 'is blocked by a pair'
  const stable = outcomes(wishers, places).filter((one) => !blocks(one, wishers, places))
  const better = stable.some((one) =>
    wishers.some(({ id, wishes }) => rankOf(wishes, one.get(id)) < rankOf(wishes, found.get(id))),
  )
  return better ? 'is not the best stable one for each applicant' : null
}
const people = ['a', 'b', 'c']
const all = subsetsInOrder(people)

it('allots stably and best for each applicant in every case of two applicants, two places and all seats', () => {
  const two = subsetsInOrder(['x', 'y'])
  const ranks = subsetsInOrder(['a', 'b'])
  const faults: unknown[] = []
  let cases = 0
  for (const a of two)
    for (const b of two)
      for (const x of ranks)
        for (const y of ranks)
          for (const seats of [
            [0, 1],
            [1, 1],
            [2, 1],
            [2, 2],
          ]) {
            cases += 1
            const wishers = [
              { id: 'a', wishes: a },
              { id: 'b', wishes: b },
            ]
            const places = [
              { id: 'x', number: seats[0] as number, ranking: x },
              { id: 'y', number: seats[1] as number, ranking: y },
            ]
            const fault = check(wishers, places)
            if (fault) faults.push({ fault, wishers, places })
          }
  expect(cases).toBe(5 ** 4 * 4)
  expect(faults).toEqual([])
})

it('allots so in every case of three applicants and two places whose wishes are complete, with quotas', () => {
  const orders = [['x', 'y'], ['y', 'x'], ['x'], ['y']]
  const faults: unknown[] = []
  let cases = 0
  for (const a of orders)
    for (const b of orders)
      for (const c of orders)
        for (const x of all)
          for (const y of all.filter(({ length }) => length === 3))
            for (const seats of [1, 2]) {
              cases += 1
              const wishers = [a, b, c].map((wishes, at) => ({ id: people[at] as string, wishes }))
              const places = [
                { id: 'x', number: seats, ranking: x },
                { id: 'y', number: 1, ranking: y },
              ]
              const fault = check(wishers, places)
              if (fault) faults.push({ fault, wishers, places })
            }
  expect(cases).toBe(4 ** 3 * 16 * 6 * 2)
  expect(faults.slice(0, 3)).toEqual([])
})

it('allots so in random cases of four applicants and three places, whatever order they are handed in', () => {
  const ids = ['a', 'b', 'c', 'd']
  const at = ['x', 'y', 'z']
  fc.assert(
    fc.property(
      fc.tuple(...ids.map(() => fc.shuffledSubarray(at))),
      fc.tuple(...at.map(() => fc.tuple(fc.integer({ min: 0, max: 3 }), fc.shuffledSubarray(ids)))),
      (wishes, seats) => {
        const wishers = ids.map((id, n) => ({ id, wishes: wishes[n] as string[] }))
        const places = at.map((id, n) => {
          const [number, ranking] = seats[n] as [number, string[]]
          return { id, number, ranking }
        })
        expect(check(wishers, places)).toBeNull()
        expect([...allot([...wishers].reverse(), [...places].reverse())].sort()).toEqual(
          [...allot(wishers, places)].sort(),
        )
      },
    ),
    { numRuns: 300 },
  )
})
