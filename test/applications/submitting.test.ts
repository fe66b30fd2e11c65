import { sql } from 'kysely'
import { maskDocument } from '../../server/core/masking'
import { publishPrograms } from '../../server/applications'
import { programs } from '../../server/programs'
import { refused } from '../matchers'
import { startHarness, type Harness } from '../harness'
import {
  apply,
  fakeEvidence,
  homecomingAnswers,
  messagesOf,
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

const program = 'homecoming'
const count = async (table: 'application' | 'application_step' | 'application_draft') =>
  (
    await harness.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

it('lists programs with words, pinyin and initials to search by', async () => {
  const { items } = await harness.as()('GET /programs')
  expect(items.map(({ key }) => key)).toEqual([
    'homecoming',
    'recognition',
    'apartment',
    'schooling',
    'living-subsidy',
    'rent-subsidy',
    'purchase-subsidy',
    'startup-subsidy',
    'internship-subsidy',
    'workspace',
  ])
  expect(items[0]?.keywords).toEqual(expect.arrayContaining(['归根', 'guigen', 'gg']))
  expect(
    (await harness.as()('GET /programs/:program', { params: { program: 'schooling' } })).form.sections,
  ).toHaveLength(4)
  await expect(harness.as()('GET /programs/:program', { params: { program: 'no-such' } })).rejects.toEqual(
    refused('not-found'),
  )
})

it('asks to register first, and fills from the profile with source and date', async () => {
  const stranger = await harness.signIn()
  await expect(stranger.call('GET /programs/:program/draft', { params: { program } })).rejects.toEqual(
    refused('registration-needed'),
  )
  const person = await harness.registerPerson({ presentRegion: '440305' })
  const page = await person.call('GET /programs/:program/draft', { params: { program: 'recognition' } })
  expect(page).toMatchObject({ draft: null, openApplication: null })
  const prefill = Object.fromEntries(page.prefill.map((one) => [one.field, one]))
  expect(prefill.school).toMatchObject({ value: '湖南大学', source: 'self', expired: false })
  expect(prefill.document?.value).toBe(maskDocument(person.registration.documentNumber))
  expect(page.criteria.map(({ title, result }) => [title, result])).toEqual([
    ['学历、职称或技能等级达到所申请的层次', 'unknown'],
    ['在本市用人单位工作', 'unknown'],
    ['社保连续缴纳满 6 个月', 'unknown'],
  ])
})

it('gives a clear choice when two devices changed one draft, and repeats a save that was not heard of', async () => {
  const person = await harness.registerPerson()
  const save = (answers: object, revision: number, device: string) =>
    person.call('PUT /programs/:program/draft', {
      params: { program },
      body: { answers: answers as never, revision, version: 1, device },
    })
  const first = await save({ field: '材料' }, 0, '手机')
  expect(first).toMatchObject({ revision: 1, answers: { field: '材料' } })
  expect(await save({ field: '材料' }, 0, '手机')).toEqual(first)
  await save({ field: '医疗' }, 1, '平板')
  await expect(save({ field: '教育' }, 1, '手机')).rejects.toMatchObject({
    code: 'draft-changed',
    body: { draft: { revision: 2, device: '平板', answers: { field: '医疗' } } },
  })
  const [one, other] = await Promise.allSettled([
    save({ field: '甲' }, 2, '手机'),
    save({ field: '乙' }, 2, '平板'),
  ])
  expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
  await person.call('DELETE /programs/:program/draft', { params: { program } })
  await expect(save({ field: '丙' }, 3, '手机')).rejects.toMatchObject({
    code: 'draft-changed',
    body: { draft: null },
  })
})

it('keeps nothing personal in the clear', async () => {
  const person = await harness.registerPerson()
  await apply(person, program, homecomingAnswers({ phone: '13911112222', field: '独特的领域名' }))
  const rows = await sql<{
    whole: string
  }>`select (application.*)::text as whole from application union all select (application_step.*)::text from application_step union all select (audit_entry.*)::text from audit_entry union all select (outbox.*)::text from outbox`.execute(
    harness.db,
  )
  const all = rows.rows.map(({ whole }) => whole).join('\n')
  for (const secret of ['13911112222', '独特的领域名', person.registration.name])
    expect(all).not.toContain(secret)
})

it('makes one application of one draft, from two devices at the same moment and again later', async () => {
  const person = await harness.registerPerson()
  const draft = await person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers: homecomingAnswers(), revision: 0, version: 1 },
  })
  const send = () =>
    person.call('POST /programs/:program/applications', {
      params: { program },
      body: { draft: draft.id, revision: 1, version: 1, keepInProfile: false },
    })
  const before = await count('application')
  const [one, other] = await Promise.all([send(), send()])
  expect(one).toEqual(other)
  expect(one.id).toBe(draft.id)
  expect((await send()).number).toBe(one.number)
  expect(await count('application')).toBe(before + 1)
  expect(await person.call('GET /programs/:program/draft', { params: { program } })).toMatchObject({
    draft: null,
    openApplication: one.id,
  })
  const stranger = await harness.registerPerson()
  await expect(
    stranger.call('POST /programs/:program/applications', {
      params: { program },
      body: { draft: draft.id, revision: 1, version: 1, keepInProfile: false },
    }),
  ).rejects.toEqual(refused('not-found'))
})

