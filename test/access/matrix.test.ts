import { randomUUID } from 'node:crypto'
import type { RouteDef } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import { roles, type Role } from '@jucai/contract/vocabulary'
import { startHarness, type Harness, type Visitor } from '../harness'
import { oneOfEverything, type Objects } from '../fixtures'

/**
 * Every route × every caller, generated from the contract: a new route is tested without a line here, and
 * one whose path names an object that no `objects.ts` of a feature makes fails.
 */
let harness: Harness
let callers: Record<Role, Visitor>
/** The same roles, signed in at the console. */
let officers: Record<Role, Visitor>
let revoked: Visitor
/** A session by a number alone, whose owner has not confirmed who they are. */
let unconfirmed: string
let foreign: Objects
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  foreign = await oneOfEverything(harness)
  const { city, stationId: theirs } = foreign.world
  const stationElsewhere = city.stations.find(({ id }) => id !== theirs)?.id ?? ''
  const entries: [Role, Visitor][] = []
  const officeEntries: [Role, Visitor][] = []
  for (const role of roles) {
    const stationId = role === 'clerk' ? stationElsewhere : null
    entries.push([
      role,
      role === 'holder' ? await harness.registerPerson() : await harness.staff(role, stationId),
    ])
    if (role !== 'holder') officeEntries.push([role, await harness.office(role)])
  }
  callers = Object.fromEntries(entries) as Record<Role, Visitor>
  officers = { ...callers, ...Object.fromEntries(officeEntries) }
  const known = await harness.registerPerson()
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone: known.phone, purpose: 'sign-in' } })
  unconfirmed = (
    await harness.as()('POST /sessions', {
      body: { method: 'sms', phone: known.phone, code: harness.sms.lastCode(known.phone) as string },
    })
  ).token
  revoked = await harness.signIn()
  await revoked.call('DELETE /sessions/current')
})
afterAll(() => harness.close())

const table = Object.entries(routes) as [RouteName, RouteDef][]
const parameters = (name: RouteName) =>
  [...name.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter as string)

const send = async (name: RouteName, token: string | null, objects: Record<string, string>) => {
  const [method = '', template = ''] = name.split(' ')
  const url = `/api${template.replace(/:(\w+)/g, (_, parameter: string) => objects[parameter] ?? randomUUID())}`
  const reply = await harness.app.http.inject({
    method: method as 'GET',
    url,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(method === 'GET' || method === 'DELETE'
      ? {}
      : { payload: JSON.stringify(foreign.bodies[name] ?? {}) }),
  })
  return {
    status: reply.statusCode,
    body: reply.body === '' ? null : (JSON.parse(reply.body) as { type?: string }),
  }
}

// These end the caller's session or account, and would spoil the calls after them; refusal is tested, the
// grant elsewhere.
const spoiling = new Set<RouteName>([
  'DELETE /sessions/current',
  'DELETE /me/sessions',
  'DELETE /me',
  'GET /me/export',
  'POST /me/renunciation',
])

