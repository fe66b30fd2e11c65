import { sql } from 'kysely'
import { heldAtTurn } from '../../server/core/agreement'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

it('looks for whose turn it is among the open agreements only, however many were signed', async () => {
  const { personId } = await harness.registerPerson()
  await sql`insert into agreement (id, held_for, person_id, version, title, sha256, stored_as, file_key, signers,
      ordered, state, made_at, complete_at)
    select ('00000000-0000-4000-8000-' || lpad(at::text, 12, '0'))::uuid, 'internship:' || at, ${personId}, 1, '协议',
      repeat('0', 64), 'x' || at, '\\x00'::bytea, '["intern","base","office"]'::jsonb, true,
      case when at % 500 = 0 then 'open' else 'signed' end, timestamptz '2026-01-01' + at * interval '1 minute', null
    from generate_series(1, 20000) as at`.execute(harness.db)
  await sql`analyze agreement`.execute(harness.db)
  expect(await heldAtTurn(harness.db, { room: 'internship:', signed: 0, limit: 200 })).toHaveLength(40)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select held_for from agreement
    where state = 'open' and held_for like 'internship:%' order by made_at, id limit 200`.execute(harness.db)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('agreement_open')
  expect(plan).not.toContain('Sort')
})
