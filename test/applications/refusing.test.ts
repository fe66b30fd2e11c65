import { refused } from '../matchers'
import { startHarness, type Harness, type Visitor } from '../harness'
import { appliedForRecognition, caseOf, decide, fakeEvidence, messagesOf, type FakeEvidence } from './world'

let harness: Harness
let evidence: FakeEvidence
let reviewer: Visitor
let lead: Visitor
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
  reviewer = await harness.office('reviewer')
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const recognition = () => appliedForRecognition(harness, evidence)
const reason = {
  code: 'no-insurance',
  field: 'insuranceMonths',
  fix: '查到 2 个月，还差 4 个月，2027 年 3 月起可以再申请',
}

it('never refuses without the ground, the field and what to do', async () => {
  const {
    person,
    application: { id },
  } = await recognition()
  await expect(decide(reviewer, id, { event: 'reject' })).rejects.toMatchObject({
    errors: [{ pointer: '/reason' }],
  })
  await expect(
    decide(reviewer, id, { event: 'reject', reason: { code: 'whim', field: null, fix: '就是不行吧' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/reason/code' }, { pointer: '/reason/field' }] })
  const template = (await reviewer.call('GET /applications/:application', caseOf(id))).reasons.find(
    ({ code }) => code === 'no-insurance',
  )
  await expect(
    decide(reviewer, id, { event: 'reject', reason: { ...reason, fix: template?.fix ?? '' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/reason/fix', detail: '请在模板上写明这一件的具体情况' }] })
  await expect(decide(reviewer, id, { event: 'request-changes' })).rejects.toMatchObject({
    errors: [{ pointer: '/fields' }],
  })
  await expect(
    decide(reviewer, id, {
      event: 'request-changes',
      fields: [{ field: 'titleCertificate', what: '请补充证书' }],
    }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/fields/0/field', detail: '这份申请里没有这一项' }] })
  await decide(reviewer, id, { event: 'reject', reason })
  const seen = await person.call('GET /me/applications/:application', caseOf(id))
  expect(seen.refusal).toMatchObject({
    code: 'no-insurance',
    title: '没有查到足月的社保记录',
    field: 'insuranceMonths',
    fieldLabel: '在本地连续缴纳社保的月数',
    fix: reason.fix,
    appealBy: '2027-01-21T15:59:59.000Z',
  })
  expect(seen.refusal?.appealTo).toMatch(/人才.*电话/)
  expect(seen.allowedEvents).toEqual(['appeal'])
})

it('hears an appeal once: upheld stays refused, overturned is reviewed anew', async () => {
  const {
    person,
    application: { id },
  } = await recognition()
  await decide(reviewer, id, { event: 'reject', reason })
  const appeal = (version: number) =>
    person.call('POST /me/applications/:application/events', {
      ...caseOf(id),
      body: { event: 'appeal', version, note: '社保在另一个区缴纳，请再核对' },
    })
  expect(await appeal(2)).toMatchObject({ state: 'appealed', waitingFor: '人才办负责人' })
  await expect(decide(reviewer, id, { event: 'overturn' })).rejects.toEqual(refused('event-not-allowed'))
  await reviewer.call('DELETE /applications/:application/claim', caseOf(id))
  expect(await decide(lead, id, { event: 'overturn', note: '已查到记录' })).toMatchObject({
    state: 'submitted',
    refusal: null,
    due: { workingDaysLeft: 15 },
  })
  await decide(reviewer, id, { event: 'reject', reason })
  const last = await person.call('GET /me/applications/:application', caseOf(id))
  expect(last).toMatchObject({ allowedEvents: [], refusal: { appealBy: null } })
  await expect(appeal(last.version)).rejects.toEqual(refused('event-not-allowed'))
  expect(await messagesOf(harness, person)).toEqual([
    '申请未通过',
    '申诉结果：重新审核',
    '申诉已收到',
    '申请未通过',
    '已收到你的申请',
  ])
})

it('has an appeal heard by somebody who did not refuse', async () => {
  const {
    person,
    application: { id },
  } = await recognition()
  await decide(lead, id, { event: 'reject', reason })
  await person.call('POST /me/applications/:application/events', {
    ...caseOf(id),
    body: { event: 'appeal', version: 2, note: '社保在另一个区缴纳，请再核对' },
  })
  const judged = { note: '两个区都查过，仍然只有两个月的记录' }
  await expect(decide(lead, id, { event: 'uphold', ...judged })).rejects.toEqual(refused('two-person-rule'))
  await expect(decide(lead, id, { event: 'overturn', ...judged })).rejects.toEqual(refused('two-person-rule'))
  expect(await lead.call('GET /applications/:application', caseOf(id))).toMatchObject({
    allowedEvents: [],
    blocked: '这一件是您不予通过的，申诉请由另一位负责人处理',
  })
  const other = await harness.office('lead')
  await lead.call('DELETE /applications/:application/claim', caseOf(id))
  expect(await decide(other, id, { event: 'uphold', ...judged })).toMatchObject({ state: 'rejected' })
})

it('keeps a refusal only with an answer to the appeal, and offers no second one', async () => {
  const {
    person,
    application: { id },
  } = await recognition()
  await decide(reviewer, id, { event: 'reject', reason })
  await person.call('POST /me/applications/:application/events', {
    ...caseOf(id),
    body: { event: 'appeal', version: 2, note: '社保在另一个区缴纳，请再核对' },
  })
  await expect(decide(lead, id, { event: 'uphold' })).rejects.toMatchObject({
    errors: [{ pointer: '/note' }],
  })
  await decide(lead, id, { event: 'uphold', note: '两个区都查过，仍然只有两个月的记录' })
  const seen = await person.call('GET /me/applications/:application', caseOf(id))
  expect(seen).toMatchObject({
    state: 'rejected',
    allowedEvents: [],
    refusal: { code: 'no-insurance', appealBy: null },
  })
  expect(seen.steps.at(-1)).toMatchObject({ event: 'uphold', note: '两个区都查过，仍然只有两个月的记录' })
})
