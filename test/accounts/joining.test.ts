import { authenticate } from '../../server/accounts'
import { stillThere } from '../../server/core/person'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'

/** Two accounts become one while somebody is still acting as the one that goes out. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const codeFor = async (phone: string) => {
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone, purpose: 'sign-in' } })
  return harness.sms.lastCode(phone) as string
}
const joinBy = async (into: Visitor, from: Visitor) => {
  const code = await codeFor(from.phone)
  return () => into.call('PUT /me/phone', { body: { method: 'sms', phone: from.phone, code } })
}

it('moves what was agreed to and written under the other account', async () => {
  const from = await harness.signIn()
  await from.call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-pool' },
    body: { given: true, noticeVersion: 1 },
  })
  await from.call('POST /me/subscriptions', { body: { topics: ['visit-reminder'] } })
  const into = await harness.registerPerson()
  await into.call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-code' },
    body: { given: false, noticeVersion: 1 },
  })
  await (
    await joinBy(into, from)
  )()
  const { items } = await into.call('GET /me/consents')
  expect(items.map(({ purpose, given }) => [purpose, given])).toEqual([
    ['registration', true],
    ['id-number', true],
    ['talent-code', false],
    ['talent-pool', true],
  ])
  expect((await into.call('GET /me/subscriptions')).items).toContainEqual({
    topic: 'visit-reminder',
    templateId: 'sample-visit-reminder',
    quota: 1,
  })
})

it('an act of an account that is gone is refused, not written under a name that nobody has', async () => {
  const from = await harness.signIn()
  const into = await harness.registerPerson()
  const join = await joinBy(into, from)
  const actor = await authenticate(harness.db, from.token, harness.clock.now())
  expect(actor?.personId).toBe(from.personId)
  await join()
  // the session goes on as the other's
  expect((await from.call('GET /me')).id).toBe(into.personId)
  await into.call('DELETE /me')
  await expect(from.call('POST /me/subscriptions', { body: { topics: ['visit-reminder'] } })).rejects.toEqual(
    refused('signed-out'),
  )
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('waits for what is being written under the account that goes out, and takes it along', async () => {
  const from = await harness.signIn()
  const into = await harness.registerPerson()
  const join = await joinBy(into, from)
  let joined = false
  const joining: Promise<void>[] = []
  await harness.db.transaction().execute(async (tx) => {
    expect(await stillThere(tx, from.personId)).toBe(true)
    joining.push(
      join().then(() => {
        joined = true
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(joined).toBe(false)
    await tx
      .insertInto('wechat_subscription')
      .values({ person_id: from.personId, topic: 'rejected', quota: 2, changed_at: harness.clock.now() })
      .execute()
  })
  await Promise.all(joining)
  expect(
    await harness.db
      .selectFrom('wechat_subscription')
      .select('person_id')
      .where('topic', '=', 'rejected')
      .execute(),
  ).toEqual([{ person_id: into.personId }])
})
