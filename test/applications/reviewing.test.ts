import { refused } from '../matchers'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  apartmentAnswers,
  appliedForRecognition,
  apply,
  caseOf,
  decide,
  fakeEvidence,
  homecomingAnswers,
  type FakeEvidence,
} from './world'

let harness: Harness
let evidence: FakeEvidence
let reviewer: Visitor
let second: Visitor
let lead: Visitor
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
  reviewer = await harness.office('reviewer')
  second = await harness.office('reviewer')
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const recognition = () => appliedForRecognition(harness, evidence)

it('lets one person decide a case at a time, for 8 hours', async () => {
  const {
    application: { id },
  } = await recognition()
  const act = (officer: Visitor) =>
    officer.call('POST /applications/:application/events', {
      ...caseOf(id),
      body: { event: 'recommend', version: 1 },
    })
  await expect(act(reviewer)).rejects.toEqual(refused('claim-needed'))
  const claimed = await reviewer.call('POST /applications/:application/claim', caseOf(id))
  expect(claimed).toMatchObject({
    claimedByMe: true,
    claimedBy: { name: '林小满', role: '审核员' },
    blocked: null,
    unmaskable: true,
  })
  await expect(second.call('POST /applications/:application/claim', caseOf(id))).rejects.toMatchObject({
    code: 'claimed-by-other',
    message: '林小满正在办理这一件',
  })
  await expect(act(second)).rejects.toEqual(refused('claimed-by-other'))
  expect((await second.call('GET /applications/:application', caseOf(id))).blocked).toBe(
    '林小满正在办理这一件',
  )
  await second.call('DELETE /applications/:application/claim', caseOf(id))
  expect((await reviewer.call('GET /applications/:application', caseOf(id))).claimedByMe).toBe(true)
  await reviewer.call('DELETE /applications/:application/claim', caseOf(id))
  expect(await decide(second, id, { event: 'recommend' })).toMatchObject({
    state: 'recommended',
    claimedBy: null,
  })
})

it('wants two persons where the program does, and one where the office says so', async () => {
  const {
    application: { id },
  } = await recognition()
  await decide(reviewer, id, { event: 'recommend' })
  const own = await reviewer.call('GET /applications/:application', caseOf(id))
  expect(own).toMatchObject({ allowedEvents: [], blocked: '这一件是您提请复核的，请由另一位同事复核' })
  await expect(decide(reviewer, id, { event: 'approve' })).rejects.toEqual(refused('two-person-rule'))
  await reviewer.call('DELETE /applications/:application/claim', caseOf(id))
  expect(await decide(second, id, { event: 'approve', note: '同意' })).toMatchObject({
    state: 'approved',
    allowedEvents: [],
    due: { words: '已办结' },
  })
  const figures = await harness.as()('GET /city/figures')
  expect(figures.recognised).toBe(1)
})

it('judges an apartment case without quoting an income that is masked', async () => {
  const person = await harness.registerPerson()
  const { id, criteria } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  const income = '家庭月收入不超过上限'
  expect(criteria.find(({ title }) => title === income)).toMatchObject({
    result: 'pass',
    because: '家庭月收入：¥8,500/月（本人填写，2026年11月22日），标准是 ¥20,000/月',
  })
  const seen = await reviewer.call('GET /applications/:application', caseOf(id))
  expect(seen.masked).toContain('/monthlyIncome')
  expect(seen.criteria.find(({ title }) => title === income)).toMatchObject({
    result: 'pass',
    because: '依据已隐去的内容判断，需要时请说明理由查看那一项',
  })
  expect(seen.criteria.find(({ title }) => title === '在本市没有自有住房')).toMatchObject({
    result: 'pass',
    because: '在本市有自有住房：否（本人填写，2026年11月22日）',
  })
  expect(JSON.stringify(seen)).not.toContain('8,500')
})

it('refuses a decision on a case that was withdrawn meanwhile, and says what happened', async () => {
  const {
    person,
    application: { id, version },
  } = await recognition()
  await reviewer.call('POST /applications/:application/claim', caseOf(id))
  await person.call('POST /me/applications/:application/events', {
    ...caseOf(id),
    body: { event: 'withdraw', version },
  })
  const late = reviewer.call('POST /applications/:application/events', {
    ...caseOf(id),
    body: { event: 'recommend', version },
  })
  await expect(late).rejects.toMatchObject({
    code: 'stale-version',
    body: { version: 2, state: 'withdrawn', changed: ['申请人撤回申请（11月22日 10:00）'] },
  })
  await expect(decide(reviewer, id, { event: 'recommend' })).rejects.toMatchObject({
    code: 'event-not-allowed',
    body: { state: 'withdrawn' },
  })
})

