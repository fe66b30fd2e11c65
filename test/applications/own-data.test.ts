import { emit } from '../../server/core/outbox'
import { startHarness, type Harness } from '../harness'
import {
  apply,
  decide,
  fakeEvidence,
  homecomingAnswers,
  recognitionAnswers,
  type FakeEvidence,
} from './world'

let harness: Harness
let evidence: FakeEvidence
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

it('gives a person all that is kept about their applications', async () => {
  const person = await harness.registerPerson()
  const { number } = await apply(person, 'homecoming', homecomingAnswers())
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'schooling' },
    body: { answers: { childName: '示例宝' }, revision: 0, version: 1 },
  })
  const whole = await person.call('GET /me/export')
  expect(whole).toMatchObject({
    applications: [
      {
        number,
        state: '待审核',
        answers: { field: '新能源材料', phone: '13900001234' },
        steps: [{ what: '提交申请' }],
      },
    ],
    applicationDrafts: [{ program: 'schooling', answers: { childName: '示例宝' } }],
  })
})

it('takes document numbers out when the consent to keep them is withdrawn', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(
    person,
    'recognition',
    recognitionAnswers(evidence.add(person.personId), person.registration.documentNumber),
  )
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'schooling' },
    body: {
      answers: { childDocument: person.registration.documentNumber, childName: '示例宝' },
      revision: 0,
      version: 1,
    },
  })
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'id-number' },
    body: { given: false, noticeVersion: 1 },
  })
  await harness.app.worker.drain()
  const seen = await person.call('GET /me/applications/:application', { params: { application: id } })
  expect(seen.answers).not.toHaveProperty('document')
  expect(seen.answers.employer).toBe('示例智能制造有限公司')
  expect(
    (await person.call('GET /programs/:program/draft', { params: { program: 'schooling' } })).draft,
  ).toMatchObject({ answers: { childName: '示例宝' } })
})

it('keeps a draft under the version in force, whatever version is sent, so that its numbers can be taken out', async () => {
  const person = await harness.registerPerson()
  const saved = await person.call('PUT /programs/:program/draft', {
    params: { program: 'schooling' },
    body: {
      answers: { childDocument: person.registration.documentNumber, childName: '示例宝' },
      revision: 0,
      version: 999,
    },
  })
  expect(saved.version).toBe(1)
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'id-number' },
    body: { given: false, noticeVersion: 1 },
  })
  await harness.app.worker.drain()
  expect(
    (await person.call('GET /programs/:program/draft', { params: { program: 'schooling' } })).draft?.answers,
  ).toEqual({ childName: '示例宝' })
  const left = await harness.db
    .selectFrom('outbox')
    .select(['kind', 'last_error'])
    .where('done_at', 'is', null)
    .execute()
  expect(left).toEqual([])
})

it('leaves drafts without a number alone when that consent is withdrawn, and numbers saved under a consent given again', async () => {
  const person = await harness.registerPerson()
  const consent = (given: boolean) =>
    person.call('PUT /me/consents/:purpose', {
      params: { purpose: 'id-number' },
      body: { given, noticeVersion: 1 },
    })
  const draftOf = async (program: string) =>
    (await person.call('GET /programs/:program/draft', { params: { program } })).draft
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'homecoming' },
    body: { answers: { field: '新能源材料' }, revision: 0, version: 1 },
  })
  await consent(false)
  await harness.app.worker.drain()
  expect(await draftOf('homecoming')).toMatchObject({ revision: 1 })
  await consent(true)
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'schooling' },
    body: { answers: { childDocument: person.registration.documentNumber }, revision: 0, version: 1 },
  })
  await emit(harness.db, harness.clock.now(), 'consent.withdrawn', {
    personId: person.personId,
    purpose: 'id-number',
  }) // the withdrawal, come round late
  await harness.app.worker.drain()
  expect(await draftOf('schooling')).toMatchObject({
    revision: 1,
    answers: { childDocument: expect.anything() as string },
  })
})

it('withdraws what is open and erases what is personal with the account; the record stays without the person', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  const refused = await harness.registerPerson()
  const other = await apply(refused, 'homecoming', homecomingAnswers())
  await decide(await harness.office('reviewer'), other.id, {
    event: 'reject',
    note: '张三说的',
    reason: { code: 'no-tie', field: 'ties', fix: '请补充在这里读过书的经历' },
  })
  await person.call('DELETE /me')
  await refused.call('DELETE /me')
  const rows = await harness.db
    .selectFrom('application')
    .selectAll()
    .where('id', 'in', [id, other.id])
    .orderBy('state')
    .execute()
  expect(
    rows.map(({ state, answers, masked_name: name, refusal }) => [state, answers, name, refusal]),
  ).toEqual([
    ['rejected', null, null, null],
    ['withdrawn', null, null, null],
  ])
  expect(
    await harness.db
      .selectFrom('application_step')
      .select('note')
      .where('application_id', 'in', [id, other.id])
      .where('note', 'is not', null)
      .execute(),
  ).toEqual([])
  const audit = await harness.db
    .selectFrom('audit_entry')
    .select('action')
    .where('object', '=', `application:${id}`)
    .orderBy('id')
    .execute()
  expect(audit.map(({ action }) => action)).toEqual(['application.submit', 'application.withdraw'])
  const officer = await harness.office('reviewer')
  expect(await officer.call('GET /applications/:application', { params: { application: id } })).toMatchObject(
    { maskedName: '已注销', answers: {} },
  )
})