it('answers a repeated key alike', async () => {
  const person = await harness.registerPerson()
  const draft = await person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers: homecomingAnswers(), revision: 0, version: 1 },
  })
  const request = {
    params: { program },
    body: { draft: draft.id, revision: 1, version: 1, keepInProfile: false },
  }
  const steps = await count('application_step')
  const first = await person.call('POST /programs/:program/applications', request, {
    idempotencyKey: 'same-key-1',
  })
  expect(
    await person.call('POST /programs/:program/applications', request, { idempotencyKey: 'same-key-1' }),
  ).toEqual(first)
  expect(await count('application_step')).toBe(steps + 1)
})

it('names every faulty field, and keeps the draft', async () => {
  const person = await harness.registerPerson()
  const answers = {
    ...homecomingAnswers({
      presentRegion: '999999',
      phone: '123',
      ties: [],
      consent: false,
      field: '\u202e倒',
      unknown: 'x',
    }),
    constructor: 'x',
  }
  await expect(apply(person, program, answers as never)).rejects.toMatchObject({
    code: 'invalid-request',
    errors: expect.arrayContaining([
      { pointer: '/answers/ties', detail: '请填写与本地的联系' },
      { pointer: '/answers/presentRegion', detail: '没有这个地区，请从列表中选择' },
      {
        pointer: '/answers/phone',
        detail: '请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567',
      },
      { pointer: '/answers/field', detail: '含有无法识别的字符，请删去后重新输入' },
      { pointer: '/answers/consent', detail: '需要你同意才能继续' },
    ]) as unknown,
  })
  expect((await person.call('GET /programs/:program/draft', { params: { program } })).draft?.revision).toBe(1)
})

it('takes one open application of a program at a time', async () => {
  const person = await harness.registerPerson()
  const { id, version } = await apply(person, program, homecomingAnswers())
  await expect(apply(person, program, homecomingAnswers())).rejects.toMatchObject({
    code: 'application-open',
    body: { applicationId: id },
  })
  await person.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version },
  })
  const { draft } = await person.call('GET /programs/:program/draft', { params: { program } })
  const again = await person.call('POST /programs/:program/applications', {
    params: { program },
    body: { draft: draft?.id ?? '', revision: 1, version: 1, keepInProfile: false },
  })
  expect(again.id).not.toBe(id)
  expect((await person.call('GET /me/applications', { query: { limit: 1 } })).items[0]?.id).toBe(again.id)
})

