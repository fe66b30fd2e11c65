import { weChat } from '../../server/adapters/wechat'
import { localServer, type Answer, type Seen } from './local-server'

let now = new Date('2026-11-22T00:00:00Z')
let answers: Record<string, Answer | ((seen: Seen) => Answer)> = {}
let server: Awaited<ReturnType<typeof localServer>>
const failures: string[] = []
/** Short only where nothing comes: a busy machine answers late. */
const timeoutMs = () => (Object.values(answers).includes('hang') ? 300 : 10_000)
const client = () =>
  weChat(
    { appId: 'wx0123', secret: 'the-secret', baseUrl: server.url, timeoutMs: timeoutMs() },
    () => now,
    (code) => failures.push(code),
  )
const calls = (path: string) => server.seen.filter((seen) => seen.path === path)

beforeAll(async () => {
  server = await localServer((seen) => {
    const answer = answers[seen.path] ?? { status: 404, json: {} }
    return typeof answer === 'function' ? answer(seen) : answer
  })
})
beforeEach(() => {
  server.seen.length = 0
  failures.length = 0
  now = new Date('2026-11-22T00:00:00Z')
})
afterAll(() => server.close())

const session = '/sns/jscode2session'
const token = '/cgi-bin/stable_token'
const phone = '/wxa/business/getuserphonenumber'
const phoneInfo = {
  json: {
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: '13800138000',
      purePhoneNumber: '13800138000',
      countryCode: '86',
      watermark: { timestamp: 1, appid: 'wx0123' },
    },
  },
}

it('exchanges a login code for the openid', async () => {
  answers = { [session]: { json: { openid: 'o-1', session_key: 'k' } } }
  expect(await client().openIdOf('login code')).toBe('o-1')
  expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
    appid: 'wx0123',
    secret: 'the-secret',
    js_code: 'login code',
    grant_type: 'authorization_code',
  })
})

it.each([
  [40029, 'wechat-code-invalid'],
  [40163, 'wechat-code-invalid'],
  [40226, 'wechat-code-invalid'],
  [45011, 'too-many-requests'],
  [-1, 'wechat-unavailable'],
  [40013, 'wechat-unavailable'],
])('tells errcode %i as %s', async (errcode, code) => {
  answers = { [session]: { json: { errcode, errmsg: 'said by WeChat' } } }
  await expect(client().openIdOf('x')).rejects.toMatchObject({ code })
  expect(failures).toEqual([String(errcode)])
})

it.each<[string, Answer]>([
  ['no answer in time', 'hang'],
  ['a server error', { status: 502, json: {} }],
  ['something that is not JSON', { text: '<html>' }],
  ['an empty object', { json: {} }],
])('is unavailable after %s', async (_case, answer) => {
  answers = { [session]: answer }
  await expect(client().openIdOf('x')).rejects.toMatchObject({ code: 'wechat-unavailable' })
})

it('asks for the access token once, also for many at a time, and again before it ends', async () => {
  answers = { [token]: { json: { access_token: 't-1', expires_in: 7200 } }, [phone]: phoneInfo }
  const wechat = client()
  expect(await Promise.all([wechat.phoneOf('a'), wechat.phoneOf('b')])).toEqual([
    '13800138000',
    '13800138000',
  ])
  expect(calls(token)).toHaveLength(1)
  expect(JSON.parse(calls(token)[0]?.body ?? '')).toEqual({
    grant_type: 'client_credential',
    appid: 'wx0123',
    secret: 'the-secret',
    force_refresh: false,
  })
  expect(calls(phone)[0]?.query.get('access_token')).toBe('t-1')
  now = new Date(now.getTime() + 6901_000)
  await wechat.phoneOf('c')
  expect(calls(token)).toHaveLength(2)
})

it('gets a new token when WeChat no longer takes the held one, and asks again', async () => {
  let issued = 0
  answers = {
    [token]: () => ({ json: { access_token: `t-${++issued}`, expires_in: 7200 } }),
    [phone]: (seen) =>
      seen.query.get('access_token') === 't-2'
        ? phoneInfo
        : { json: { errcode: 40001, errmsg: 'invalid credential' } },
  }
  expect(await client().phoneOf('a')).toBe('13800138000')
  expect(
    calls(token).map((seen) => (JSON.parse(seen.body) as { force_refresh: boolean }).force_refresh),
  ).toEqual([false, true])
})

