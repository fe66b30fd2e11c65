import { purposes } from '@jucai/contract/vocabulary'
import { registrationOf, startHarness, type Harness } from '../harness'
import { containing, listWith, refused } from '../matchers'
import { currentNotice } from '../../server/profiles'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const consentTo = (
  call: Awaited<ReturnType<Harness['signIn']>>['call'],
  purpose: (typeof purposes)[number],
  given = true,
) =>
  call('PUT /me/consents/:purpose', {
    params: { purpose },
    body: { given, noticeVersion: currentNotice.version },
  })

it('registers a graduate, masks the document, and says the tier with its reason', async () => {
  const { call, registration } = await harness.registerPerson({
    degree: 'master',
    school: '一所名单上没有的学院',
  })
  const profile = await call('GET /me/profile')
  expect(profile).toMatchObject({
    name: '林小满',
    documentNumber: `430***********${registration.documentNumber.slice(-4)}`,
    school: '一所名单上没有的学院',
    homeRegionName: '湖南省 长沙市 长沙县',
    tier: {
      key: 'b',
      because:
        '学历为硕士，2026年6月30日 毕业，在 10 年之内，符合《星城市人才工作实施意见（示例）》第三条第二款',
    },
  })
  expect(profile.fields).toContainEqual({
    field: 'major',
    label: '专业',
    source: 'self',
    at: '2026-11-22T02:00:00.000Z',
  })
  expect(await call('GET /me')).toMatchObject({
    registered: true,
    name: '林小满',
    tier: { key: 'b', name: 'B 类 · 硕士人才' },
  })
})

it('needs consent to registration and to the document number, each apart', async () => {
  const { call } = await harness.signIn()
  await expect(call('PUT /me/profile', { body: registrationOf() })).rejects.toMatchObject({
    code: 'consent-needed',
    message: '请先同意：人才登记、证件号码',
  })
  await consentTo(call, 'registration')
  await expect(call('PUT /me/profile', { body: registrationOf() })).rejects.toMatchObject({
    code: 'consent-needed',
    message: '请先同意：证件号码',
  })
  await consentTo(call, 'id-number')
  expect((await call('PUT /me/profile', { body: registrationOf() })).name).toBe('林小满')
  await expect(
    call('PUT /me/consents/:purpose', {
      params: { purpose: 'talent-code' },
      body: { given: true, noticeVersion: 99 },
    }),
  ).rejects.toEqual(refused('notice-outdated'))
})

it('names every faulty field at once, each with a sentence', async () => {
  const { call } = await harness.registerPerson()
  await expect(
    call('PUT /me/profile', {
      body: registrationOf({
        name: '<b>小满</b>',
        documentNumber: '430102200401011234',
        graduatesOn: '2040-01-01',
        homeRegion: '999999',
      }),
    }),
  ).rejects.toMatchObject({
    code: 'invalid-request',
    errors: listWith(
      { pointer: '/name', detail: containing('姓名里不能有“<”') },
      { pointer: '/documentNumber', detail: containing('号码校验不通过') },
      { pointer: '/graduatesOn', detail: containing('8 年以后') },
      { pointer: '/homeRegion', detail: '没有这个地区，请从列表中选择' },
    ),
  })
})

it('keeps the number when the masked one comes back, and dates only the field that changed', async () => {
  const { call, registration } = await harness.registerPerson()
  const { documentNumber } = await call('GET /me/profile')
  harness.clock.advance(3600)
  const profile = await call('PUT /me/profile', {
    body: { ...registration, documentNumber: documentNumber as string, major: '人工智能' },
  })
  expect(profile).toMatchObject({ documentNumber, major: '人工智能' })
  const dates = Object.fromEntries(profile.fields.map(({ field, at }) => [field, at]))
  expect(dates.major).toBe(profile.updatedAt)
  expect(dates.documentNumber).toBe(profile.registeredAt)
  await expect(
    call('PUT /me/profile', { body: { ...registration, documentNumber: '430***********0000' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/documentNumber', detail: '请重新填写完整的证件号码' }] })
})

it('refuses a document that somebody registered, also at the same moment, and says how to recover', async () => {
  const { registration } = await harness.registerPerson()
  const second = await harness.signIn()
  for (const purpose of purposes) await consentTo(second.call, purpose)
  await expect(second.call('PUT /me/profile', { body: registration })).rejects.toMatchObject({
    code: 'document-registered',
    body: { recoverable: true },
  })
  const third = await harness.signIn()
  for (const purpose of purposes) await consentTo(third.call, purpose)
  const body = registrationOf()
  const outcomes = await Promise.allSettled([
    second.call('PUT /me/profile', { body }),
    third.call('PUT /me/profile', { body }),
  ])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
    reason: { code: 'document-registered' },
  })
})

it('stores nothing personal in the clear', async () => {
  const { personId, phone, registration } = await harness.registerPerson({ name: '欧阳明月' })
  const rows = await Promise.all([
    harness.db.selectFrom('profile').selectAll().where('person_id', '=', personId).execute(),
    harness.db.selectFrom('identity').selectAll().where('person_id', '=', personId).execute(),
    harness.db.selectFrom('sms_code').selectAll().execute(),
    harness.db.selectFrom('audit_entry').selectAll().execute(),
    harness.db.selectFrom('outbox').selectAll().execute(),
  ])
  const text = JSON.stringify(rows, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && 'data' in value && Array.isArray(value.data)
      ? Buffer.from(value.data as number[]).toString('latin1')
      : value,
  )
  for (const secret of ['欧阳明月', phone, registration.documentNumber]) expect(text).not.toContain(secret)
})
