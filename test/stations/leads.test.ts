import type { Answers } from '@jucai/contract/forms'
import { stationOf } from '../../mock/city/stations'
import { stationProfiles } from '../../mock/stations/profiles'
import { apply, decide, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith, refused } from '../matchers'

let harness: Harness
let clerk: Visitor
let elsewhere: Visitor
beforeAll(async () => {
  harness = await startHarness()
  const lead = await harness.office('lead')
  for (const [station, body] of stationProfiles)
    await lead.call('PUT /stations/:station/profile', { params: { station }, body })
  clerk = await harness.staff('clerk', stationOf.shenzhen)
  elsewhere = await harness.staff('clerk', stationOf.hall)
})
afterAll(() => harness.close())

const register = async (changes: Answers = {}) => {
  const returnee = await harness.registerPerson({ name: '周归远' })
  const application = await apply(returnee, 'homecoming', homecomingAnswers(changes))
  return { returnee, id: application.id, params: { lead: application.id } }
}
const stationOfApplication = async (id: string) =>
  (
    await harness.db
      .selectFrom('application')
      .select('station_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).station_id
const list = async (who: Visitor, show: 'today' | 'all' = 'all') =>
  (await who.call('GET /leads', { query: { show, limit: 50 } })).items
const titles = async (who: Visitor) => {
  await harness.app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}
const answerBody = (version: number) => ({
  text: '您好，我是驻深圳站的工作人员，下周想请您来站里聊聊。',
  version,
})

it.each<[words: string, changes: Answers, station: string | null]>([
  ['the station of the city', { presentRegion: '440305' }, stationOf.shenzhen],
  ['a station that serves another city too', { presentRegion: '441900' }, stationOf.shenzhen],
  ['home by its own prefix', { presentRegion: '430104' }, stationOf.hall],
  ['the fallback for a city without station', { presentRegion: '510107' }, stationOf.hall],
  ['nobody where only the office may see it', { visibility: 'office' }, null],
])('assigns to %s', async (_words, changes, station) => {
  const { id } = await register(changes)
  expect(await stationOfApplication(id)).toBe(station)
})

it('shows a registration to its station alone, cut and masked, each look on record', async () => {
  const { returnee, id, params } = await register()
  expect(await titles(clerk)).toContain('有新的归根登记等您答复')
  const detail = await clerk.call('GET /leads/:lead', { params })
  expect(detail).toMatchObject({
    maskedName: '周**',
    presentCity: '广东省 深圳市',
    field: '新能源材料',
    contributions: ['knowledge'],
    maskedPhone: '139****1234',
    mayAnswer: true,
    contactName: null,
    due: { workingDaysLeft: 5 },
  })
  expect(JSON.stringify(detail)).not.toContain('13900001234')
  expect(detail.answers).toEqual(
    expect.arrayContaining([objectWith({ field: 'aboutKnowledge', value: '做过五年电池正极材料' })]),
  )
  expect((await list(elsewhere)).map((lead) => lead.id)).not.toContain(id)
  const refusals = await Promise.allSettled([
    elsewhere.call('GET /leads/:lead', { params }),
    elsewhere.call('POST /leads/:lead/answer', { params, body: answerBody(1) }),
    elsewhere.call('POST /leads/:lead/phone-views', { params, body: { why: '想打电话' } }),
    elsewhere.call('POST /leads/:lead/notes', { params, body: { text: '备注' } }),
    elsewhere.call('PUT /leads/:lead/next-contact', { params, body: { on: '2026-12-01' } }),
    elsewhere.call('PUT /leads/:lead/station', {
      params,
      body: { stationId: stationOf.hall, why: '想要过来' },
    }),
    elsewhere.call('POST /leads/:lead/follow-ups', {
      params,
      body: { kind: 'met', on: '2026-11-22', note: '见了', amountFen: null },
    }),
  ])
  expect(refusals).toEqual(
    refusals.map((): unknown => ({ status: 'rejected', reason: refused('not-found') })),
  )
  const reads = (await returnee.call('GET /me/reads')).items
  expect(reads).toEqual(
    expect.arrayContaining([
      objectWith({ who: '工作站工作人员 · 驻深圳招才引智工作站', what: containing('查看了你的归根登记') }),
    ]),
  )
})

it('shows nothing of who wants the office alone, not even after a correction', async () => {
  const { returnee, id, params } = await register()
  await decide(await harness.office('reviewer'), id, {
    event: 'request-changes',
    fields: [{ field: 'visibility', what: '请确认谁可以看' }],
  })
  const own = await returnee.call('GET /me/applications/:application', { params: { application: id } })
  await returnee.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'correct', version: own.version, answers: { visibility: 'office' } },
  })
  await expect(clerk.call('GET /leads/:lead', { params })).rejects.toEqual(refused('not-found')) // at once, before anything was reassigned
  await harness.app.worker.drain()
  expect(await stationOfApplication(id)).toBeNull()
  expect((await list(clerk)).map((lead) => lead.id)).not.toContain(id)
})

