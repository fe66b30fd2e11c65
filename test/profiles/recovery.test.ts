import { startHarness, type Harness } from '../harness'
import { containing, matching, objectWith, refused } from '../matchers'

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
  const guess = () =>
    asker.call(
      'POST /account-recoveries',
      { body: { ...office(owner), name: '王一' } },
      { idempotencyKey: 'guess-of-a-name' },
    )
  const refusals: unknown[] = []
  for (let turn = 0; turn < 7; turn += 1) refusals.push(await guess().catch((error: unknown) => error))
  for (const refusal of refusals) expect(refusal).toEqual(refused('recovery-not-matched'))
  const { maskedPhone } = await asker.call('POST /account-recoveries/checks', { body: identityOf(owner) })
  expect(maskedPhone).not.toBeNull()
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

it('does not merge two registered people', async () => {
  const owner = await harness.registerPerson()
  const other = await harness.registerPerson()
  await expect(other.call('POST /account-recoveries', { body: office(owner) })).rejects.toEqual(
    refused('not-allowed'),
  )
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
  expect(waiting).toMatchObject([
    {
      id: recovery?.id,
      maskedName: '林**',
      maskedDocument: matching(/^430\*{11}/),
      contactPhone: '13700007777',
    },
  ])
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