it('does not remember a token it failed to get', async () => {
  answers = { [token]: { json: { errcode: 40125, errmsg: 'invalid appsecret' } }, [phone]: phoneInfo }
  const wechat = client()
  await expect(wechat.phoneOf('a')).rejects.toMatchObject({ code: 'wechat-unavailable' })
  answers[token] = { json: { access_token: 't', expires_in: 7200 } }
  expect(await wechat.phoneOf('a')).toBe('13800138000')
})

it('refuses a used phone code and a number from elsewhere', async () => {
  answers = {
    [token]: { json: { access_token: 't', expires_in: 7200 } },
    [phone]: { json: { errcode: 40029, errmsg: 'invalid code' } },
  }
  await expect(client().phoneOf('a')).rejects.toMatchObject({ code: 'wechat-code-invalid' })
  answers[phone] = { json: { errcode: 0, phone_info: { purePhoneNumber: '91234567', countryCode: '852' } } }
  await expect(client().phoneOf('a')).rejects.toMatchObject({
    code: 'wechat-code-invalid',
    options: { detail: '目前只支持中国大陆手机号' },
  })
})

describe('a subscribe message', () => {
  const sendPath = '/cgi-bin/message/subscribe/send'
  const held = { [token]: { json: { access_token: 't', expires_in: 7200 } } }
  const subscribed = () =>
    weChat(
      {
        appId: 'wx0123',
        secret: 'the-secret',
        baseUrl: server.url,
        timeoutMs: timeoutMs(),
        templates: { 'changes-requested': { id: 'template-1', fields: ['thing4', 'phrase1', 'time2'] } },
      },
      () => now,
      (code) => failures.push(code),
    )
  const message = {
    topic: 'changes-requested',
    values: ['一个名字特别特别特别特别特别特别长的项目', '待补正请尽快', '2026年11月22日 10:00'],
    page: 'applications/application/index?id=1',
  } as const

  it('goes to its template, each field cut to what WeChat takes', async () => {
    answers = { ...held, [sendPath]: { json: { errcode: 0, errmsg: 'ok' } } }
    expect(subscribed().templateIdOf('changes-requested')).toBe('template-1')
    expect(await subscribed().sendSubscribeMessage('o-1', message)).toBe('sent')
    expect(JSON.parse(calls(sendPath)[0]?.body ?? '')).toEqual({
      touser: 'o-1',
      template_id: 'template-1',
      page: message.page,
      miniprogram_state: 'formal',
      lang: 'zh_CN',
      data: {
        thing4: { value: [...message.values[0]].slice(0, 20).join('') },
        phrase1: { value: '待补正请尽' },
        time2: { value: '2026年11月22日 10:00' },
      },
    })
  })

  it.each<[string, Answer, string]>([
    ['43101, nobody agreed', { json: { errcode: 43101 } }, 'refused'],
    ['47003, bad data', { json: { errcode: 47003 } }, 'refused'],
    ['40037, no such template', { json: { errcode: 40037 } }, 'refused'],
    ['-1, busy', { json: { errcode: -1 } }, 'unsent'],
    ['no answer in time', 'hang', 'uncertain'],
    ['a server error', { status: 502, json: {} }, 'uncertain'],
    ['an empty object', { json: {} }, 'uncertain'],
  ])('tells %s', async (_case, answer, outcome) => {
    answers = { ...held, [sendPath]: answer }
    expect(await subscribed().sendSubscribeMessage('o-1', message)).toBe(outcome)
  })

  it('is surely unsent without an access token, and refused without a template', async () => {
    answers = { [token]: { json: { errcode: 40125 } } }
    expect(await subscribed().sendSubscribeMessage('o-1', message)).toBe('unsent')
    expect(await subscribed().sendSubscribeMessage('o-1', { ...message, topic: 'visit-reminder' })).toBe(
      'refused',
    )
    expect(failures).toEqual(['40125', 'no-template'])
    expect(client().templateIdOf('changes-requested')).toBeNull()
  })
})
