import { sql } from 'kysely'
import { testVault } from '../../mock/fakes'
import { insertMessage } from '../../server/notifications/repository'
import { deletePerson } from '../../server/profiles/own-data'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce(
  'a message that was being written while its person deleted the account is not left behind',
  async () => {
    const person = await harness.registerPerson()
    await harness.app.worker.drain()
    let begin: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      begin = resolve
    })
    const writing = gate.then(() =>
      harness.db.transaction().execute((other) =>
        insertMessage(other, testVault(), harness.clock.now(), {
          personId: person.personId,
          kind: 'application',
          title: '进度有更新',
          body: '某某的申请有新进展',
        }),
      ),
    )
    await harness.db.transaction().execute(async (tx) => {
      await deletePerson(
        tx,
        { vault: testVault(), people: harness.app.people, endRoles: async () => true },
        person.personId,
        harness.clock.now(),
      )
      begin()
      await new Promise((resolve) => {
        setTimeout(resolve, 400)
      })
    })
    await writing
    const { rows } = await sql`select title from message where person_id = ${person.personId}`.execute(
      harness.db,
    )
    expect(rows).toEqual([])
  },
)
