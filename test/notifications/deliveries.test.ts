import { v7 as uuidv7 } from 'uuid'
import { subscriptionTopics, type SubscriptionTopic } from '@jucai/contract/application-vocabulary'
import { emit } from '../../server/core/outbox'
import { identitiesOf } from '../../server/accounts'
import { deliver, sendDeliveries, type DeliveryDeps } from '../../server/notifications'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'

let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  Object.assign(harness.sms, { notices: [], outcome: 'sent' })
  Object.assign(harness.wechat, { messages: [], outcome: 'sent' })
  person = await harness.signIn()
  await person.call('PUT /me/wechat', { body: { code: `login-${person.phone}` } })
  await settle()
})
afterAll(() => harness.close())

const vault = testVault()
const deps = (overrides: Partial<DeliveryDeps> = {}): DeliveryDeps => ({
  db: harness.db,
  clock: harness.clock.now,
  vault,
  sms: harness.sms,
  wechat: harness.wechat,
  ...overrides,
  reach: async (db, personId) => {
    const identities = await identitiesOf(db, vault, personId)
    return {
      openId: identities.find(({ kind }) => kind === 'wechat')?.subject ?? null,
      phone: identities.find(({ kind }) => kind === 'phone')?.subject ?? null,
    }
  },
})
const send = (overrides?: Partial<DeliveryDeps>) => sendDeliveries(deps(overrides))
const settle = async () => {
  await harness.app.worker.drain()
  await send()
}
const consent = (...topics: SubscriptionTopic[]) =>
  person.call('POST /me/subscriptions', { body: { topics } })
const quotas = async () =>
  Object.fromEntries(
    (await person.call('GET /me/subscriptions')).items.map(({ topic, quota }) => [topic, quota]),
  )
const rows = () =>
  harness.db
    .selectFrom('delivery')
    .select(['channel', 'topic', 'state', 'words', 'attempts'])
    .where('person_id', '=', person.personId)
    .orderBy('channel')
    .orderBy('at')
    .execute()
const states = async () => (await rows()).map(({ channel, state }) => `${channel} ${state}`)

const change = async (
  event: string,
  state: 'changes-requested' | 'approved' | 'rejected' | 'recommended' | 'withdrawn',
  extra: object = {},
) => {
  const id = uuidv7()
  const now = harness.clock.now()
  const number = `GG-20261122-${id.slice(-6)}`
  await harness.db
    .insertInto('application' as never)
    .values({
      id,
      number,
      program: 'homecoming',
      program_version: 1,
      person_id: person.personId,
      state: 'closed',
      is_open: false,
      version: 1,
      answers: null,
      masked_name: null,
      submitted_at: now,
      queued_at: now,
      updated_at: now,
      rank_at: now,
      keep_answers: false,
      ...extra,
    })
    .execute()
  await emit(harness.db, now, 'application.changed', {
    applicationId: id,
    personId: person.personId,
    program: 'homecoming',
    event,
    state,
    version: 2,
  })
  return { id, number }
}

it('counts one consent as one message, by topic', async () => {
  expect(await quotas()).toEqual({
    'application-progress': 0,
    'changes-requested': 0,
    'visit-reminder': 0,
    'turn-to-choose': 0,
  })
  await consent('application-progress', 'visit-reminder')
  expect((await consent('application-progress')).items[0]).toEqual({
    topic: 'application-progress',
    templateId: 'sample-application-progress',
    quota: 2,
  })
  await change('approve', 'approved')
  await settle()
  expect(await quotas()).toMatchObject({
    'application-progress': 1,
    'changes-requested': 0,
    'visit-reminder': 1,
  })
  await change('approve', 'approved')
  await change('approve', 'approved')
  await settle()
  expect(harness.wechat.messages).toHaveLength(2)
  expect(harness.sms.notices).toEqual([]) // an approval can wait
})

it('tells of a request for changes by WeChat and by SMS, which names no program', async () => {
  await consent('changes-requested')
  const { id, number } = await change('request-changes', 'changes-requested', {
    answer_by: new Date('2026-12-07T15:59:59Z'),
  })
  await settle()
  expect(harness.wechat.messages).toEqual([
    {
      openId: `openid-${person.phone}`,
      topic: 'changes-requested',
      values: ['“归根”登记', '待补正', '2026年11月22日 10:00'],
      page: `applications/application/index?id=${id}`,
    },
  ])
  expect(harness.sms.notices).toMatchObject([
    { phone: person.phone, topic: 'changes-requested', values: [number, '12月7日'] },
  ])
  expect(await rows()).toMatchObject([
    { channel: 'sms', state: 'sent', words: null },
    { channel: 'wechat', state: 'sent', words: null },
  ])
})

