import { startHarness, type Harness, type Visitor } from '../harness'
import { openChains } from '../chains/world'
import { containing, refused } from '../matchers'
import { projectsOf, unitFen } from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness()
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  act = projectsOf(harness, [lead, second])
})
afterAll(() => harness.close())

const toldTo = async (person: Visitor) => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}

it('goes from talk to production by one machine, and says what was pressed at the wrong place', async () => {
  const talked = await act.add()
  expect(talked).toMatchObject({ stage: 'talking', allowedEvents: ['sign', 'end'], rule: null })
  await expect(act.move(talked, 'produce')).rejects.toEqual(refused('project-settled'))
  const signed = await act.move(talked, 'sign')
  expect(signed.rule).toMatch(/每满 20,000,000\.00 元得 1 个名额，一个项目最多 50 个/)
  await expect(act.move(talked, 'build')).rejects.toEqual(refused('stale-version'))
  const producing = await act.move(await act.move(signed, 'build'), 'produce')
  expect(producing.steps.map(({ stage }) => stage)).toEqual(['producing', 'building', 'signed', 'talking'])
  await expect(act.move(producing, 'end', '')).rejects.toMatchObject({ errors: [{ pointer: '/note' }] })
  const ended = await act.move(producing, 'end', '投资方撤资')
  expect(ended).toMatchObject({ stage: 'ended', allowedEvents: [] })
  await expect(act.enter(ended, unitFen)).rejects.toEqual(refused('project-settled'))
})

