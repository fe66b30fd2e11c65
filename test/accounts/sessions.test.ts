import { deviceOf, startHarness, type Harness } from '../harness'
import { containing, refused } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const byWeChat = async (name: string) => {
  const { token, me } = await harness.as()('POST /sessions', {
    body: { method: 'wechat', code: `login-${name}`, device: '微信' },
  })
  return { personId: me.id, token, call: harness.as(token) }
}
const again = async (phone: string) => {
  harness.clock.advance(61)
  return harness.signIn(phone)
}
const codeFor = async (phone: string) => {
  await harness.as()('POST /sms-codes', { body: { phone, purpose: 'sign-in' } })
  return harness.sms.lastCode(phone) as string
}

it('keeps a token for 30 days and only as a hash', async () => {
  const { token, call } = await harness.signIn()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(JSON.stringify(await harness.db.selectFrom('session').selectAll().execute())).not.toContain(token)
  harness.clock.advance(29 * 86_400)
  expect((await call('GET /me/sessions')).items).toHaveLength(1)
  harness.clock.advance(86_400)
  await expect(call('GET /me')).rejects.toEqual(refused('signed-out'))
})

it('notes when a device was last seen, at most each five minutes', async () => {
  const { call } = await harness.signIn()
  const seen = async () => (await call('GET /me/sessions')).items[0]?.lastSeenAt
  const first = await seen()
  harness.clock.advance(299)
  expect(await seen()).toBe(first)
  harness.clock.advance(1)
  expect(await seen()).toBe(harness.clock.now().toISOString())
})

it('signs out here, one device, or everywhere, and never a device of somebody else', async () => {
  const here = await harness.signIn()
  const there = await again(here.phone)
  const stranger = await harness.signIn()
  const list = (await here.call('GET /me/sessions')).items
  expect(list.map((session) => session.current)).toEqual([false, true])
  const session = list[0]?.id as string
  await expect(stranger.call('DELETE /me/sessions/:session', { params: { session } })).rejects.toEqual(
    refused('not-found'),
  )
  await here.call('DELETE /me/sessions/:session', { params: { session } })
  await expect(there.call('GET /me')).rejects.toEqual(refused('signed-out'))
  const third = await again(here.phone)
  await third.call('DELETE /me/sessions')
  for (const one of [here, third]) await expect(one.call('GET /me')).rejects.toEqual(refused('signed-out'))
  await stranger.call('DELETE /sessions/current')
  await expect(stranger.call('DELETE /sessions/current')).rejects.toEqual(refused('signed-out'))
})

it('makes one person of two first sign-ins by WeChat at the same moment', async () => {
  const both = await Promise.all([byWeChat('twice'), byWeChat('twice')])
  expect(both[0].personId).toBe(both[1].personId)
  await expect(
    harness.as()('POST /sessions', { body: { method: 'wechat', code: 'made-up' } }),
  ).rejects.toEqual(refused('wechat-code-invalid'))
})

it('links a phone to a WeChat account and the other way round', async () => {
  const wechat = await byWeChat('linker')
  expect(
    await wechat.call('PUT /me/phone', { body: { method: 'wechat', code: 'phone-13512345678' } }),
  ).toMatchObject({ id: wechat.personId, phone: '135****5678', wechat: true })
  expect((await harness.signIn('13512345678')).personId).toBe(wechat.personId)
  const phone = await harness.signIn()
  expect(await phone.call('PUT /me/wechat', { body: { code: 'login-other-way' } })).toMatchObject({
    id: phone.personId,
    wechat: true,
  })
  await harness.app.worker.drain()
  expect((await phone.call('GET /me/messages')).items).toMatchObject([
    { kind: 'security', title: '登录用的微信已更新', readAt: null },
  ])
})

it('lets a bare WeChat account join the registered account of its phone, still signed in', async () => {
  const registered = await harness.registerPerson()
  const wechat = await byWeChat('newcomer')
  harness.clock.advance(61)
  const me = await wechat.call('PUT /me/phone', {
    body: {
      method: 'sms',
      phone: registered.phone,
      code: await codeFor(registered.phone),
      deviceId: deviceOf(registered.phone),
    },
  })
  expect(me).toMatchObject({ id: registered.personId, registered: true, wechat: true })
  expect((await wechat.call('GET /me')).id).toBe(registered.personId)
  expect((await byWeChat('newcomer')).personId).toBe(registered.personId)
})

it('takes a phone or WeChat from no registered account', async () => {
  const one = await harness.registerPerson()
  const two = await harness.registerPerson()
  harness.clock.advance(61)
  await expect(
    two.call('PUT /me/phone', { body: { method: 'sms', phone: one.phone, code: await codeFor(one.phone) } }),
  ).rejects.toEqual(refused('phone-taken'))
  await one.call('PUT /me/wechat', { body: { code: 'login-of-one' } })
  await expect(two.call('PUT /me/wechat', { body: { code: 'login-of-one' } })).rejects.toEqual(
    refused('wechat-taken'),
  )
  expect((await one.call('GET /me')).phone).not.toBeNull()
})

it('forgets a code that the gateway did not send, so that one can ask again at once', async () => {
  const failing = await startHarness({
    sms: {
      sendNotice: async () => 'unsent',
      sendCode: async () => {
        throw new Error('gateway away')
      },
    },
  })
  const ask = () => failing.as()('POST /sms-codes', { body: { phone: '13800009999', purpose: 'sign-in' } })
  await expect(ask()).rejects.toBeDefined()
  await expect(ask()).rejects.not.toEqual(refused('too-many-requests'))
  await failing.close()
})

it('limits a number to ten codes a day', async () => {
  const phone = '13600000001'
  for (let sent = 0; sent < 10; sent++) {
    await codeFor(phone)
    harness.clock.advance(61)
  }
  await expect(codeFor(phone)).rejects.toMatchObject({
    code: 'too-many-requests',
    message: containing('24 小时'),
  })
  harness.clock.advance(86_400)
  await codeFor(phone)
})

it('pages messages and marks them read, each only by its owner', async () => {
  const owner = await harness.registerPerson()
  const stranger = await harness.signIn()
  await owner.call('PUT /me/wechat', { body: { code: 'login-pages' } })
  await harness.app.worker.drain()
  expect((await owner.call('GET /me')).unreadMessages).toBe(2)
  const first = await owner.call('GET /me/messages', { query: { limit: 1 } })
  const second = await owner.call('GET /me/messages', { query: { limit: 1, after: first.next as string } })
  expect(second.next).toBeNull()
  expect([first.items[0]?.kind, second.items[0]?.kind].sort()).toEqual(['security', 'welcome'])
  const message = first.items[0]?.id as string
  await expect(stranger.call('PUT /me/messages/:message/read', { params: { message } })).rejects.toEqual(
    refused('not-found'),
  )
  await owner.call('PUT /me/messages/:message/read', { params: { message } })
  expect((await owner.call('GET /me')).unreadMessages).toBe(1)
  await owner.call('PUT /me/messages/read')
  expect((await owner.call('GET /me')).unreadMessages).toBe(0)
})
