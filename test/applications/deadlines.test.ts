import { runTimers } from '../../server/applications'
import { warnOfMissingYear } from '../../server/applications/settle-dates'
import { deadEvents, reviveEvent } from '../../server/core/outbox'
import { refused } from '../matchers'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  apartmentAnswers,
  apply,
  decide,
  fakeEvidence,
  homecomingAnswers,
  messagesOf,
  type FakeEvidence,
} from './world'

let harness: Harness
let evidence: FakeEvidence
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

const params = (id: string) => ({ params: { application: id } })
const again = (person: Visitor) => harness.signIn(person.phone)
const officeMessages = async (person: Visitor) =>
  (await person.call('GET /me/messages')).items
    .filter(({ kind }) => kind === 'staff')
    .map(({ title }) => title)

/** Fires what is due and lets it have its effect. */
const keepDeadlines = async () => {
  await harness.app.runTimers()
  await harness.app.worker.drain()
}

const onNotice = async () => {
  const person = await harness.registerPerson()
  const application = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  await decide(await harness.office('reviewer'), application.id, { event: 'recommend' })
  const shown = await decide(await harness.office('lead'), application.id, { event: 'publish' })
  return { person, id: application.id, shown }
}

it('reminds the office once before and once after the day, also when many run at once and after a restart', async () => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
  const lead = await harness.office('lead')
  const person = await harness.registerPerson()
  await apply(person, 'homecoming', homecomingAnswers())
  expect(await harness.app.runTimers()).toBe(0)
  harness.clock.set('2026-11-26T02:00:00.000Z')
  const fired = await Promise.all([
    harness.app.runTimers(),
    harness.app.runTimers(),
    runTimers(harness.db, harness.clock.now()),
  ])
  expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1)
  harness.clock.set('2026-11-28T02:00:00.000Z')
  await keepDeadlines()
  await keepDeadlines()
  expect(await officeMessages(await again(lead))).toEqual(['有一件申请已超期', '有一件申请快到期'])
})

it('lets an application lapse when nobody corrects it, after a reminder; a correction in time forgets both', async () => {
  harness.clock.set('2026-11-29T02:00:00.000Z')
  const reviewer = await harness.office('reviewer')
  const [late, prompt] = [await harness.registerPerson(), await harness.registerPerson()]
  const [lateId, promptId] = [
    (await apply(late, 'homecoming', homecomingAnswers())).id,
    (await apply(prompt, 'homecoming', homecomingAnswers())).id,
  ]
  for (const id of [lateId, promptId])
    await decide(reviewer, id, { event: 'request-changes', fields: [{ field: 'phone', what: '打不通' }] })
  await prompt.call('POST /me/applications/:application/events', {
    ...params(promptId),
    body: { event: 'correct', version: 2, answers: { phone: '13900009999' } },
  })
  harness.clock.set('2026-12-12T02:00:00.000Z')
  await keepDeadlines()
  harness.clock.set('2026-12-15T02:00:00.000Z')
  await keepDeadlines()
  await keepDeadlines()
  const owner = await again(late)
  expect(await messagesOf(harness, owner)).toEqual([
    '申请已失效',
    '补正期限快到了',
    '申请需要补正',
    '已收到你的申请',
  ])
  const seen = await owner.call('GET /me/applications/:application', params(lateId))
  expect(seen).toMatchObject({ state: 'lapsed', comes: [], allowedEvents: [] })
  expect(seen.steps.at(-1)).toMatchObject({ title: '逾期失效', by: '系统' })
  expect(
    (await (await again(prompt)).call('GET /me/applications/:application', params(promptId))).state,
  ).toBe('submitted')
})

it('puts on public notice what identifies nobody, and approves when the time is over and nobody objected', async () => {
  harness.clock.set('2026-12-16T02:00:00.000Z')
  const { person, id, shown } = await onNotice()
  expect(shown).toMatchObject({
    state: 'public-notice',
    notice: { from: '2026-12-16', to: '2026-12-21' },
    due: { words: '公示到 12月21日' },
  })
  const { items } = await harness.as()('GET /public-notices')
  expect(items).toEqual([
    {
      id,
      program: 'apartment',
      programTitle: '青年人才公寓资格',
      maskedName: '林**',
      summary: '申请单间，2 人居住',
      from: '2026-12-16',
      to: '2026-12-21',
    },
  ])
  await expect(decide(await harness.office('lead'), id, { event: 'approve' })).rejects.toMatchObject({
    code: 'event-not-allowed',
    message: '公示期还没有满',
  })
  harness.clock.set('2026-12-22T02:00:00.000Z')
  expect((await harness.as()('GET /public-notices')).items).toEqual([])
  await keepDeadlines()
  const seen = await (await again(person)).call('GET /me/applications/:application', params(id))
  expect(seen.state).toBe('approved')
  expect(seen.steps.at(-1)).toMatchObject({ by: '系统', note: '公示期满，没有成立的异议' })
})

