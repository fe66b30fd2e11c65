import { sampleCity } from '../../mock/city/city'
import { publishCity } from '../../server/city'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

let numbers = 0
const newNumber = () => `1390000${String((numbers += 1)).padStart(4, '0')}`
const wanted = (phone = newNumber()) => ({
  kind: 'person' as const,
  name: '周远山',
  phone,
  title: '材料工程师，在深圳',
  about: '我表哥，做电池材料十年，想回来看看。',
  relation: '表哥',
})
const refer = async (who: Visitor, body = wanted()) => {
  const referral = await who.call('POST /me/referrals', { body })
  return {
    referral,
    phone: body.phone,
    code: new URL(harness.sms.lastReferralLink(body.phone) as string, 'https://x').searchParams.get(
      'code',
    ) as string,
  }
}
const respond = (code: string, agree: boolean) =>
  harness.as()('PUT /referral-requests/:code/answer', { params: { code }, body: { agree } })
const cases = async () => (await lead.call('GET /referrals')).items
const messages = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}

it('asks the person named, and tells the office only after they agree', async () => {
  const referrer = await harness.registerPerson()
  const { referral, code, phone } = await refer(referrer)
  expect(referral).toMatchObject({ state: 'asked', maskedName: '周**', reward: null })
  expect(harness.sms.lastReferralLink(phone)).toBe(`/homecoming/referral-answer/index?code=${code}`)
  expect(await cases()).toEqual([])
  expect(await harness.as()('GET /referral-requests/:code', { params: { code } })).toMatchObject({
    referrerMaskedName: '林**',
    kind: 'person',
    title: '材料工程师，在深圳',
    state: 'asked',
  })
  expect(await respond(code, true)).toEqual({ state: 'agreed' })
  expect(await respond(code, true)).toEqual({ state: 'agreed' })
  await expect(respond(code, false)).rejects.toEqual(refused('referral-answered'))
  const [found] = await cases()
  expect(found).toMatchObject({
    id: referral.id,
    state: 'agreed',
    maskedName: '周**',
    maskedPhone: `139****${phone.slice(-4)}`,
    referrerMaskedName: '林**',
    about: containing('电池材料'),
  })
  expect(await messages(referrer)).toContain('对方同意了你的推荐')
  const stored = JSON.stringify(await harness.db.selectFrom('referral').selectAll().execute())
  for (const secret of [code, phone, '周远山']) expect(stored).not.toContain(secret)
})

it('lands in a December whose next year nobody has entered, and tells the day of the reward once it is', async () => {
  const referrer = await harness.registerPerson()
  const { referral, code } = await refer(referrer)
  await respond(code, true)
  const before = harness.clock.now().toISOString()
  harness.clock.set('2026-12-20T02:00:00.000Z')
  const office = await harness.office('lead')
  const step = (state: 'followed' | 'landed') =>
    office.call('POST /referrals/:referral/steps', {
      params: { referral: referral.id },
      body: { state, note: '合同已签' },
    })
  await step('followed')
  expect((await step('landed')).reward).toMatchObject({ amountFen: 200_000, dueOn: null })
  await office.call('PUT /calendar/:year', {
    params: { year: 2027 },
    body: { holidays: ['2027-01-01'], workdays: [], source: '国办发明电〔2026〕示例' },
  })
  const again = await harness.signIn(referrer.phone)
  expect(await messages(again)).toContain('奖励的发放日期已确定')
  expect((await again.call('GET /me/referrals')).items[0]?.reward).toMatchObject({ dueOn: '2027-01-18' })
  harness.clock.set(before)
})

