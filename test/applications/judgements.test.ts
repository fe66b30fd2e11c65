import type { PolicyBook } from '@jucai/contract/policies/book'
import { sampleDocument } from '../../mock/people/people'
import { sampleBook } from '../../mock/policies/book'
import { fourUnknown } from '../policies/small-book'
import { testVault } from '../../mock/fakes'
import { applicationDeps } from '../../server/app'
import { givesOf } from '../../server/applications/gives'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import {
  apartmentAnswers,
  apply,
  caseOf,
  decide,
  fakeEvidence,
  homecomingAnswers,
  recognitionAnswers,
  type FakeEvidence,
} from './world'

/** What the policy book made of an application is on record, and stays as it was until somebody judges again. */
let harness: Harness
let evidence: FakeEvidence
let reviewer: Visitor
let second: Visitor
let lead: Visitor
beforeEach(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
  reviewer = await harness.office('reviewer')
  second = await harness.office('reviewer')
  lead = await harness.office('lead')
})
afterEach(() => harness.close())

/** The sample book with another income limit for apartments, in yuan a month. */
const withLimit = (yuan: number): PolicyBook => ({
  ...sampleBook,
  parameters: sampleBook.parameters.map((one) =>
    one.code === 'apartmentIncomeLimit'
      ? { ...one, values: one.values.map((value) => ({ ...value, value: yuan * 100 })) }
      : one,
  ),
  policies: sampleBook.policies.map((policy) => ({ ...policy, examples: fourUnknown })),
})
const publish = (book: PolicyBook) =>
  publishBook(harness.db, { book, source: '试验文件' }, harness.clock.now())

const income = '家庭月收入不超过上限'
const incomeIn = ({ criteria }: { criteria: { title: string; result: string }[] }) =>
  criteria.find(({ title }) => title === income)?.result