it('ties files that are there, and names the field of one that is not', async () => {
  const person = await harness.registerPerson()
  const [own, strange] = [evidence.add(person.personId), evidence.add('somebody-else')]
  const document = maskDocument(person.registration.documentNumber)
  await expect(
    apply(person, 'recognition', recognitionAnswers(own, document, { contract: [strange] })),
  ).rejects.toMatchObject({
    errors: [
      {
        pointer: '/answers/contract',
        detail: '有文件没有传完、已被删除，或者已随另一份申请提交，请重新上传',
      },
    ],
  })
  const { draft } = await person.call('GET /programs/:program/draft', { params: { program: 'recognition' } })
  const saved = await person.call('PUT /programs/:program/draft', {
    params: { program: 'recognition' },
    body: { answers: { ...draft?.answers, contract: [own] }, revision: 1, version: 1 },
  })
  const sent = await person.call('POST /programs/:program/applications', {
    params: { program: 'recognition' },
    body: { draft: saved.id, revision: 2, version: 1, keepInProfile: false },
  })
  expect(evidence.tied.get(own)).toBe(sent.id)
  expect(sent.answers.document).toBe(document) // masked for its owner too, whole in the store
})

it('asks for consent before a document number is kept', async () => {
  const person = await harness.registerPerson()
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'id-number' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  const save = person.call('PUT /programs/:program/draft', {
    params: { program: 'recognition' },
    body: { answers: { document: person.registration.documentNumber }, revision: 0, version: 1 },
  })
  await expect(save).rejects.toMatchObject({ code: 'consent-needed', body: { purposes: ['id-number'] } })
})

it('lends answers to the next form where that was wished, with where they come from', async () => {
  const person = await harness.registerPerson({ presentRegion: '430104' })
  await apply(person, program, homecomingAnswers({ employer: '示例新单位', presentRegion: '310115' }), true)
  expect((await person.call('GET /me/profile')).presentRegion).toBe('310115')
  const { prefill } = await person.call('GET /programs/:program/draft', { params: { program } })
  expect(prefill.find(({ field }) => field === 'field')).toMatchObject({
    value: '新能源材料',
    source: 'application',
  })
  expect(prefill.find(({ field }) => field === 'presentRegion')).toMatchObject({
    value: '310115',
    source: 'self',
    expiresOn: '2027-11-22',
  })
  const silent = await harness.registerPerson()
  await apply(silent, program, homecomingAnswers())
  expect(
    (await silent.call('GET /programs/:program/draft', { params: { program } })).prefill.some(
      ({ source }) => source === 'application',
    ),
  ).toBe(false)
})

it('says so when the form changed under an open draft, and loses nothing; what only the office set is no change', async () => {
  const person = await harness.registerPerson()
  const lead = await harness.office('lead')
  const draft = await person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers: homecomingAnswers(), revision: 0, version: 1 },
  })
  const shown = await lead.call('GET /programs/:program/versions', { params: { program } })
  const settings = {
    ...(shown.items[0]?.settings as NonNullable<(typeof shown.items)[0]>['settings']),
    workingDays: 3,
  }
  const next = await lead.call('PUT /programs/:program/settings', {
    params: { program },
    body: { version: 1, settings, note: '提速到三个工作日' },
  })
  expect(next).toMatchObject({ version: 2, workingDays: 3 })
  await expect(
    lead.call('PUT /programs/:program/settings', {
      params: { program },
      body: { version: 1, settings, note: '再改' },
    }),
  ).rejects.toMatchObject({ code: 'stale-version', body: { version: 2 } })
  const [homecoming, ...others] = programs
  if (!homecoming) throw new Error('no program')
  const changed = {
    ...homecoming,
    form: {
      sections: homecoming.form.sections.map((section, index) =>
        index === 0 ? { ...section, title: '你与老城' } : section,
      ),
    },
  }
  const send = (version: number) =>
    person.call('POST /programs/:program/applications', {
      params: { program },
      body: { draft: draft.id, revision: 1, version, keepInProfile: false },
    })
  await publishPrograms(harness.db, [changed, ...others], harness.clock.now())
  await expect(send(1)).rejects.toMatchObject({ code: 'form-changed', body: { version: 3 } })
  await expect(send(2)).rejects.toEqual(refused('form-changed'))
  const sent = await send(3)
  expect(sent).toMatchObject({ programVersion: 3, due: { workingDaysLeft: 3 } })
  const versions = await lead.call('GET /programs/:program/versions', { params: { program } })
  expect(versions.items.map(({ version, note }) => [version, note])).toEqual([
    [3, '软件更新，表格有变化'],
    [2, '提速到三个工作日'],
    [1, '首次发布'],
  ])
  await publishPrograms(harness.db, programs, harness.clock.now())
})

