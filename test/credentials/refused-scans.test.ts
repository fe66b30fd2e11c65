import { startHarness, type Harness } from '../harness'
import { testKey } from './keys'
import { challengedNonce } from '../../contract/talent-code/proof'
import { assign } from '../../server/staff'
import { claimCode, codeOf, stations, startWorld, type Someone, type World } from './world'

let harness: Harness
let world: World
let clerk: Someone
let gatekeeper: Someone
beforeAll(async () => {
  harness = await startHarness()
  world = await startWorld(harness)
  clerk = await world.staff('clerk', stations.campus)
  gatekeeper = await world.staff('clerk', stations.flat)
})
afterAll(() => harness.close())

const now = () => harness.clock.now()
const look = (code: string, by = clerk, scannedAt = now()) =>
  by.call('POST /verifications', { body: { code, scannedAt: scannedAt.toISOString() } })
const record = (
  code: string,
  serviceId: string,
  {
    by = clerk,
    at = now(),
    key,
    ...more
  }: { by?: Someone; at?: Date; key?: string; queued?: boolean; challenge?: string; stationId?: string } = {},
) =>
  by.call(
    'POST /scans',
    { body: { code, serviceId, scannedAt: at.toISOString(), entry: 'camera', ...more } },
    key ? { idempotencyKey: key } : undefined,
  )
const ago = (seconds: number) => new Date(now().getTime() - seconds * 1000)