const apartment = async (changes = {}) => {
  const person = await harness.registerPerson()
  const answers = apartmentAnswers(evidence.add(person.personId), changes)
  return { person, application: await apply(person, 'apartment', answers) }
}
const own = ({ call }: Visitor, id: string) => call('GET /me/applications/:application', caseOf(id))
const seen = (id: string, by = reviewer) => by.call('GET /applications/:application', caseOf(id))
const judgeAgain = async (id: string, by = reviewer) => {
  const { version } = await by.call('POST /applications/:application/claim', caseOf(id))
  return by.call('POST /applications/:application/judgements', { ...caseOf(id), body: { version } })
}
const rowsOf = (id: string) =>
  harness.db
    .selectFrom('application_judgement')
    .selectAll()
    .where('application_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()

it('another limit changes new judgements, and neither a decided nor a judged application until it is judged again', async () => {
  const judged = await apartment()
  const decided = await apartment()
  await decide(reviewer, decided.application.id, {
    event: 'reject',
    reason: {
      code: 'proof-unclear',
      field: 'homeProof',
      fix: '请重新开具无房证明，要求一个月内、信息完整清楚',
    },
  })
  expect(judged.application).toMatchObject({ judgement: { version: 1, day: '2026-11-22' } })
  expect(incomeIn(judged.application)).toBe('pass')

  expect(await publish(withLimit(8_000))).toBe(2)
  const fresh = await apartment()
  expect(fresh.application.judgement).toMatchObject({ version: 2 })
  expect(incomeIn(fresh.application)).toBe('fail')
  expect(incomeIn(await own(judged.person, judged.application.id))).toBe('pass')
  expect(incomeIn(await seen(decided.application.id))).toBe('pass')
  expect(await seen(decided.application.id)).toMatchObject({ judgement: { version: 1 }, newerBook: null })
  expect(await seen(judged.application.id)).toMatchObject({ judgement: { version: 1 }, newerBook: 2 })

  harness.clock.advance(86_400)
  reviewer = await harness.office('reviewer') // a session of the console does not last that long
  const again = await judgeAgain(judged.application.id)
  expect(again).toMatchObject({
    judgement: { version: 2, day: '2026-11-22' },
    newerBook: null,
    state: 'submitted',
  })
  expect(incomeIn(again)).toBe('fail')
  const theirs = await own(judged.person, judged.application.id)
  expect([incomeIn(theirs), theirs.judgement?.version]).toEqual(['fail', 2])
  const [, first] = await rowsOf(judged.application.id).then((rows) => [rows.length, rows[0]] as const)
  expect(first).toMatchObject({ book_version: 1, judged_by: null, outcome: 'pass' })
})

const recent = ({ criteria }: { criteria: { title: string; result: string }[] }) =>
  criteria.find(({ title }) => title.startsWith('毕业'))?.result

it('the time that an office or an applicant takes costs nobody a term', async () => {
  const { application } = await apartment({ graduatesOn: '2021-11-23' })
  expect(recent(application)).toBe('pass')
  await publish(withLimit(8_000))
  harness.clock.advance(10 * 86_400)
  reviewer = await harness.office('reviewer')
  const again = await judgeAgain(application.id)
  expect(recent(again)).toBe('pass')
  expect(again.judgement).toMatchObject({ version: 2, day: '2026-11-22' })
})

it('nor does the time that a correction takes', async () => {
  const { person, application } = await apartment({ graduatesOn: '2021-11-23' })
  const asked = await decide(reviewer, application.id, {
    event: 'request-changes',
    fields: [{ field: 'employer', what: '请写单位全称' }],
  })
  harness.clock.advance(5 * 86_400)
  const corrected = await person.call('POST /me/applications/:application/events', {
    ...caseOf(application.id),
    body: {
      event: 'correct',
      version: asked.version,
      answers: { ...application.answers, employer: '星城桥梁集团有限公司' },
    },
  })
  expect([recent(corrected), corrected.judgement?.day]).toEqual(['pass', '2026-11-22'])
})

it('who qualifies only by the day of their correction is judged as of that', async () => {
  const soon = withLimit(20_000)
  const tightened: PolicyBook = {
    ...soon,
    parameters: soon.parameters.map((one) =>
      one.code === 'apartmentIncomeLimit'
        ? {
            ...one,
            values: one.values.flatMap((value) => [
              { ...value, value: 100_00, to: '2026-11-24' },
              { ...value, from: '2026-11-25' },
            ]),
          }
        : one,
    ),
  }
  await publish(tightened)
  const { person, application } = await apartment()
  expect(incomeIn(application)).toBe('fail')
  harness.clock.advance(5 * 86_400)
  reviewer = await harness.office('reviewer')
  const asked = await decide(reviewer, application.id, {
    event: 'request-changes',
    fields: [{ field: 'employer', what: '请写单位全称' }],
  })
  const corrected = await person.call('POST /me/applications/:application/events', {
    ...caseOf(application.id),
    body: {
      event: 'correct',
      version: asked.version,
      answers: { ...application.answers, employer: '星城桥梁集团有限公司' },
    },
  })
  expect([incomeIn(corrected), corrected.judgement?.day]).toEqual(['pass', '2026-11-27'])
})

it('judging again is on record, and the applicant sees that it was done', async () => {
  const { person, application } = await apartment()
  await publish(withLimit(30_000))
  await judgeAgain(application.id)
  const { steps } = await own(person, application.id)
  expect(steps.map(({ title, by, note }) => [title, by, note])).toEqual([
    ['提交申请', '你', null],
    ['按现行标准重新核对', '审核员', '按第 2 版标准'],
  ])
  const reads = await person.call('GET /me/reads')
  expect(reads.items.map(({ what }) => what)).toContain(
    '按现行标准（第 2 版）重新核对了你的“青年人才公寓资格”申请',
  )
  expect((await seen(application.id)).steps.at(-1)).toMatchObject({ who: '林小满', state: 'submitted' })
  const exported = await person.call('GET /me/export')
  expect(JSON.stringify(exported)).toContain('"bookVersion":2')
})

it('refuses to judge what is decided, what is appealed, what is not claimed, and what has moved on', async () => {
  const { person, application } = await apartment()
  const { id } = application
  const ask = (by: Visitor, version: number) =>
    by.call('POST /applications/:application/judgements', { ...caseOf(id), body: { version } })
  await expect(ask(reviewer, 1)).rejects.toEqual(refused('claim-needed'))
  await reviewer.call('POST /applications/:application/claim', caseOf(id))
  await expect(ask(second, 1)).rejects.toEqual(refused('claimed-by-other'))
  await expect(ask(reviewer, 2)).rejects.toEqual(refused('stale-version'))
  await decide(reviewer, id, {
    event: 'reject',
    reason: {
      code: 'proof-unclear',
      field: 'homeProof',
      fix: '请重新开具无房证明，要求一个月内、信息完整清楚',
    },
  })
  await publish(withLimit(8_000))
  await expect(judgeAgain(id)).rejects.toMatchObject({
    code: 'event-not-allowed',
    message: '这件申请已经有决定，按作出决定时的标准保留，不再重新核对',
  })
  const { version } = await own(person, id)
  await person.call('POST /me/applications/:application/events', {
    ...caseOf(id),
    body: { event: 'appeal', version, note: '无房证明是上周开的，请再看一次' },
  })
  await reviewer.call('DELETE /applications/:application/claim', caseOf(id))
  await expect(judgeAgain(id, lead)).rejects.toEqual(refused('event-not-allowed'))
  await decide(lead, id, { event: 'overturn', note: '证明有效' })
  expect(incomeIn(await judgeAgain(id, lead))).toBe('fail')
  expect((await rowsOf(id)).map(({ book_version }) => book_version)).toEqual([1, 2])
})

it('a program without a policy has nothing to be judged by', async () => {
  const person = await harness.registerPerson()
  const { id, criteria, judgement } = await apply(person, 'homecoming', homecomingAnswers())
  expect([criteria, judgement]).toEqual([[], null])
  expect((await seen(id)).newerBook).toBeNull()
  await expect(judgeAgain(id)).rejects.toMatchObject({ message: '这类申请不按政策库的条件核对' })
})

it('twice on one day by one book is once, from two consoles too', async () => {
  const { application } = await apartment()
  const { id } = application
  await publish(withLimit(30_000))
  const { version } = await reviewer.call('POST /applications/:application/claim', caseOf(id))
  const ask = (by: Visitor) =>
    by.call('POST /applications/:application/judgements', { ...caseOf(id), body: { version } })
  const outcomes = await Promise.allSettled([ask(reviewer), ask(reviewer), ask(second)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect((await rowsOf(id)).map(({ book_version }) => book_version)).toEqual([1, 2])
})

it('a correction is judged by the book in force then, as of its day', async () => {
  const { person, application } = await apartment()
  const { id } = application
  await decide(reviewer, id, {
    event: 'request-changes',
    fields: [{ field: 'monthlyIncome', what: '请按税前填写' }],
  })
  await publish(withLimit(8_600))
  harness.clock.advance(86_400)
  const before = await own(person, id)
  const after = await person.call('POST /me/applications/:application/events', {
    ...caseOf(id),
    body: {
      event: 'correct',
      version: before.version,
      answers: { ...before.answers, monthlyIncome: 860_000 },
    },
  })
  expect(after.judgement).toMatchObject({ version: 2, day: '2026-11-23' })
  expect(after.criteria.find(({ title }) => title === income)).toMatchObject({
    result: 'pass',
    because: '家庭月收入：¥8,600/月（本人填写，2026年11月23日），标准是 ¥8,600/月',
  })
  expect((await rowsOf(id)).map(({ application_version: of }) => of)).toEqual([1, 3])
})

describe('before a book is published', () => {
  beforeEach(async () => {
    await harness.db.deleteFrom('policy_book').execute()
  })

  it('programs are open, no clause is shown, nothing is computed, and the office decides', async () => {
    const person = await harness.registerPerson()
    const page = await person.call('GET /programs/:program/draft', { params: { program: 'apartment' } })
    expect(page.criteria).toEqual([])
    const answers = apartmentAnswers(evidence.add(person.personId))
    const { id, criteria, judgement } = await apply(person, 'apartment', answers)
    expect([criteria, judgement]).toEqual([[], null])
    const { judge } = await applicationDeps({ vault: testVault() })
    const asked = { policy: 'rent-subsidy', facts: {}, day: '2026-11-22' }
    expect(await judge.judge(harness.db, asked)).toMatchObject({
      bookVersion: 0,
      outcome: 'not-computed',
      gives: null,
    })
    expect(await givesOf(harness.db, { vault: testVault() }, id)).toBeNull()
    await expect(judgeAgain(id)).rejects.toMatchObject({ message: '政策库还没有发布' })
    expect(await decide(reviewer, id, { event: 'recommend' })).toMatchObject({ state: 'recommended' })
  })

  it('what came in then can be judged once there is one', async () => {
    const { person, application } = await apartment()
    await publish(sampleBook)
    expect(await seen(application.id)).toMatchObject({ judgement: null, newerBook: 1 })
    expect(incomeIn(await judgeAgain(application.id))).toBe('pass')
    expect(incomeIn(await own(person, application.id))).toBe('pass')
  })
})

it('what is given stands with the judgement', async () => {
  const { application } = await apartment()
  expect(await givesOf(harness.db, { vault: testVault() }, application.id)).toEqual({
    policy: 'youth-apartment',
    bookVersion: 1,
    label: '租期最长',
    payment: null,
    paidWithinWorkingDays: null,
    conditions: ['在本市就业或创业', '在本市没有自有住房', '不享受其他住房优惠'],
  })
  const { application: over } = await apartment({ monthlyIncome: 2_000_001 })
  expect(await givesOf(harness.db, { vault: testVault() }, over.id)).toBeNull()
})

it('a tier that somebody was recognised in is a record: A and B need not have graduated lately', async () => {
  const person = await harness.registerPerson({
    graduatesOn: '2015-06-30',
    degree: 'bachelor',
    documentNumber: sampleDocument('430102', '1993-01-05', 61),
  })
  const recent = '毕业 5 年内，或 A、B 类人才'
  const clause = async () =>
    (await person.call('GET /programs/:program/draft', { params: { program: 'apartment' } })).criteria.find(
      ({ title }) => title === recent,
    )
  expect(await clause()).toMatchObject({ result: 'fail' })
  const { id } = await apply(
    person,
    'recognition',
    recognitionAnswers(evidence.add(person.personId), person.registration.documentNumber, {
      tier: 'b',
      title: 'technician',
      titleCertificate: [evidence.add(person.personId)],
      graduatesOn: '2015-06-30',
      education: [
        { school: '湖南大学', period: { from: '2011-09-01', to: '2015-06-30' }, degree: 'bachelor' },
      ],
    }),
  )
  await decide(reviewer, id, { event: 'recommend' })
  await decide(second, id, { event: 'approve' })
  expect(await clause()).toMatchObject({
    result: 'pass',
    because: '人才层次：B 类（办理记录，2026年11月22日）',
  })
  const { revision, items } = await person.call('GET /me/facts')
  expect(items.find(({ code }) => code === 'talentTier')).toMatchObject({ value: 'b', source: 'record' })
  await expect(
    person.call('PUT /me/facts', { body: { revision, answers: [{ code: 'talentTier', value: 'a' }] } }),
  ).rejects.toMatchObject({ errors: [{ detail: '“人才层次”以办理记录为准，不用填写' }] })
})

it('an account that is deleted takes the facts of its judgements with it', async () => {
  const { person, application } = await apartment()
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  const [row] = await rowsOf(application.id)
  expect(row).toMatchObject({ book_version: 1, result: null })
  expect((await seen(application.id)).criteria).toEqual([])
})
