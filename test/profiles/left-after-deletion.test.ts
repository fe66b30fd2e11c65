import { sql } from 'kysely'
import { oneOfEverything } from '../fixtures'
import { startHarness, type Harness } from '../harness'

/** What is left after the account was deleted as people delete it, and after all that follows from that. */
let harness: Harness
let holder: { personId: string }
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  const made = await oneOfEverything(harness)
  holder = made.world.holder
  await made.world.holder.call('DELETE /me')
  await harness.app.worker.drain()
}, 100_000)
afterAll(() => harness.close())

it('leaves no row in a table whose rows are deleted', async () => {
  const left: string[] = []
  for (const [name, { of = [], onErase }] of Object.entries(harness.app.people.tables)) {
    if (onErase !== 'rows' || of.length === 0) continue
    const { rows } = await sql`select 1 from ${sql.table(name)} where ${sql.join(
      of.map((column) => sql`${sql.ref(column)} = ${holder.personId}`),
      sql` or `,
    )}`.execute(harness.db)
    if (rows.length > 0) left.push(name)
  }
  expect(left).toEqual([])
})

it('leaves no objection open that nobody can read any more', async () => {
  const { rows } = await sql`select state from objection where person_id = ${holder.personId}
    and state = 'open' and text is null`.execute(harness.db)
  expect(rows).toEqual([])
})
