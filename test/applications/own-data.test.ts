import { emit } from '../../server/core/outbox'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  apartmentAnswers,
  apply,
  decide,
  fakeEvidence,
  homecomingAnswers,
  recognitionAnswers,
  type FakeEvidence,
} from './world'
import { currentNotice } from '../../server/profiles'

let harness: Harness
let evidence: FakeEvidence
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

const noTie = { code: 'no-tie', field: 'ties', fix: '请补充在这里读过书的经历' }
const appeal = (person: Visitor, id: string) =>
  person.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'appeal', version: 2, note: '我在这里读过六年小学，请再核对' },
  })
const onNotice = async (person: Visitor): Promise<string> => {
  const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  await decide(await harness.office('reviewer'), id, { event: 'recommend' })
  await decide(await harness.office('lead'), id, { event: 'publish' })
  return id
}
const complainAndAnswer = async (person: Visitor, notice: string): Promise<void> => {
  const { id } = await person.call('POST /public-notices/:notice/objections', {
    params: { notice },
    body: { text: '此人在本市有住房，请核实情况' },
  })
  await (
    await harness.office('lead')
  ).call('PUT /objections/:objection/decision', {
    params: { objection: id },
    body: { uphold: false, answer: '经核对没有住房登记' },
  })
}

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

it('gives with them what the office asked, why it refused, and what it answered to an objection', async () => {
  const [asked, appealing] = [await harness.registerPerson(), await harness.registerPerson()]
  const reviewer = await harness.office('reviewer')
  const { id } = await apply(asked, 'homecoming', homecomingAnswers())
  await decide(reviewer, id, {
    event: 'request-changes',
    fields: [{ field: 'phone', what: '请换一个能打通的号码' }],
  })
  expect(await asked.call('GET /me/export')).toMatchObject({
    applications: [{ requested: [{ label: '联系电话', what: '请换一个能打通的号码' }] }],
  })
  const refusedOne = await apply(appealing, 'homecoming', homecomingAnswers())
  await decide(reviewer, refusedOne.id, { event: 'reject', reason: noTie })
  await appeal(appealing, refusedOne.id)
  expect(await appealing.call('GET /me/export')).toMatchObject({
    applications: [{ refusal: { fix: noTie.fix }, appeal: '我在这里读过六年小学，请再核对' }],
  })
  const notice = await onNotice(await harness.registerPerson())
  await complainAndAnswer(asked, notice)
  expect(await asked.call('GET /me/export')).toMatchObject({
    objections: [
      { program: '青年人才公寓资格', text: '此人在本市有住房，请核实情况', answer: '经核对没有住房登记' },
    ],
  })
})

it('puts a page of the queue on record for each person whose masked name it shows', async () => {
  const [person, other] = [await harness.registerPerson(), await harness.registerPerson()]
  const { number } = await apply(person, 'homecoming', homecomingAnswers())
  await apply(other, 'homecoming', homecomingAnswers())
  const reviewer = await harness.office('reviewer')
  expect((await reviewer.call('GET /applications', { query: { number } })).items).toHaveLength(1)
  expect((await person.call('GET /me/reads')).items).toMatchObject([
    { who: '审核员', what: '在申请列表中看到你的“‘归根’登记”申请（姓名已隐去部分）', why: '审核申请' },
  ])
  expect((await other.call('GET /me/reads')).items).toEqual([])
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
    body: { given: false, noticeVersion: currentNotice.version },
  })
  await harness.app.worker.drain()
  const seen = await person.call('GET /me/applications/:application', { params: { application: id } })
  expect(seen.answers).not.toHaveProperty('document')
  expect(seen.answers.employer).toBe('示例智能制造有限公司')
  expect(
    (await person.call('GET /programs/:program/draft', { params: { program: 'schooling' } })).draft,
  ).toMatchObject({ answers: { childName: '示例宝' } })
})

it('keeps a draft under the version in force, takes none that never was, and takes its numbers out', async () => {
  const person = await harness.registerPerson()
  const save = (version: number) =>
    person.call('PUT /programs/:program/draft', {
      params: { program: 'schooling' },
      body: {
        answers: { childDocument: person.registration.documentNumber, childName: '示例宝' },
        revision: 0,
        version,
      },
    })
  await expect(save(999)).rejects.toMatchObject({ errors: [{ pointer: '/version' }] })
  expect((await save(1)).version).toBe(1)
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'id-number' },
    body: { given: false, noticeVersion: currentNotice.version },
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
      body: { given, noticeVersion: currentNotice.version },
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

it('ends an appeal that waits with the account, so that nobody has it left to decide', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  await decide(await harness.office('reviewer'), id, { event: 'reject', reason: noTie })
  await appeal(person, id)
  await person.call('DELETE /me')
  expect(
    await harness.db
      .selectFrom('application')
      .select(['state', 'is_open', 'due_at', 'appeal'])
      .where('id', '=', id)
      .executeTakeFirst(),
  ).toEqual({ state: 'closed', is_open: false, due_at: null, appeal: null })
})

it('erases the words of an objection and of its answer with the account of either side', async () => {
  const [accused, neighbour, passer] = [
    await harness.registerPerson(),
    await harness.registerPerson(),
    await harness.registerPerson(),
  ]
  const [notice, another] = [await onNotice(accused), await onNotice(await harness.registerPerson())]
  for (const id of [notice, another]) await complainAndAnswer(neighbour, id)
  await complainAndAnswer(passer, another)
  const left = async () =>
    (
      await harness.db
        .selectFrom('objection')
        .select(['application_id', 'person_id'])
        .where('application_id', 'in', [notice, another])
        .where(({ or, eb }) => or([eb('text', 'is not', null), eb('answer', 'is not', null)]))
        .execute()
    ).map((row) => [row.application_id, row.person_id])
  expect(await left()).toHaveLength(3)
  await accused.call('DELETE /me')
  expect((await left()).every(([application]) => application === another)).toBe(true)
  expect(await left()).toHaveLength(2)
  await neighbour.call('DELETE /me')
  expect(await left()).toEqual([[another, passer.personId]])
})

it('withdraws open applications with the consent to the registration, appeals that wait among them', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  await decide(await harness.office('reviewer'), id, { event: 'reject', reason: noTie })
  await appeal(person, id)
  const file = evidence.add(person.personId)
  await apply(person, 'recognition', recognitionAnswers(file, person.registration.documentNumber))
  const consent = (given: boolean) =>
    person.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given, noticeVersion: currentNotice.version },
    })
  await consent(false)
  await harness.app.worker.drain()
  const states = async () =>
    (await person.call('GET /me/applications')).items
      .map(({ program, state }) => `${program} ${state}`)
      .sort()
  expect(await states()).toEqual(['homecoming closed', 'recognition withdrawn'])
})
