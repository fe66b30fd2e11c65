import { sql } from 'kysely'
import { testVault } from '../../mock/fakes'
import { outOfTransaction } from '../../server/core/db'
import { insertAttempt, sourceIndex } from '../../server/recovery/repository'
import { registrationOf, startHarness, type Harness } from '../harness'
import { waiting } from '../waiting'
import { containing, matching, objectWith, refused } from '../matchers'
import { currentNotice } from '../../server/profiles'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

type Person = Awaited<ReturnType<Harness['registerPerson']>>
const identityOf = ({ registration: { name, documentType, documentNumber } }: Person) => ({
  name,
  documentType,
  documentNumber,
})
const codeFor = async (phone: string) => {
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone, purpose: 'recovery' } })
  return harness.sms.lastCode(phone) as string
}
const office = (person: Person) => ({
  method: 'office' as const,
  ...identityOf(person),
  contactPhone: '13700007777',
  explanation: '原来的手机号已经停用，请核实后找回。',
})

it('says the masked phone of an account only to who knows name and document', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const { maskedPhone } = await asker.call('POST /account-recoveries/checks', { body: identityOf(owner) })
  expect(maskedPhone).toBe(`${owner.phone.slice(0, 3)}****${owner.phone.slice(-4)}`)
  await expect(
    asker.call('POST /account-recoveries/checks', { body: { ...identityOf(owner), name: '王小明' } }),
  ).rejects.toEqual(refused('recovery-not-matched'))
  expect((await owner.call('GET /me/reads')).items).toEqual([objectWith({ what: containing('核对') })])
})

it('stops guessing after five tries that do not match', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const guess = (name: string) =>
    asker.call('POST /account-recoveries/checks', { body: { ...identityOf(owner), name } })
  for (const name of ['王一', '王二', '王三', '王四', '王五'])
    await expect(guess(name)).rejects.toEqual(refused('recovery-not-matched'))
  await expect(guess(owner.registration.name)).rejects.toEqual(refused('too-many-requests'))
})

it('answers a repeated wrong guess just as it did the first time, and counts it once', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const { documentNumber } = registrationOf() // which nobody has registered
  const guess = () =>
    asker.call(
      'POST /account-recoveries',
      { body: { ...office(owner), documentNumber } },
      { idempotencyKey: 'guess-of-a-name' },
    )
  const refusals: unknown[] = []
  for (let turn = 0; turn < 7; turn += 1) refusals.push(await guess().catch((error: unknown) => error))
  for (const refusal of refusals) expect(refusal).toEqual(refused('recovery-not-matched'))
  const { maskedPhone } = await asker.call('POST /account-recoveries/checks', { body: identityOf(owner) })
  expect(maskedPhone).not.toBeNull()
})

it("is not held up by what strangers guess of one's document", async () => {
  const owner = await harness.registerPerson()
  for (let stranger = 0; stranger < 3; stranger += 1) {
    const { call } = await harness.signIn()
    for (const name of ['王一', '王二', '王三', '王四'])
      await call('POST /account-recoveries/checks', { body: { ...identityOf(owner), name } }).catch(() => 0)
  }
  const asker = await harness.signIn()
  expect(await asker.call('POST /account-recoveries/checks', { body: identityOf(owner) })).toHaveProperty(
    'maskedPhone',
  )
})

it('counts tries at once one after another', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      asker.call('POST /account-recoveries/checks', { body: { ...identityOf(owner), name: '王一' } }),
    ),
  )
  const codes = tries.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)
  expect(codes.filter((code) => code === 'recovery-not-matched')).toHaveLength(5)
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('counts tries of several people behind one address one after another too', async () => {
  const owner = await harness.registerPerson()
  const askers = await Promise.all(Array.from({ length: 4 }, () => harness.signIn()))
  const guess = async ({ token }: { token: string }) =>
    (
      await outOfTransaction(
        async () =>
          await harness.app.http.inject({
            method: 'POST',
            url: '/api/account-recoveries/checks',
            remoteAddress: '198.51.100.20',
            headers: { authorization: `Bearer ${token}` },
            payload: { ...identityOf(owner), name: '王一' },
          }),
      )
    ).statusCode
  for (let turn = 0; turn < 49; turn += 1)
    await insertAttempt(harness.db, harness.clock.now(), {
      personId: owner.personId,
      index: 'of another',
      source: sourceIndex(testVault(), '198.51.100.20'),
    })
  const asked: Promise<number>[] = []
  await harness.db.transaction().execute(async (tx) => {
    await sql`lock table recovery_attempt in exclusive mode`.execute(tx) // may be read, not written
    for (const asker of askers) asked.push(guess(asker))
    await waiting(harness.db, askers.length)
  })
  expect((await Promise.all(asked)).filter((status) => status === 429)).toHaveLength(3)
})

it('takes a number abroad to call back, for who left the country and its number', async () => {
  const owner = await harness.registerPerson()
  const abroad = await harness.signIn()
  const claim = { ...office(owner), contactPhone: '+65 8123-4567' }
  const { recovery } = await abroad.call('POST /account-recoveries', { body: claim })
  expect(recovery).toMatchObject({ state: 'open', contactPhone: '+6581234567' })
})

