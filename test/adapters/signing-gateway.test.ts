import { noSignatures, signingGateway } from '../../server/adapters/signing-gateway'
import { localServer, type Answer } from './local-server'

let answer: Answer
let server: Awaited<ReturnType<typeof localServer>>
const failures: string[] = []
const client = (timeoutMs = 10_000) =>
  signingGateway({ url: server.url, key: 'the-key', timeoutMs }, (code) => failures.push(code))
const proof = { provider: '某签', serial: 'SQ1', at: '2026-11-22T00:00:00.000Z', signature: 'c2ln' }
const given = { requestId: 'one', sha256: 'a'.repeat(64), code: '123456' }

beforeAll(async () => {
  server = await localServer(() => answer)
})
beforeEach(() => {
  server.seen.length = 0
  failures.length = 0
})
afterAll(() => server.close())

it('sends who signs what, with the key, and reads the proof', async () => {
  answer = { json: {} }
  const asked = { ...given, title: '合同', signer: { name: '林小满', phone: '13800138000' } }
  await client().request(asked)
  answer = { json: proof }
  expect(await client().confirm(given)).toEqual({ ...proof, at: new Date(proof.at) })
  expect(await client().seal({ requestId: 'two', sha256: given.sha256, title: '合同' })).toMatchObject({
    serial: 'SQ1',
  })
  expect(server.seen.map(({ path }) => path)).toEqual(['/requests', '/confirmations', '/seals'])
  expect(server.seen[0]?.headers.authorization).toBe('Bearer the-key')
  expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual(given)
})

it.each([
  ['code-wrong', 'sms-code-wrong'],
  ['code-expired', 'sms-code-expired'],
  ['too-many-tries', 'sms-code-too-many-tries'],
  ['not-sent', 'sms-not-sent'],
  ['something else', 'signing-unavailable'],
])('says %s as %s', async (reason, code) => {
  answer = { status: 409, json: { reason } }
  await expect(client().confirm(given)).rejects.toMatchObject({ code })
})

it.each<[string, Answer]>([
  ['nothing', 'hang'],
  ['no JSON', { text: '<html>' }],
  ['a proof without a number', { json: { ...proof, serial: undefined } }],
  ['a proof without a moment', { json: { ...proof, at: 'yesterday' } }],
  ['a failure', { status: 500, json: { reason: '林小满 13800138000' } }],
])('takes %s for a provider that is away, and tells nobody’s words', async (_what, said) => {
  answer = said
  await expect(client(said === 'hang' ? 200 : 10_000).confirm(given)).rejects.toMatchObject({
    code: 'signing-unavailable',
  })
  expect(failures.join()).not.toContain('林')
})

it('says so where a city has no provider', async () => {
  await expect(noSignatures.confirm(given)).rejects.toMatchObject({ code: 'signing-unavailable' })
})