it('follows it to the reward and its payment', async () => {
  const referrer = await harness.registerPerson()
  const { referral, code, phone } = await refer(referrer)
  await respond(code, true)
  const params = { referral: referral.id }
  const move = (state: 'followed' | 'landed' | 'closed') =>
    lead.call('POST /referrals/:referral/steps', { params, body: { state, note: '电话聊过，下周来看厂房' } })
  await expect(
    lead.call('PUT /referrals/:referral/payment', { params, body: { paidOn: '2026-11-22' } }),
  ).rejects.toEqual(refused('event-not-allowed'))
  expect(
    (await lead.call('POST /referrals/:referral/phone-views', { params, body: { why: '约来访时间' } })).phone,
  ).toBe(phone)
  expect((await move('followed')).state).toBe('followed')
  expect(await move('landed')).toMatchObject({
    state: 'landed',
    reward: { amountFen: 200_000, words: containing('满 3 个月'), dueOn: '2026-12-18', paidOn: null },
  })
  await expect(move('closed')).rejects.toEqual(refused('event-not-allowed'))
  await expect(
    lead.call('PUT /referrals/:referral/payment', { params, body: { paidOn: '2026-11-23' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/paidOn' }] })
  expect(
    (await lead.call('PUT /referrals/:referral/payment', { params, body: { paidOn: '2026-11-22' } })).reward,
  ).toMatchObject({ paidOn: '2026-11-22' })
  await expect(
    lead.call('PUT /referrals/:referral/payment', { params, body: { paidOn: '2026-11-22' } }),
  ).rejects.toEqual(refused('event-not-allowed'))
  const [mine] = (await referrer.call('GET /me/referrals')).items
  expect(mine?.steps.map(({ title }) => title)).toEqual([
    '已发短信询问对方',
    '对方同意了',
    '人才办在跟进',
    '已落地',
    '奖励已发放',
  ])
  expect(await messages(referrer)).toEqual(
    expect.arrayContaining(['推荐有进展', '推荐落地了', '推荐奖励已发放']),
  )
})

it('holds to the reward that the configuration promised when the referral was made', async () => {
  const referrer = await harness.registerPerson()
  const land = async ({ referral, code }: Awaited<ReturnType<typeof refer>>) => {
    await respond(code, true)
    return (
      await lead.call('POST /referrals/:referral/steps', {
        params: { referral: referral.id },
        body: { state: 'landed', note: '已经入职满三个月' },
      })
    ).reward
  }
  const rewards = async () =>
    (await harness.as()('GET /referral-rewards')).items.map(({ kind, amountFen, source }) => [
      kind,
      amountFen,
      source.clause,
    ])
  const publish = (referralRewards: typeof sampleCity.referralRewards) =>
    publishCity(
      harness.db,
      { ...sampleCity, ...(referralRewards ? { referralRewards } : {}) },
      'test',
      harness.clock.now(),
    )
  const first = await refer(referrer)
  expect(await rewards()).toEqual([
    ['person', 200_000, '第十九条'],
    ['project', 1_000_000, '第十九条'],
  ])
  const [person] = sampleCity.referralRewards ?? []
  if (!person) throw new Error('no reward')
  await publish([{ ...person, amountFen: 300_000, source: { ...person.source, clause: '第二十条' } }])
  const second = await refer(referrer)
  expect(await rewards()).toEqual([['person', 300_000, '第二十条']])
  await publish([])
  const third = await refer(referrer)
  expect([(await land(first))?.amountFen, (await land(second))?.amountFen, await land(third)]).toEqual([
    200_000,
    300_000,
    null,
  ])
  await expect(publish([person, person])).rejects.toThrow('the reward of a person stands twice')
  await publish(sampleCity.referralRewards)
})

it('erases name and number on a refusal, and never asks that number again', async () => {
  const referrer = await harness.registerPerson()
  const { referral, code, phone } = await refer(referrer)
  expect(await respond(code, false)).toEqual({ state: 'declined' })
  expect(
    await harness.db
      .selectFrom('referral')
      .select(['name', 'phone', 'title', 'about', 'relation'])
      .where('id', '=', referral.id)
      .executeTakeFirst(),
  ).toEqual({ name: null, phone: null, title: null, about: null, relation: null })
  expect((await referrer.call('GET /me/referrals')).items[0]).toMatchObject({
    state: 'declined',
    maskedName: '',
    title: '你推荐的一位人才',
  })
  await expect(
    lead.call('POST /referrals/:referral/steps', {
      params: { referral: referral.id },
      body: { state: 'followed', note: '再问问' },
    }),
  ).rejects.toEqual(refused('not-found'))
  harness.clock.advance(29 * 86_400)
  const again = await harness.signIn(referrer.phone)
  harness.clock.advance(400 * 86_400)
  const later = await harness.signIn(referrer.phone)
  const { name, documentNumber } = referrer.registration
  await later.call('POST /me/confirmation', { body: { name, lastFour: documentNumber.slice(-4) } })
  await expect(refer(later, wanted(phone))).rejects.toEqual(refused('already-referred'))
  expect(again.personId).toBe(later.personId)
  lead = await harness.office('lead')
})

it('asks a number once in 30 days, at the same moment too', async () => {
  const [first, second] = [await harness.registerPerson(), await harness.registerPerson()]
  const phone = newNumber()
  const outcomes = await Promise.allSettled([
    refer(first, wanted(phone)),
    refer(second, wanted(phone)),
    refer(first, wanted(phone)),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  harness.clock.advance(31 * 86_400)
  await expect(refer(await harness.registerPerson(), wanted(phone))).resolves.toBeTruthy()
})

it('closes and erases after 14 days of silence', async () => {
  const referrer = await harness.registerPerson()
  const { referral, code } = await refer(referrer)
  harness.clock.advance(14 * 86_400)
  await expect(respond(code, true)).rejects.toEqual(refused('referral-expired'))
  await harness.app.worker.drain()
  await expect(harness.as()('GET /referral-requests/:code', { params: { code } })).rejects.toEqual(
    refused('referral-expired'),
  )
  expect(
    await harness.db
      .selectFrom('referral')
      .select(['state', 'name', 'phone'])
      .where('id', '=', referral.id)
      .executeTakeFirst(),
  ).toEqual({ state: 'closed', name: null, phone: null })
  expect(await messages(await harness.signIn(referrer.phone))).toContain('推荐已过期')
  lead = await harness.office('lead')
})

it('refuses oneself, who is not registered, and the sixth of a day', async () => {
  const referrer = await harness.registerPerson()
  await expect(refer(referrer, wanted(referrer.phone))).rejects.toMatchObject({
    errors: [{ pointer: '/phone' }],
  })
  await expect(refer(await harness.signIn())).rejects.toEqual(refused('registration-needed'))
  for (let turn = 0; turn < 5; turn += 1) await refer(referrer)
  await expect(refer(referrer)).rejects.toEqual(refused('too-many-requests'))
})

it('keeps nothing when the message could not be sent, and the same key may try again', async () => {
  harness.sms.outcome = 'refused'
  const referrer = await harness.registerPerson()
  const body = wanted()
  await expect(
    referrer.call('POST /me/referrals', { body }, { idempotencyKey: 'refer-key-1' }),
  ).rejects.toEqual(refused('sms-not-sent'))
  expect((await referrer.call('GET /me/referrals')).items).toEqual([])
  harness.sms.outcome = 'sent'
  const referral = await referrer.call('POST /me/referrals', { body }, { idempotencyKey: 'refer-key-1' })
  expect(await referrer.call('POST /me/referrals', { body }, { idempotencyKey: 'refer-key-1' })).toEqual(
    referral,
  )
  expect((await referrer.call('GET /me/referrals')).items).toHaveLength(1)
})

it('is in the export, and goes with the account', async () => {
  const referrer = await harness.registerPerson()
  const { referral } = await refer(referrer)
  expect(JSON.stringify(await referrer.call('GET /me/export'))).toContain('我表哥')
  await referrer.call('DELETE /me')
  expect(
    await harness.db
      .selectFrom('referral')
      .select(['state', 'phone'])
      .where('id', '=', referral.id)
      .executeTakeFirst(),
  ).toEqual({ state: 'closed', phone: null })
})

it('knows no made-up code', async () => {
  await expect(
    harness.as()('GET /referral-requests/:code', { params: { code: 'x'.repeat(24) } }),
  ).rejects.toEqual(refused('not-found'))
  await expect(respond('x'.repeat(24), true)).rejects.toEqual(refused('not-found'))
})