it('does not let two officers decide at the same moment', async () => {
  const {
    application: { id },
  } = await recognition()
  const { version } = await reviewer.call('POST /applications/:application/claim', caseOf(id))
  const send = (event: 'recommend' | 'request-changes') =>
    reviewer.call('POST /applications/:application/events', {
      ...caseOf(id),
      body: {
        event,
        version,
        ...(event === 'request-changes' ? { fields: [{ field: 'phone', what: '打不通' }] } : {}),
      },
    })
  const outcomes = await Promise.allSettled([send('recommend'), send('request-changes')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(
    (
      await harness.db
        .selectFrom('application_step')
        .select('version')
        .where('application_id', '=', id)
        .execute()
    ).length,
  ).toBe(2)
})

it('opens only what was asked for, stops the clock meanwhile and keeps the place in the queue', async () => {
  const {
    person,
    application: { id },
  } = await recognition()
  harness.clock.advance(2 * 86_400)
  const officer = await harness.office('reviewer')
  const asked = await decide(officer, id, {
    event: 'request-changes',
    fields: [
      { field: 'insuranceMonths', what: '与记录不符' },
      { field: 'title', what: '如有职称请补充' },
    ],
  })
  expect(asked.due).toMatchObject({ stopped: true, workingDaysLeft: 13 })
  const queuedAt = await harness.db
    .selectFrom('application')
    .select(['queued_at', 'submitted_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(queuedAt.queued_at).toEqual(queuedAt.submitted_at)
  const correct = (answers: object) =>
    person.call('POST /me/applications/:application/events', {
      ...caseOf(id),
      body: { event: 'correct', version: 2, answers: answers as never },
    })
  await expect(correct({})).rejects.toMatchObject({ code: 'invalid-request' })
  await expect(correct({ insuranceMonths: -1 })).rejects.toMatchObject({
    errors: [{ pointer: '/answers/insuranceMonths' }],
  })
  // A title opens the certificate that goes with it, and asks for it.
  await expect(correct({ title: 'technician' })).rejects.toMatchObject({
    errors: [{ pointer: '/answers/titleCertificate', detail: '请上传职称或技能证书' }],
  })
  const file = evidence.add(person.personId)
  harness.clock.advance(5 * 86_400)
  const done = await correct({ title: 'technician', titleCertificate: [file], insuranceMonths: 7 })
  expect(done).toMatchObject({ state: 'submitted', due: { workingDaysLeft: 13, stopped: false } })
  expect(done.steps.at(-1)).toMatchObject({ title: '提交补正', by: '你' })
  const seen = await (await harness.office('reviewer')).call('GET /applications/:application', caseOf(id))
  expect(seen.steps.at(-1)?.changed.map(({ field }) => field)).toEqual([
    'title',
    'titleCertificate',
    'insuranceMonths',
  ])
  ;[reviewer, second, lead] = [
    await harness.office('reviewer'),
    await harness.office('reviewer'),
    await harness.office('lead'),
  ]
})

it('masks what is personal, unmasks with a reason, and the applicant reads who did', async () => {
  const {
    person,
    file,
    application: { id },
  } = await recognition()
  const seen = await reviewer.call('GET /applications/:application', caseOf(id))
  expect(seen.answers).toMatchObject({ phone: '139****1234', annualIncome: '***' })
  expect(seen.answers.document).toMatch(/^\d{3}\*{11}\d{3}[\dX]$/)
  expect([...seen.masked].sort()).toEqual(['/annualIncome', '/document', '/phone'])
  expect(JSON.stringify(seen)).not.toContain(person.registration.documentNumber)
  const unmask = (pointer: string) =>
    reviewer.call('POST /applications/:application/unmaskings', {
      ...caseOf(id),
      body: { pointer, why: '与学信网核对证件' },
    })
  await expect(unmask('/document')).rejects.toEqual(refused('claim-needed'))
  await reviewer.call('POST /applications/:application/claim', caseOf(id))
  expect(await unmask('/document')).toEqual({
    pointer: '/document',
    value: person.registration.documentNumber,
  })
  await expect(unmask('/employer')).rejects.toMatchObject({ errors: [{ pointer: '/pointer' }] })
  expect(seen.evidence.map(({ field, file: one }) => [field, one.id])).toEqual([
    ['certificate', file],
    ['contract', file],
  ])
  expect(
    await reviewer.call('GET /applications/:application/evidence/:file', {
      params: { application: id, file },
    }),
  ).toMatchObject({ type: 'application/pdf' })
  const strange = evidence.add(person.personId)
  await expect(
    reviewer.call('GET /applications/:application/evidence/:file', {
      params: { application: id, file: strange },
    }),
  ).rejects.toEqual(refused('not-found'))
  const reads = (await person.call('GET /me/reads')).items.map(({ who, what, why }) => [who, what, why])
  expect(reads).toEqual([
    ['审核员', '查看了你的“人才认定”申请中的一份材料', '审核申请'],
    ['审核员', '查看了你的“人才认定”申请中完整的“证件号码”', '与学信网核对证件'],
    ['审核员', '认领了你的申请，开始审核', '审核申请'],
    ['审核员', '查看了你的“人才认定”申请（电话、证件号码已隐去部分）', '审核申请'],
  ])
})

it('lets nobody decide their own application', async () => {
  const officer = await harness.office('reviewer')
  const { id } = await apply(officer, 'homecoming', homecomingAnswers())
  expect(await officer.call('GET /applications/:application', caseOf(id))).toMatchObject({
    allowedEvents: [],
    blocked: '这是您自己的申请，请由同事办理',
  })
  await expect(decide(officer, id, { event: 'approve' })).rejects.toEqual(refused('event-not-allowed'))
})

it('assigns up to 100 cases at once, and says which it could not', async () => {
  const { application: open } = await recognition()
  const { person, application: gone } = await recognition()
  await person.call('POST /me/applications/:application/events', {
    ...caseOf(gone.id),
    body: { event: 'withdraw', version: 1 },
  })
  const assign = (reviewerId: string | null) =>
    lead.call('POST /application-assignments', { body: { applications: [open.id, gone.id], reviewerId } })
  expect(await assign(reviewer.personId)).toEqual({ assigned: 1, skipped: [gone.id] })
  await expect(assign(person.personId)).rejects.toMatchObject({ errors: [{ pointer: '/reviewerId' }] })
  await expect(
    reviewer.call('POST /application-assignments', { body: { applications: [open.id], reviewerId: null } }),
  ).rejects.toEqual(refused('not-allowed'))
  const { items } = await reviewer.call('GET /applications', { query: { assigned: 'me' } })
  expect(items.map(({ id, assignedTo }) => [id, assignedTo?.personId])).toEqual([
    [open.id, reviewer.personId],
  ])
  expect((await lead.call('GET /reviewers')).items.map(({ personId }) => personId)).toEqual(
    expect.arrayContaining([reviewer.personId, lead.personId]),
  )
})

it('narrows the queue by each filter, page by page, what is due first on top', async () => {
  const all: string[] = []
  for (let after: string | undefined; ;) {
    const page = await reviewer.call('GET /applications', {
      query: { limit: 3, ...(after ? { after } : {}) },
    })
    all.push(...page.items.map(({ id }) => id))
    if (!page.next) break
    after = page.next
  }
  expect(new Set(all).size).toBe(all.length)
  const open = await harness.db
    .selectFrom('application')
    .select(['id', 'due_at', 'number'])
    .where('is_open', '=', true)
    .execute()
  expect([...all].sort()).toEqual(open.map(({ id }) => id).sort())
  const due = all.map((id) => open.find((row) => row.id === id)?.due_at?.getTime() ?? Infinity)
  expect(due).toEqual([...due].sort((a, b) => a - b))
  const list = async (query: object) => (await reviewer.call('GET /applications', { query })).items
  expect((await list({ state: 'withdrawn' })).every(({ state }) => state === 'withdrawn')).toBe(true)
  expect((await list({ program: 'homecoming' })).map(({ program }) => program)).toEqual(['homecoming'])
  expect((await list({ claimed: 'me' })).every(({ claimedByMe }) => claimedByMe)).toBe(true)
  expect(
    (await list({ claimed: 'others' })).every(({ claimedBy, claimedByMe }) => claimedBy && !claimedByMe),
  ).toBe(true)
  expect((await list({ number: open[0]?.number ?? '' })).map(({ id }) => id)).toEqual([open[0]?.id])
  const total =
    (await list({ due: 'overdue', limit: 50 })).length +
    (await list({ due: 'soon', limit: 50 })).length +
    (await list({ due: 'later', limit: 50 })).length
  expect(total).toBe(open.filter(({ due_at: at }) => at !== null).length)
  harness.clock.advance(30 * 86_400)
  ;[reviewer, second, lead] = [
    await harness.office('reviewer'),
    await harness.office('reviewer'),
    await harness.office('lead'),
  ]
  const overdue = await list({ due: 'overdue', limit: 50 })
  expect(overdue.length).toBe(total)
  expect(overdue[0]?.due).toMatchObject({ overdue: true })
})
