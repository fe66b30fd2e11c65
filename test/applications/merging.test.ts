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

/** Two accounts of one human become one: nothing is lost, and the one reads it all. */
let harness: Harness
let evidence: FakeEvidence
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

/** Whoever is registered cannot be merged into another. A withdrawal would end what is open, so the row goes. */
const merge = async (from: Visitor, into: Visitor) => {
  await harness.db.deleteFrom('profile').where('person_id', '=', from.personId).execute()
  return harness.db
    .transaction()
    .execute((tx) => harness.app.people.merge(tx, from.personId, into.personId, harness.clock.now()))
}
const two = async () => [await harness.registerPerson(), await harness.registerPerson()] as const
const save = async (person: Visitor, program: string, answers: object) =>
  person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers: answers as never, revision: 0, version: 1 },
  })
const draftOf = async (person: Visitor, program: string) =>
  (await person.call('GET /programs/:program/draft', { params: { program } })).draft
const onNotice = async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  await decide(await harness.office('reviewer'), id, { event: 'recommend' })
  await decide(await harness.office('lead'), id, { event: 'publish' })
  return id
}
const complain = (person: Visitor, notice: string, text: string) =>
  person.call('POST /public-notices/:notice/objections', { params: { notice }, body: { text } })

it('moves applications with all that is sealed in them, and goes on with them', async () => {
  const [from, into] = await two()
  const { id } = await apply(from, 'homecoming', homecomingAnswers())
  await decide(await harness.office('reviewer'), id, {
    event: 'request-changes',
    note: '电话打不通',
    fields: [{ field: 'phone', what: '请换一个能打通的号码' }],
  })
  await merge(from, into)
  const params = { params: { application: id } }
  expect(await into.call('GET /me/applications/:application', params)).toMatchObject({
    answers: { field: '新能源材料' },
    requested: [{ field: 'phone', what: '请换一个能打通的号码' }],
    steps: [{}, { note: '电话打不通' }],
  })
  await into.call('POST /me/applications/:application/events', {
    ...params,
    body: { event: 'correct', version: 2, answers: { phone: '13900009999' } },
  })
  expect(await messagesOf(harness, into)).toEqual(['补正已收到', '申请需要补正', '已收到你的申请'])
})

it('refuses while both have an open application of one program, and says which; withdrawing one helps', async () => {
  const [from, into] = await two()
  const { id } = await apply(from, 'homecoming', homecomingAnswers())
  await apply(into, 'homecoming', homecomingAnswers())
  await expect(merge(from, into)).rejects.toMatchObject({
    code: 'account-not-empty',
    options: { detail: expect.stringMatching(/“‘归根’登记”.*撤回.*人才办/) as string },
  })
  await from.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version: 1 },
  })
  await merge(from, into)
  expect((await into.call('GET /me/applications')).items).toHaveLength(2)
})

it('joins two drafts of one program where no answer differs, sealed anew', async () => {
  const [from, into] = await two()
  await save(from, 'homecoming', { field: '新能源材料', position: '工程师' })
  await save(into, 'homecoming', { field: '新能源材料', employer: '示例材料有限公司' })
  await save(from, 'schooling', { childName: '示例宝' })
  await merge(from, into)
  expect(await draftOf(into, 'homecoming')).toMatchObject({
    revision: 2,
    answers: { field: '新能源材料', position: '工程师', employer: '示例材料有限公司' },
  })
  expect(await draftOf(into, 'schooling')).toMatchObject({ answers: { childName: '示例宝' } })
})

it('refuses where two drafts say different things, rather than lose one; throwing one away helps', async () => {
  const [from, into] = await two()
  await save(from, 'homecoming', { field: '新能源材料' })
  await save(into, 'homecoming', { field: '儿科' })
  await expect(merge(from, into)).rejects.toMatchObject({
    code: 'account-not-empty',
    options: { detail: expect.stringMatching(/“‘归根’登记”.*草稿.*删除/) as string },
  })
  expect((await from.call('GET /me/export')).applicationDrafts).toMatchObject([
    { answers: { field: '新能源材料' } },
  ])
  await from.call('DELETE /programs/:program/draft', { params: { program: 'homecoming' } })
  await merge(from, into)
  expect(await draftOf(into, 'homecoming')).toMatchObject({ answers: { field: '儿科' } })
})

it('makes one of two open objections to one notice, with the words of both; others keep their answers', async () => {
  const [from, into] = await two()
  const [notice, other] = [await onNotice(), await onNotice()]
  await complain(from, notice, '此人在本市有住房，请核实情况')
  await complain(into, notice, '我就住在隔壁，见过房产证')
  const answered = await complain(from, other, '听说他已经搬走了，请核实')
  const lead = await harness.office('lead')
  await lead.call('PUT /objections/:objection/decision', {
    params: { objection: answered.id },
    body: { uphold: false, answer: '经核对仍在本市居住' },
  })
  await merge(from, into)
  const { objections } = await lead.call('GET /applications/:application', {
    params: { application: notice },
  })
  expect(objections.map(({ state, text }) => [state, text])).toEqual([
    ['open', '我就住在隔壁，见过房产证\n此人在本市有住房，请核实情况'],
  ])
  expect((await into.call('GET /me/export')).objections).toEqual(
    expect.arrayContaining([expect.objectContaining({ answer: '经核对仍在本市居住' })]),
  )
  await harness.app.worker.drain()
  expect(await messagesOf(harness, into)).toContain('你的异议不成立')
})

it('leaves nobody with their own case', async () => {
  const from = await harness.registerPerson()
  const into = await harness.office('reviewer')
  const { id } = await apply(from, 'homecoming', homecomingAnswers())
  const lead = await harness.office('lead')
  await lead.call('POST /application-assignments', {
    body: { applications: [id], reviewerId: into.personId },
  })
  await into.call('POST /applications/:application/claim', { params: { application: id } })
  await merge(from, into)
  expect(
    await harness.db
      .selectFrom('application')
      .select(['person_id', 'assigned_to', 'claimed_by', 'claimed_until'])
      .where('id', '=', id)
      .executeTakeFirst(),
  ).toEqual({ person_id: into.personId, assigned_to: null, claimed_by: null, claimed_until: null })
})

it('moves saved views, and keeps one of two that are the same', async () => {
  const [from, into] = [await harness.office('reviewer'), await harness.office('reviewer')]
  const view = (person: Visitor, name: string, filter: object) =>
    person.call('POST /me/saved-views', { body: { name, filter } })
  await view(from, '我的', { assigned: 'me' })
  await view(from, '超期', { due: 'overdue' })
  await view(into, '我的', { assigned: 'me' })
  const admin = await harness.office('system-admin')
  await admin.call('DELETE /staff/:person/roles/:role', {
    params: { person: from.personId, role: 'reviewer' },
  })
  harness.clock.advance(61)
  await merge(await harness.signIn(from.phone), into)
  expect((await into.call('GET /me/saved-views')).items.map(({ name }) => name)).toEqual(['超期', '我的'])
})
