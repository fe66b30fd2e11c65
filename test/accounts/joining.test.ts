import type { Registration } from '@jucai/contract/profiles'
import { authenticate } from '../../server/accounts'
import { emit } from '../../server/core/outbox'
import { holdPeopleAlone, closePerson, stillThere } from '../../server/core/person'
import { deletePerson } from '../../server/profiles/own-data'
import { oneOfEverything } from '../fixtures'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { currentNotice } from '../../server/profiles'

/** Two accounts become one while somebody is still acting as the one that goes out. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
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
    body: { given: true, noticeVersion: currentNotice.version },
  })
  await from.call('POST /me/subscriptions', { body: { topics: ['visit-reminder'] } })
  const into = await harness.registerPerson()
  await into.call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-code' },
    body: { given: false, noticeVersion: currentNotice.version },
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

const settled = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    () => 'refused',
  )
const meanwhile = async (join: () => Promise<unknown>, act: (tx: never) => Promise<void>) => {
  let joining: Promise<string> = Promise.resolve('')
  await harness.db.transaction().execute(async (tx) => {
    await act(tx as never)
    joining = settled(join())
    await new Promise((resolve) => setTimeout(resolve, 500))
  })
  return joining
}

atOnce('nobody is joined to an account that was deleted meanwhile', async () => {
  const owner = await harness.registerPerson()
  const { token, me } = await harness.as()('POST /sessions', {
    body: { method: 'wechat', code: 'login-late' },
  })
  const bare = { personId: me.id, token, call: harness.as(token), phone: '' }
  const join = await joinBy(bare, owner)
  await meanwhile(join, (tx) =>
    deletePerson(
      tx,
      { vault: null as never, people: harness.app.people, endRoles: async () => true },
      owner.personId,
      harness.clock.now(),
    ),
  )
  const again = await harness.as()('POST /sessions', { body: { method: 'wechat', code: 'login-late' } })
  await harness.as(again.token)('POST /me/subscriptions', { body: { topics: ['visit-reminder'] } })
})

atOnce('an account that was joined to another meanwhile is not joined again', async () => {
  const from = await harness.signIn()
  const first = await harness.registerPerson()
  const second = await harness.registerPerson()
  const { token, me } = await harness.as()('POST /sessions', {
    body: { method: 'wechat', code: 'login-third' },
  })
  const third = { personId: me.id, token, call: harness.as(token), phone: '' }
  expect(second.personId).not.toBe(first.personId)
  const join = await joinBy(third, from)
  await meanwhile(join, async (tx) => {
    await holdPeopleAlone(tx, [from.personId, first.personId])
    await harness.app.people.merge(tx, from.personId, first.personId, harness.clock.now())
    await closePerson(tx, harness.clock.now(), from.personId, first.personId)
  })
  const row = await harness.db
    .selectFrom('person')
    .select('merged_into')
    .where('id', '=', from.personId)
    .executeTakeFirst()
  expect(row?.merged_into).toBe(first.personId)
})

it('of two who both have one of everything, the one holds nothing twice', async () => {
  const one = await oneOfEverything(harness)
  harness.clock.advance(7200) // the station's next free hour
  const other = await oneOfEverything(harness)
  const [into, from] = [one.world.holder, other.world.holder]
  const agree = (who: Visitor, purpose: 'registration' | 'talent-pool', given: boolean) => {
    harness.clock.advance(1)
    return who.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given, noticeVersion: currentNotice.version },
    })
  }
  const subscribe = (who: Visitor, idempotencyKey: string) =>
    who.call('POST /me/subscriptions', { body: { topics: ['changes-requested'] } }, { idempotencyKey })
  // What both have, where one person may have it once: a key, a booking, an answer, an application.
  await subscribe(into, 'the-same-key')
  await subscribe(from, 'the-same-key')
  const replied = await subscribe(from, 'a-key-of-one')
  const slotId = one.ids.slot as string
  await from.call('POST /me/visits', { body: { slotId, purpose: '问问政策' } })
  await agree(into, 'talent-pool', false)
  await agree(from, 'talent-pool', true)
  await from.call('POST /me/applications/:application/events', {
    params: { application: other.ids.application as string },
    body: { event: 'withdraw', version: 1 },
  })
  // Whoever is to go out is registered no more, and asked the office for the account that goes on.
  await agree(from, 'registration', false)
  await harness.app.worker.drain()
  const { profile } = (await into.call('GET /me/export')) as {
    profile: Pick<Registration, 'name' | 'documentType' | 'documentNumber'>
  }
  await from.call('POST /account-recoveries', {
    body: {
      method: 'office',
      name: profile.name,
      documentType: profile.documentType,
      documentNumber: profile.documentNumber,
      contactPhone: '13700007777',
      explanation: '原来的手机号已经停用，请核实后找回。',
    },
  })
  const people = [into.personId, from.personId]
  const inForce = () =>
    harness.db
      .selectFrom('credential')
      .select(['id', 'person_id'])
      .where('person_id', 'in', people)
      .where('revoked_at', 'is', null)
      .execute()
  const [code] = await inForce()
  // A withdrawal revokes the code; here that has not come about yet.
  await harness.db
    .updateTable('credential')
    .set({ revoked_at: null, revoked_because: null })
    .where('person_id', '=', from.personId)
    .execute()
  expect(await inForce()).toHaveLength(2)
  const seats = () =>
    harness.db.selectFrom('visit_slot').select('taken').where('id', '=', slotId).executeTakeFirst()
  expect(await seats()).toEqual({ taken: 2 })
  const tomorrow = new Date(harness.clock.now().getTime() + 86_400_000)
  await emit(harness.db, harness.clock.now(), 'person.registered', { personId: from.personId }, tomorrow)
  const welcomes = async () =>
    (await into.call('GET /me/messages', { query: { limit: 50 } })).items.filter(
      ({ title }) => title === '登记成功',
    ).length

  const join = await joinBy(into, from)
  await expect(join()).rejects.toMatchObject({ code: 'account-not-empty' }) // both draw the same subsidy
  for (const { id } of (await from.call('GET /me/subsidies')).items)
    await from.call('POST /me/subsidies/:grant/end', {
      params: { grant: id },
      body: { because: 'own-wish', on: '2026-11-22' },
    })
  // Nor are hours at one time at two places; those that are not confirmed can be taken back.
  await from.call('DELETE /me/engagements/:engagement/hours/:hours', {
    params: { engagement: other.ids.engagement as string, hours: other.ids.hours as string },
  })
  // One person is counted with one project.
  await from.call('POST /me/introductions/:introduction/objection', {
    params: { introduction: other.ids.introduction as string },
    body: { words: '这个项目与我无关' },
  })
  // Two flats that wait for an answer are not joined either; by now the offer may be over.
  await from
    .call('PUT /me/standing-offers/:standingOffer/refusal', {
      params: { standingOffer: other.ids.standingOffer as string },
    })
    .catch((error: unknown) => expect(error).toEqual(refused('offer-over')))
  // So are two places in the start-up platform.
  await expect((await joinBy(into, from))()).rejects.toMatchObject({
    code: 'account-not-empty',
    body: { detail: expect.stringContaining('创业平台各有一处在用') as string },
  })
  await harness.db
    .updateTable('workspace_tenancy')
    .set({ state: 'cancelled' })
    .where('person_id', '=', from.personId)
    .where('state', '=', 'running')
    .execute()
  // Two leases that go on are for the office.
  await expect((await joinBy(into, from))()).rejects.toMatchObject({
    code: 'account-not-empty',
    body: { detail: expect.stringContaining('各有一份没有结束的公寓租约') as string },
  })
  await harness.db
    .updateTable('lease')
    .set({ state: 'cancelled' })
    .where('person_id', '=', from.personId)
    .where('state', '=', 'to-sign')
    .execute()
  await (
    await joinBy(into, from)
  )()

  expect((await into.call('GET /me/subscriptions')).items.map(({ topic, quota }) => [topic, quota])).toEqual(
    expect.arrayContaining([
      ['application-progress', 2],
      ['changes-requested', 3],
    ]),
  )
  expect((await into.call('GET /me/consents')).items.map(({ purpose, given }) => [purpose, given])).toEqual([
    ['registration', true],
    ['id-number', true],
    ['talent-code', true],
    ['talent-pool', false],
  ])
  expect(await inForce()).toEqual([code])
  const scans = await harness.db
    .selectFrom('scan')
    .select(['service_id', 'occasion', 'undone_at'])
    .where('person_id', '=', into.personId)
    .execute()
  const standing = scans.filter(({ undone_at }) => undone_at === null).map((row) => row.service_id)
  expect(scans.length).toBeGreaterThan(standing.length)
  expect(new Set(standing).size).toBe(standing.length)
  expect(
    await harness.db
      .selectFrom('visit')
      .select('state')
      .where('slot_id', '=', slotId)
      .where('person_id', '=', into.personId)
      .orderBy('state')
      .execute(),
  ).toEqual([{ state: 'booked' }, { state: 'cancelled' }])
  expect(await seats()).toEqual({ taken: 1 })
  expect(
    await harness.db
      .selectFrom('account_recovery')
      .select('state')
      .where('person_id', '=', into.personId)
      .execute(),
  ).toEqual([{ state: 'approved' }])
  // Asked again by the one, it is the first answer, not another act.
  expect(await subscribe(into, 'a-key-of-one')).toEqual(replied)
  expect((await into.call('GET /me/subscriptions')).items).toContainEqual(
    expect.objectContaining({ topic: 'changes-requested', quota: 3 }),
  )
  // What was to be done for the other tomorrow is done for the one.
  await harness.app.worker.drain()
  const before = await welcomes()
  harness.clock.set(tomorrow)
  await harness.app.worker.drain()
  expect(await welcomes()).toBe(before + 1)
})
