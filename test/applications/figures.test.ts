import { Figures } from '@jucai/contract/city'
import { sql } from 'kysely'
import { applicationFigures } from '../../server/applications/figures'
import { programs } from '../../server/programs'
import { openTestDatabase, type TestDatabase } from '../databases'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

it('counts in figures that the city shows', () => {
  const counted = Object.keys(applicationFigures(programs))
  expect(counted.sort()).toEqual(['housed', 'recognised', 'returned'])
  expect(Object.keys(Figures.properties)).toEqual(expect.arrayContaining(counted))
})

it('counts each person once in a figure, over all programs that count in it', async () => {
  const people = await sql<{ id: string }>`
    insert into person (id, created_at) select gen_random_uuid(), now() from generate_series(1, 3) returning id`.execute(
    test.db,
  )
  const [first, second, third] = people.rows.map(({ id }) => id)
  let number = 0
  const has = (person: string | undefined, program: string, state: string) =>
    sql`insert into application (id, number, program, program_version, person_id, state, is_open, version, keep_answers, submitted_at, queued_at, updated_at, rank_at)
      values (gen_random_uuid(), ${String(++number)}, ${program}, 1, ${person}, ${state}, false, 1, false, now(), now(), now(), now())`.execute(
      test.db,
    )
  await has(first, 'flat', 'approved')
  await has(first, 'flat', 'approved')
  await has(first, 'house', 'landed')
  await has(second, 'house', 'landed')
  await has(second, 'house', 'approved')
  await has(third, 'flat', 'landed')
  await has(third, 'garden', 'approved')
  const { housed } = applicationFigures([
    { key: 'flat', counts: { figure: 'housed', states: ['approved'] } },
    { key: 'house', counts: { figure: 'housed', states: ['landed', 'closed'] } },
    { key: 'garden' },
  ])
  expect(await housed?.(test.db, new Date('2026-11-22T02:00:00Z'))).toBe(2)
})