it('says which field is wrong, and takes only chains that are there', async () => {
  await openChains(harness)
  await expect(act.add({ chain: 'nothing-here' })).rejects.toMatchObject({ errors: [{ pointer: '/chain' }] })
  await expect(act.add({ chain: 'battery', link: 'nothing-here' })).rejects.toMatchObject({
    errors: [{ pointer: '/link' }],
  })
  expect((await act.add({ chain: 'battery', link: 'cell' })).chain).toEqual({
    key: 'battery',
    name: containing('电池'),
  })
  const body = { name: '没有写投资方（示例）', employer: null, employerName: '', chain: null, link: null }
  await expect(lead.call('POST /office/investment-projects', { body })).rejects.toMatchObject({
    errors: [{ pointer: '/employerName' }],
  })
  await expect(
    lead.call('POST /office/investment-projects', { body: { ...body, employer: crypto.randomUUID() } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/employer' }] })
})

it('counts capital in place once another lead agreed, and earns whole places up to the cap', async () => {
  const signed = await act.signed()
  await expect(act.enter(await act.add(), unitFen)).rejects.toEqual(refused('project-settled'))
  const entered = await act.enter(signed, 2 * unitFen + unitFen / 2)
  expect(entered).toMatchObject({ inPlaceFen: 0, earned: 0 })
  expect(await toldTo(second)).toContain('有一笔到位资金等你复核')
  await expect(act.agree(entered, lead)).rejects.toEqual(refused('two-person-rule'))
  const agreed = await act.agree(entered)
  expect(agreed).toMatchObject({ inPlaceFen: 2.5 * unitFen, earned: 2, used: 0, remaining: 2 })
  // The half that was left over counts with the next.
  expect(await act.agree(await act.enter(agreed, unitFen / 2))).toMatchObject({ earned: 3 })
  expect(await act.agree(await act.enter(agreed, 80 * unitFen))).toMatchObject({ earned: 50, remaining: 50 })
})

it('refuses an entry that another lead found wrong; it stays, with the reason', async () => {
  const entered = await act.enter(await act.signed(), unitFen)
  const [entry] = entered.capital
  const decided = await second.call(
    'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision',
    {
      params: { ...act.at(entered), capitalEntry: entry?.id ?? '' },
      body: { agrees: false, reason: '进账单不是这个账户的' },
    },
  )
  expect(decided.capital).toMatchObject([{ state: 'refused', decision: '进账单不是这个账户的' }])
  expect(decided).toMatchObject({ inPlaceFen: 0, earned: 0 })
})

it('corrects by a counter-entry, once; quota that is used already is shown as less than none and not used on', async () => {
  const project = await act.withPlaces(1)
  await act.introduced(project)
  const waiting = await act.correct(project)
  expect(waiting).toMatchObject({ inPlaceFen: unitFen, earned: 1 })
  await expect(act.correct(project)).rejects.toEqual(refused('project-settled'))
  const taken = await act.agree(waiting)
  expect(taken).toMatchObject({
    inPlaceFen: 0,
    earned: 0,
    used: 1,
    remaining: -1,
    differences: ['over-quota'],
  })
  expect(taken.quota.map(({ kind, remaining }) => [kind, remaining])).toEqual([
    ['take-back', -1],
    ['use', 0],
    ['earn', 1],
  ])
  await expect(act.ask(project)).rejects.toMatchObject({
    body: { detail: containing('用超了 1 个') },
  })
  expect(await act.agree(await act.enter(taken, 2 * unitFen))).toMatchObject({
    remaining: 1,
    differences: [],
  })
})

it('asks the person, who reads what it is about, agrees, and finds it in their journey', async () => {
  const project = await act.withPlaces(2)
  const person = await harness.registerPerson()
  const { code, project: asked } = await act.ask(project)
  expect(asked.introductions).toMatchObject([{ state: 'asked', maskedName: null, note: '研发部小何' }])
  expect(asked.used).toBe(0)
  expect(
    await person.call('POST /me/introduction-requests', { body: { code: code.toLowerCase() } }),
  ).toMatchObject({
    projectName: project.name,
    employerName: '星河新材（示例）',
    kind: 'master',
  })
  const { introduction } = await act.answer(person, code)
  expect(introduction).toMatchObject({ state: 'here', stage: 'signed', mayObject: true })
  await expect(act.answer(await harness.registerPerson(), code)).rejects.toEqual(
    refused('invitation-invalid'),
  )
  const seen = await act.read(project)
  expect(seen).toMatchObject({ used: 1, remaining: 1 })
  expect(seen.introductions).toMatchObject([{ state: 'here', maskedName: '林**' }])
  await harness.app.worker.drain()
  expect(JSON.stringify(await person.call('GET /me/timeline'))).toContain(`随项目引进：${project.name}`)
  expect((await person.call('GET /me/reads')).items.map(({ why }) => why)).toContain('核对项目的引进名额')
})

it('does not count one person twice, nor somebody who is not registered, nor who says no', async () => {
  const [one, other] = [await act.withPlaces(1), await act.withPlaces(3)]
  const { person } = await act.introduced(one)
  const { code } = await act.ask(other)
  await expect(act.answer(person, code)).rejects.toEqual(refused('introduced-already'))
  const visitor = await harness.signIn()
  await expect(act.answer(visitor, code)).rejects.toEqual(refused('registration-needed'))
  expect(await act.answer(visitor, code, false)).toEqual({ introduction: null })
  expect((await act.read(other)).introductions).toMatchObject([
    { state: 'declined', note: '', maskedName: null },
  ])
})

it('lets no more codes wait than places are left, and forgets those that nobody answered', async () => {
  const project = await act.withPlaces(1)
  const { code } = await act.ask(project)
  await expect(act.ask(project)).rejects.toEqual(refused('quota-used-up'))
  const before = harness.clock.now().toISOString()
  harness.clock.set('2026-12-10T02:00:00.000Z')
  const person = await harness.registerPerson()
  await expect(act.answer(person, code)).rejects.toEqual(refused('invitation-expired'))
  lead = await harness.office('lead')
  expect((await act.read(project, lead)).introductions).toMatchObject([{ state: 'expired' }])
  harness.clock.set(before)
  lead = await harness.office('lead')
  act = projectsOf(harness, [lead, second])
})

it.each([
  ['before the months are over: the place comes back', '2026-11-10', true, 1],
  ['on its first day: too', '2026-11-01', true, 1],
])('somebody who leaves %s', async (_case, on, gaveBack, remaining) => {
  const project = await act.withPlaces(1)
  const { person, id } = await act.introduced(project)
  const ended = await act.end(project, id, on)
  expect(ended).toMatchObject({ remaining, used: 0 })
  expect(ended.introductions).toMatchObject([{ state: 'left', gaveBack, endedOn: on }])
  await expect(act.end(project, id, on)).rejects.toEqual(refused('project-settled'))
  expect(await toldTo(person)).toContain('你已不计在引进项目名下')
})

it('somebody who stayed the months of the rule leaves with the place used up', async () => {
  const project = await act.withPlaces(1)
  const { id } = await act.introduced(project)
  await harness.db
    .updateTable('project_introduction')
    .set({ first_day: '2026-05-20' })
    .where('id', '=', id)
    .execute()
  const ended = await act.end(project, id, '2026-11-20') // to the day: six months are over
  expect(ended).toMatchObject({ used: 1, remaining: 0 })
  expect(ended.introductions).toMatchObject([{ gaveBack: false }])
})

it('a person who objects is counted no longer at once; the office reads why', async () => {
  const project = await act.withPlaces(1)
  const { person, id } = await act.introduced(project)
  const object = (by: Visitor) =>
    by.call('POST /me/introductions/:introduction/objection', {
      params: { introduction: id },
      body: { words: '我没有在这家公司上班' },
    })
  await expect(object(await harness.registerPerson())).rejects.toEqual(refused('not-found'))
  expect(await object(person)).toMatchObject({ state: 'objected', mayObject: false })
  expect(await object(person)).toMatchObject({ state: 'objected' })
  const seen = await act.read(project)
  expect(seen).toMatchObject({ used: 0, remaining: 1 })
  expect(seen.introductions).toMatchObject([{ state: 'objected', reason: '我没有在这家公司上班' }])
  expect(await toldTo(second)).toContain('有人说自己与引进项目无关')
  const kept = await harness.db.selectFrom('project_introduction').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain('我没有在这家公司上班')
})

it('an account that is deleted gives its place back, and leaves no words', async () => {
  const project = await act.withPlaces(1)
  const { person } = await act.introduced(project)
  await person.call('DELETE /me')
  const seen = await act.read(project)
  expect(seen).toMatchObject({ used: 0, remaining: 1 })
  expect(seen.introductions).toMatchObject([{ state: 'erased', maskedName: null, note: '' }])
})

it('lists what does not agree between the ledgers, by what is looked for', async () => {
  const found = async (
    difference: 'late-people' | 'late-capital' | 'capital-without-people' | 'people-without-project',
  ) =>
    (await lead.call('GET /office/investment-projects', { query: { difference, limit: 50 } })).items.map(
      ({ id }) => id,
    )
  const alone = await act.withPlaces(1, { chain: 'battery' })
  expect(await found('capital-without-people')).toContain(alone.id)
  const { id } = await act.introduced(alone, 'doctor')
  expect(await found('capital-without-people')).not.toContain(alone.id)
  await act.promise(alone, 'doctor', 2, '2026-11-21')
  const late = await act.promise(alone, 'skilled', 1, '2026-11-22') // today: not late yet
  expect(late.commitments.map(({ kind, isLate }) => [kind, isLate])).toEqual([
    ['doctor', true],
    ['skilled', false],
  ])
  expect(await found('late-people')).toContain(alone.id)
  const promised = await act.enter(late, 3 * unitFen, 'promised')
  const producing = await act.move(await act.move(promised, 'build'), 'produce')
  expect(await found('late-capital')).toContain(alone.id)
  await act.move(producing, 'end', '投资方撤资')
  expect(await found('late-capital')).not.toContain(alone.id)
  expect(await found('people-without-project')).toContain(alone.id)
  await act.end(alone, id, '2026-11-20')
  expect(await found('people-without-project')).not.toContain(alone.id)
})

it('puts both ledgers side by side by chain, and as csv', async () => {
  const project = await act.withPlaces(2, { chain: 'manufacturing', name: '=减速器产线（示例）' })
  await act.introduced(project)
  await act.promise(project, 'master', 5, '2027-06-30')
  const { chains, differences, asOf } = await second.call('GET /office/investment-comparison')
  expect(asOf).toBe('2026-11-22')
  expect(chains.find(({ key }) => key === 'manufacturing')).toEqual({
    key: 'manufacturing',
    name: '智能制造',
    projects: 1,
    promisedFen: 0,
    inPlaceFen: 2 * unitFen,
    promisedPeople: 5,
    people: 1,
    earned: 2,
    used: 1,
    remaining: 1,
  })
  expect(differences.map(({ kind }) => kind)).toContain('over-quota')
  const { text } = await lead.call('GET /office/investment-comparison/csv')
  expect(text).toContain("'=减速器产线（示例）,星河新材（示例）,智能制造,签约,0.00,40000000.00,5,1,2,1,1,")
})

it('pages by keyset, and finds by stage, chain and part of a name', async () => {
  const first = await lead.call('GET /office/investment-projects', { query: { limit: 2 } })
  expect(first.items).toHaveLength(2)
  const next = await lead.call('GET /office/investment-projects', {
    query: { limit: 2, after: first.next ?? '' },
  })
  expect(next.items.map(({ id }) => id)).not.toContain(first.items[0]?.id)
  const named = await lead.call('GET /office/investment-projects', {
    query: { name: '减速器', chain: 'manufacturing', stage: 'signed' },
  })
  expect(named.items).toHaveLength(1)
  expect((await lead.call('GET /office/investment-projects', { query: { name: '%' } })).items).toEqual([])
})