describe.each(table)('%s', (name, { access }) => {
  it('refuses who is not signed in, and a session that was signed out', async () => {
    for (const token of [null, revoked.token, 'x'.repeat(43)]) {
      const { status, body } = await send(name, token, {})
      if (access.who === 'anyone') expect([401, 403]).not.toContain(status)
      else expect([status, body?.type]).toEqual([401, 'urn:jucai:problem:signed-out'])
    }
  })

  it('refuses a session that is not confirmed, unless it says so', async () => {
    if (spoiling.has(name) && access.who !== 'anyone' && access.unconfirmed) return
    const { status, body } = await send(name, unconfirmed, {})
    if (access.who === 'anyone') expect([401, 403]).not.toContain(status)
    else if (access.unconfirmed) expect(status).not.toBe(403)
    else expect([status, body?.type]).toEqual([403, 'urn:jucai:problem:confirmation-needed'])
  })

  it.each(roles)('admits %s just as declared', async (role) => {
    const admitted = access.who === 'anyone' || access.who.some((one) => one === role || one === 'holder')
    if (admitted && spoiling.has(name)) return
    const { status, body } = await send(
      name,
      (access.who !== 'anyone' && access.office ? officers : callers)[role].token,
      {},
    )
    if (admitted) expect([401, 403, 500]).not.toContain(status)
    else expect([status, body?.type]).toEqual([403, 'urn:jucai:problem:not-allowed'])
  })

  if (access.who !== 'anyone' && access.office) {
    it('wants a session with a second factor', async () => {
      const { status, body } = await send(name, callers[access.who[0] as Role].token, {})
      expect([status, body?.type]).toEqual([403, 'urn:jucai:problem:office-session-needed'])
    })
  }

  const named = parameters(name)
  if (access.who !== 'anyone' && access.rows !== 'all' && named.length > 0) {
    const whose = access.rows === 'own' ? 'person' : access.rows
    it(`does not tell whether an object of another ${whose} exists`, async () => {
      const [role = 'holder'] = access.who
      const objects = Object.fromEntries(
        named.map((parameter) => {
          const id = foreign.ids[parameter]
          if (id === undefined) throw new Error(`no test/<feature>/objects.ts makes a “${parameter}”`)
          return [parameter, id]
        }),
      )
      // a word, not an object; whose a station is, is what rows of stations are about
      const isWord = (parameter: string) => access.rows === 'own' && foreign.vocabulary.has(parameter)
      if (named.every(isWord)) return
      const { token } = (access.office ? officers : callers)[role]
      const others = await send(name, token, objects)
      const absent = await send(name, token, {})
      expect(others.status).toBe(404)
      expect(others.body).toEqual({ ...absent.body, instance: expect.any(String) as string })
      const owner = await send(name, foreign.owners[named[0] as string] ?? null, objects)
      expect(owner.status).not.toBe(404)
    })
  }
})

it('declares every route that the server answers', async () => {
  const document = await harness.app.http.inject('/api/docs/json')
  const { paths } = document.json<{ paths: Record<string, Record<string, unknown>> }>()
  const served = Object.entries(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} ${url.replace('/api', '').replace(/\{(\w+)\}/g, ':$1')}`,
    ),
  )
  expect(served.sort()).toEqual(Object.keys(routes).sort())
})

// The rest is generated from the contract, and believes it. What is for administrators stands here as well, so
// that nobody else comes by it through a slip of the pen.
it('gives administrators’ routes to those who are to have them, and nobody else', () => {
  const isAdmin = (role: string) => role.endsWith('-admin')
  const found = table.flatMap(([name, { access }]) =>
    access.who !== 'anyone' && access.who.some(isAdmin) ? [[name, access.who.join(), access.rows]] : [],
  )
  expect(found).toEqual([
    ['GET /account-recoveries', 'security-admin', 'all'],
    ['PUT /account-recoveries/:recovery/decision', 'security-admin', 'all'],
    ['POST /staff-invitations', 'system-admin', 'all'],
    ['GET /staff-invitations', 'system-admin', 'all'],
    ['DELETE /staff-invitations/:invitation', 'system-admin', 'all'],
    ['GET /staff', 'system-admin,security-admin', 'all'],
    ['DELETE /staff/:person/roles/:role', 'system-admin,security-admin', 'all'],
    ['GET /audit-entries', 'audit-admin', 'all'],
    ['GET /disputes', 'lead,security-admin', 'all'],
    ['PUT /people/:person/credential-revocation', 'security-admin', 'all'],
    ['GET /programs/:program/versions', 'lead,system-admin', 'all'],
    ['PUT /programs/:program/settings', 'lead,system-admin', 'all'],
    ['GET /calendar', 'lead,system-admin', 'all'],
    ['PUT /calendar/:year', 'lead,system-admin', 'all'],
    ['PUT /stations/:station/profile', 'lead,system-admin', 'all'],
    ['GET /office-locks', 'security-admin', 'all'],
    ['DELETE /office-locks/:person', 'security-admin', 'all'],
    ['GET /office/me', 'reviewer,lead,system-admin,security-admin,audit-admin', 'own'],
    ['PUT /office/password', 'reviewer,lead,system-admin,security-admin,audit-admin', 'own'],
    ['GET /dead-events', 'system-admin', 'all'],
    ['POST /dead-events/:event/retries', 'system-admin', 'all'],
  ])
})
