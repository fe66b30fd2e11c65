import { sendDeliveries } from '../../server/notifications'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { pass, refuse } from './choosers'
import { testLine } from './line'
import { waits } from '../todos/waits'
import { roundOf } from './world'

let harness: Harness
let agreed: Visitor, silent: Visitor, third: Visitor
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine } })
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  agreed = await harness.registerPerson()
  silent = await harness.registerPerson()
  third = await harness.registerPerson()
  for (const one of [agreed, silent, third])
    await one.call('PUT /me/wechat', { body: { code: `login-${one.phone}` } })
  await agreed.call('POST /me/subscriptions', { body: { topics: ['turn-to-choose'] } })
  await told()
})

/** What left by SMS and by WeChat about turns since it was last asked. */
const told = async () => {
  await pass(harness)
  await sendDeliveries({
    db: harness.db,
    clock: harness.clock.now,
    vault: testVault(),
    sms: harness.sms,
    wechat: harness.wechat,
    // by whom it was sent to, so that rounds of other tests are told apart
    reach: async (_db, personId) => ({ openId: personId, phone: personId }),
  })
  const here = [agreed, silent, third].map(({ personId }) => personId)
  const left = {
    sms: harness.sms.notices
      .filter(({ topic, phone }) => topic === 'turn-to-choose' && here.includes(phone))
      .map(({ values }) => values[0]),
    wechat: harness.wechat.messages
      .filter(({ topic, openId }) => topic === 'turn-to-choose' && here.includes(openId))
      .map(({ values, page }) => [...values, page]),
  }
  Object.assign(harness.sms, { notices: [] })
  Object.assign(harness.wechat, { messages: [] })
  return left
}
const whoWasSent = async () =>
  (
    await harness.db
      .selectFrom('delivery')
      .select(['person_id', 'channel'])
      .where('topic', '=', 'turn-to-choose')
      .where('person_id', 'in', [agreed.personId, silent.personId, third.personId])
      .execute()
  ).map(({ person_id: id, channel }) => [id, channel])

it('tells by SMS whose turn it is, and by WeChat who agreed to it, once a call', async () => {
  const round = await roundOf(harness, [agreed, silent, third], 3)
  expect(await told()).toEqual({
    sms: [containing('10:30'), containing('10:30')],
    wechat: [['测试批次', '轮到你选房', containing('10:30'), `choosing/choose/index?round=${round.roundId}`]],
  })
  expect(await whoWasSent()).toEqual(
    expect.arrayContaining([
      [agreed.personId, 'sms'],
      [agreed.personId, 'wechat'],
      [silent.personId, 'sms'],
    ]),
  )
  expect(await told()).toEqual({ sms: [], wechat: [] })
  const { items } = await agreed.call('GET /me/subscriptions')
  expect(items.find(({ topic }) => topic === 'turn-to-choose')?.quota).toBe(0)
  await refuse(silent, round)
  expect((await told()).sms).toEqual([containing('10:30')]) // the third, and nobody a second time
})

it('tells of the last call as of a call of its own', async () => {
  await roundOf(harness, [agreed], 1)
  await told()
  await agreed.call('POST /me/subscriptions', { body: { topics: ['turn-to-choose'] } })
  harness.clock.advance(31 * 60)
  const { sms, wechat } = await told()
  expect(sms).toHaveLength(1)
  expect(wechat).toEqual([['测试批次', '可以补选', expect.any(String), expect.any(String)]])
  expect(await told()).toEqual({ sms: [], wechat: [] })
})

it('sends nothing of a turn that was over before it could be told', async () => {
  const round = await roundOf(harness, [agreed], 1, { slotMinutes: 5 })
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 5_000) await run(harness.clock.now())
  await refuse(agreed, round)
  expect(await told()).toEqual({ sms: [], wechat: [] })
})

it('is the first thing on the home page while the turn runs, and not after', async () => {
  const round = await roundOf(harness, [agreed, silent, third], 3)
  expect(await waits(silent)).toEqual([])
  await pass(harness)
  expect((await silent.call('GET /me/todos')).items).toEqual([
    {
      title: '轮到你选房了',
      words: '测试批次，11月22日 10:30前可以选。',
      button: '去选房',
      page: `/choosing/choose/index?round=${round.roundId}`,
      until: '2026-11-22T02:30:00.000Z',
    },
  ])
  expect(await waits(third)).toEqual([])
  await refuse(silent, round)
  expect(await waits(silent)).toEqual([])
})
