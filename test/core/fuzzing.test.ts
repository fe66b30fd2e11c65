import type { Role } from '@jucai/contract/vocabulary'
import { roles } from '@jucai/contract/vocabulary'
import { fuzz, type Document } from '../faults/fuzzing'
import { seeded } from '../faults/random'
import { oneOfEverything } from '../fixtures'
import { startHarness, type Harness } from '../harness'

/** The short form; `npm run test:faults -- --fuzz 50000` sends as many as one likes. */
const { JUCAI_FUZZ: count = '1500', JUCAI_FUZZ_SEED: seed = '7' } = process.env

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
afterAll(() => harness.close())

it(`answers ${count} requests of every kind, by everybody, without an error and with no status but those it lists`, async () => {
  const { world, ids, bodies } = await oneOfEverything(harness)
  const tokens = new Map<string, string>()
  const renew = async (role: string) => {
    const { token } =
      role === 'holder'
        ? await harness.registerPerson()
        : role === 'clerk'
          ? await harness.staff('clerk', world.stationId)
          : await harness.office(role as Exclude<Role, 'holder'>)
    tokens.set(role, token)
  }
  for (const role of roles) await renew(role)
  for (const role of ['holder', 'clerk', 'reviewer', 'lead'] as const) tokens.set(role, world[role].token)
  const document = (await harness.app.http.inject('/api/docs/json')).json<Document>()
  let sent = 0
  const { statuses, faults } = await fuzz(
    {
      document,
      random: seeded(Number(seed)),
      roles,
      ids,
      bodies: Object.fromEntries(
        Object.entries(bodies).map(([name, body]) => [
          name.replace(' ', ' /api').replace(/:(\w+)/g, '{$1}'),
          body,
        ]),
      ),
      renew,
      send: async ({ method, url, role, headers, payload }) => {
        sent += 1
        if (sent % 50 === 0) harness.clock.advance(20)
        const token = tokens.get(role)
        const reply = await harness.app.http.inject({
          method: method as 'GET',
          url,
          remoteAddress: `10.7.${(sent >> 8) & 255}.${sent & 255}`,
          headers: {
            ...headers,
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(payload === undefined ? {} : { payload }),
        })
        return { status: reply.statusCode, body: reply.body }
      },
    },
    Number(count),
  )
  process.stdout.write(`${JSON.stringify(statuses)}\n`)
  expect(faults).toEqual([])
  expect(statuses[200]).toBeGreaterThan(0)
}, 3_600_000)
