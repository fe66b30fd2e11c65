import { randomInt } from 'node:crypto'
import { routes } from '@jucai/contract/routes'
import type { RouteDef } from '@jucai/contract/route'
import { sql } from 'kysely'
import { registrationOf, startHarness, type Harness } from '../harness'
import { objectWith } from '../matchers'

let harness: Harness
let person: Awaited<ReturnType<Harness['registerPerson']>>
let admin: Awaited<ReturnType<Harness['staff']>>
beforeAll(async () => {
  harness = await startHarness()
  person = await harness.registerPerson()
  admin = await harness.staff('system-admin')
})
afterAll(() => harness.close())

const ourPaths =
  /^(GET|POST|PUT|DELETE) \/(sms-codes|sessions|me(?!\/(credential|timeline))|privacy-notice|account-recoveries|staff|staff-invitations|audit-entries|city|regions|schools)(\/|$)/
const send = async (
  method: string,
  path: string,
  payload: string | undefined,
  token: string | null = person.token,
  type = 'application/json',
) => {
  const reply = await harness.app.http.inject({
    method: method as 'POST',
    url: `/api${path}`,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(payload === undefined ? {} : { 'content-type': type }),
    },
    remoteAddress: `10.1.0.${randomInt(256)}`,
    ...(payload === undefined ? {} : { payload }),
  })
  return {
    status: reply.statusCode,
    body: reply.body === '' ? null : reply.json<{ type?: string; errors?: { pointer: string }[] }>(),
  }
}
const register = (overrides: Record<string, unknown>) =>
  send(
    'PUT',
    '/me/profile',
    JSON.stringify({ ...registrationOf(), documentNumber: person.registration.documentNumber, ...overrides }),
  )

const nasty: [string, string][] = [
  ['SQL', "'; drop table person; --"],
  ['HTML', '<script>alert(1)</script>'],
  ['a template', '${7*7}{{7*7}}'],
  ['an emoji of several parts', '👩‍🎓👨‍👩‍👧‍👦'],
  ['a rare character', '𠮷野'],
  ['a null character', 'a\u0000b'],
  ['a control character', 'a\u0007b'],
  ['a reversing mark', 'a\u202Eb'],
  ['a line break', 'a\nb'],
  ['percent signs', '%00%ff%'],
  ['a prototype name', '__proto__'],
]
const stored = new Set([
  'SQL',
  'HTML',
  'a template',
  'an emoji of several parts',
  'a rare character',
  'percent signs',
  'a prototype name',
])

describe.each(['school', 'major'])('%s', (field) => {
  it.each(nasty)('takes or refuses %s, and gives back exactly what it took', async (name, text) => {
    const { status, body } = await register({ [field]: text })
    expect(status).toBe(stored.has(name) ? 200 : 422)
    if (status === 200) expect(body).toMatchObject({ [field]: text })
    else
      expect(body).toMatchObject({
        type: 'urn:jucai:problem:invalid-request',
        errors: [{ pointer: `/${field}` }],
      })
  })
})

it.each(nasty.filter(([name]) => !['a rare character', 'a reversing mark'].includes(name)))(
  'refuses %s as a name',
  async (_name, text) => {
    expect(await register({ name: text })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/name' }] },
    })
  },
)
it('cleans a name of a reversing mark, which copying brings along', async () => {
  expect(await register({ name: '李\u202e明' })).toMatchObject({ status: 200, body: { name: '李明' } })
})
it.each(['𠮷野', '欧阳明月', '买买提·吐尔逊', 'Mary-Jane O’Neil', 'José'])(
  'takes %s as a name',
  async (name) => {
    expect((await register({ name })).status).toBe(200)
  },
)

it('refuses half a surrogate pair in raw JSON', async () => {
  const payload = JSON.stringify({ ...registrationOf(), major: 'MAJOR' }).replace('MAJOR', '\\ud83d')
  expect(await send('PUT', '/me/profile', payload)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/major' }] },
  })
})

