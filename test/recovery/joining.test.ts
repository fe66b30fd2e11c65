import type { Purpose } from '@jucai/contract/vocabulary'
import { currentNotice } from '../../server/profiles'
import { testKey } from '../credentials/keys'
import { claimCode } from '../credentials/world'
import { registrationOf, startHarness, type Harness, type Visitor } from '../harness'
import { objectWith, containing, refused } from '../matchers'

/** One person with two registrations, or with one that holds no document. */
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
const office = (person: Person) => ({
  method: 'office' as const,
  ...identityOf(person),
  contactPhone: '13700007777',
  explanation: '原来的手机号已经停用，请核实后找回。',
})
const consent = ({ call }: Visitor, purpose: Purpose, given: boolean) =>
  call('PUT /me/consents/:purpose', {
    params: { purpose },
    body: { given, noticeVersion: currentNotice.version },
  })
const refusedWith = (code: string, words: string) => objectWith({ code, message: containing(words) })

it('two registrations of one person become one account by the office: nothing is lost, one registration stays', async () => {
  const admin = await harness.staff('security-admin')
  const kept = await harness.registerPerson()
  const other = await harness.registerPerson()
  for (const [at, { personId: id, call, token }] of [kept, other].entries())
    await claimCode({ id, call, token }, testKey(2000 + at))
  const byCode = { method: 'sms' as const, ...identityOf(kept), phone: kept.phone, code: '123456' }
  await expect(other.call('POST /account-recoveries', { body: byCode })).rejects.toEqual(
    refusedWith('not-allowed', '请人才办核实'),
  )
  const { recovery } = await other.call('POST /account-recoveries', { body: office(kept) })
  expect(recovery).toMatchObject({ asks: 'account' })
  const { items } = await admin.call('GET /account-recoveries')
  expect(items.find(({ id }) => id === recovery?.id)).toMatchObject({ asks: 'joining' })
  await admin.call('PUT /account-recoveries/:recovery/decision', {
    params: { recovery: recovery?.id as string },
    body: { approve: true, reason: '两份证件都看过，是同一个人。' },
  })
  expect((await other.call('GET /me')).id).toBe(kept.personId)
  expect(await other.call('GET /me/profile')).toMatchObject({ name: kept.registration.name })
  await expect(kept.call('GET /me')).rejects.toEqual(refused('signed-out'))
  const codes = await harness.db
    .selectFrom('credential')
    .select(['person_id', 'revoked_because'])
    .where('person_id', 'in', [kept.personId, other.personId])
    .orderBy('revoked_because')
    .execute()
  expect(codes).toEqual([
    { person_id: kept.personId, revoked_because: 'merged' },
    { person_id: kept.personId, revoked_because: null },
  ])
  // the other document is free again
  const again = await harness.registerPerson(other.registration)
  expect((await again.call('GET /me')).registered).toBe(true)
})

it('who registered after asking asks anew; staff ask as nobody of staff', async () => {
  const admin = await harness.staff('security-admin')
  const owner = await harness.registerPerson()
  const asker = await harness.signIn()
  const { recovery } = await asker.call('POST /account-recoveries', { body: office(owner) })
  for (const purpose of ['registration', 'id-number'] as const) await consent(asker, purpose, true)
  await asker.call('PUT /me/profile', { body: registrationOf() })
  await expect(
    admin.call('PUT /account-recoveries/:recovery/decision', {
      params: { recovery: recovery?.id as string },
      body: { approve: true, reason: '已当面核对证件' },
    }),
  ).rejects.toEqual(refusedWith('not-allowed', '情况已变化'))
  const clerk = await harness.staff('lead')
  await expect(clerk.call('POST /account-recoveries', { body: office(owner) })).rejects.toEqual(
    refusedWith('not-allowed', '工作人员身份'),
  )
  await expect(owner.call('POST /account-recoveries', { body: office(owner) })).rejects.toEqual(
    refusedWith('not-allowed', '当前登录的账号'),
  )
})

it('an account without a document is found by its former number and the name, and by nothing less', async () => {
  const owner = await harness.registerPerson()
  await consent(owner, 'id-number', false)
  const asker = await harness.signIn()
  const claim = (words: object) =>
    asker.call('POST /account-recoveries', { body: { ...office(owner), ...words } })
  await expect(claim({})).rejects.toEqual(refused('recovery-not-matched'))
  await expect(claim({ formerPhone: owner.phone, name: '王小明' })).rejects.toEqual(
    refused('recovery-not-matched'),
  )
  const withDocument = await harness.registerPerson({ name: '林一' })
  await expect(claim({ formerPhone: withDocument.phone, name: '林一' })).rejects.toEqual(
    refused('recovery-not-matched'),
  )
  const { recovery } = await claim({ formerPhone: owner.phone })
  const admin = await harness.staff('security-admin')
  await admin.call('PUT /account-recoveries/:recovery/decision', {
    params: { recovery: recovery?.id as string },
    body: { approve: true, reason: '电话核对了毕业学校和专业。' },
  })
  expect((await asker.call('GET /me')).id).toBe(owner.personId)
})

it('linking the number of another registered account says how the two become one', async () => {
  const owner = await harness.registerPerson()
  const other = await harness.registerPerson()
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone: owner.phone, purpose: 'sign-in' } })
  const code = harness.sms.lastCode(owner.phone) as string
  await expect(
    other.call('PUT /me/phone', { body: { method: 'sms', phone: owner.phone, code } }),
  ).rejects.toEqual(refusedWith('phone-taken', '请人才办核实后合成一个'))
})
