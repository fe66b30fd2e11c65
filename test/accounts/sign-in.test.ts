import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const phone = '13800001111'
const askCode = async (number = phone) => {
  await harness.as()('POST /sms-codes', { body: { phone: number, purpose: 'sign-in' } })
  return harness.sms.lastCode(number) as string
}

it('signs a new person in by SMS code and knows them the next time', async () => {
  const first = await harness.as()('POST /sessions', {
    body: { method: 'sms', phone, code: await askCode(), device: '小米 15' },
  })
  expect(first.me).toMatchObject({
    phone: '138****1111',
    wechat: false,
    registered: false,
    assignments: [],
    name: null,
  })
  harness.clock.advance(61)
  const second = await harness.as()('POST /sessions', {
    body: { method: 'sms', phone, code: await askCode() },
  })
  expect(second.me.id).toBe(first.me.id)
  expect((await harness.as(first.token)('GET /me')).id).toBe(first.me.id)
})

it('sends one code a minute and says how long to wait', async () => {
  harness.clock.advance(61)
  await askCode()
  harness.clock.advance(20)
  await expect(askCode()).rejects.toMatchObject({
    code: 'too-many-requests',
    body: { detail: '请 40 秒后再获取验证码', retryAfterSeconds: 40 },
  })
})

it('keeps wrong tries, and after five the right code does not help either', async () => {
  harness.clock.advance(61)
  const code = await askCode()
  const wrong = code === '000000' ? '000001' : '000000'
  const attempt = (typed: string) =>
    harness.as()('POST /sessions', { body: { method: 'sms', phone, code: typed } })
  for (const left of [4, 3, 2, 1])
    await expect(attempt(wrong)).rejects.toMatchObject({
      code: 'sms-code-wrong',
      message: `还可以再试 ${left} 次`,
    })
  await expect(attempt(wrong)).rejects.toEqual(refused('sms-code-too-many-tries'))
  await expect(attempt(code)).rejects.toEqual(refused('sms-code-too-many-tries'))
})

it('refuses a code after five minutes, twice, or for another purpose', async () => {
  harness.clock.advance(61)
  const late = await askCode()
  harness.clock.advance(300)
  await expect(
    harness.as()('POST /sessions', { body: { method: 'sms', phone, code: late } }),
  ).rejects.toEqual(refused('sms-code-expired'))
  const once = await askCode()
  await harness.as()('POST /sessions', { body: { method: 'sms', phone, code: once } })
  await expect(
    harness.as()('POST /sessions', { body: { method: 'sms', phone, code: once } }),
  ).rejects.toEqual(refused('sms-code-expired'))
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone, purpose: 'recovery' } })
  await expect(
    harness.as()('POST /sessions', {
      body: { method: 'sms', phone, code: harness.sms.lastCode(phone) as string },
    }),
  ).rejects.toEqual(refused('sms-code-expired'))
})