it.each<[string, Record<string, unknown>, string]>([
  ['an unknown field', { admin: true }, '/admin'],
  ['a number for text', { name: 7 }, '/name'],
  ['null', { school: null }, '/school'],
  ['an object for text', { major: {} }, '/major'],
  ['an unknown degree', { degree: 'emperor' }, '/degree'],
  ['a day that is none', { graduatesOn: '2026-02-30' }, '/graduatesOn'],
  ['no aim', { aims: [] }, '/aims'],
  ['an aim twice', { aims: ['job', 'job'] }, '/aims'],
  ['a long school', { school: '学'.repeat(121) }, '/school'],
  ['a region in letters', { homeRegion: 'abcdef' }, '/homeRegion'],
])('refuses %s at its field', async (_case, change, pointer) => {
  expect(await register(change)).toMatchObject({ status: 422, body: { errors: [objectWith({ pointer })] } })
})

it.each<[string, string, string, number]>([
  ['no JSON', '{"phone":', 'application/json', 400],
  ['another type', 'phone=1', 'application/x-www-form-urlencoded', 400],
  ['an empty body', '', 'application/json', 422],
  ['a list', '[]', 'application/json', 422],
  ['null', 'null', 'application/json', 422],
  ['a megabyte', JSON.stringify({ phone: '1'.repeat(1_000_000) }), 'application/json', 413],
])('refuses %s with a problem', async (_case, payload, type, status) => {
  const reply = await send('POST', '/sms-codes', payload, null, type)
  expect(reply.status).toBe(status)
  expect(reply.body?.type).toMatch(/^urn:jucai:problem:/)
})

it.each(['x', 'Bearer', 'a'.repeat(43), "' or 1=1 --", 'a'.repeat(5000)])(
  'knows nobody by the token %#',
  async (token) => {
    expect(await send('GET', '/me', undefined, token)).toMatchObject({
      status: 401,
      body: { type: 'urn:jucai:problem:signed-out' },
    })
  },
)

interface Shape {
  type?: string
  enum?: unknown[]
  anyOf?: Shape[]
  properties?: Record<string, Shape>
}
/** A body of the right shape with `text` wherever text may stand. */
const sample = (schema: Shape, text: string): unknown => {
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, text)
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, sample(inner, text)]),
    )
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'array') return [text]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return 1
  return text
}
const ours = (Object.entries(routes) as [string, RouteDef][]).filter(([name]) => ourPaths.test(name))

it('covers the routes of this part of the contract', () => {
  expect(ours.length).toBeGreaterThanOrEqual(30)
})

it.each(ours.filter(([name]) => !/^DELETE \/(me|sessions\/current|me\/sessions)$/.test(name)))(
  'never fails inside at %s, whatever comes',
  async (name, definition) => {
    const [method = '', path = ''] = name.split(' ')
    for (const text of [
      "'; drop table person; --",
      '<img src=x onerror=alert(1)>',
      'a\u0000b',
      '0'.repeat(300),
      '..%2f..%2fetc',
      '01930000-0000-7000-8000-00000000ffff',
    ]) {
      const filled = path.replace(/:\w+/g, encodeURIComponent(text))
      const query = definition.query
        ? `?${new URLSearchParams(Object.keys(definition.query.properties).map((key) => [key, text]))}`
        : ''
      const payload = definition.body ? JSON.stringify(sample(definition.body as Shape, text)) : undefined
      for (const token of [admin.token, person.token, null]) {
        const { status } = await send(method, filled + query, payload, token)
        expect([name, text, status]).toEqual([name, text, expect.any(Number)])
        expect(status).toBeLessThan(500)
      }
    }
  },
)

it('refuses a made-up page mark', async () => {
  for (const path of ['/me/messages', '/me/reads']) {
    expect(await send('GET', `${path}?after=nonsense`, undefined)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/after' }] },
    })
  }
})

it('lost nothing and left the tables standing', async () => {
  expect((await person.call('GET /me')).registered).toBe(true)
  const { rows } = await sql<{ count: number }>`select count(*) as count from person`.execute(harness.db)
  expect(rows[0]?.count).toBeGreaterThan(1)
})
