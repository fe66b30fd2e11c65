import { connect, type AddressInfo } from 'node:net'
import type { RouteDef } from '@jucai/contract/route'
import { maxCount } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import type { Role } from '@jucai/contract/vocabulary'
import { cursorOf } from '../../server/core/keyset'
import { oneOfEverything, type Objects } from '../fixtures'
import { startHarness, type Harness } from '../harness'

/** What no honest client sends is told to be wrong where it comes in, before it reaches a rule or a table. */
let harness: Harness
let objects: Objects
const tokens = new Map<Role, string>()
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  objects = await oneOfEverything(harness)
  const { holder, clerk, reviewer, lead } = objects.world
  for (const [role, { token }] of Object.entries({ holder, clerk, reviewer, lead }))
    tokens.set(role as Role, token)
  for (const role of ['system-admin', 'security-admin', 'audit-admin'] as const)
    tokens.set(role, (await harness.office(role)).token)
})
afterAll(() => harness.close())

const table = Object.entries(routes) as [RouteName, RouteDef][]
const send = async (
  name: RouteName,
  parts: { ids?: Record<string, string>; query?: string; payload?: string },
) => {
  const [method = '', template = ''] = name.split(' ')
  const { access } = routes[name] as RouteDef
  const token = access.who === 'anyone' ? undefined : tokens.get(access.who[0] as Role)
  const named = { ...objects.ids, ...parts.ids }
  const reply = await harness.app.http.inject({
    method: method as 'GET',
    url: `/api${template.replace(/:(\w+)/g, (_, parameter: string) => named[parameter] ?? parameter)}${parts.query ?? ''}`,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { payload: parts.payload ?? '{}' }),
  })
  return {
    status: reply.statusCode,
    body: reply.body === '' ? null : reply.json<{ errors?: { pointer: string }[]; detail?: string }>(),
  }
}
const isId = (schema: unknown) => (schema as { format?: string }).format === 'uuid'

describe('an id', () => {
  const withIds = table.filter(([, { params }]) => Object.values(params?.properties ?? {}).some(isId))
  it.each(withIds.map(([name]) => name))(
    '%s finds nothing under an id that is written in another way',
    async (name) => {
      for (const id of [`urn:uuid:${crypto.randomUUID()}`, `{${crypto.randomUUID()}}`, '-'.repeat(36)]) {
        const { params } = routes[name] as RouteDef
        const ids = Object.fromEntries(
          Object.entries(params?.properties ?? {}).flatMap(([key, schema]) =>
            isId(schema) ? [[key, id]] : [],
          ),
        )
        expect((await send(name, { ids })).status).toBe(404)
      }
    },
  )
})

describe('the mark of the next page', () => {
  const id = '00000000-0000-4000-8000-000000000000'
  const marks = {
    'an id of hyphens': cursorOf(new Date('2026-11-22'), '-'.repeat(36)),
    'a year that no table holds': Buffer.from(`-200000-01-01T00:00:00.000Z ${id}`).toString('base64url'),
    'the year 9999': cursorOf(new Date('9999-12-31T23:59:59.999Z'), id),
    'another way to write a moment': Buffer.from(`Nov 22 2026 ${id}`).toString('base64url'),
    'a fraction': '1.5',
    'a number beyond the column': '2147483648',
    'any word': 'x',
  }
  const paged = table.filter(([, { query }]) => query && 'after' in query.properties)
  it.each(paged.map(([name]) => name))('%s refuses one that it never gave', async (name) => {
    const answered: [string, number][] = []
    for (const [what, after] of Object.entries(marks))
      answered.push([what, (await send(name, { query: `?after=${after}` })).status])
    expect(answered).toEqual(Object.keys(marks).map((what) => [what, 422]))
  })
})

describe('an address or a head that cannot be read', () => {
  it.each(['/api/me/applications/%ff', '/api/%', `/api/me/applications/${'x'.repeat(300)}`])(
    '%s is answered by a problem in words',
    async (url) => {
      const reply = await harness.app.http.inject({ url })
      expect(reply.headers['content-type']).toContain('application/problem+json')
      expect([reply.statusCode, reply.json<{ type: string }>().type]).toEqual([
        404,
        'urn:jucai:problem:not-found',
      ])
    },
  )
  it.each(['no HTTP at all\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`])(
    'so is what the HTTP parser refuses',
    async (raw) => {
      if (!harness.app.http.server.listening) await harness.app.http.listen({ port: 0, host: '127.0.0.1' })
      const { port } = harness.app.http.server.address() as AddressInfo
      const answer = await new Promise<string>((resolve, reject) => {
        let heard = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(raw))
        socket.on('data', (part: Buffer) => {
          heard += part.toString()
        })
        socket.on('close', () => resolve(heard))
        socket.on('error', reject)
      })
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json\r\n/)
      expect(answer).toContain('urn:jucai:problem:malformed-request')
    },
  )
})

