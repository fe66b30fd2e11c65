import { outOfTransaction } from '../../server/core/db'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import {
  answerAs,
  applyFor,
  candidatesOf,
  draftOf,
  everything,
  lookAs,
  openPost,
  ownPost,
  postText,
  publish,
  toldTo,
} from './world'
import { dayOf } from '../../server/core/clock'
import { forgetDrafts } from '../../server/posts/draft-rows'
import { passPosts } from '../../server/posts/jobs'
import { postDeps } from '../../server/work-deps'
import { testVault } from '../../mock/fakes'
import { regionNames } from '../../server/city'
import type { PostRoomDeps } from '../../server/posts/deps'

const start = '2026-11-23T02:00:00.000Z' // Monday, 10:00 here
let harness: Harness
let employer: EmployerOfTest
let lead: Visitor
let deps: PostRoomDeps
beforeAll(async () => {
  harness = await startHarness()
  deps = {
    ...postDeps(
      { db: harness.db, vault: testVault(), storage: harness.storage },
      { regionName: await regionNames() },
    ),
    db: harness.db,
  }
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set(start)
  employer = await employerOf(harness)
  lead = await harness.office('lead')
})
const anybody = () => harness.as()
const find = async (query: Record<string, string | number>) =>
  (await anybody()('GET /posts', { query })).items.map(({ title }) => title)
const pass = async () => {
  await passPosts(deps, harness.clock.now())
  await harness.app.worker.drain()
}
const close = (post: string, cause: 'filled' | 'cancelled' = 'filled') =>
  employer.owner.call('POST /employers/:employer/posts/:post/closing', {
    params: { employer: employer.id, post },
    body: { cause, reason: '已经招到合适的人' },
  })