it('waits for every objection to be answered; the last dismissal approves, an upheld one never does', async () => {
  harness.clock.set('2026-12-01T02:00:00.000Z')
  const [fine, foul] = [await onNotice(), await onNotice()]
  const neighbour = await harness.registerPerson()
  const complain = (id: string) =>
    neighbour.call('POST /public-notices/:notice/objections', {
      params: { notice: id },
      body: { text: '此人在本市有住房，请核实情况' },
    })
  const objection = await complain(fine.id)
  await expect(complain(fine.id)).rejects.toEqual(refused('already-objected'))
  const other = await complain(foul.id)
  const [involved, colleague] = [await harness.office('reviewer'), await harness.office('reviewer')]
  const theirs = await involved.call('POST /public-notices/:notice/objections', {
    params: { notice: foul.id },
    body: { text: '我就住在隔壁，见过房产证' },
  })
  const judge = (officer: Visitor) =>
    officer.call('PUT /objections/:objection/decision', {
      params: { objection: theirs.id },
      body: { uphold: false, answer: '经核对没有住房登记' },
    })
  await expect(judge(involved)).rejects.toEqual(refused('event-not-allowed')) // nobody judges their own objection
  await judge(colleague)
  harness.clock.set('2026-12-08T02:00:00.000Z')
  const back = await again(neighbour)
  await expect(
    back.call('POST /public-notices/:notice/objections', {
      params: { notice: fine.id },
      body: { text: '再提一次意见看看行不行' },
    }),
  ).rejects.toEqual(refused('notice-over'))
  await keepDeadlines()
  const lead = await harness.office('lead')
  const seen = await lead.call('GET /applications/:application', params(fine.id))
  expect(seen).toMatchObject({
    state: 'public-notice',
    objections: [{ id: objection.id, state: 'open', text: '此人在本市有住房，请核实情况' }],
  })
  await expect(decide(lead, fine.id, { event: 'approve' })).rejects.toEqual(refused('objections-open'))
  const answer = (id: string, uphold: boolean) =>
    lead.call('PUT /objections/:objection/decision', {
      params: { objection: id },
      body: { uphold, answer: uphold ? '查实确有住房，取消资格' : '经核对没有住房登记' },
    })
  expect(await answer(objection.id, false)).toMatchObject({
    state: 'approved',
    objections: [{ state: 'dismissed', answer: '经核对没有住房登记' }],
  })
  await expect(answer(objection.id, true)).rejects.toEqual(refused('objection-decided'))
  expect(await answer(other.id, true)).toMatchObject({ state: 'public-notice' })
  await keepDeadlines()
  const refusal = {
    code: 'objection-upheld',
    field: 'ownsHome',
    fix: '异议反映在老城区有住房，已查实；转让后可以再申请',
  }
  expect(await decide(lead, foul.id, { event: 'reject', reason: refusal })).toMatchObject({
    state: 'rejected',
  })
  expect(await messagesOf(harness, back)).toEqual(['你的异议成立', '你的异议不成立'])
})

it('goes on with the others where a deadline cannot be kept, says why, and sets it aside after twelve tries', async () => {
  harness.clock.set('2026-12-10T02:00:00.000Z')
  const { id } = await onNotice()
  const { id: sound } = await onNotice()
  await harness.app.worker.drain()
  await harness.db.updateTable('application').set({ program: 'gone' }).where('id', '=', id).execute()
  harness.clock.set('2026-12-17T02:00:00.000Z')
  await keepDeadlines()
  const stateOf = async (of: string) =>
    (
      await harness.db
        .selectFrom('application')
        .select('state')
        .where('id', '=', of)
        .executeTakeFirstOrThrow()
    ).state
  expect(await stateOf(sound)).toBe('approved')
  const event = () =>
    harness.db
      .selectFrom('outbox')
      .select(['id', 'attempts', 'last_error', 'dead_at'])
      .where('kind', '=', 'application.timer-fired')
      .where('done_at', 'is', null)
      .executeTakeFirst()
  expect(await event()).toMatchObject({
    attempts: 1,
    last_error: expect.stringMatching(
      /^applications\/keep-deadline: not-found at server\/applications\//,
    ) as string,
    dead_at: null,
  })
  for (let turn = 0; turn < 11; turn += 1) {
    harness.clock.advance(3600)
    await keepDeadlines()
  }
  expect(await deadEvents(harness.db, null, 10)).toMatchObject([
    { kind: 'application.timer-fired', attempts: 12 },
  ])
  await harness.db.updateTable('application').set({ program: 'apartment' }).where('id', '=', id).execute()
  await reviveEvent(harness.db, (await event())?.id ?? '', harness.clock.now())
  await keepDeadlines()
  expect(await stateOf(id)).toBe('approved')
})

