import { startHarness, type Harness } from '../harness'
import { testKey } from './keys'
import { claimCode, codeOf, stations, startWorld, type HolderOfCode, type Someone, type World } from './world'
import { bytesOf, textOf } from './vector-cases'

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
const scansOf = (holder: HolderOfCode) =>
  harness.db.selectFrom('scan').selectAll().where('person_id', '=', holder.id).execute()

it('answers a repetition as things stand, not from a copy that outlives the holder', async () => {
  const holder = await world.holder()
  const code = codeOf(holder, now())
  const at = now()
  const first = await record(code, 'gift', { key: 'given-once-and-told-twice', at })
  expect(first.holder.maskedName).toBe('李**')
  expect(await record(code, 'gift', { key: 'given-once-and-told-twice', at })).toEqual(first)
  await holder.call('DELETE /me')
  await harness.app.worker.drain()
  const again = await record(code, 'gift', { key: 'given-once-and-told-twice', at })
  expect([again.id, again.holder.maskedName]).toEqual([first.id, '姓名已删除'])
  expect(await scansOf(holder)).toHaveLength(1)
})

describe('looking at a code', () => {
  it('tells the clerk the least: masked name, tier, and what this station may render', async () => {
    const holder = await world.holder()
    const found = await look(codeOf(holder, now()))
    expect(found).toMatchObject({
      verdict: 'valid',
      holder: { maskedName: '李**', tier: { key: 'E', name: '高校毕业生' }, category: '高校毕业生' },
    })
    expect(found.services.map(({ id, entitled, recordedAt }) => [id, entitled, recordedAt])).toEqual([
      ['consult', true, null],
      ['gift', true, null],
      ['lounge', false, null],
    ])
    expect((await look(codeOf(holder, now()), gatekeeper)).services.map((service) => service.id)).toEqual([
      'gift',
      'hostel',
      'keys',
    ])
    expect((await holder.call('GET /me/reads')).items[1]).toMatchObject({
      who: '工作站工作人员 · 星城大学站',
      what: '扫描并核验了你的人才码，看到姓名首字和人才层次',
    })
  })

  it('has a verdict for everything, and shows a name only when the holder is here', async () => {
    const holder = await world.holder()
    const code = codeOf(holder, now())
    const flipped = bytesOf(code)
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] as number) ^ 1
    const stranger = bytesOf(code)
    stranger[20] = (stranger[20] as number) ^ 1
    const cases: [string, string][] = [
      [codeOf(holder, ago(90)), 'stale-proof'],
      [codeOf(holder, new Date(now().getTime() + 90_000)), 'clock-off'],
      [codeOf(holder, ago(-86_400)), 'clock-off'],
      [textOf(flipped), 'altered'],
      [textOf(stranger), 'unknown-issuer'],
      ['WIFI:T:WPA;S:cafe;P:1;;', 'not-a-talent-code'],
      ['https://example.com', 'not-a-talent-code'],
      ['\u0000\ud800人', 'not-a-talent-code'],
      ['A'.repeat(4000), 'not-a-talent-code'],
    ]
    for (const [text, verdict] of cases)
      expect(await look(text)).toMatchObject({ verdict, holder: null, services: [] })
    await expect(look('')).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(look('A'.repeat(4001))).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it("learns nothing of an old picture's owner by a claimed time; a clerk's clock that runs ahead is off", async () => {
    const holder = await world.holder()
    const shownAt = ago(3600)
    const code = codeOf(holder, shownAt)
    expect(await look(code)).toMatchObject({ verdict: 'stale-proof', lateSeconds: 3600, holder: null })
    expect(await look(code, clerk, shownAt)).toMatchObject({ verdict: 'stale-proof', holder: null })
    expect((await look(codeOf(holder, ago(90)))).lateSeconds).toBe(90)
    expect((await look(codeOf(holder, now()), clerk, ago(-61))).verdict).toBe('clock-off')
    expect((await look(codeOf(holder, now()), clerk, ago(-50))).verdict).toBe('valid')
  })

  it('says revoked and expired of a fresh code', async () => {
    const holder = await world.holder()
    await holder.call('DELETE /me/credential')
    expect(await look(codeOf(holder, now()))).toMatchObject({
      verdict: 'revoked',
      holder: { maskedName: '李**' },
      services: [],
    })
    const old = await world.holder()
    const start = now()
    harness.clock.set('2027-11-22T02:00:00.000Z')
    const later = await world.staff('clerk', stations.campus)
    expect((await look(codeOf(old, now()), later)).verdict).toBe('expired')
    await expect(record(codeOf(old, now()), 'gift', { by: later })).rejects.toMatchObject({
      code: 'scan-refused',
      body: { verdict: 'expired' },
    })
    harness.clock.set(start)
  })

  it('is for clerks only, and for their own station', async () => {
    const holder = await world.holder()
    const code = codeOf(holder, now())
    for (const role of ['reviewer', 'lead', 'system-admin', 'security-admin', 'audit-admin'] as const)
      await expect(look(code, await world.staff(role))).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(look(code, holder)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(
      harness.as()('POST /verifications', { body: { code, scannedAt: now().toISOString() } }),
    ).rejects.toMatchObject({ code: 'signed-out' })
    await expect(
      clerk.call('POST /verifications', {
        body: { code, scannedAt: now().toISOString(), stationId: stations.flat },
      }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('recording a service', () => {
  it('puts it on record, tells the holder, and shows it in their journey at once', async () => {
    const holder = await world.holder()
    const scan = await record(codeOf(holder, now()), 'consult')
    expect(scan).toMatchObject({
      service: { id: 'consult', name: '政策咨询' },
      station: { name: '星城大学站' },
      holder: { maskedName: '李**' },
      offline: false,
      undoneAt: null,
    })
    const [entry] = (await holder.call('GET /me/timeline')).items
    expect(entry).toMatchObject({
      id: scan.id,
      kind: 'service',
      title: '政策咨询',
      station: '星城大学站',
      disputable: true,
      at: now().toISOString(),
    })
    expect((await look(codeOf(holder, now()))).services[0]).toMatchObject({
      id: 'consult',
      recordedAt: now().toISOString(),
    })
    await harness.app.worker.drain()
    expect(
      (await holder.call('GET /me/messages')).items.some(
        ({ kind, body }) =>
          kind === 'service-recorded' && body.includes('11月22日 10:00，星城大学站为你登记了“政策咨询”'),
      ),
    ).toBe(true)
  })

  it('is one record for one request sent twice, and for two clerks at once', async () => {
    const holder = await world.holder()
    const code = codeOf(holder, now())
    const first = await record(code, 'consult', { key: 'tap-0001' })
    expect(await record(code, 'consult', { key: 'tap-0001' })).toEqual(first)
    await expect(record(code, 'gift', { key: 'tap-0001' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
    const outcomes = await Promise.allSettled(
      [clerk, gatekeeper, clerk, gatekeeper].map((by) =>
        record(by === clerk ? code : codeOf(holder, now()), 'gift', { by }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          code: 'already-recorded',
          body: { recordedAt: now().toISOString() },
        })
    expect((await scansOf(holder)).map((scan) => scan.service_id).sort()).toEqual(['consult', 'gift'])
  })

  it('counts the next day as another occasion, by the calendar here', async () => {
    const holder = await world.holder()
    const start = now()
    harness.clock.set('2026-11-22T15:59:00.000Z') // 23:59 here
    await record(codeOf(holder, now()), 'consult')
    harness.clock.set('2026-11-22T16:00:00.000Z')
    await record(codeOf(holder, now()), 'consult')
    await expect(record(codeOf(holder, now()), 'consult')).rejects.toMatchObject({ code: 'already-recorded' })
    harness.clock.set(start)
  })

  it("refuses what is not in force, another station's service, and one not for the tier", async () => {
    const holder = await world.holder()
    const code = codeOf(holder, now())
    await expect(record(codeOf(holder, ago(90)), 'gift')).rejects.toMatchObject({
      code: 'scan-refused',
      body: { verdict: 'stale-proof' },
    })
    await expect(record('WIFI:;', 'gift')).rejects.toMatchObject({
      code: 'scan-refused',
      body: { verdict: 'not-a-talent-code' },
    })
    await expect(record(code, 'hostel')).rejects.toMatchObject({ code: 'service-not-offered' })
    await expect(record(code, 'nothing')).rejects.toMatchObject({ code: 'service-not-offered' })
    await expect(record(code, 'lounge')).rejects.toMatchObject({ code: 'service-not-for-tier' })
    await expect(record(code, 'gift', { by: holder })).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await scansOf(holder)).toEqual([])
    const master = await world.holder('master')
    expect((await record(codeOf(master, now()), 'lounge')).service.id).toBe('lounge')
  })

  it('takes a record made without a network later, marked so, with its own time', async () => {
    const holder = await world.holder()
    harness.clock.advance(7200)
    const shownAt = ago(7200)
    const scan = await record(codeOf(holder, shownAt), 'gift', { at: shownAt, queued: true })
    expect(scan).toMatchObject({
      offline: true,
      scannedAt: shownAt.toISOString(),
      recordedAt: now().toISOString(),
    })
    expect((await holder.call('GET /me/timeline')).items.find(({ id }) => id === scan.id)).toMatchObject({
      offline: true,
      at: shownAt.toISOString(),
    })
  })
})

describe('afterwards', () => {
  it('is undone within a minute by the clerk who made it, after which it may be recorded again', async () => {
    const holder = await world.holder()
    const scan = await record(codeOf(holder, now()), 'gift')
    await expect(gatekeeper.call('DELETE /scans/:scan', { params: { scan: scan.id } })).rejects.toMatchObject(
      { code: 'not-found' },
    )
    harness.clock.advance(60)
    const undone = await clerk.call('DELETE /scans/:scan', { params: { scan: scan.id } })
    expect(undone.undoneAt).toBe(now().toISOString())
    expect(await clerk.call('DELETE /scans/:scan', { params: { scan: scan.id } })).toEqual(undone)
    expect((await holder.call('GET /me/timeline')).items.some(({ id }) => id === scan.id)).toBe(false)
    const again = await record(codeOf(holder, now()), 'gift')
    harness.clock.advance(61)
    await expect(clerk.call('DELETE /scans/:scan', { params: { scan: again.id } })).rejects.toMatchObject({
      code: 'undo-too-late',
    })
    await harness.app.worker.drain()
    expect((await holder.call('GET /me/messages')).items.map(({ title }) => title)).toContain(
      '服务登记已撤销',
    )
  })

  it("pages today's list and the journey without a gap, newest first", async () => {
    const holder = await world.holder()
    const own = await world.staff('clerk', stations.campus)
    harness.clock.advance(200_001)
    const made: string[] = []
    for (let day = 0; day < 5; day += 1)
      made.unshift(
        (
          await record(codeOf(holder, ago((5 - day) * 40_000)), 'consult', {
            by: own,
            at: ago((5 - day) * 40_000),
            queued: true,
          }).catch(() => ({ id: '' }))
        ).id,
      )
    const pages: string[] = []
    for (let after: string | undefined; ;) {
      const page = await holder.call('GET /me/timeline', { query: { limit: 2, ...(after ? { after } : {}) } })
      pages.push(...page.items.map((entry) => `${entry.at} ${entry.id}`))
      if (!page.next) break
      after = page.next
    }
    const whole = (await holder.call('GET /me/timeline', { query: { limit: 50 } })).items
    expect(pages).toEqual(whole.map((entry) => `${entry.at} ${entry.id}`))
    expect([...pages].sort().reverse()).toEqual(pages)
    const today = await own.call('GET /scans', { query: { limit: 50 } })
    expect(today.items.map(({ id }) => id)).toEqual(made.filter(Boolean))
    expect((await gatekeeper.call('GET /scans')).items.some(({ id }) => made.includes(id))).toBe(false)
    await expect(holder.call('GET /me/timeline', { query: { after: 'nonsense' } })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })

  it('can be disputed by its holder once; the office is told and sees it, nobody else', async () => {
    const holder = await world.holder()
    const other = await world.holder()
    const lead = await world.staff('lead')
    const scan = await record(codeOf(holder, now()), 'gift')
    const dispute = (by: Someone, entry = scan.id) =>
      by.call('PUT /me/timeline/:entry/dispute', { params: { entry }, body: { note: '那天我在外地' } })
    await expect(dispute(other)).rejects.toMatchObject({ code: 'not-found' })
    await expect(dispute(holder, '01935d3e-8a00-7000-8000-00000000dead')).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await dispute(holder)).toMatchObject({
      disputable: false,
      disputedAt: now().toISOString(),
      disputeNote: '那天我在外地',
    })
    await expect(dispute(holder)).rejects.toMatchObject({ code: 'already-disputed' })
    await harness.app.worker.drain()
    expect((await lead.call('GET /me/messages')).items.map(({ kind }) => kind)).toContain('dispute')
    expect((await holder.call('GET /me/messages')).items.map(({ title }) => title)).toContain(
      '已收到你的申报',
    )
    expect((await lead.call('GET /disputes')).items[0]).toMatchObject({
      scanId: scan.id,
      note: '那天我在外地',
      maskedName: '李**',
    })
    const security = await world.staff('security-admin')
    const codeOfDispute = async (by: Someone) => {
      const { codeInForce, revocable } = (await by.call('GET /disputes')).items[0] ?? {}
      return { codeInForce, revocable }
    }
    expect(await codeOfDispute(lead)).toEqual({ codeInForce: true, revocable: null })
    expect(await codeOfDispute(security)).toEqual({ codeInForce: true, revocable: holder.id })
    await security.call('PUT /people/:person/credential-revocation', {
      params: { person: holder.id },
      body: { reason: '手机丢失，码被他人使用' },
    })
    expect(await codeOfDispute(security)).toEqual({ codeInForce: false, revocable: null })
    await expect(clerk.call('GET /disputes')).rejects.toMatchObject({ code: 'not-allowed' })
    expect(
      (
        await harness.db
          .selectFrom('scan')
          .select('dispute_note')
          .where('id', '=', scan.id)
          .executeTakeFirstOrThrow()
      ).dispute_note?.toString('latin1'),
    ).not.toContain('外地')
  })

  it('leaves a code that was reissued useless, with the record standing', async () => {
    const holder = await world.holder()
    const scan = await record(codeOf(holder, now()), 'gift')
    await claimCode(holder, testKey(61))
    await expect(record(codeOf(holder, now()), 'consult')).rejects.toMatchObject({
      code: 'scan-refused',
      body: { verdict: 'revoked' },
    })
    expect((await holder.call('GET /me/timeline')).items.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['到岗礼包', '旧手机上的人才码停用', '领取人才码']),
    )
    expect(scan.holder.maskedName).toBe('李**')
  })
})