/** What is on record of refusals, newest first. */
const refusals = async (holder: Someone) =>
  (
    await harness.db
      .selectFrom('audit_entry')
      .select(['detail', 'object'])
      .where('action', '=', 'scan.refused')
      .where('person_id', '=', holder.id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute()
  ).map(({ detail, object }) => ({ ...(detail as Record<string, unknown>), object }))
const words = (part: string) => ({ body: { detail: expect.stringContaining(part) as string } })

let turn = 0
describe('a record that waited for a network', () => {
  it.each(['reissued', 'lost', 'consent'] as const)(
    'stands when the code is %s after the service and before the phone has a network',
    async (because) => {
      const holder = await world.holder()
      const [code, at] = [codeOf(holder, now()), now()]
      harness.clock.advance(1800)
      if (because === 'reissued') await claimCode(holder, testKey(1000 + (turn += 1)))
      else if (because === 'lost') await holder.call('DELETE /me/credential')
      else {
        await world.consent(holder, 'talent-code', false)
        await harness.app.worker.drain()
      }
      harness.clock.advance(1800)
      expect(await record(code, 'gift', { at, queued: true })).toMatchObject({ offline: true })
      // What was done with the code afterwards does not stand.
      await expect(
        record(codeOf(holder, ago(60)), 'consult', { at: ago(60), queued: true }),
      ).rejects.toMatchObject({ code: 'scan-refused', body: { verdict: 'revoked' } })
      if (because === 'reissued') await holder.call('DELETE /me/credential')
    },
  )

  it('does not stand when the office stopped the code since, and says whom to tell', async () => {
    const holder = await world.holder()
    const [code, at] = [codeOf(holder, now()), now()]
    harness.clock.advance(1800)
    await (
      await world.staff('security-admin')
    ).call('PUT /people/:person/credential-revocation', {
      params: { person: holder.id },
      body: { reason: '材料核实有误' },
    })
    await expect(record(code, 'gift', { at, queued: true })).rejects.toMatchObject({
      code: 'scan-refused',
      ...words('告诉人才办（0731'),
    })
    expect(await refusals(holder)).toMatchObject([
      { verdict: 'revoked', reason: 'scan-refused', object: `credential:${holder.credential.id}` },
    ])
  })

  it('is refused after 72 hours, with the reason and what to do, and is on record', async () => {
    const holder = await world.holder()
    const [code, at] = [codeOf(holder, now()), now()]
    harness.clock.advance(72 * 3600)
    await record(code, 'gift', { at, queued: true })
    harness.clock.advance(1)
    await expect(record(codeOf(holder, at), 'consult', { at, queued: true })).rejects.toMatchObject({
      code: 'scan-refused',
      ...words('超过 72 小时'),
    })
    expect(await refusals(holder)).toMatchObject([{ reason: 'too-old', service: 'consult', offline: true }])
  })

  it('is refused for a time before the code was issued, or before the clerk had the role', async () => {
    harness.clock.advance(86_400)
    const fresh = await world.staff('clerk', stations.campus)
    const early = await world.holder()
    const before = ago(3600)
    await expect(
      record(codeOf(early, before), 'consult', { at: before, queued: true }),
    ).rejects.toMatchObject({ body: { verdict: 'clock-off' } })
    harness.clock.advance(7200)
    const newcomer = await world.staff('clerk', stations.campus)
    const at = ago(3600)
    await expect(
      record(codeOf(early, at), 'consult', { at, queued: true, by: newcomer }),
    ).rejects.toMatchObject(words('成为这个站点工作人员'))
    await record(codeOf(early, at), 'consult', { at, queued: true, by: fresh })
  })

  it('is only what the phone says waited: choosing slowly is no mark, and ten minutes are enough', async () => {
    const holder = await world.holder()
    const [code, at] = [codeOf(holder, now()), now()]
    harness.clock.advance(600)
    expect(await record(code, 'consult', { at })).toMatchObject({ offline: false, entry: 'camera' })
    harness.clock.advance(1)
    await expect(record(code, 'gift', { at })).rejects.toMatchObject(words('超过 10 分钟'))
  })
})

describe('one picture', () => {
  it('is good at one station only', async () => {
    const holder = await world.holder()
    const code = codeOf(holder, now())
    await record(code, 'consult')
    await expect(record(code, 'hostel', { by: gatekeeper })).rejects.toMatchObject(words('别的站点'))
    await record(codeOf(holder, now()), 'hostel', { by: gatekeeper })
  })

  it('is not kept for another service hours later', async () => {
    const holder = await world.holder()
    const [code, at] = [codeOf(holder, now()), now()]
    await record(code, 'consult')
    harness.clock.advance(5 * 3600)
    await expect(record(code, 'gift', { at, queued: true })).rejects.toMatchObject(words('早先联网登记过'))
    expect(await refusals(holder)).toHaveLength(1)
  })

  it('is not used up by a record that was refused', async () => {
    const holder = await world.holder()
    await record(codeOf(holder, now()), 'gift')
    const [code, at] = [codeOf(holder, now()), now()]
    await expect(record(code, 'gift')).rejects.toMatchObject({ code: 'already-recorded' })
    const other = codeOf(holder, now())
    await expect(record(other, 'gift')).rejects.toMatchObject({ code: 'already-recorded' })
    expect(await record(other, 'hostel', { by: gatekeeper })).toMatchObject({ offline: false })
    harness.clock.advance(1800)
    expect(await record(code, 'consult', { at, queued: true })).toMatchObject({ offline: true })
    // What stands of an earlier use stays, whatever is refused after it.
    await expect(record(code, 'gift', { at, queued: true })).rejects.toMatchObject({
      code: 'already-recorded',
    })
    await expect(record(code, 'gift', { by: gatekeeper, at, queued: true })).rejects.toMatchObject(
      words('别的站点'),
    )
  })
})

it('a clerk does not record for themselves', async () => {
  const holder = await world.holder()
  await assign(harness.db, now(), holder.id, 'clerk', stations.campus)
  await expect(record(codeOf(holder, now()), 'gift', { by: holder })).rejects.toMatchObject({
    code: 'own-code',
    ...words('另一位工作人员'),
  })
})

it('a copied credential shown by another phone is on record for its owner', async () => {
  const holder = await world.holder()
  await expect(record(codeOf({ ...holder, key: testKey(3) }, now()), 'gift')).rejects.toMatchObject({
    body: { verdict: 'altered' },
  })
  expect(await refusals(holder)).toMatchObject([{ verdict: 'altered' }])
  expect((await holder.call('GET /me/reads')).items[0]?.what).toContain('不是你手机出示的码')
})

describe('a service that asks for digits', () => {
  const answer = (digits: string, at = now()) =>
    challengedNonce(Uint8Array.of(9, 9, digits.charCodeAt(5), at.getTime() & 255), digits)

  it('is recorded only for a code that answers them, online and later', async () => {
    const [holder, other] = [await world.holder(), await world.holder()]
    const relayed = codeOf(holder, now())
    expect((await look(relayed, gatekeeper)).services.find(({ id }) => id === 'keys')?.challenge).toBe(true)
    for (const challenge of [undefined, '042917'])
      await expect(
        record(relayed, 'keys', { by: gatekeeper, ...(challenge ? { challenge } : {}) }),
      ).rejects.toMatchObject({ body: { verdict: 'wrong-challenge' } })
    const code = codeOf(holder, now(), answer('042917'))
    await expect(record(code, 'keys', { by: gatekeeper, challenge: '042918' })).rejects.toMatchObject(
      words('没有答上'),
    )
    expect(await record(code, 'keys', { by: gatekeeper, challenge: '042917' })).toMatchObject({
      challenged: true,
    })
    const [at, kept] = [now(), codeOf(other, now(), answer('111111'))]
    harness.clock.advance(7200)
    expect(
      await record(kept, 'keys', { by: gatekeeper, at, queued: true, challenge: '111111' }),
    ).toMatchObject({ challenged: true, offline: true })
  })
})