it('gives an answer and a notice until the next working day where the last day is a holiday', async () => {
  harness.clock.set('2026-09-22T02:00:00.000Z')
  const asked = await harness.registerPerson()
  const { id: askedId } = await apply(asked, 'homecoming', homecomingAnswers())
  const reviewer = await harness.office('reviewer')
  await decide(reviewer, askedId, { event: 'request-changes', fields: [{ field: 'phone', what: '打不通' }] })
  const seen = await asked.call('GET /me/applications/:application', params(askedId))
  expect(seen.due).toMatchObject({ at: '2026-10-08T15:59:59.000Z' }) // 15 days end on 10-07, in the holidays
  harness.clock.set('2026-09-28T02:00:00.000Z')
  expect((await onNotice()).shown.notice).toEqual({ from: '2026-09-28', to: '2026-10-08' })
})

it('asks leads once a week from 15 October for the calendar of the next year, until it is entered', async () => {
  harness.clock.set('2026-10-13T02:00:00.000Z')
  const lead = await harness.office('lead')
  const asked = async () =>
    (await officeMessages(await again(lead))).filter((title) => title.includes('工作日历'))
  const pass = async (day: string) => {
    harness.clock.set(`${day}T02:00:00.000Z`)
    await Promise.all([1, 2].map(() => warnOfMissingYear(harness.db, harness.clock.now())))
    await harness.app.worker.drain()
    return asked()
  }
  const words = '请录入 2027 年的工作日历'
  const missing = async () => (await (await harness.office('lead')).call('GET /calendar')).missing
  expect(await pass('2026-10-14')).toEqual([])
  expect(await missing()).toBeNull()
  expect(await pass('2026-10-15')).toEqual([words])
  expect(await missing()).toBe(2027)
  expect(await pass('2026-10-16')).toEqual([words])
  expect(await pass('2026-10-19')).toEqual([words, words])
})

it('moves the last day of an appeal that the calendar makes a holiday later, and says so', async () => {
  harness.clock.set('2026-12-02T02:00:00.000Z') // the last of 60 days is 2027-01-31, a Sunday, so it is 02-01
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  await decide(await harness.office('reviewer'), id, {
    event: 'reject',
    reason: { code: 'no-tie', field: 'ties', fix: '请说明在本地读书的年份和学校' },
  })
  const appealBy = async () =>
    (await person.call('GET /me/applications/:application', params(id))).refusal?.appealBy
  expect(await appealBy()).toBe('2027-02-01T15:59:59.000Z') // nobody knows yet that it is off
  const lead = await harness.office('lead')
  const enter = (holidays: string[]) =>
    lead.call('PUT /calendar/:year', {
      params: { year: 2027 },
      body: { holidays, workdays: [], source: '国办发明电〔2026〕示例' },
    })
  await enter(['2027-02-01', '2027-02-02'])
  expect((await messagesOf(harness, person))[0]).toBe('遇节假日，期限顺延')
  expect((await person.call('GET /me/messages')).items[0]?.body).toContain('可以在 2月3日 前申诉')
  expect(await appealBy()).toBe('2027-02-03T15:59:59.000Z')
  await enter(['2027-02-01', '2027-02-02', '2027-02-05'])
  expect((await messagesOf(harness, person)).filter((title) => title === '遇节假日，期限顺延')).toHaveLength(
    1,
  )
  harness.clock.set('2027-02-03T15:00:00.000Z')
  const late = await again(person)
  expect(
    await late.call('POST /me/applications/:application/events', {
      ...params(id),
      body: { event: 'appeal', version: 2, note: '我在这里读过六年小学，请再核对' },
    }),
  ).toMatchObject({ state: 'appealed' })
  await harness.db.deleteFrom('calendar_year').where('year', '=', 2027).execute()
})

