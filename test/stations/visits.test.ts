import { startHarness, type Harness, type Visitor } from '../harness'
import { sendDeliveries } from '../../server/notifications'
import { testVault } from '../../mock/fakes'
import { stationOf } from '../../mock/city/stations'
import { containing, refused } from '../matchers'

let harness: Harness
let clerk: Visitor
let elsewhere: Visitor
beforeAll(async () => {
  harness = await startHarness()
  clerk = await harness.staff('clerk', stationOf.shenzhen)
  elsewhere = await harness.staff('clerk', stationOf.campus)
})
afterAll(() => harness.close())

const station = stationOf.shenzhen
let day = 0
/** A time on a day of its own, `hours` long. */
const offer = (seats = 2, by = clerk, hours = 1) => {
  day += 1
  const from = Date.parse('2026-12-01T02:00:00Z') + day * 86_400_000
  return by.call('POST /stations/:station/slots', {
    params: { station },
    body: {
      startsAt: new Date(from).toISOString(),
      endsAt: new Date(from + hours * 3_600_000).toISOString(),
      seats,
    },
  })
}
const book = (who: Visitor, slotId: string) =>
  who.call('POST /me/visits', { body: { slotId, purpose: '想聊聊回来创业' } })
const titles = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}

it('books a seat, tells both sides, and gives it back on cancelling', async () => {
  const slot = await offer(1)
  const visitor = await harness.registerPerson()
  const visit = await book(visitor, slot.id)
  expect(visit).toMatchObject({
    stationName: '驻深圳招才引智工作站',
    maskedName: '林**',
    purpose: '想聊聊回来创业',
    state: 'booked',
  })
  const seen = (await visitor.call('GET /stations/:station/slots', { params: { station } })).items.find(
    ({ id }) => id === slot.id,
  )
  expect(seen).toMatchObject({ left: 0, mine: true })
  await expect(book(visitor, slot.id)).rejects.toEqual(refused('already-booked'))
  const late = await harness.signIn()
  await expect(book(late, slot.id)).rejects.toEqual(refused('slot-full'))
  expect(await titles(visitor)).toContain('来访已约好')
  expect(await titles(clerk)).toContain('有新的来访预约')
  await visitor.call('DELETE /me/visits/:visit', { params: { visit: visit.id } })
  await visitor.call('DELETE /me/visits/:visit', { params: { visit: visit.id } }) // twice is once
  expect((await book(late, slot.id)).maskedName).toBe('未登记')
  expect((await visitor.call('GET /me/visits')).items[0]).toMatchObject({ id: visit.id, state: 'cancelled' })
  await expect(
    visitor.call('DELETE /me/visits/:visit', {
      params: { visit: (await late.call('GET /me/visits')).items[0]?.id as string },
    }),
  ).rejects.toEqual(refused('not-found'))
})

