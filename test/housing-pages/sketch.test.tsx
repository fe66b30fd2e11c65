import { frame, layerOf, namesOf, projectionOf } from '@/housing/sketch'
import { sketch } from '../../mock/city/sketch'
import { stations } from '../../mock/city/stations'

const homes = stations.filter(({ name }) => name.endsWith('人才公寓'))

it('puts every project inside the frame with room for its pin, north above and east to the right', () => {
  const project = projectionOf(homes)
  for (const home of homes) {
    const { x, y } = project(home)
    expect(x).toBeGreaterThanOrEqual(40)
    expect(x).toBeLessThanOrEqual(frame.width - 40)
    expect(y).toBeGreaterThanOrEqual(60)
    expect(y).toBeLessThanOrEqual(frame.height - 30)
  }
  const [a, b] = [
    { latitude: 28.17, longitude: 112.98 },
    { latitude: 28.18, longitude: 112.99 },
  ]
  expect(project(b).y).toBeLessThan(project(a).y)
  expect(project(b).x).toBeGreaterThan(project(a).x)
})

it('draws one project alone in the middle, and nothing where no lines are given', () => {
  const [home] = homes
  const project = projectionOf(home ? [home] : [])
  expect(project(home ?? { latitude: 0, longitude: 0 }).x).toBe(frame.width / 2)
  expect(layerOf([], 'river', project)).toBeNull()
})

it('draws the lines of a kind within a kilobyte, and writes no name over another or over a pin', () => {
  const project = projectionOf(homes)
  for (const kind of ['river', 'road', 'rail'] as const)
    expect(layerOf(sketch, kind, project)?.length ?? 0).toBeLessThan(1024)
  const pins = homes.map((home) => project(home))
  const names = namesOf(sketch, project, [...pins])
  expect(names.length).toBeGreaterThan(2)
  for (const [at, one] of names.entries())
    for (const other of [...pins, ...names.slice(at + 1)])
      expect(Math.abs(one.x - other.x) > 62 || Math.abs(one.y - other.y) > 26).toBe(true)
})
