import { Figures } from '@jucai/contract/city'
import { sql } from 'kysely'
import { applicationFigures, workFigures } from '../../server/applications/figures'
import { programs } from '../../server/programs'
import { openTestDatabase, type TestDatabase } from '../databases'
import { planOf, queriesOf } from '../plans'

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

it('counts what is under way, decided, and how fast, from steps that are on record', async () => {
  await sql`delete from application`.execute(test.db)
  const now = new Date('2026-11-22T02:00:00Z')
  const count = async (key: string) => workFigures[key]?.(test.db, now)
  expect([await count('decided'), await count('decisionDays')]).toEqual([0, 0])
  const { rows } = await sql<{ id: string }>`
    insert into person (id, created_at) select gen_random_uuid(), now() from generate_series(1, 6) returning id`.execute(
    test.db,
  )
  let number = 100
  // By application: when it was submitted, its decisions, whether it is open, whether it was answered in time.
  const cases: [string, [string, string][], boolean, boolean | null][] = [
    ['2026-11-01T15:59:00Z', [['approve', '2026-11-01T16:01:00Z']], false, true], // over midnight in China: 1 day
    [
      '2026-11-01T02:00:00Z',
      [
        ['reject', '2026-11-04T02:00:00Z'],
        ['approve', '2026-11-11T02:00:00Z'],
      ],
      false,
      false,
    ],
    ['2026-11-01T02:00:00Z', [['request-changes', '2026-11-02T02:00:00Z']], true, true],
    ['2026-11-01T02:00:00Z', [['withdraw', '2026-11-02T02:00:00Z']], false, null],
    ['2026-11-01T02:00:00Z', [], true, null],
  ]
  for (const [turn, [submitted, steps, open, inTime]] of cases.entries()) {
    const { rows: made } = await sql<{ id: string }>`
      insert into application (id, number, program, program_version, person_id, state, is_open, version, keep_answers,
        submitted_at, queued_at, updated_at, rank_at, answered_in_time)
      values (gen_random_uuid(), ${String(++number)}, 'flat', 1, ${rows[turn]?.id}, 'submitted', ${open}, 1, false,
        ${submitted}, now(), now(), now(), ${inTime}) returning id`.execute(test.db)
    for (const [version, [event, at]] of steps.entries())
      await sql`insert into application_step (id, application_id, version, event, to_state, actor_role, at)
        values (gen_random_uuid(), ${made[0]?.id}, ${version + 1}, ${event}, 'submitted', 'system', ${at})`.execute(
        test.db,
      )
  }
  expect({
    underWay: await count('underWay'),
    decided: await count('decided'),
    decisionDays: await count('decisionDays'), // of 1, 3 and 10
    leadsAnswered: await count('leadsAnswered'),
    leadsInTime: await count('leadsInTime'),
  }).toEqual({ underWay: 2, decided: 2, decisionDays: 3, leadsAnswered: 3, leadsInTime: 2 })
})

it('finds each of them by an index', async () => {
  for (const [key, index] of [
    ['underWay', 'application_queue'],
    ['decided', 'application_step_decided'],
    ['decisionDays', 'application_step_decided'],
    ['leadsAnswered', 'application_answered'],
    ['leadsInTime', 'application_answered'],
  ] as const) {
    const [query] = await queriesOf(test.db, (db) => workFigures[key]?.(db, new Date()) ?? Promise.resolve(0))
    if (!query) throw new Error(`${key} asks nothing`)
    expect(await planOf(test.db, query, [index], ['seqscan', 'bitmapscan'])).toMatch(
      new RegExp(`Index.* using ${index}`),
    )
  }
})
