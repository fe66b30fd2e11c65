import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { testVault } from '../../mock/fakes'
import { outOfTransaction } from '../../server/core/db'
import { readEnvironment } from '../../server/env'
import { startHarness, type Harness } from '../harness'
import { waiting } from '../waiting'

/** How many codes leave: counted by the number first, and by the address, of which a campus has one for all. */
let harness: Harness
const campus = '203.0.113.77'
const home = '198.51.100.9'
beforeAll(async () => {
  const { isCampus } = readEnvironment({ JUCAI_CAMPUS_NETWORKS: '203.0.113.0/24,2001:da8:d000::/36' })
  harness = await startHarness({ isCampus })
})
afterAll(() => harness.close())

let numbers = 0
const ask = async (from: string, phone = `1360000${String(++numbers).padStart(4, '0')}`) => {
  const reply = await outOfTransaction(
    async () =>
      await harness.app.http.inject({
        method: 'POST',
        url: '/api/sms-codes',
        remoteAddress: from,
        payload: { phone, purpose: 'sign-in' },
      }),
  )
  return { status: reply.statusCode, detail: reply.json<{ detail?: string }>().detail }
}
/** As if so many codes had just been sent to other numbers behind an address. */
const sentFrom = async (address: string, count: number) => {
  const now = harness.clock.now()
  const source = testVault().blindIndex(address, 'sms.source')
  await harness.db
    .insertInto('sms_code')
    .values(
      Array.from({ length: count }, () => ({
        id: uuidv7(),
        phone_index: `somebody's ${uuidv7()}`,
        purpose: 'sign-in' as const,
        code_hash: '',
        source_index: source,
        tries: 0,
        tries_elsewhere: 0,
        created_at: now,
        expires_at: now,
        used_at: null,
      })),
    )
    .execute()
}

it('stops an address after a hundred in an hour, and names the ways that are left', async () => {
  await sentFrom(home, 99)
  expect((await ask(home)).status).toBe(202)
  const { status, detail } = await ask(home)
  expect([status, detail]).toEqual([
    429,
    '这个网络一小时内获取的验证码太多了，你的号码没有问题。换用手机流量可以马上再试；在微信小程序里可以用微信登录，不用验证码',
  ])
  harness.clock.advance(3600)
  expect((await ask(home)).status).toBe(202)
})

it('lets ten times as many through for a network that is known as that of a campus', async () => {
  await sentFrom(campus, 999)
  expect((await ask(`::ffff:${campus}`)).status).toBe(202) // as a server on both families sees it
  expect((await ask(campus)).status).toBe(429)
  await sentFrom('203.0.113.78', 1000)
  expect((await ask('203.0.113.78')).status).toBe(429)
})

it('knows a campus by its IPv6 network too, of which each dormitory is one source', async () => {
  await sentFrom('2001:da8:d000:1::/64', 999)
  expect((await ask('2001:da8:d000:1::5')).status).toBe(202)
  expect((await ask('2001:da8:d000:1:a:b:c:d')).status).toBe(429)
  await sentFrom('2001:da9:0:1::/64', 100)
  expect((await ask('2001:da9:0:1::5')).status).toBe(429)
})

it('counts the number first, wherever it asks from', async () => {
  const phone = '13600017777'
  expect((await ask('203.0.113.79', phone)).status).toBe(202)
  await sentFrom(home, 100)
  expect((await ask(home, phone)).detail).toMatch(/^请 \d+ 秒后再获取验证码$/)
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('counts requests of one address at once one after another', async () => {
  const address = '198.51.100.10'
  await sentFrom(address, 98)
  const asked: ReturnType<typeof ask>[] = []
  await harness.db.transaction().execute(async (tx) => {
    await sql`lock table sms_code in exclusive mode`.execute(tx) // may be read, not written
    for (let turn = 0; turn < 5; turn += 1) asked.push(ask(address))
    await waiting(harness.db, 5)
  })
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([202, 202, 429, 429, 429])
})

describe('the networks of campuses', () => {
  it('are read as ranges of both families', () => {
    const { isCampus } = readEnvironment({
      JUCAI_CAMPUS_NETWORKS: '202.103.0.0/16, 2001:da8:d000::/36,198.51.100.7',
    })
    expect(
      [
        '202.103.9.1',
        '::ffff:202.103.9.1',
        '2001:da8:dfff::1',
        '198.51.100.7',
        '202.104.0.1',
        '2001:da9::1',
        '',
      ].map(isCampus),
    ).toEqual([true, true, true, true, false, false, false])
    expect(readEnvironment({}).isCampus('202.103.9.1')).toBe(false)
  })
  it.each([
    '校园网',
    '202.103.0.0/33',
    '2001:da8::/129',
    '2001:da8::/65',
    '0.0.0.0/0',
    '202.103.0/16',
    '10.0.0.0/8,',
    '10.0.0.0/8/8',
    '10.0.0.0/',
  ])('%s is refused at the start, by name', (text) => {
    expect(() => readEnvironment({ JUCAI_CAMPUS_NETWORKS: text })).toThrow('JUCAI_CAMPUS_NETWORKS')
  })
})

describe('a stranger who knows a number', () => {
  const enter = async (from: string, phone: string, code: string) => {
    const reply = await harness.app.http.inject({
      method: 'POST',
      url: '/api/sessions',
      remoteAddress: from,
      payload: { method: 'sms', phone, code },
    })
    return { status: reply.statusCode, left: reply.json<{ triesLeft?: number }>().triesLeft }
  }
  const wrong = (code: string) => (code === '111111' ? '222222' : '111111')

  it('does not use up the code of its owner by wrong tries', async () => {
    const phone = '13600016666'
    await ask('198.51.100.31', phone)
    const code = harness.sms.lastCode(phone) as string
    for (let turn = 0; turn < 6; turn += 1) await enter('198.51.100.66', phone, wrong(code))
    expect((await enter('198.51.100.66', phone, code)).status).toBe(409)
    expect(await enter('198.51.100.31', phone, wrong(code))).toMatchObject({ left: 4 })
    expect((await enter('198.51.100.31', phone, code)).status).toBe(201)
  })

  it('does not use up what the number may ask for in a day', async () => {
    const phone = '13600015555'
    const asked: number[] = []
    for (let turn = 0; turn < 8; turn += 1) {
      asked.push((await ask('198.51.100.67', phone)).status)
      harness.clock.advance(61)
    }
    expect(asked).toEqual([202, 202, 202, 202, 202, 429, 429, 429])
    expect((await ask('198.51.100.67', phone)).detail).toContain('换用手机流量')
    expect((await ask('198.51.100.32', phone)).status).toBe(202)
  })
})
