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