describe('writing a post', () => {
  it('is checked by the office before the first is public, and by rules afterwards', async () => {
    const first = await publish(employer, await draftOf(employer))
    expect(first.state).toBe('checking')
    await expect(anybody()('GET /posts/:post', { params: { post: first.id } })).rejects.toEqual(
      refused('not-found'),
    )
    const open = await lead.call('POST /post-checks/:post/decision', {
      params: { post: first.id },
      body: { decision: 'open' },
    })
    expect(open.state).toBe('open')
    expect((await publish(employer, await draftOf(employer, { title: '焊接技师' }))).state).toBe('open')
  })

  it('refuses unlawful conditions by field, with the words and the law', async () => {
    const draft = await draftOf(employer, { title: '限男性机械工程师', wants: '35岁以下，本地人优先' })
    await expect(publish(employer, draft)).rejects.toMatchObject({
      code: 'invalid-request',
      body: {
        errors: [
          { pointer: '/title', detail: expect.stringContaining('《就业促进法》第二十七条') as string },
          { pointer: '/wants', detail: expect.stringMatching(/35岁以下.*本地人优先/) as string },
        ],
      },
    })
    expect((await ownPost(employer, draft.id)).wants).toBe('35岁以下，本地人优先')
  })

  it.each([
    ['/payHigh/fen', { payHigh: { fen: 700_000, unit: 'month' } }],
    ['/payLow/fen', { payLow: { fen: 209_900, unit: 'month' }, payHigh: { fen: 400_000, unit: 'month' } }],
    ['/payHigh/unit', { payHigh: { fen: 900_000, unit: 'day' } }],
    ['/payHigh/fen', { payHigh: { fen: 9_000_000, unit: 'month' } }],
    ['/payLow/unit', { payLow: { fen: 20_000, unit: 'task' }, payHigh: { fen: 30_000, unit: 'task' } }],
    ['/payLow/fen', { payLow: { fen: 9_655, unit: 'day' }, payHigh: { fen: 15_000, unit: 'day' } }],
    ['/closesAt', { closesAt: '2026-11-23T01:59:00.000Z' }],
    ['/closesAt', { closesAt: '2026-11-22T10:00:00.000Z' }],
  ] as const)('refuses %s of %j', async (pointer, over) => {
    await expect(publish(employer, await draftOf(employer, over))).rejects.toMatchObject({
      body: { errors: [{ pointer }] },
    })
  })

  it('refuses a major that there is not', async () => {
    const draft = await draftOf(employer, { requirements: { majors: ['99'] } })
    await expect(publish(employer, draft)).rejects.toMatchObject({
      body: { errors: [{ pointer: '/requirements/majors' }] },
    })
  })

  it('refuses a closing before which there is no working day left', async () => {
    harness.clock.set('2026-11-27T10:00:00.000Z') // Friday 18:00 here
    const draft = await draftOf(employer, { closesAt: '2026-11-29T10:00:00.000Z' })
    await expect(publish(employer, draft)).rejects.toMatchObject({
      body: {
        errors: [{ pointer: '/closesAt', detail: expect.stringContaining('没有一个工作日') as string }],
      },
    })
  })

  it('closes after a month where no date is written, with a reminder five days before', async () => {
    const post = await openPost(harness, employer, { closesAt: null })
    expect(post.closesAt).toBe('2026-12-23T10:00:00.000Z')
    harness.clock.set('2026-12-18T11:00:00.000Z')
    await pass()
    await pass()
    expect(
      (await toldTo(harness, employer.owner)).filter((title) => title === '有一个岗位快到期了'),
    ).toHaveLength(1)
    harness.clock.set('2026-12-23T10:00:00.000Z')
    await pass()
    const gone = await anybody()('GET /posts/:post', { params: { post: post.id } })
    expect(gone).toMatchObject({ open: false, closedCause: 'expired', title: '机械工程师' })
  })

  it('two who change it at once: the second is told', async () => {
    const draft = await draftOf(employer)
    const change = (title: string) =>
      employer.owner.call('PUT /employers/:employer/posts/:post', {
        params: { employer: employer.id, post: draft.id },
        body: { revision: draft.revision, text: postText({ title }) },
      })
    await change('工程师甲')
    await expect(change('工程师乙')).rejects.toEqual(refused('stale-version'))
  })

  it('is nobody else’s: a stranger is told nothing, the suspended cannot publish', async () => {
    const draft = await draftOf(employer)
    const stranger = await harness.registerPerson()
    await expect(
      stranger.call('GET /employers/:employer/posts/:post', {
        params: { employer: employer.id, post: draft.id },
      }),
    ).rejects.toEqual(refused('not-found'))
    const other = await employerOf(harness)
    await expect(ownPost({ ...other }, draft.id)).rejects.toEqual(refused('not-found'))
    const waiting = await employerOf(harness, undefined, { state: 'submitted' })
    await expect(publish(waiting, await draftOf(waiting))).rejects.toEqual(refused('employer-not-verified'))
  })

  it('is taken down with a reason, and open again when the appeal is upheld', async () => {
    const post = await openPost(harness, employer)
    const params = { post: post.id }
    await lead.call('POST /post-checks/:post/take-down', { params, body: { reason: '薪资和实际不符' } })
    expect(await find({ q: employer.name })).toEqual([])
    expect(await toldTo(harness, employer.owner)).toContain('岗位已经结束')
    const appeal = () =>
      employer.owner.call('POST /employers/:employer/posts/:post/appeal', {
        params: { employer: employer.id, post: post.id },
        body: { text: '薪资按合同发放，附件是工资单。' },
      })
    expect((await appeal()).appeal?.state).toBe('open')
    await expect(appeal()).rejects.toEqual(refused('post-step-refused'))
    const decided = await lead.call('POST /post-checks/:post/appeal-decision', {
      params,
      body: { decision: 'upheld', reason: '核对工资单，属实' },
    })
    expect(decided).toMatchObject({ state: 'open', closedCause: null })
    expect(await find({ q: employer.name })).toEqual(['机械工程师'])
  })
})