it('answers once, names the contact, and tells the returnee', async () => {
  const { returnee, id, params } = await register()
  const before = await returnee.call('GET /me/follow-ups/:application', { params: { application: id } })
  expect(before).toMatchObject({
    contact: null,
    answer: null,
    replyBy: { workingDaysLeft: 5 },
    milestones: [],
  })
  await expect(clerk.call('POST /leads/:lead/answer', { params, body: answerBody(7) })).rejects.toEqual(
    refused('stale-version'),
  )
  const answered = await clerk.call('POST /leads/:lead/answer', { params, body: answerBody(1) })
  expect(answered).toMatchObject({ state: 'answered', mayAnswer: false, contactName: '林老师' })
  await expect(
    clerk.call('POST /leads/:lead/answer', { params, body: answerBody(answered.version) }),
  ).rejects.toEqual(refused('event-not-allowed'))
  expect(
    await returnee.call('GET /me/follow-ups/:application', { params: { application: id } }),
  ).toMatchObject({
    contact: { name: '林老师', station: '驻深圳招才引智工作站', phone: '0755-55551515' },
    answer: containing('下周想请您来站里'),
  })
  expect(await titles(returnee)).toContain('工作站已答复')
  await expect(
    (await harness.registerPerson()).call('GET /me/follow-ups/:application', { params: { application: id } }),
  ).rejects.toEqual(refused('not-found'))
})

it('keeps whether the answer came by its day, the day itself included', async () => {
  const figures = async () => {
    harness.clock.advance(11)
    const { leadsAnswered, leadsInTime } = (await harness.as()('GET /city/figures')) as unknown as Record<
      string,
      number
    >
    return [leadsAnswered, leadsInTime]
  }
  const [answered = 0, inTime = 0] = await figures()
  const began = harness.clock.now()
  const registered = [await register(), await register()]
  const answer = async (of: number) => {
    const { params } = registered[of] as (typeof registered)[number]
    await clerk.call('POST /leads/:lead/answer', { params, body: answerBody(1) })
  }
  const { due_at: due } = await harness.db
    .selectFrom('application')
    .select('due_at')
    .where('id', '=', registered[0]?.id as string)
    .executeTakeFirstOrThrow()
  harness.clock.set(due as Date)
  await answer(0)
  harness.clock.advance(1)
  await answer(1)
  expect(await figures()).toEqual([answered + 2, inTime + 1])
  harness.clock.set(began)
})

it('shows the number only with a reason, which the returnee reads', async () => {
  const { returnee, params } = await register()
  expect(
    await clerk.call('POST /leads/:lead/phone-views', { params, body: { why: '约下周来访的时间' } }),
  ).toEqual({ phone: '13900001234' })
  expect((await returnee.call('GET /me/reads')).items[0]).toMatchObject({
    what: '查看了你的完整手机号',
    why: '约下周来访的时间',
  })
  await expect(clerk.call('POST /leads/:lead/phone-views', { params, body: { why: '' } })).rejects.toEqual(
    refused('invalid-request'),
  )
})