it('brings whose document somebody else registered to the office, which frees it', async () => {
  const impostor = await harness.registerPerson({ name: '贾冒名' })
  const owner = await harness.signIn()
  const claim = { ...office(impostor), name: '真本人' }
  const { recovery } = await owner.call('POST /account-recoveries', { body: claim })
  expect(recovery).toMatchObject({ state: 'open', contactPhone: '13700007777', asks: 'account' })
  const admin = await harness.staff('security-admin')
  const { items } = await admin.call('GET /account-recoveries')
  expect(items.find(({ id }) => id === recovery?.id)).toMatchObject({ asks: 'document' })
  await harness.app.worker.drain()
  expect((await impostor.call('GET /me/messages')).items[0]).toMatchObject({
    title: '有人说你登记的证件是他的',
  })
  await admin.call('PUT /account-recoveries/:recovery/decision', {
    params: { recovery: recovery?.id as string },
    body: { approve: true, reason: '看过证件原件，号码属于申请人。' },
  })
  await harness.app.worker.drain()
  expect((await owner.call('GET /me/messages')).items[0]).toMatchObject({
    title: '证件核实申请已通过',
    body: containing('你现在可以登记了'),
  })
  expect(await impostor.call('GET /me/profile')).toMatchObject({ documentNumber: null })
  expect((await owner.call('GET /me')).registered).toBe(false)
  for (const purpose of ['registration', 'id-number'] as const)
    await owner.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: currentNotice.version },
    })
  await owner.call('PUT /me/profile', { body: { ...impostor.registration, name: '真本人' } })
})

it('recovers at once with a code to the old phone: the new sign-in holds the account, the old sessions end', async () => {
  const owner = await harness.registerPerson()
  const { token } = await harness.as()('POST /sessions', {
    body: { method: 'wechat', code: 'login-new-phone' },
  })
  const asker = harness.as(token)
  const body = {
    method: 'sms' as const,
    ...identityOf(owner),
    phone: owner.phone,
    code: await codeFor(owner.phone),
  }
  await expect(
    asker('POST /account-recoveries', { body: { ...body, phone: '13900001234' } }),
  ).rejects.toEqual(refused('recovery-not-matched'))
  await expect(
    asker('POST /account-recoveries', {
      body: { ...body, code: body.code === '000000' ? '111111' : '000000' },
    }),
  ).rejects.toEqual(refused('sms-code-wrong'))
  expect(await asker('POST /account-recoveries', { body })).toEqual({ recovered: true, recovery: null })
  expect(await asker('GET /me')).toMatchObject({ id: owner.personId, registered: true, wechat: true })
  await expect(owner.call('GET /me')).rejects.toEqual(refused('signed-out'))
  expect(await asker('POST /account-recoveries', { body })).toEqual({ recovered: true, recovery: null })
})

it('lets the office decide when the phone is gone; owner and asker are told', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const admin = await harness.staff('security-admin')
  const { recovery } = await asker.call('POST /account-recoveries', { body: office(owner) })
  expect((await asker.call('POST /account-recoveries', { body: office(owner) })).recovery?.id).toBe(
    recovery?.id,
  )
  await harness.app.worker.drain()
  expect((await owner.call('GET /me/messages')).items[0]).toMatchObject({
    kind: 'security',
    title: '有人申请找回你的账号',
  })
  expect((await admin.call('GET /me/messages')).items[0]).toMatchObject({ kind: 'recovery' })
  await expect(asker.call('GET /account-recoveries')).rejects.toEqual(refused('not-allowed'))
  const waiting = (await admin.call('GET /account-recoveries')).items
  expect(waiting.find(({ id }) => id === recovery?.id)).toMatchObject({
    maskedName: '林**',
    maskedDocument: matching(/^430\*{11}/),
    contactPhone: '13700007777',
  })
  const decision = {
    params: { recovery: recovery?.id as string },
    body: { approve: true, reason: '已当面核对证件' },
  }
  await expect(asker.call('PUT /account-recoveries/:recovery/decision', decision)).rejects.toEqual(
    refused('not-allowed'),
  )
  expect(await admin.call('PUT /account-recoveries/:recovery/decision', decision)).toMatchObject({
    state: 'approved',
    reason: '已当面核对证件',
  })
  await expect(admin.call('PUT /account-recoveries/:recovery/decision', decision)).rejects.toEqual(
    refused('recovery-decided'),
  )
  expect((await asker.call('GET /me')).id).toBe(owner.personId)
  await expect(owner.call('GET /me')).rejects.toEqual(refused('signed-out'))
  await harness.app.worker.drain()
  expect((await asker.call('GET /me/messages')).items.map((message) => message.title)).toContain('账号已找回')
})

it('tells the asker why when the office refuses, and changes nothing', async () => {
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const admin = await harness.staff('security-admin')
  const { recovery } = await asker.call('POST /account-recoveries', { body: office(owner) })
  await admin.call('PUT /account-recoveries/:recovery/decision', {
    params: { recovery: recovery?.id as string },
    body: { approve: false, reason: '证件照片不清楚，请带原件来办。' },
  })
  await harness.app.worker.drain()
  expect((await asker.call('GET /me/messages')).items[0]).toMatchObject({
    title: '账号找回申请未通过',
    body: containing('请带原件来办'),
  })
  expect((await owner.call('GET /me')).registered).toBe(true)
})