describe('searching', () => {
  it('finds by words, pinyin and initials, at syllables only, and by filters', async () => {
    await openPost(harness, employer, { title: '锂电池材料研发', kind: 'internship', chainKey: '新能源' })
    for (const q of ['锂电池', 'lidianchi', 'ldc', 'dianchi', '材料 锂电', '锂电池 yanfa', 'ＬＤＣ'])
      expect(await find({ q })).toContain('锂电池材料研发')
    // What is not seen is not looked for; nothing else than that is no word.
    for (const q of ['锂\u200b电池', '\u200b锂电池', 'ldc\u2060'])
      expect(await find({ q })).toContain('锂电池材料研发')
    expect((await find({ q: '\u200b' })).length).toBeGreaterThan(0)
    for (const q of ['idianchi', '电池锂', 'ldcx', '锂电池 护士']) expect(await find({ q })).toEqual([])
    const q = employer.name
    expect(await find({ q, kind: 'internship' })).toEqual(['锂电池材料研发'])
    expect(await find({ q, kind: 'task' })).toEqual([])
    expect(await find({ q, degree: 'associate' })).toEqual([])
    expect(await find({ q, degree: 'master' })).toHaveLength(1)
    expect(await find({ q, payAtLeastFen: 1_200_000 })).toHaveLength(1)
    expect(await find({ q, payAtLeastFen: 1_200_001 })).toEqual([])
    expect(await find({ q, payAtLeastFen: 1, payUnit: 'day' })).toEqual([])
    expect(await find({ q, region: '430100' })).toHaveLength(1)
    expect(await find({ q, region: '110000' })).toEqual([])
    expect(await find({ q, chain: '新能源' })).toHaveLength(1)
  })

  it('turns page by page without leaving anything out or showing it twice', async () => {
    for (let turn = 0; turn < 7; turn += 1)
      await openPost(harness, employer, { title: `翻页岗位${'甲乙丙丁戊己庚'[turn] ?? ''}` })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: { items: { title: string }[]; next: string | null } = await anybody()('GET /posts', {
        query: { q: '翻页岗位', limit: 3, ...(after ? { after } : {}) },
      })
      seen.push(...page.items.map(({ title }) => title.slice(-1)))
      after = page.next
    } while (after)
    expect(seen.join('')).toBe('庚己戊丁丙乙甲')
  })

  it('tells of new posts at most once a day, by day, and is off at once', async () => {
    const person = await harness.registerPerson()
    const saved = await person.call('POST /me/saved-searches', {
      body: { filter: { q: '潮汐发电' }, alerts: true },
    })
    await openPost(harness, employer, { title: '潮汐发电运维' })
    await pass()
    await openPost(harness, employer, { title: '潮汐发电设计' })
    await pass()
    const told = async () =>
      (await toldTo(harness, person)).filter((title) => title.startsWith('你保存的搜索')).length
    expect(await told()).toBe(1)
    harness.clock.set('2026-11-24T02:00:00.000Z')
    await pass()
    expect(await told()).toBe(2)
    await person.call('PUT /me/saved-searches/:savedSearch', {
      params: { savedSearch: saved.id },
      body: { alerts: false },
    })
    await openPost(harness, employer, { title: '潮汐发电安全' })
    harness.clock.set('2026-11-25T02:00:00.000Z')
    await pass()
    expect(await told()).toBe(2)
  })
})