it('does not take applications for a program that is closed', async () => {
  const lead = await harness.office('lead')
  const { items } = await lead.call('GET /programs/:program/versions', { params: { program: 'schooling' } })
  const settings = items[0]?.settings
  if (!settings) throw new Error('no version')
  await lead.call('PUT /programs/:program/settings', {
    params: { program: 'schooling' },
    body: { version: 1, settings: { ...settings, open: false, closedBecause: '本学年已截止' }, note: '截止' },
  })
  expect((await harness.as()('GET /programs')).items.find(({ key }) => key === 'schooling')).toMatchObject({
    open: false,
    closedBecause: '本学年已截止',
  })
  const person = await harness.registerPerson()
  const draft = await person.call('PUT /programs/:program/draft', {
    params: { program: 'schooling' },
    body: { answers: {}, revision: 0, version: 2 },
  })
  await expect(
    person.call('POST /programs/:program/applications', {
      params: { program: 'schooling' },
      body: { draft: draft.id, revision: 1, version: 2, keepInProfile: false },
    }),
  ).rejects.toEqual(refused('program-closed'))
})

it('takes an application in a year whose days off nobody knows yet, and tells the day once they are entered', async () => {
  const person = await harness.registerPerson()
  harness.clock.set('2026-12-30T02:00:00.000Z')
  const fresh = await harness.signIn(person.phone)
  const sent = await apply(fresh, program, homecomingAnswers())
  expect(sent.due).toEqual({
    at: null,
    workingDaysLeft: null,
    stopped: false,
    overdue: false,
    words: '3 个工作日，具体日期等放假安排公布后告诉你',
  })
  await harness.app.runTimers()
  expect(await messagesOf(harness, fresh)).toEqual(['已收到你的申请'])
  const lead = await harness.office('lead')
  const enter = (body: { holidays: string[]; workdays: string[] }) =>
    lead.call('PUT /calendar/:year', {
      params: { year: 2027 },
      body: { ...body, source: '国办发明电〔2026〕示例' },
    })
  await expect(enter({ holidays: ['2026-01-01'], workdays: [] })).rejects.toMatchObject({
    errors: [{ pointer: '/holidays' }],
  })
  const days = { holidays: ['2027-01-01'], workdays: ['2027-01-03'] }
  expect(await enter(days)).toMatchObject({ year: 2027, builtIn: false })
  expect((await lead.call('GET /calendar')).items[0]).toMatchObject({ year: 2027, workdays: ['2027-01-03'] })
  await harness.app.runTimers()
  await harness.app.runTimers()
  expect(await messagesOf(harness, fresh)).toEqual(['答复期限已确定', '已收到你的申请'])
  const seen = await fresh.call('GET /me/applications/:application', { params: { application: sent.id } })
  expect(seen.due).toMatchObject({ at: '2027-01-04T15:59:59.000Z', workingDaysLeft: 3 })
  const fires = await harness.db
    .selectFrom('application_timer')
    .select(['kind', 'fires_at'])
    .where('application_id', '=', sent.id)
    .orderBy('fires_at')
    .execute()
  expect(fires).toEqual([
    { kind: 'due-soon', fires_at: new Date('2027-01-03T01:00:00.000Z') },
    { kind: 'overdue', fires_at: new Date('2027-01-04T16:00:00.000Z') },
  ])
})
