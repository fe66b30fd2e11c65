import { stillThere } from '../../server/core/person'
import { registrationOf, startHarness, type Harness } from '../harness'
import { containing, objectWith, refused } from '../matchers'
import { currentNotice } from '../../server/profiles'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const withdraw = (
  call: Awaited<ReturnType<Harness['signIn']>>['call'],
  purpose: 'registration' | 'id-number' | 'talent-code',
) =>
  call('PUT /me/consents/:purpose', {
    params: { purpose },
    body: { given: false, noticeVersion: currentNotice.version },
  })
const events = async (kind: string) =>
  (await harness.db.selectFrom('outbox').select(['kind', 'payload']).execute())
    .filter((event) => event.kind === kind)
    .map((event) => event.payload)

it('tells before asking what follows each withdrawal', async () => {
  const notice = await harness.as()('GET /privacy-notice')
  expect(notice.purposes.map((one) => one.purpose)).toEqual([
    'registration',
    'id-number',
    'talent-code',
    'talent-pool',
  ])
  expect(notice.purposes.find((one) => one.purpose === 'id-number')).toMatchObject({
    sensitive: true,
    afterWithdrawal: containing('人才码立即失效'),
  })
})

it('deletes the number when consent to it is withdrawn, and frees the document', async () => {
  const { call, personId, registration } = await harness.registerPerson()
  expect(await withdraw(call, 'id-number')).toMatchObject({ given: false })
  expect(await call('GET /me/profile')).toMatchObject({ name: '林小满', documentNumber: null })
  expect(await events('consent.withdrawn')).toContainEqual({ personId, purpose: 'id-number' })
  const other = await harness.registerPerson({ documentNumber: registration.documentNumber })
  expect((await other.call('GET /me')).registered).toBe(true)
})

it('deletes the profile when consent to registration is withdrawn, and keeps the history of answers', async () => {
  const { call, personId } = await harness.registerPerson()
  await withdraw(call, 'registration')
  await withdraw(call, 'registration')
  await expect(call('GET /me/profile')).rejects.toEqual(refused('not-found'))
  expect(await call('GET /me')).toMatchObject({ registered: false, name: null, tier: null })
  const history = await harness.db
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', personId)
    .where('purpose', '=', 'registration')
    .execute()
  expect(history).toHaveLength(2)
})

it('exports everything about the caller in the clear, and nothing of anybody else', async () => {
  const { call, phone, registration } = await harness.registerPerson()
  const other = await harness.registerPerson()
  const data = JSON.stringify(await call('GET /me/export'))
  for (const own of [phone, registration.documentNumber, '软件工程', 'talent-pool'])
    expect(data).toContain(own)
  for (const foreign of [other.phone, other.registration.documentNumber, other.personId])
    expect(data).not.toContain(foreign)
})

it('shows who read the caller’s data, never the caller’s own acts', async () => {
  const admin = await harness.staff('system-admin')
  const clerk = await harness.staff('clerk', (await harness.as()('GET /city')).stations[0]?.id)
  await admin.call('GET /staff')
  const reads = await clerk.call('GET /me/reads')
  expect(reads.items).toEqual([objectWith({ who: '系统管理员', why: '管理工作人员' })])
  expect((await admin.call('GET /me/reads')).items).toEqual([])
})

it('deletes an account with its personal data, ends its sessions, and lets the person come back as new', async () => {
  const { call, personId, phone, registration } = await harness.registerPerson()
  await harness.app.worker.drain()
  await call('DELETE /me')
  await expect(call('GET /me')).rejects.toEqual(refused('signed-out'))
  for (const table of ['identity', 'profile', 'message'] as const) {
    expect(
      await harness.db.selectFrom(table).select('person_id').where('person_id', '=', personId).execute(),
    ).toEqual([])
  }
  expect(await events('person.deleted')).toContainEqual({ personId })
  harness.clock.advance(61)
  const back = await harness.signIn(phone)
  expect(back.personId).not.toBe(personId)
  for (const purpose of ['registration', 'id-number'] as const)
    await back.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: currentNotice.version },
    })
  expect(
    (
      await back.call('PUT /me/profile', {
        body: registrationOf({ documentNumber: registration.documentNumber }),
      })
    ).name,
  ).toBe('林小满')
})

it('does not let the last system administrator delete their account', async () => {
  const admins = await harness.db
    .selectFrom('staff_assignment')
    .select('person_id')
    .where('role', '=', 'system-admin')
    .where('ended_at', 'is', null)
    .execute()
  expect(admins).toHaveLength(1)
  const second = await harness.staff('system-admin')
  await harness.db
    .updateTable('staff_assignment')
    .set({ ended_at: harness.clock.now() })
    .where('person_id', '=', admins[0]?.person_id as string)
    .execute()
  await expect(second.call('DELETE /me')).rejects.toEqual(refused('last-admin'))
  await harness.staff('system-admin')
  await second.call('DELETE /me')
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('waits for what is being written under the account, and deletes that too', async () => {
  const person = await harness.registerPerson()
  let deleted = false
  const deleting: Promise<void>[] = []
  await harness.db.transaction().execute(async (tx) => {
    expect(await stillThere(tx, person.personId)).toBe(true)
    deleting.push(
      person.call('DELETE /me').then(() => {
        deleted = true
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(deleted).toBe(false)
    await tx
      .insertInto('wechat_subscription')
      .values({ person_id: person.personId, topic: 'rejected', quota: 2, changed_at: harness.clock.now() })
      .execute()
  })
  await Promise.all(deleting)
  expect(
    await harness.db
      .selectFrom('wechat_subscription')
      .select('topic')
      .where('person_id', '=', person.personId)
      .execute(),
  ).toEqual([])
})
