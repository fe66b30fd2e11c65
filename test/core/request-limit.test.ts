import type { RouteDef } from '@jucai/contract/route'
import { routes } from '@jucai/contract/routes'
import { sourceOf } from '../../server/core/source'
import { startHarness, type Harness } from '../harness'

/** How often somebody may ask is counted by what they cannot write. */
let harness: Harness
const limit = 20
beforeAll(async () => {
  harness = await startHarness({ requestsPerMinute: limit, trustProxy: 1 })
})
afterAll(() => harness.close())

const ask = async (count: number, headers: (turn: number) => Record<string, string>, from = '10.0.0.1') => {
  const answered: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const reply = await harness.app.http.inject({
      url: '/api/regions?q=changsha',
      headers: headers(turn),
      remoteAddress: from,
    })
    answered.push(reply.statusCode)
  }
  return answered.filter((status) => status === 429).length
}
const perAddress = limit * 5 // a campus has one address

it('counts by address, whatever token a request says it has', async () => {
  expect(await ask(perAddress + 30, () => ({}), '10.0.0.2')).toBe(30)
  expect(
    await ask(perAddress + 30, (turn) => ({ authorization: `Bearer made-up-${turn}` }), '10.0.0.3'),
  ).toBe(30)
})

it('takes the address that the nearest proxy saw, not the one that the caller wrote', async () => {
  const forwarded = (turn: number) => ({ 'x-forwarded-for': `1.2.${turn >> 8}.${turn & 255}, 203.0.113.9` })
  expect(await ask(perAddress + 30, forwarded, '10.0.0.4')).toBe(30)
})

it('takes for one who is one: the addresses of an IPv6 network, and the ports that a proxy adds', async () => {
  for (const [address, from] of [
    [(turn: number) => `2409:8a00:1:2::${turn.toString(16)}`, '10.0.0.5'],
    [(turn: number) => `203.0.113.10:${20_000 + turn}`, '10.0.0.6'],
    [(turn: number) => `[2409:8a00:1:3:${turn.toString(16)}::1]:443`, '10.0.0.7'],
    [(turn: number) => (turn % 2 ? '203.0.113.11' : '::ffff:203.0.113.11'), '10.0.0.8'],
  ] as const)
    expect(await ask(perAddress + 30, (turn) => ({ 'x-forwarded-for': address(turn) }), from)).toBe(30)
})

it('sends no more codes to the many addresses of one network than to one address', async () => {
  const roomy = await startHarness({ trustProxy: 1 })
  const statuses: number[] = []
  for (let turn = 0; turn < 105; turn += 1) {
    const reply = await roomy.app.http.inject({
      method: 'POST',
      url: '/api/sms-codes',
      headers: { 'x-forwarded-for': `2409:8a00:1:9:${turn.toString(16)}::1` },
      payload: { phone: `1393000${String(turn).padStart(4, '0')}`, purpose: 'sign-in' },
    })
    statuses.push(reply.statusCode)
  }
  await roomy.close()
  expect(statuses.filter((status) => status === 429).length).toBe(5)
})

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['::FFFF:203.0.113.9', '203.0.113.9'],
  ['[::ffff:cb00:7109]:443', '203.0.113.9'],
  ['2409:8A00:0001:0002::9', '2409:8a00:1:2::/64'],
  ['[2409:8a00:1:2:3:4:5:6]:443', '2409:8a00:1:2::/64'],
  ['2409:8a00::1', '2409:8a00:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['', ''],
  [':::', ':::'],
])('takes %s for %s', (written, source) => {
  expect(sourceOf(written)).toBe(source)
})

it('counts by session too, once it is known whose it is, from whatever address', async () => {
  const person = await harness.signIn()
  const statuses: number[] = []
  for (let turn = 0; turn < limit + 5; turn += 1)
    statuses.push(
      (
        await harness.app.http.inject({
          url: '/api/me',
          headers: { authorization: `Bearer ${person.token}` },
          remoteAddress: `10.1.${turn}.1`,
        })
      ).statusCode,
    )
  expect(statuses.filter((status) => status === 429).length).toBe(5)
})

it('lets a session ask a tenth as often for what is long work or a large reply, by HEAD too', async () => {
  const person = await harness.signIn()
  const statuses: number[] = []
  for (let turn = 0; turn < 6; turn += 1)
    statuses.push(
      (
        await harness.app.http.inject({
          method: turn % 2 ? 'HEAD' : 'GET',
          url: `/api/me/evidence/${person.personId}/content`,
          headers: { authorization: `Bearer ${person.token}` },
          remoteAddress: `10.2.${turn}.1`,
        })
      ).statusCode,
    )
  expect(statuses).toEqual([404, 404, 429, 429, 429, 429])
  expect((await person.call('GET /me')).id).toBe(person.personId)
})

it('lets an address ask a tenth as often for it where nobody has to be signed in', async () => {
  const asked = async () =>
    (
      await harness.app.http.inject({
        url: '/api/rounds/00000000-0000-7000-8000-000000000000/record',
        remoteAddress: '10.3.0.1',
      })
    ).statusCode
  const statuses: number[] = []
  for (let turn = 0; turn < perAddress / 10 + 3; turn += 1) statuses.push(await asked())
  expect(statuses.filter((status) => status === 404)).toHaveLength(perAddress / 10)
  expect(statuses.slice(-3)).toEqual([429, 429, 429])
  expect(await ask(1, () => ({}), '10.3.0.1')).toBe(0)
})

it('calls heavy what reads or looks at whole files, and everything of a person at once', () => {
  const heavy = Object.entries(routes as Record<string, RouteDef>).filter(([, route]) => route.heavy)
  expect(heavy.map(([name]) => name).sort()).toEqual([
    'GET /apartments/:apartment/photos/:photo',
    'GET /application-exports/:export/content',
    'GET /applications/:application/evidence/:file',
    'GET /chains/:chain/gaps',
    'GET /employers/:employer/engagements/:engagement/agreement',
    'GET /employers/:employer/internships/:internship/agreement',
    'GET /employers/:employer/job-applications/:jobApplication/files/:evidence',
    'GET /employers/:employer/licence',
    'GET /engagement-consents/:consent/agreement',
    'GET /housing/imports/:flatImport/annotated',
    'GET /internships/:internship/agreement',
    'GET /leases/:lease/papers/:paper',
    'GET /leases/:lease/photos/:photo',
    'GET /me/engagements/:engagement/agreement',
    'GET /me/evidence/:evidence/content',
    'GET /me/export',
    'GET /me/internships/:internship/agreement',
    'GET /me/internships/:internship/certificate',
    'GET /me/leases/:lease/papers/:paper',
    'GET /me/leases/:lease/photos/:photo',
    'GET /office/employers/:employer/licence',
    'GET /office/investment-comparison/csv',
    'GET /round-desk/:round/preview',
    'GET /rounds/:round/record',
    'GET /rounds/:round/record-csv',
    'POST /housing/imports',
    'POST /me/evidence/:evidence/completion',
    'POST /me/leases/:lease/renewals',
    'POST /me/leases/:lease/signature',
    'POST /round-desk/:round/draw',
    'POST /round-desk/:round/lock-confirmation',
    'POST /round-desk/:round/source-correction',
  ])
})
