import fc from 'fast-check'
import { byCity } from '../../src/homecoming/stations/cities'
import { skyLayout } from '../../src/homecoming/stations/sky-layout'
import { stations } from '../../mock/city/stations'

const gap = { x: 27, y: 19 }
const entries = stations.map((station) => ({ ...station, university: null, openNow: null, freeSlots: 0 }))

it('groups stations by city, home first', () => {
  expect(byCity(entries, '星城市').map(({ name, home }) => [name, home])).toEqual([
    ['星城市', true],
    ['深圳市', false],
    ['上海市', false],
    ['武汉市', false],
  ])
})

it('keeps labels apart and inside, and directions true', () => {
  const groups = byCity(entries, '星城市')
  const spots = skyLayout(
    groups.map(({ stations: [first] }) => first as (typeof entries)[number]),
    62,
    gap,
  )
  const [home, shenzhen, shanghai, wuhan] = spots as [
    { x: number; y: number },
    { x: number; y: number },
    { x: number; y: number },
    { x: number; y: number },
  ]
  expect(shenzhen.y).toBeGreaterThan(home.y) // south
  expect(shanghai.x).toBeGreaterThan(wuhan.x) // east
  expect(wuhan.y).toBeLessThan(home.y) // north
})

it('never leaves the frame, nor lays two on each other while there is room', () => {
  const place = fc.record({
    latitude: fc.double({ min: 18, max: 53, noNaN: true }),
    longitude: fc.double({ min: 74, max: 135, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), (places) => {
      const spots = skyLayout(places, 100, gap)
      return spots.every(
        ({ x, y }, index) =>
          x >= 13 &&
          x <= 87 &&
          y >= 9 &&
          y <= 91 &&
          spots
            .slice(index + 1)
            .every((other) => Math.abs(other.x - x) > gap.x - 1 || Math.abs(other.y - y) > gap.y - 1),
      )
    }),
  )
})