it('tells of a rejection with the day until which one may appeal', async () => {
  const id = uuidv7()
  const now = harness.clock.now()
  const { sealedTo } = jest.requireActual<{ sealedTo: { refusal(id: string): string } }>(
    '../../server/applications/repository',
  )
  await harness.db
    .insertInto('application' as never)
    .values({
      id,
      number: `GG-20261122-${id.slice(-6)}`,
      program: 'homecoming',
      program_version: 1,
      person_id: person.personId,
      state: 'rejected',
      is_open: false,
      version: 1,
      answers: null,
      masked_name: null,
      submitted_at: now,
      queued_at: now,
      updated_at: now,
      rank_at: now,
      keep_answers: false,
      refusal: vault.encrypt(JSON.stringify({ appealBy: '2026-12-20T15:59:59.000Z' }), sealedTo.refusal(id)),
    })
    .execute()
  await emit(harness.db, now, 'application.changed', {
    applicationId: id,
    personId: person.personId,
    program: 'homecoming',
    event: 'reject',
    state: 'rejected',
    version: 2,
  })
  await settle()
  expect(harness.sms.notices).toMatchObject([
    { topic: 'rejected', values: [`GG-20261122-${id.slice(-6)}`, '12月20日'] },
  ])
})

it('says nothing outside of what the applicant did, or of the office’s inner steps', async () => {
  await consent('application-progress')
  for (const [event, state] of [
    ['withdraw', 'withdrawn'],
    ['recommend', 'recommended'],
  ] as const)
    await change(event, state)
  await settle()
  expect(await rows()).toEqual([])
  expect(await quotas()).toMatchObject({ 'application-progress': 1 })
})

it('does not send again when the worker is killed between the send and the mark', async () => {
  await consent('changes-requested')
  await change('request-changes', 'changes-requested')
  await harness.app.worker.drain()
  const dying: Partial<DeliveryDeps> = {
    wechat: {
      ...harness.wechat,
      sendSubscribeMessage: async (...message) => {
        await harness.wechat.sendSubscribeMessage(...message)
        throw new Error('killed')
      },
    },
    sms: {
      ...harness.sms,
      sendNotice: async (...notice) => {
        await harness.sms.sendNotice(...notice)
        throw new Error('killed')
      },
    },
  }
  for (let turns = 0; turns < 2; turns += 1) await expect(send(dying)).rejects.toThrow('killed')
  expect(await states()).toEqual(['sms sending', 'wechat sending'])
  await send()
  expect(await states()).toEqual(['sms sending', 'wechat sending']) // it may still be at work
  harness.clock.advance(121)
  await send()
  expect(await states()).toEqual(['sms uncertain', 'wechat uncertain'])
  expect([harness.wechat.messages.length, harness.sms.notices.length]).toEqual([1, 1])
  expect((await rows()).every(({ words }) => words === null)).toBe(true)
})

it('sends what was put down when the worker dies before sending, and the same event twice only once', async () => {
  await consent('changes-requested')
  await change('request-changes', 'changes-requested')
  await harness.app.worker.drain() // put down; whoever would send it is dead
  expect(await states()).toEqual(['sms waiting', 'wechat waiting'])
  await harness.db
    .updateTable('outbox')
    .set({ done_at: null })
    .where('kind', '=', 'application.changed')
    .execute() // as if the mark was lost
  await settle()
  await Promise.all([send(), send(), send()])
  expect([harness.wechat.messages.length, harness.sms.notices.length]).toEqual([1, 1])
  expect(await quotas()).toMatchObject({ 'changes-requested': 0 })
})

it('tries again later what surely was not sent, six times', async () => {
  await change('request-changes', 'changes-requested')
  harness.sms.outcome = 'unsent'
  await settle()
  expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1 }])
  await send()
  expect(harness.sms.notices).toHaveLength(1)
  harness.clock.advance(30)
  harness.sms.outcome = 'sent'
  await send()
  expect(await states()).toEqual(['sms sent'])
  await change('request-changes', 'changes-requested')
  harness.sms.outcome = 'unsent'
  await settle()
  for (let turns = 0; turns < 8; turns += 1) {
    harness.clock.advance(3600)
    await send()
  }
  expect(harness.sms.notices).toHaveLength(2 + 6)
  expect(await states()).toEqual(['sms sent', 'sms refused'])
})

it('forgets the count when WeChat says the person agreed to no more', async () => {
  await consent('application-progress')
  await consent('application-progress')
  harness.wechat.outcome = 'refused'
  await change('approve', 'approved')
  await settle()
  expect(await states()).toEqual(['wechat refused'])
  expect(await quotas()).toMatchObject({ 'application-progress': 0 })
})

it('keeps what it says encrypted until it is sent, and goes with the account', async () => {
  const { number } = await change('request-changes', 'changes-requested')
  await harness.app.worker.drain()
  const [row] = await rows()
  expect(row?.words?.toString('utf8')).not.toContain(number)
  await consent('visit-reminder')
  const exported = (await person.call('GET /me/export')) as {
    subscriptions: unknown[]
    deliveries: unknown[]
  }
  expect([exported.subscriptions.length, exported.deliveries.length]).toEqual([subscriptionTopics.length, 1])
  await person.call('DELETE /me')
  expect(await rows()).toEqual([])
})

it('two reactions to one event, of two rooms, both send what they have to say', async () => {
  const eventId = uuidv7()
  const other = await harness.signIn()
  const now = harness.clock.now()
  const wechat = { topic: 'visit-reminder', values: ['', '', ''] as [string, string, string], page: '' }
  for (const personId of [person.personId, other.personId])
    await deliver(harness.db, deps(), now, {
      eventId,
      personId,
      sms: { topic: 'visit-reminder', values: ['11月24日 09:30'] },
      wechat,
    })
  await send()
  expect(harness.sms.notices).toHaveLength(2)
})
