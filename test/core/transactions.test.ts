import type { RouteDef } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import type { Role } from '@jucai/contract/vocabulary'
import { sql } from 'kysely'
import { oneOfEverything, type Objects } from '../fixtures'
import { startHarness, type Harness } from '../harness'

/** A request that only asks holds no transaction, and nothing inside one asks for a second connection. */
let harness: Harness
let objects: Objects
const tokens = new Map<Role, string>()
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  objects = await oneOfEverything(harness)
  tokens.set('holder', objects.world.holder.token)
  tokens.set('clerk', objects.world.clerk.token)
  tokens.set('reviewer', objects.world.reviewer.token)
  tokens.set('lead', objects.world.lead.token)
  for (const role of ['system-admin', 'security-admin', 'audit-admin'] as const)
    tokens.set(role, (await harness.office(role)).token)
})
afterAll(() => harness.close())

const reads = (Object.entries(routes) as [RouteName, RouteDef][]).filter(([name]) => name.startsWith('GET '))
const head = async (name: RouteName, { access }: RouteDef) => {
  const path = name.slice('GET '.length).replace(/:(\w+)/g, (_, named: string) => objects.ids[named] ?? named)
  const token = access.who === 'anyone' ? undefined : tokens.get(access.who[0] as Role)
  const { statusCode, body } = await harness.app.http.inject({
    method: 'HEAD',
    url: `/api${path}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
  return { statusCode, body }
}

it('fails at once where the pool is asked inside a transaction, instead of waiting for itself for ever', async () => {
  const ask = harness.db.transaction().execute(() => sql`select 1`.execute(harness.db))
  await expect(ask).rejects.toThrow('the pool was asked inside a transaction')
  expect((await sql<{ one: number }>`select 1 as one`.execute(harness.db)).rows).toEqual([{ one: 1 }])
})

it('answers HEAD as it answers GET, without a body', async () => {
  const answered: [RouteName, number][] = []
  for (const [name, definition] of reads) {
    const { statusCode, body } = await head(name, definition)
    expect(body).toBe('')
    if (statusCode >= 500) answered.push([name, statusCode])
  }
  expect(answered).toEqual([])
})

it('answers forty at once who only look at the head of a file, and everybody after them', async () => {
  const file: RouteName = 'GET /application-exports/:export/content'
  const all = await Promise.all(Array.from({ length: 40 }, () => head(file, routes[file])))
  expect(all.every(({ statusCode }) => statusCode < 500)).toBe(true)
  expect((await harness.app.http.inject('/api/health/ready')).statusCode).toBe(200)
})
