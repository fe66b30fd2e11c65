import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage } from '@jucai/contract/talent-code/proof'
import { decodeStatusList } from '@jucai/contract/talent-code/status-list'
import { verify } from '@jucai/contract/talent-code/verify'
import { startHarness, type Harness } from '../harness'
import { nodeVerify, testKey } from './keys'
import { claimBy, claimCode, codeOf, stations, startWorld, type World } from './world'

let harness: Harness
let world: World
beforeAll(async () => {
  harness = await startHarness()
  world = await startWorld(harness)
})
afterAll(() => harness.close())

const verifyBy = async (text: string) => {
  const bundle = await harness.as()('GET /verifier-bundle')
  const revoked = decodeStatusList(bundle.statusList.revoked)
  return verify(text, {
    keys: bundle.keys.map((key) => ({
      id: fromBase64url(key.id),
      issuer: bundle.issuer,
      publicKey: fromBase64url(key.publicKey),
    })),
    isRevoked: (index) => revoked.has(index),
    now: harness.clock.now(),
    verifySignature: nodeVerify,
  })
}

it('issues a code that a verifier with the public bundle alone finds valid, and that names nobody', async () => {
  const holder = await world.holder()
  expect(holder.credential).toMatchObject({
    tier: { key: 'E', name: '高校毕业生', rank: 2 },
    category: '高校毕业生',
    name: '李小明',
    revokedAt: null,
    expiresAt: '2027-11-22T02:00:00.000Z',
  })
  const text = codeOf(holder, harness.clock.now())
  const finding = await verifyBy(text)
  expect(finding).toMatchObject({
    verdict: 'valid',
    claims: { tier: 'E', category: 'graduate', issuer: 'jucai:xingcheng', id: holder.credential.id },
  })
  const bytes = Buffer.from(fromBase64url(holder.credential.credential))
  for (const personal of ['李小明', '李', holder.id, holder.id.replace(/-/g, ''), '4301']) {
    expect(bytes.includes(Buffer.from(personal))).toBe(false)
    expect(bytes.toString('hex').includes(Buffer.from(personal).toString('hex'))).toBe(false)
  }
  expect(bytes.toString('hex')).not.toContain(holder.id.replace(/-/g, ''))
  expect(text.length).toBeLessThanOrEqual(419)
  expect(await holder.call('GET /me/credential')).toEqual(holder.credential)
  expect((await holder.call('GET /me')).hasCredential).toBe(true)
})

it('refuses before registration and without consent, and says which', async () => {
  const newcomer = await world.newcomer()
  await expect(claimCode(newcomer, testKey(9))).rejects.toMatchObject({ code: 'registration-needed' })
  await expect(newcomer.call('GET /me/credential')).rejects.toMatchObject({ code: 'not-found' })
  await expect(newcomer.call('DELETE /me/credential')).rejects.toMatchObject({ code: 'credential-absent' })
  const person = await world.registered()
  await world.consent(person, 'talent-code', false)
  await expect(claimCode(person, testKey(9))).rejects.toMatchObject({
    code: 'consent-needed',
    body: { purposes: ['talent-code'] },
  })
  await expect(harness.as()('GET /me/credential')).rejects.toMatchObject({ code: 'signed-out' })
})

it('refuses a key without proof of possession, a proof made for somebody else, and keys that are none', async () => {
  const person = await world.registered()
  const key = testKey(9)
  const { challenge } = await person.call('POST /me/credential-challenges')
  const claim = (holderKey: Uint8Array, proof: Uint8Array) =>
    person.call('PUT /me/credential', {
      body: { holderKey: toBase64url(holderKey), challenge, proof: toBase64url(proof) },
    })
  const proof = key.sign(bindingMessage(person.id, challenge))
  for (const [publicKey, given] of [
    [testKey(8).publicKey, proof],
    [key.publicKey, key.sign(bindingMessage('01935d3e-8a00-7000-8000-000000000000', challenge))],
    [key.publicKey, new Uint8Array()],
    [new Uint8Array(), proof],
    [new Uint8Array(31), proof],
    [new Uint8Array(32), new Uint8Array(64)],
    [Uint8Array.of(1, ...new Array<number>(31).fill(0)), Uint8Array.of(1, ...new Array<number>(63).fill(0))],
    [new Uint8Array(32).fill(255), proof],
  ] as const)
    await expect(claim(publicKey, given)).rejects.toMatchObject({ code: 'holder-key-invalid' })
  await expect(
    person.call('PUT /me/credential', { body: { holderKey: '不是', challenge, proof: '' } }),
  ).rejects.toMatchObject({ code: 'invalid-request' })
})

it('stops the old phone when a new one is given a code', async () => {
  const old = await world.holder()
  const renewed = { ...old, key: testKey(77), credential: await claimCode(old, testKey(77)) }
  expect((await verifyBy(codeOf(old, harness.clock.now()))).verdict).toBe('revoked')
  expect((await verifyBy(codeOf(renewed, harness.clock.now()))).verdict).toBe('valid')
  expect((await old.call('GET /me/credential')).id).toBe(renewed.credential.id)
})

