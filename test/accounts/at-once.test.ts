import { sql, type Transaction } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../server/core/db'
import { workOnce, type Failure, type Reactions } from '../../server/core/outbox'
import { stillThere } from '../../server/core/person'
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

  /** A worker takes an event of a person and `does`; when somebody else `acts` and waits, it wants the person. */
  const withEventInHand = async (
    personId: string,
    does: (tx: Transaction<Database>) => Promise<unknown>,
    act: () => Promise<unknown>,
  ) => {
    await harness.app.worker.stop() // one worker: that of this test
    await harness.db
      .insertInto('outbox')
      .values({
        id: uuidv7(),
        kind: 'of this test',
        payload: JSON.stringify({ personId }),
        created_at: harness.clock.now(),
        available_at: new Date(0), // before all others
        attempts: 0,
        last_error: null,
        done_reactions: [],
        done_at: null,
        dead_at: null,
      })
      .execute()
    const failures: Failure[] = []
    let acting: Promise<unknown> = Promise.reject(new Error('the event was not taken'))
    acting.catch(() => undefined) // looked at below
    const reaction = async (tx: Transaction<Database>) => {
      await does(tx)
      acting = act()
      acting.catch(() => undefined)
      await waiting(harness.db, 1)
      expect(await stillThere(tx, personId)).toBe(true)
    }
    await workOnce(
      harness.db,
      { 'of this test': { react: ({ tx }: { tx: Transaction<Database> }) => reaction(tx) } } as Reactions,
      () => harness.clock.now(),
      (failure) => failures.push(failure),
    )
    await acting
    expect(failures).toEqual([])
  }

  it('is joined to another only after the event of it that a worker has in hand', async () => {
    const from = await harness.signIn()
    const into = await harness.registerPerson()
    await withEventInHand(
      from.personId,
      async () => undefined,
      () => into.call('PUT /me/phone', { body: { method: 'wechat', code: `phone-${from.phone}` } }),
    )
    await expect(from.call('GET /me')).resolves.toMatchObject({ id: into.personId })
  })

  it('is erased only after a worker that changes something of it', async () => {
    const person = await harness.registerPerson()
    await withEventInHand(
      person.personId,
      (tx) => sql`select from profile where person_id = ${person.personId} for update`.execute(tx),
      () => person.call('DELETE /me'),
    )
    await expect(person.call('GET /me')).rejects.toMatchObject({ code: 'signed-out' })
  })
})