it('never gives a seat twice, however many ask at once', async () => {
  const slot = await offer(3)
  const visitors = await Promise.all(Array.from({ length: 8 }, () => harness.signIn()))
  const outcomes = await Promise.allSettled(
    [...visitors, ...visitors].map((visitor) => book(visitor, slot.id)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      expect(['slot-full', 'already-booked']).toContain((outcome.reason as { code: string }).code)
  expect(
    await harness.db
      .selectFrom('visit')
      .select('id')
      .where('slot_id', '=', slot.id)
      .where('state', '=', 'booked')
      .execute(),
  ).toHaveLength(3)
  expect(
    (
      await harness.db
        .selectFrom('visit_slot')
        .select('taken')
        .where('id', '=', slot.id)
        .executeTakeFirstOrThrow()
    ).taken,
  ).toBe(3)
})

it('books once under one idempotency key', async () => {
  const slot = await offer(5)
  const visitor = await harness.registerPerson()
  const body = { slotId: slot.id, purpose: '问落户' }
  const [first, second] = await Promise.all(
    [1, 2].map(() => visitor.call('POST /me/visits', { body }, { idempotencyKey: 'visit-key-1' })),
  )
  expect(second).toEqual(first)
})

it('refuses times that overlap, lie behind, run backwards, or last too long', async () => {
  const slot = await offer(2, clerk, 2)
  const at = (minutes: number) => new Date(Date.parse(slot.startsAt) + minutes * 60_000).toISOString()
  const add = (startsAt: string, endsAt: string) =>
    clerk.call('POST /stations/:station/slots', { params: { station }, body: { startsAt, endsAt, seats: 1 } })
  await expect(add(at(60), at(180))).rejects.toEqual(refused('slot-overlaps'))
  await expect(add(at(-60), at(1))).rejects.toEqual(refused('slot-overlaps'))
  await expect(add('2026-11-01T02:00:00Z', '2026-11-01T03:00:00Z')).rejects.toMatchObject({
    errors: [{ pointer: '/startsAt' }],
  })
  await expect(add(at(300), at(300))).rejects.toMatchObject({ errors: [{ pointer: '/endsAt' }] })
  await expect(add(at(300), at(300 + 13 * 60))).rejects.toMatchObject({ errors: [{ pointer: '/endsAt' }] })
  const both = await Promise.allSettled([add(at(120), at(180)), add(at(150), at(200))])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('does not let one person be in two places at a time', async () => {
  const slot = await offer(2)
  const other = await elsewhere.call('POST /stations/:station/slots', {
    params: { station: stationOf.campus },
    body: { startsAt: slot.startsAt, endsAt: slot.endsAt, seats: 2 },
  })
  const visitor = await harness.registerPerson()
  await book(visitor, slot.id)
  await expect(book(visitor, other.id)).rejects.toMatchObject({
    code: 'already-booked',
    body: { detail: containing('驻深圳') },
  })
})

it('lets one person have two visits to come at a station and five in all, however many are asked for at once', async () => {
  const elsewhereAt = async (stationId: string) => {
    const by = await harness.staff('clerk', stationId)
    day += 1
    const from = Date.parse('2026-12-01T02:00:00Z') + day * 86_400_000
    return by.call('POST /stations/:station/slots', {
      params: { station: stationId },
      body: {
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + 3_600_000).toISOString(),
        seats: 9,
      },
    })
  }
  const visitor = await harness.registerPerson()
  const slots = [await offer(9), await offer(9), await offer(9), await offer(9)]
  const outcomes = await Promise.allSettled(slots.map(({ id }) => book(visitor, id)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({
        code: 'too-many-visits',
        message: containing('最多同时约 2 次'),
      })
  const others = Object.values(stationOf).filter((id) => id !== station)
  const more = [
    await elsewhereAt(others[0] as string),
    await elsewhereAt(others[0] as string),
    await elsewhereAt(others[1] as string),
    await elsewhereAt(others[2] as string),
  ]
  const rest = await Promise.allSettled(more.map(({ id }) => book(visitor, id)))
  expect(rest.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(rest.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: containing('最多同时约 5 次') },
  })
  const [visit] = (await visitor.call('GET /me/visits')).items
  await visitor.call('DELETE /me/visits/:visit', { params: { visit: visit?.id as string } })
  const kept = more.find((_slot, index) => rest[index]?.status === 'rejected')
  await book(visitor, kept?.id as string)
})

it('asks before a time is offered on a holiday, says which days are, and tells clerks when a new one takes a time', async () => {
  const at = (startsAt: string, onHoliday?: boolean) =>
    clerk.call('POST /stations/:station/slots', {
      params: { station },
      body: {
        startsAt,
        endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
        seats: 3,
        ...(onHoliday === undefined ? {} : { onHoliday }),
      },
    })
  const lead = await harness.office('lead')
  const enter = (holidays: string[]) =>
    lead.call('PUT /calendar/:year', {
      params: { year: 2027 },
      body: { holidays, workdays: [], source: '国办发明电〔2026〕示例' },
    })
  const days = () => clerk.call('GET /stations/:station/slots', { params: { station } })
  expect(await days()).toMatchObject({ holidays: [], unknownYear: 2027 })
  const slot = await at('2027-02-17T02:00:00Z')
  expect(slot.holiday).toBe(false)
  await book(await harness.registerPerson(), slot.id)
  await enter(['2027-01-01', '2027-02-17', '2027-02-18'])
  expect(await titles(clerk)).toContain('有来访时段落在节假日')
  const told = (await clerk.call('GET /me/messages')).items.find(({ title }) => title.includes('节假日'))
  expect(told?.body).toContain('2月17日 10:00（已约 1 人）')
  expect(await days()).toMatchObject({
    holidays: ['2027-01-01', '2027-02-17', '2027-02-18'],
    unknownYear: null,
    items: expect.arrayContaining([expect.objectContaining({ id: slot.id, holiday: true })]) as unknown,
  })
  await expect(at('2027-02-18T02:00:00Z')).rejects.toEqual(refused('slot-on-holiday'))
  expect((await at('2027-02-18T02:00:00Z', true)).holiday).toBe(true)
})

it('takes a time back and tells who booked it', async () => {
  const slot = await offer(3)
  const visitor = await harness.registerPerson()
  await book(visitor, slot.id)
  await expect(
    elsewhere.call('DELETE /stations/:station/slots/:slot', {
      params: { station: stationOf.campus, slot: slot.id },
    }),
  ).rejects.toEqual(refused('not-found'))
  await clerk.call('DELETE /stations/:station/slots/:slot', { params: { station, slot: slot.id } })
  expect(await titles(visitor)).toContain('来访时段已取消')
  expect((await visitor.call('GET /me/visits')).items[0]?.state).toBe('cancelled')
  await expect(book(await harness.signIn(), slot.id)).rejects.toEqual(refused('slot-over'))
})

it('keeps stations apart', async () => {
  await expect(offer(1, elsewhere)).rejects.toEqual(refused('not-found'))
  await expect(elsewhere.call('GET /stations/:station/visits', { params: { station } })).rejects.toEqual(
    refused('not-found'),
  )
  const slot = await offer(1)
  const visit = await book(await harness.registerPerson(), slot.id)
  await expect(
    elsewhere.call('PUT /stations/:station/visits/:visit/outcome', {
      params: { station: stationOf.campus, visit: visit.id },
      body: { came: true },
    }),
  ).rejects.toEqual(refused('not-found'))
})

it('lists visits soonest first, page by page, then those behind; a look is on record', async () => {
  const all = []
  for (let after: string | undefined; ;) {
    const page = await clerk.call('GET /stations/:station/visits', {
      params: { station },
      query: { limit: 3, ...(after ? { after } : {}) },
    })
    all.push(...page.items)
    if (!page.next) break
    after = page.next
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  expect(all.map(({ startsAt }) => startsAt)).toEqual(all.map(({ startsAt }) => startsAt).sort())
  expect(all).toHaveLength(
    (await harness.db.selectFrom('visit').select('id').where('station_id', '=', station).execute()).length,
  )
})

it('reminds outside too: by WeChat where one agreed, by SMS, each once, and not when the visit was cancelled', async () => {
  const slot = await offer(3)
  const reach = (openId: string) => async () => ({ openId, phone: '13900001234' })
  const send = () =>
    sendDeliveries({
      db: harness.db,
      clock: harness.clock.now,
      vault: testVault(),
      sms: harness.sms,
      wechat: harness.wechat,
      reach: reach('openid-x'),
    })
  const visitors = [
    await harness.registerPerson(),
    await harness.registerPerson(),
    await harness.registerPerson(),
  ] as const
  const [agreed, silent, cancels] = visitors
  for (const one of visitors) await one.call('PUT /me/wechat', { body: { code: `login-${one.phone}` } })
  for (const one of [agreed, cancels])
    await one.call('POST /me/subscriptions', { body: { topics: ['visit-reminder'] } })
  for (const one of [agreed, silent]) await book(one, slot.id)
  await cancels.call('DELETE /me/visits/:visit', { params: { visit: (await book(cancels, slot.id)).id } })
  await harness.app.worker.drain()
  await send()
  Object.assign(harness.wechat, { messages: [] })
  Object.assign(harness.sms, { notices: [] })
  const before = harness.clock.now()
  harness.clock.set(new Date(Date.parse(slot.startsAt) - 23 * 3_600_000))
  for (const _twice of [1, 2]) {
    await harness.app.worker.drain()
    await send()
  }
  harness.clock.set(before)
  const { personId } = agreed
  expect(
    await harness.db
      .selectFrom('delivery')
      .select(['person_id', 'channel', 'state'])
      .where('topic', '=', 'visit-reminder')
      .orderBy('channel')
      .orderBy('person_id')
      .execute(),
  ).toEqual([
    ...[personId, silent.personId].sort().map((id) => ({ person_id: id, channel: 'sms', state: 'sent' })),
    { person_id: personId, channel: 'wechat', state: 'sent' },
  ])
  expect(harness.wechat.messages).toEqual([
    {
      openId: 'openid-x',
      topic: 'visit-reminder',
      page: `homecoming/station/index?id=${station}`,
      values: ['驻深圳招才引智工作站', '预约来访', containing('10:00')],
    },
  ])
  expect(harness.sms.notices.map(({ topic, values }) => [topic, values])).toEqual(
    [1, 2].map(() => ['visit-reminder', [containing('10:00')]]),
  )
  expect(
    (await agreed.call('GET /me/subscriptions')).items.find(({ topic }) => topic === 'visit-reminder')?.quota,
  ).toBe(0)
})

it('reminds once, the day before, and not when it was cancelled; then records who came', async () => {
  const slot = await offer(2)
  const [comes, cancels] = [await harness.registerPerson(), await harness.registerPerson()]
  const visit = await book(comes, slot.id)
  const cancelled = await book(cancels, slot.id)
  await cancels.call('DELETE /me/visits/:visit', { params: { visit: cancelled.id } })
  const outcome = (came: boolean) =>
    clerk.call('PUT /stations/:station/visits/:visit/outcome', {
      params: { station, visit: visit.id },
      body: { came },
    })
  await expect(outcome(true)).rejects.toMatchObject({ errors: [{ pointer: '/came' }] })
  expect(await titles(comes)).not.toContain('来访提醒')
  harness.clock.set(new Date(Date.parse(slot.startsAt) - 23 * 3_600_000))
  const later = await harness.signIn(comes.phone) // sessions of the spring have ended
  await harness.app.worker.drain()
  expect((await titles(later)).filter((title) => title === '来访提醒')).toHaveLength(1)
  expect(await titles(await harness.signIn(cancels.phone))).not.toContain('来访提醒')
  harness.clock.set(slot.endsAt)
  clerk = await harness.signIn(clerk.phone)
  expect((await outcome(false)).state).toBe('missed')
  expect((await outcome(true)).state).toBe('came')
  harness.clock.advance(60)
  expect((await harness.as()('GET /stations/:station', { params: { station } })).figures.met).toBe(1)
  const reads = (await later.call('GET /me/reads')).items.map(({ what }) => what)
  expect(reads).toEqual(expect.arrayContaining(['登记你已到访']))
})
