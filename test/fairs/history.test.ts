import type { PlaceState } from '@jucai/contract/fair-vocabulary'
import { accuracyOf, faultsInQueues, type PlaceChange } from '../faults/fairs-history'

/** The checker of the fault run, shown histories that cannot be: a check that finds nothing proves nothing. */
let id = 0
const change = (
  placeId: string,
  was: PlaceState | null,
  state: PlaceState,
  over: Partial<PlaceChange> = {},
): PlaceChange => {
  id += 1
  const number = Number(placeId.replaceAll(/\D/g, ''))
  return {
    ...{
      id,
      placeId,
      boothId: 'A',
      ticketId: placeId,
      slotId: null,
      was,
      state,
      rank: number,
      moved: number,
    },
    ...{ atMs: id * 10_000, begunMs: id * 10_000 },
    ...over,
  }
}
const faults = (changes: PlaceChange[], desks = 2) =>
  faultsInQueues(changes, desks).map((fault) => fault.replace(/^\d+: /, ''))

it('finds nothing in a queue that was kept', () => {
  expect(
    faults([
      change('p1', null, 'waiting'),
      change('p2', null, 'waiting'),
      change('p1', 'waiting', 'called'),
      change('p2', 'waiting', 'called'),
      change('p1', 'called', 'talking'),
      change('p1', 'talking', 'done'),
    ]),
  ).toEqual([])
})

it('finds who was called before somebody in front of them who was free', () => {
  const queue = [change('p1', null, 'waiting'), change('p2', null, 'waiting')]
  expect(faults([...queue, change('p2', 'waiting', 'called')])).toEqual(['out of order'])
})

it('overtaking is no fault where who stood in front talks elsewhere, or became free in that moment', () => {
  const elsewhere = { boothId: 'B', ticketId: 'p1' }
  const before = [
    change('p1', null, 'waiting'),
    change('p2', null, 'waiting'),
    change('p9', null, 'waiting', elsewhere),
    change('p9', 'waiting', 'called', elsewhere),
  ]
  expect(faults([...before, change('p2', 'waiting', 'called')])).toEqual([])
  const freed = change('p9', 'called', 'missed', elsewhere)
  expect(
    faults([...before, freed, change('p2', 'waiting', 'called', { begunMs: freed.atMs + 1_000 })]),
  ).toEqual([])
  const freedLong = { begunMs: freed.atMs + 60_000, atMs: freed.atMs + 60_000 }
  expect(faults([...before, freed, change('p2', 'waiting', 'called', freedLong)])).toEqual(['out of order'])
})

it('finds a slot with two, a person at two booths, twice at one, and more talks than desks', () => {
  const slotId = 's'
  expect(
    faults([change('p1', null, 'booked', { slotId }), change('p2', null, 'booked', { slotId })]),
  ).toEqual(['a slot twice'])
  const one = { ticketId: 'same' }
  expect(
    faults([
      change('p1', null, 'waiting', one),
      change('p2', null, 'waiting', { ...one, boothId: 'B' }),
      change('p1', 'waiting', 'called', one),
      change('p2', 'waiting', 'called', { ...one, boothId: 'B' }),
    ]),
  ).toEqual(['a person at two booths'])
  expect(faults([change('p1', null, 'waiting', one), change('p2', null, 'waiting', one)])).toEqual([
    'a person twice at a booth',
  ])
  const both = [change('p1', null, 'waiting'), change('p2', null, 'waiting')]
  expect(faults([...both, change('p1', 'waiting', 'called'), change('p2', 'waiting', 'called')], 1)).toEqual([
    'more talks at a booth than desks',
  ])
})

it('finds who came last and stands in front, who was passed too far in front, and a step that was not from there', () => {
  expect(faults([change('p5', null, 'waiting'), change('p4', null, 'waiting')])).toEqual([
    'who came last stands in front',
  ])
  expect(
    faults([
      ...['p1', 'p2', 'p3', 'p4'].map((place) => change(place, null, 'waiting')),
      change('p1', 'waiting', 'called'),
      change('p1', 'called', 'waiting', { rank: 2, moved: 9 }),
    ]),
  ).toEqual(['passed, and too far in front'])
  expect(faults([change('p1', 'waiting', 'called')])).toEqual(['a place was waiting and had been undefined'])
})

it('a range holds from its low end to its high end, and is open where nothing can be said', () => {
  const minuteMs = 60_000
  const called = (placeId: string, minutes: number) =>
    change(placeId, 'waiting', 'called', { atMs: minutes * minuteMs })
  const range = (placeId: string) => ({ placeId, atMs: 0, lowMinutes: 5, highMinutes: 9 })
  const places = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']
  expect(
    accuracyOf(places.map(range), [
      called('p1', 4.9),
      called('p2', 5),
      called('p3', 9.9),
      called('p4', 10.1),
      change('p5', 'waiting', 'left', { atMs: 3 * minuteMs }),
      change('p6', 'waiting', 'ended', { atMs: 30 * minuteMs }),
    ]),
  ).toEqual({ within: 2, sooner: 1, later: 2, open: 1 })
})