it('answers a repeated request with the same credential, and keeps one in force under two at once', async () => {
  const person = await world.registered()
  const { challenge } = await person.call('POST /me/credential-challenges')
  const [first, again] = [
    await claimBy(person, testKey(60), challenge, 'once-and-only'),
    await claimBy(person, testKey(60), challenge, 'once-and-only'),
  ]
  expect(again).toEqual(first)
  await Promise.all([
    claimCode(person, testKey(61)),
    claimCode(person, testKey(62)),
    claimCode(person, testKey(63)),
  ])
  const rows = await harness.db
    .selectFrom('credential')
    .select(['id', 'revoked_at'])
    .where('person_id', '=', person.id)
    .execute()
  expect([rows.length, rows.filter((row) => row.revoked_at === null).length]).toEqual([4, 1])
})

it('stops the code of a lost phone at once, on the public list too, and tells its holder', async () => {
  const holder = await world.holder()
  const before = await harness.as()('GET /verifier-bundle')
  await holder.call('DELETE /me/credential')
  const after = await harness.as()('GET /verifier-bundle')
  expect(after.statusList.version).toBe(before.statusList.version + 1)
  expect((await verifyBy(codeOf(holder, harness.clock.now()))).verdict).toBe('revoked')
  expect((await holder.call('GET /me/credential')).revokedAt).toBe(harness.clock.now().toISOString())
  await harness.app.worker.drain()
  expect((await holder.call('GET /me/messages')).items.map((message) => message.title)).toContain(
    '人才码已停用',
  )
  expect((await holder.call('GET /me')).hasCredential).toBe(false)
})

it.each(['talent-code', 'id-number', 'registration'] as const)(
  'stops the code when consent to %s is withdrawn',
  async (purpose) => {
    const holder = await world.holder()
    await world.consent(holder, purpose, false)
    await harness.app.worker.drain()
    expect((await verifyBy(codeOf(holder, harness.clock.now()))).verdict).toBe('revoked')
  },
)

it('stops the code of a deleted account and keeps nothing personal of it', async () => {
  const holder = await world.holder()
  await holder.call('DELETE /me')
  await harness.app.worker.drain()
  const row = await harness.db
    .selectFrom('credential')
    .selectAll()
    .where('id', '=', holder.credential.id)
    .executeTakeFirstOrThrow()
  expect([row.masked_name, row.revoked_because]).toEqual([null, 'deleted'])
})

it('lets the security administrator revoke with a reason that the holder reads, and nobody else', async () => {
  const holder = await world.holder()
  const revoke = (call: typeof holder.call) =>
    call('PUT /people/:person/credential-revocation', {
      params: { person: holder.id },
      body: { reason: '材料核实有误' },
    })
  for (const role of ['clerk', 'lead', 'system-admin'] as const)
    await expect(
      revoke((await world.staff(role, role === 'clerk' ? stations.campus : null)).call),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(revoke(holder.call)).rejects.toMatchObject({ code: 'not-allowed' })
  const admin = await world.staff('security-admin')
  await revoke(admin.call)
  await expect(revoke(admin.call)).rejects.toMatchObject({ code: 'credential-absent' })
  await harness.app.worker.drain()
  expect((await holder.call('GET /me/messages')).items.map(({ body }) => body).join('\n')).toContain(
    '材料核实有误',
  )
  expect((await holder.call('GET /me/reads')).items.map((read) => read.what)).toContain('停用了你的人才码')
})

it('binds a key only in answer to a challenge of the last five minutes, made for this person', async () => {
  const [person, other] = [await world.registered(), await world.registered()]
  const { challenge, expiresAt } = await person.call('POST /me/credential-challenges')
  expect(Date.parse(expiresAt) - harness.clock.now().getTime()).toBe(300_000)
  await expect(claimBy(other, testKey(64), challenge)).rejects.toMatchObject({ code: 'holder-key-invalid' })
  await expect(claimBy(person, testKey(64), 'AAAA')).rejects.toMatchObject({ code: 'holder-key-invalid' })
  harness.clock.advance(301)
  await expect(claimBy(person, testKey(64), challenge)).rejects.toMatchObject({ code: 'holder-key-invalid' })
  await claimCode(person, testKey(64))
})

it('tells the holder when the code was taken anew, and lets it be taken five times a day', async () => {
  const person = await world.registered()
  for (let turn = 0; turn < 5; turn += 1) await claimCode(person, testKey(65 + (turn % 2)))
  await expect(claimCode(person, testKey(67))).rejects.toMatchObject({ code: 'too-many-requests' })
  await harness.app.worker.drain()
  const titles = (await person.call('GET /me/messages')).items.map(({ title }) => title)
  expect(titles.filter((title) => title === '人才码已重新领取')).toHaveLength(4)
  harness.clock.advance(86_401)
  await claimCode(person, testKey(67))
})

it('binds one key to one person at a time', async () => {
  const [first, second] = [await world.registered(), await world.registered()]
  await claimCode(first, testKey(68))
  await expect(claimCode(second, testKey(68))).rejects.toMatchObject({
    code: 'holder-key-invalid',
    body: { detail: expect.stringContaining('另一个账号') as string },
  })
  expect((await first.call('GET /me/credential')).revokedAt).toBeNull()
  await first.call('DELETE /me/credential')
  await claimCode(second, testKey(68))
})