it('moves a last day that the calendar makes a holiday later, and says so', async () => {
  harness.clock.set('2026-12-17T02:00:00.000Z')
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'homecoming', homecomingAnswers())
  const reviewer = await harness.office('reviewer')
  await decide(reviewer, id, { event: 'request-changes', fields: [{ field: 'phone', what: '打不通' }] })
  const lead = await harness.office('lead')
  const due = async () => (await person.call('GET /me/applications/:application', params(id))).due.at
  expect(await due()).toBe('2027-01-01T15:59:59.000Z') // nobody knows yet that it is off
  await lead.call('PUT /calendar/:year', {
    params: { year: 2027 },
    body: { holidays: ['2027-01-01'], workdays: [], source: '国办发明电〔2026〕示例' },
  })
  expect((await messagesOf(harness, person))[0]).toBe('遇节假日，期限顺延')
  expect(await due()).toBe('2027-01-04T15:59:59.000Z')
  harness.clock.set('2027-01-02T02:00:00.000Z')
  await keepDeadlines()
  expect((await person.call('GET /me/applications/:application', params(id))).state).toBe('changes-requested')
  await harness.db.deleteFrom('calendar_year').where('year', '=', 2027).execute()
})

describe('who has left', () => {
  const endRole = async (person: Visitor, role: 'reviewer' | 'clerk') => {
    const admin = await harness.office('system-admin')
    await admin.call('DELETE /staff/:person/roles/:role', { params: { person: person.personId, role } })
    await harness.app.worker.drain()
  }
  const hearsOverdue = async (person: Visitor, number: string) =>
    (await person.call('GET /me/messages')).items.some(
      ({ title, body }) => title === '有一件申请已超期' && body.includes(number),
    )

  it('has no cases any more, and leads hear what is due in them', async () => {
    harness.clock.set('2026-11-22T02:00:00.000Z')
    const lead = await harness.office('lead')
    const assigned = async (reviewer: Visitor) => {
      const { id, number } = await apply(await harness.registerPerson(), 'homecoming', homecomingAnswers())
      const body = { applications: [id], reviewerId: reviewer.personId }
      await lead.call('POST /application-assignments', { body })
      await reviewer.call('POST /applications/:application/claim', params(id))
      return { id, number }
    }
    const holdersOf = (id: string) =>
      harness.db
        .selectFrom('application')
        .select(['assigned_to', 'claimed_by', 'claimed_until'])
        .where('id', '=', id)
        .executeTakeFirst()
    const [gone, stays] = [await harness.office('reviewer'), await harness.office('reviewer')]
    const [left, kept] = [await assigned(gone), await assigned(stays)]
    await endRole(gone, 'reviewer')
    expect(await holdersOf(left.id)).toEqual({ assigned_to: null, claimed_by: null, claimed_until: null })
    expect(await holdersOf(kept.id)).toMatchObject({
      assigned_to: stays.personId,
      claimed_by: stays.personId,
    })
    harness.clock.set('2026-11-30T02:00:00.000Z')
    await keepDeadlines()
    const [goneNow, staysNow, leadNow] = [await again(gone), await again(stays), await again(lead)]
    expect([await hearsOverdue(goneNow, left.number), await hearsOverdue(leadNow, left.number)]).toEqual([
      false,
      true,
    ])
    expect([await hearsOverdue(staysNow, kept.number), await hearsOverdue(leadNow, kept.number)]).toEqual([
      true,
      false,
    ])
  })

  it('hears nothing as the contact of a returnee', async () => {
    harness.clock.set('2026-11-22T02:00:00.000Z')
    const lead = await harness.office('lead')
    const { id, number } = await apply(await harness.registerPerson(), 'homecoming', homecomingAnswers())
    const { station_id: stationId } = await harness.db
      .selectFrom('application')
      .select('station_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const clerk = await harness.staff('clerk', stationId)
    await clerk.call('POST /leads/:lead/answer', {
      params: { lead: id },
      body: { version: 1, text: '您好，我来联系您，明天上午给您打电话' },
    })
    await endRole(clerk, 'clerk')
    harness.clock.set('2026-12-20T02:00:00.000Z')
    await keepDeadlines()
    const heard = [
      await hearsOverdue(await again(clerk), number),
      await hearsOverdue(await again(lead), number),
    ]
    expect(heard).toEqual([false, true])
  })
})