describe('a moment', () => {
  const own = (body: object) =>
    send('POST /stations/:station/slots', {
      ids: { station: objects.world.stationId },
      payload: JSON.stringify({
        startsAt: '2026-12-30T02:00:00Z',
        endsAt: '2026-12-30T03:00:00Z',
        seats: 1,
        ...body,
      }),
    })
  it.each([
    '2026-12-30T23:59:60Z',
    '2026-12-30T10:00:00+08',
    '2026-12-30T10:00:00+0800',
    '2026-12-30 02:00:00Z',
    '2026-02-30T02:00:00Z',
    '0000-01-01T02:00:00Z',
    '9999-12-31T23:59:59Z',
    '+020000-01-01T00:00:00Z',
    '2026-12-30T24:00:00Z',
  ])('%s is refused at its field', async (moment) => {
    for (const field of ['startsAt', 'endsAt']) {
      const { status, body } = await own({ [field]: moment })
      expect([status, body?.errors?.map(({ pointer }) => pointer)]).toEqual([422, [`/${field}`]])
    }
  })
  it('with an offset is taken as the moment it is', async () => {
    const { status, body } = await own({
      startsAt: '2026-12-30T10:00:00+08:00',
      endsAt: '2026-12-30T11:00:00.5+08:00',
    })
    expect([status, body]).toMatchObject([201, { startsAt: '2026-12-30T02:00:00.000Z' }])
  })
})

describe('a day', () => {
  it.each(['0000-01-01', '0001-01-01', '1899-12-31', '9999-12-31', '2026-02-29', '2026-13-01', '26-01-01'])(
    '%s is refused',
    async (on) => {
      const { status, body } = await send('POST /leads/:lead/follow-ups', {
        payload: JSON.stringify({ kind: 'landed', on, employer: '某厂', note: '到岗', amountFen: null }),
      })
      expect(status).toBe(422)
      expect(body?.errors?.map(({ pointer }) => pointer)).toContain('/on')
    },
  )
})

describe('a whole number', () => {
  type Schema = {
    type?: string
    minimum?: number
    maximum?: number
    properties?: Record<string, Schema>
    items?: Schema
    anyOf?: Schema[]
  }
  const unbounded = (schema: Schema, at: string): string[] => [
    ...(schema.type === 'integer' && !(Number.isFinite(schema.minimum) && Number.isFinite(schema.maximum))
      ? [at]
      : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => unbounded(inner, `${at}/${key}`)),
    ...(schema.items ? unbounded(schema.items, `${at}/*`) : []),
    ...(schema.anyOf ?? []).flatMap((inner) => unbounded(inner, at)),
  ]
  it('has bounds in every request, which its column holds', () => {
    expect(
      table.flatMap(([name, { params, query, body }]) =>
        [params, query, body].flatMap((schema) => (schema ? unbounded(schema as Schema, name) : [])),
      ),
    ).toEqual([])
  })
  it.each([-1, maxCount, maxCount + 1, 1.5, 1e300])(
    '%s is refused as the version of a draft',
    async (version) => {
      const { status, body } = await send('PUT /programs/:program/draft', {
        ids: { program: 'apartment' },
        payload: JSON.stringify({ answers: {}, revision: 0, version }),
      })
      expect([status, body?.errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/version']])
    },
  )
})

describe('a body', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  it.each([5000, 60])('nested %i deep is refused in words, with and without a key', async (depth) => {
    for (const name of [
      'PUT /programs/:program/draft',
      'POST /me/applications/:application/events',
    ] as const) {
      const payload = `{"answers":{"employer":${nested(depth)}},"revision":0,"version":1}`
      expect(await send(name, { payload, ids: { program: 'apartment' } })).toMatchObject({
        status: 400,
        body: { detail: '内容嵌套太深' },
      })
    }
  })
})

describe('an answer of a draft', () => {
  const odd: unknown[] = [
    { toString: 1 },
    ['__proto__'],
    [],
    [[]],
    {},
    null,
    1e300,
    true,
    'toString',
    'constructor',
    [null],
    [{ toString: 1 }],
  ]
  it.each(['recognition', 'schooling', 'apartment', 'homecoming'])(
    'of %s that is no answer to its question is left out, and the draft can be read',
    async (program) => {
      const page = await send('GET /programs/:program', { ids: { program } })
      const { form, version } = page.body as unknown as {
        version: number
        form: { sections: { fields: { key: string; fields?: { key: string }[] }[] }[] }
      }
      const fields = form.sections.flatMap((section) => section.fields)
      const person = await harness.registerPerson()
      tokens.set('holder', person.token)
      const faults: unknown[] = []
      let revision = 0
      for (const value of odd) {
        const inner = (field: { key: string; fields?: { key: string }[] }): [string, unknown][] =>
          field.fields ? [[field.key, [Object.fromEntries(field.fields.map(({ key }) => [key, value]))]]] : []
        const sets: Record<string, unknown>[] = [
          Object.fromEntries(fields.map(({ key }) => [key, value])),
          Object.fromEntries(fields.flatMap(inner)),
        ]
        for (const answers of sets) {
          const saved = await send('PUT /programs/:program/draft', {
            ids: { program },
            payload: JSON.stringify({ answers, revision, version }),
          })
          if (saved.status === 200) revision += 1
          const read = await send('GET /programs/:program/draft', { ids: { program } })
          if (saved.status >= 500 || read.status !== 200) faults.push([value, saved.status, read.status])
        }
      }
      expect(revision).toBeGreaterThan(0)
      expect(faults).toEqual([])
    },
  )
})
