import { overlapIn, planSize, roomWords } from '@jucai/contract/flat-plan'
import { fenPerSqm, flatRent, talentFen } from '@jucai/contract/housing-vocabulary'
import { numberText } from '@jucai/contract/policies/units'
import { planOf } from '../../mock/housing/plans'
import { sampleProjects } from '../../mock/housing/projects'

it.each(
  sampleProjects.flatMap(({ code, types }) => types.map((type) => [`${code} ${type.name}`, type] as const)),
)('draws %s without rooms over each other, and no larger than the flat', (_, { plan, areaSqm }) => {
  const { rooms, openings } = planOf[plan]
  expect(overlapIn({ rooms, openings })).toBeUndefined()
  const covered = rooms.reduce((sum, { width, depth }) => sum + (width * depth) / 10_000, 0)
  expect(covered).toBeLessThanOrEqual(areaSqm)
  expect(covered).toBeGreaterThan(areaSqm * 0.7)
  // Every opening lies on a wall of some room.
  for (const { along, x, y, length } of openings)
    expect(
      rooms.some((room) =>
        along === 'x'
          ? (y === room.y || y === room.y + room.depth) && x >= room.x && x + length <= room.x + room.width
          : (x === room.x || x === room.x + room.width) && y >= room.y && y + length <= room.y + room.depth,
      ),
    ).toBe(true)
})

it('finds two rooms that lie over each other', () => {
  const rooms = [
    { kind: 'living' as const, name: '起居室', x: 0, y: 0, width: 300, depth: 300 },
    { kind: 'bath' as const, name: '卫生间', x: 299, y: 0, width: 100, depth: 100 },
  ]
  expect(overlapIn({ rooms, openings: [] })).toEqual(rooms)
  expect(planSize({ rooms, openings: [] })).toEqual({ width: 399, depth: 300 })
  expect(roomWords(rooms[1] as (typeof rooms)[1])).toBe('卫生间 1.0 × 1.0 米')
})

it('rounds the talent rate down to whole fen, and a square metre to the nearest', () => {
  expect(talentFen(145_001, 70)).toBe(101_500)
  expect(fenPerSqm(101_500, 2850)).toBe(3561)
  expect(flatRent({ marketFenPerMonth: 145_000, areaSqmHundredths: 2850 }, 70)).toEqual({
    marketFen: 145_000,
    talentFen: 101_500,
    savedFen: 43_500,
    marketFenPerSqm: 5088,
    talentFenPerSqm: 3561,
  })
  expect(numberText(70, 'percent')).toBe('70%')
})