it('lists who must be answered first, then who is to be spoken to, page by page', async () => {
  const fresh = await harness.staff('clerk', stationOf.wuhan)
  const ids: string[] = []
  for (let turn = 0; turn < 4; turn += 1) ids.push((await register({ presentRegion: '420106' })).id)
  const [first, second, third, fourth] = ids as [string, string, string, string]
  for (const lead of [first, second])
    await fresh.call('POST /leads/:lead/answer', { params: { lead }, body: answerBody(1) })
  await fresh.call('PUT /leads/:lead/next-contact', { params: { lead: first }, body: { on: '2026-11-22' } })
  await fresh.call('PUT /leads/:lead/next-contact', { params: { lead: second }, body: { on: '2026-12-20' } })
  await expect(
    fresh.call('PUT /leads/:lead/next-contact', { params: { lead: second }, body: { on: '2026-11-21' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/on' }] })
  expect((await list(fresh, 'today')).map(({ id }) => id)).toEqual([first, ...[third, fourth].sort()])
  const paged: string[] = []
  for (let after: string | undefined; ;) {
    const page = await fresh.call('GET /leads', {
      query: { show: 'all', limit: 1, ...(after ? { after } : {}) },
    })
    paged.push(...page.items.map(({ id }) => id))
    if (!page.next) break
    after = page.next
  }
  expect(paged).toEqual([first, ...[third, fourth].sort(), second])
})

it('hands over with a reason: the old station loses sight, the new one sees what was said', async () => {
  const { returnee, id, params } = await register()
  await clerk.call('POST /leads/:lead/notes', { params, body: { text: '想回老城，家里有老人' } })
  await clerk.call('POST /leads/:lead/answer', { params, body: answerBody(1) })
  await expect(
    clerk.call('PUT /leads/:lead/station', {
      params,
      body: { stationId: stationOf.shenzhen, why: '转给自己' },
    }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/stationId' }] })
  expect(
    await clerk.call('PUT /leads/:lead/station', {
      params,
      body: { stationId: stationOf.hall, why: '人已回到星城' },
    }),
  ).toEqual({ stationName: '老城区人才服务大厅' })
  await expect(clerk.call('GET /leads/:lead', { params })).rejects.toEqual(refused('not-found'))
  expect(await elsewhere.call('GET /leads/:lead', { params })).toMatchObject({
    contactName: null,
    notes: [{ by: '林老师', text: '想回老城，家里有老人' }],
    handOvers: [{ from: '驻深圳招才引智工作站', to: '老城区人才服务大厅', why: '人已回到星城' }],
  })
  expect(await titles(returnee)).toContain('你的归根登记换了工作站')
  expect(await titles(elsewhere)).toContain('有归根人才转到您的工作站')
  expect(
    (await returnee.call('GET /me/follow-ups/:application', { params: { application: id } })).contact,
  ).toBeNull()
})

it('records what came of it, lands an approved registration, and counts it for the station', async () => {
  const { returnee, id, params } = await register()
  await clerk.call('POST /leads/:lead/answer', { params, body: answerBody(1) })
  const record = (
    kind: 'met' | 'returned' | 'project-landed' | 'capital-invested',
    amountFen: number | null = null,
    on = '2026-11-22',
  ) =>
    clerk.call('POST /leads/:lead/follow-ups', {
      params,
      body: { kind, on, note: '在站里聊了一小时', amountFen },
    })
  await expect(record('met', null, '2026-11-23')).rejects.toMatchObject({ errors: [{ pointer: '/on' }] })
  await expect(record('met', 100)).rejects.toMatchObject({ errors: [{ pointer: '/amountFen' }] })
  await expect(record('capital-invested')).rejects.toMatchObject({ errors: [{ pointer: '/amountFen' }] })
  expect((await record('met')).state).toBe('answered')
  await decide(await harness.office('reviewer'), id, { event: 'approve' })
  expect((await record('returned')).state).toBe('landed')
  expect((await record('project-landed')).state).toBe('landed')
  expect((await record('capital-invested', 500_000_000)).followUps).toHaveLength(4)
  const followUp = await returnee.call('GET /me/follow-ups/:application', { params: { application: id } })
  expect(followUp.milestones.map(({ kind }) => kind)).toEqual([
    'met',
    'returned',
    'project-landed',
    'capital-invested',
  ])
  expect(await titles(returnee)).toEqual(
    expect.arrayContaining(['归根联系：已见面', '归根联系：资金到位', '登记落地']),
  )
  harness.clock.advance(60)
  const { figures } = await harness.as()('GET /stations/:station', {
    params: { station: stationOf.shenzhen },
  })
  expect(figures).toMatchObject({ met: 1, returned: 1, projects: 1, capitalFen: 500_000_000 })
  const all = (await (await harness.office('lead')).call('GET /station-figures')).items
  expect(all.find((one) => one.id === stationOf.shenzhen)?.figures).toMatchObject({
    met: 1,
    returned: 1,
    projects: 1,
  })
  expect((await harness.as()('GET /city/figures')).returned).toBe(1)
  await expect(
    clerk.call('PUT /leads/:lead/station', {
      params,
      body: { stationId: stationOf.hall, why: '转一下看看' },
    }),
  ).rejects.toEqual(refused('event-not-allowed'))
})

it('ends for the station when the returnee withdraws or leaves', async () => {
  const { returnee, id, params } = await register()
  await clerk.call('POST /leads/:lead/notes', { params, body: { text: '周末方便接电话' } })
  expect(JSON.stringify(await returnee.call('GET /me/export'))).toContain('周末方便接电话')
  await returnee.call('DELETE /me')
  await expect(clerk.call('GET /leads/:lead', { params })).rejects.toEqual(refused('not-found'))
  expect(
    await harness.db.selectFrom('lead_note').select('id').where('application_id', '=', id).execute(),
  ).toEqual([])
})
