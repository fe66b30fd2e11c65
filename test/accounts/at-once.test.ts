import { sql } from 'kysely'
import { startHarness, type Harness } from '../harness'
import { waiting } from '../waiting'

/** Two acts on one account at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip
atOnce('one account', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness()
  })
  afterAll(() => harness.close())

  it('takes two new numbers at once one after the other, and keeps the second', async () => {
    const person = await harness.signIn()
    const link = (phone: string) =>
      person.call('PUT /me/phone', { body: { method: 'wechat', code: `phone-${phone}` } })
    const both: Promise<unknown>[] = []
    await harness.db.transaction().execute(async (tx) => {
      // Both stand where the earlier number is taken away, before either has written its own.
      await sql`select from identity where person_id = ${person.personId} for update`.execute(tx)
      both.push(link('13511110001'), link('13511110002'))
      await waiting(harness.db, 2)
    })
    const [first, second] = await Promise.all(both)
    expect([first, second]).toMatchObject([{ id: person.personId }, { id: person.personId }])
    expect((await person.call('GET /me')).phone).toMatch(/^135\*{4}000[12]$/)
  })
})
