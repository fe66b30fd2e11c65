import { startHarness, type Harness, type Visitor } from '../harness'
import { apply, decide, homecomingAnswers, messagesOf } from './world'

let harness: Harness
let returnee: Visitor
beforeAll(async () => {
  harness = await startHarness()
  returnee = await harness.registerPerson({ presentRegion: '440305' })
})
afterAll(() => harness.close())

it('goes from submission over a correction to approval, with its timeline and its messages', async () => {
  const submitted = await apply(returnee, 'homecoming', homecomingAnswers())
  expect(submitted).toMatchObject({
    number: 'GG-20261122-0001',
    state: 'submitted',
    version: 1,
    waitingFor: '驻深圳招才引智工作站',
    due: { workingDaysLeft: 5, stopped: false, words: '还剩 5 个工作日（11月27日前）' },
  })
  const reviewer = await harness.office('reviewer')
  const asked = await decide(reviewer, submitted.id, {
    event: 'request-changes',
    fields: [{ field: 'phone', what: '号码打不通，请核对' }],
  })
  expect(asked).toMatchObject({ state: 'changes-requested', allowedEvents: [], due: { stopped: true } })
  const own = await returnee.call('GET /me/applications/:application', {
    params: { application: submitted.id },
  })
  expect(own).toMatchObject({
    openFields: ['phone'],
    requested: [{ field: 'phone', label: '联系电话', what: '号码打不通，请核对' }],
    allowedEvents: ['correct', 'withdraw'],
  })
  const event = (answers: Record<string, string>) =>
    returnee.call('POST /me/applications/:application/events', {
      params: { application: submitted.id },
      body: { event: 'correct', version: own.version, answers },
    })
  await expect(event({ field: '医疗' })).rejects.toMatchObject({
    code: 'invalid-request',
    errors: [{ pointer: '/answers/field', detail: '这一项现在不能修改' }],
  })
  harness.clock.advance(86_400)
  const corrected = await event({ phone: '13900004321' })
  expect(corrected).toMatchObject({
    state: 'submitted',
    openFields: [],
    due: { workingDaysLeft: 5 },
    submittedAt: submitted.submittedAt,
  })
  const approved = await decide(await harness.office('reviewer'), submitted.id, { event: 'approve' })
  expect(approved.steps.map((step) => [step.event, step.state, step.by])).toEqual([
    ['submit', 'submitted', '申请人'],
    ['request-changes', 'changes-requested', '审核员'],
    ['correct', 'submitted', '申请人'],
    ['approve', 'approved', '审核员'],
  ])
  expect(await messagesOf(harness, returnee)).toEqual([
    '申请已通过',
    '补正已收到',
    '申请需要补正',
    '已收到你的申请',
  ])
})