describe('applying', () => {
  it('shows only what was agreed to, contact once both agreed, each look on record', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id, { fields: ['name', 'degree', 'major'] })
    expect(sent).toMatchObject({ state: 'sent', answerBy: '2026-12-07', events: ['withdraw'] })
    const [card] = (await candidatesOf(employer.recruiter, employer, post.id)).items
    expect(card?.shown.map(({ field }) => field)).toEqual(['name', 'degree', 'major'])
    const seen = await lookAs(employer.recruiter, employer, sent.id)
    expect(seen).toMatchObject({ state: 'seen', contact: null, contactGiven: true })
    const listed = await answerAs(employer.recruiter, employer, seen, { event: 'shortlist' })
    expect(listed.contact).toBe(person.phone)
    await harness.app.worker.drain()
    const reads = (await person.call('GET /me/reads')).items
    expect(reads.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['打开了你的投递', '在投递名单里看到了你的投递']),
    )
    expect(reads.find(({ what }) => what === '打开了你的投递')?.why).toBe('岗位：机械工程师')
    expect(await toldTo(harness, person)).toContain('投递有了答复：进入初选')
  })

  it('wants name, degree and major; is once for a post; keeps the draft of who cannot', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    await expect(applyFor(person, post.id, { fields: ['name'] })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/fields' }] },
    })
    await applyFor(person, post.id)
    await expect(applyFor(person, post.id)).rejects.toEqual(refused('already-applied'))
    const visitor = await harness.signIn()
    await expect(applyFor(visitor, post.id)).rejects.toEqual(refused('registration-needed'))
  })

  it('is refused by a post that closed a moment ago, and who had a draft is told', async () => {
    const post = await openPost(harness, employer)
    const [drafter, waiter] = [await harness.registerPerson(), await harness.registerPerson()]
    await drafter.call('PUT /me/job-application-drafts/:post', {
      params: { post: post.id },
      body: everything,
    })
    const sent = await applyFor(waiter, post.id)
    await close(post.id)
    await expect(applyFor(drafter, post.id)).rejects.toEqual(refused('post-not-open'))
    expect(await toldTo(harness, drafter)).toContain('你写了一半的岗位已经结束')
    expect(
      await waiter.call('GET /me/job-applications/:jobApplication', { params: { jobApplication: sent.id } }),
    ).toMatchObject({ state: 'closed-with-post', reason: '已经招满：已经招到合适的人' })
    const form = await drafter.call('GET /me/job-application-drafts/:post', { params: { post: post.id } })
    expect(form.draft?.note).toBe(everything.note)
    // In the list, as they were told, until the day on which it goes.
    const drafts = async () => (await drafter.call('GET /me/job-application-drafts')).items
    const until = dayOf(new Date(harness.clock.now().getTime() + 30 * 86_400_000))
    expect(await drafts()).toMatchObject([{ post: { id: post.id, open: false }, until }])
    await forgetDrafts(harness.db, new Date(harness.clock.now().getTime() + 29 * 86_400_000))
    expect(await drafts()).toHaveLength(1)
    await forgetDrafts(harness.db, new Date(harness.clock.now().getTime() + 31 * 86_400_000))
    expect(await drafts()).toEqual([])
  })

  it('takes all out of the employer’s view when it is withdrawn', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    const step = (event: 'withdraw') =>
      person.call('POST /me/job-applications/:jobApplication/steps', {
        params: { jobApplication: sent.id },
        body: { event },
      })
    expect((await step('withdraw')).state).toBe('withdrawn')
    expect(await lookAs(employer.owner, employer, sent.id)).toMatchObject({
      name: null,
      shown: [],
      note: null,
      contact: null,
    })
    await expect(step('withdraw')).rejects.toEqual(refused('job-application-moved'))
    await expect(
      answerAs(employer.owner, employer, { id: sent.id, revision: 1 }, { event: 'shortlist' }),
    ).rejects.toMatchObject({ body: { detail: expect.stringContaining('撤回') as string } })
  })

  it('of two recruiters the first wins and the second is told by whom', async () => {
    const post = await openPost(harness, employer)
    const sent = await applyFor(await harness.registerPerson(), post.id)
    const answers = await Promise.allSettled([
      outOfTransaction(() => answerAs(employer.owner, employer, sent, { event: 'shortlist' })),
      outOfTransaction(() =>
        answerAs(employer.recruiter, employer, sent, { event: 'reject', reason: '经验不够' }),
      ),
    ])
    const [lost] = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(lost).toMatchObject({
      code: 'job-application-moved',
      body: { detail: expect.stringContaining('先答复了') as string },
    })
  })

  it('answers many with a reason, naming each that was not', async () => {
    const post = await openPost(harness, employer)
    const people = [await harness.registerPerson(), await harness.registerPerson()]
    const sent = [
      await applyFor(people[0] as Visitor, post.id),
      await applyFor(people[1] as Visitor, post.id),
    ]
    await people[1]?.call('POST /me/job-applications/:jobApplication/steps', {
      params: { jobApplication: sent[1]?.id ?? '' },
      body: { event: 'withdraw' },
    })
    const { items } = await employer.owner.call('POST /employers/:employer/posts/:post/answers', {
      params: { employer: employer.id, post: post.id },
      body: {
        event: 'reject',
        reason: '本批次已经招满',
        candidates: sent.map(({ id, revision }) => ({ id, revision })),
      },
    })
    expect(items).toEqual([
      { id: sent[0]?.id, answered: true, state: 'rejected', why: null },
      {
        id: sent[1]?.id,
        answered: false,
        state: 'withdrawn',
        why: expect.stringContaining('撤回') as string,
      },
    ])
    expect(await toldTo(harness, people[0] as Visitor)).toContain('投递有了答复：未录用')
  })

  it('a rejection needs a reason; an offer is accepted once', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    await expect(answerAs(employer.owner, employer, sent, { event: 'reject' })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/reason' }] },
    })
    await expect(answerAs(employer.owner, employer, sent, { event: 'offer' })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/event' }] },
    })
    const listed = await answerAs(employer.owner, employer, sent, { event: 'shortlist' })
    const met = await answerAs(employer.owner, employer, listed, {
      event: 'interview',
      interview: { at: '2026-11-26T02:00:00.000Z', place: '星沙街道 1 号 3 楼' },
    })
    await answerAs(employer.owner, employer, met, { event: 'offer' })
    const accepted = await person.call('POST /me/job-applications/:jobApplication/steps', {
      params: { jobApplication: sent.id },
      body: { event: 'accept' },
    })
    expect(accepted.state).toBe('accepted')
    const { items } = await person.call('GET /me/timeline')
    expect(items.map(({ title }) => title)).toContain('接受了“机械工程师”的录用')
  })

  it('nobody is left without an answer: the post says how many wait, employer and office are told', async () => {
    const watcher = await harness.staff('lead') // whose session outlives a few days
    const post = await openPost(harness, employer, { answerDays: 3, closesAt: '2026-12-14T10:00:00.000Z' })
    await applyFor(await harness.registerPerson(), post.id)
    harness.clock.set('2026-11-26T02:00:00.000Z')
    await pass()
    expect((await anybody()('GET /posts/:post', { params: { post: post.id } })).overdue).toBe(0)
    harness.clock.set('2026-11-27T02:00:00.000Z')
    await pass()
    await pass()
    expect((await anybody()('GET /posts/:post', { params: { post: post.id } })).overdue).toBe(1)
    expect(
      (await toldTo(harness, employer.owner)).filter((title) => title === '有人过了答复日还在等'),
    ).toHaveLength(1)
    const overdue = await (await harness.office('lead')).call('GET /overdue-answers')
    expect(overdue.items).toContainEqual(
      expect.objectContaining({ id: post.id, waiting: 1, since: '2026-11-26' }),
    )
    expect(await toldTo(harness, watcher)).toContain('有单位没有按时答复')
  })
})

describe('when an employer is suspended or gone', () => {
  it('pauses its posts, and opens them again', async () => {
    const post = await openPost(harness, employer)
    const { emit } = await import('../../server/core/outbox')
    const say = async (kind: 'employer.suspended' | 'employer.verified' | 'employer.closed') => {
      await harness.db
        .transaction()
        .execute((tx) => emit(tx, harness.clock.now(), kind, { employerId: employer.id }))
      await harness.app.worker.drain()
      await harness.app.worker.drain()
    }
    const sent = await applyFor(await harness.registerPerson(), post.id)
    await say('employer.suspended')
    expect(await find({ q: employer.name })).toEqual([])
    await expect(applyFor(await harness.registerPerson(), post.id)).rejects.toEqual(refused('post-not-open'))
    await say('employer.verified')
    expect(await find({ q: employer.name })).toEqual(['机械工程师'])
    await say('employer.closed')
    expect(await anybody()('GET /posts/:post', { params: { post: post.id } })).toMatchObject({
      closedCause: 'employer-ended',
    })
    const row = await harness.db
      .selectFrom('job_application')
      .select('state')
      .where('id', '=', sent.id)
      .executeTakeFirstOrThrow()
    expect(row.state).toBe('closed-with-post')
  })
})
