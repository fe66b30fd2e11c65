import { randomUUID } from 'node:crypto'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { sampleDocument } from '../../mock/people/people'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { answerAs, applyFor, candidatesOf, lookAs, openPost, postText, toldTo } from './world'

/** What those who applied may count on, whatever employer and office do meanwhile. */
let harness: Harness
let employer: EmployerOfTest
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
})
afterAll(() => harness.close())
beforeEach(async () => {
  employer = await employerOf(harness)
  lead = await harness.office('lead')
})

const own = (person: Visitor, id: string) =>
  person.call('GET /me/job-applications/:jobApplication', { params: { jobApplication: id } })
const step = (person: Visitor, id: string, event: 'accept' | 'decline' | 'withdraw') =>
  person.call('POST /me/job-applications/:jobApplication/steps', {
    params: { jobApplication: id },
    body: { event },
  })
const closePost = (post: string) =>
  employer.owner.call('POST /employers/:employer/posts/:post/closing', {
    params: { employer: employer.id, post },
    body: { cause: 'filled', reason: '已经招到合适的人' },
  })
const decide = async (event: 'close' | 'suspend' | 'resume') => {
  const { version } = await employer.owner.call('GET /employers/:employer', {
    params: { employer: employer.id },
  })
  await lead.call('POST /office/employers/:employer/decisions', {
    params: { employer: employer.id },
    body: { event, version, reason: '营业执照已经吊销' },
  })
  await harness.app.worker.drain()
  await harness.app.worker.drain()
}
const messages = async (person: Visitor) => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title, body }) => `${title} ${body ?? ''}`)
}
const change = async (post: string, over: Parameters<typeof postText>[0]) => {
  const { revision } = await employer.owner.call('GET /employers/:employer/posts/:post', {
    params: { employer: employer.id, post },
  })
  return employer.owner.call('PUT /employers/:employer/posts/:post', {
    params: { employer: employer.id, post },
    body: { revision, text: postText(over) },
  })
}
/** Fills what an employer may look at today, but for some. */
const fill = async (left: number, allowed: number) => {
  for (let turn = 0; turn < allowed - left; turn += 1) {
    const id = randomUUID()
    await harness.db.insertInto('person').values({ id, created_at: harness.clock.now() }).execute()
    await harness.db
      .insertInto('employer_look')
      .values({ employer_id: employer.id, day: '2026-11-23', person_id: id, at: harness.clock.now() })
      .execute()
  }
}

describe('looking', () => {
  it('an answer shows contact and words, so it is a look that its person reads, by whom', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    const listed = await answerAs(employer.recruiter, employer, sent, { event: 'shortlist' })
    expect(listed.contact).toBe(person.phone)
    const reads = (await person.call('GET /me/reads')).items
    expect(reads.find(({ what }) => what === '打开了你的投递，看到了你的手机号')).toMatchObject({
      who: `用人单位 · ${employer.name}`,
    })
    expect(reads.find(({ what }) => what === '答复了你的投递')?.who).toBe(`用人单位 · ${employer.name}`)
  })

  it('above the limit nobody is answered by who would see them by it, and nothing is written', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    await fill(0, 50)
    await expect(answerAs(employer.recruiter, employer, sent, { event: 'shortlist' })).rejects.toEqual(
      refused('employer-look-limit'),
    )
    expect(await own(person, sent.id)).toMatchObject({ state: 'sent', revision: 0 })
    // Whoever is only told yes or no is not looked at.
    const { items } = await employer.owner.call('POST /employers/:employer/posts/:post/answers', {
      params: { employer: employer.id, post: post.id },
      body: { event: 'reject', reason: '本批次已经招满', candidates: [{ id: sent.id, revision: 0 }] },
    })
    expect(items).toMatchObject([{ answered: true }])
  })

  it('a page ends where the limit does, and only the next is refused', async () => {
    const post = await openPost(harness, employer)
    for (let turn = 0; turn < 3; turn += 1) await applyFor(await harness.registerPerson(), post.id)
    await fill(2, 50)
    const first = await candidatesOf(employer.recruiter, employer, post.id)
    expect(first.items).toHaveLength(2)
    expect(first.next).not.toBeNull()
    await expect(
      employer.recruiter.call('GET /employers/:employer/posts/:post/candidates', {
        params: { employer: employer.id, post: post.id },
        query: { after: first.next ?? '' },
      }),
    ).rejects.toEqual(refused('employer-look-limit'))
  })
})

describe('the same person on both sides', () => {
  it('nobody applies to their own employer, and who became one of its people does not answer themselves', async () => {
    const post = await openPost(harness, employer)
    await expect(applyFor(employer.recruiter, post.id)).rejects.toEqual(refused('own-employer'))
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    const { code } = await employer.owner.call('POST /employers/:employer/invitations', {
      params: { employer: employer.id },
      body: { right: 'recruiter', note: '新同事' },
    })
    await person.call('POST /me/employers', { body: { code, memberName: '何经办' } })
    expect((await lookAs(person, employer, sent.id)).state).toBe('sent')
    await expect(answerAs(person, employer, sent, { event: 'shortlist' })).rejects.toEqual(
      refused('own-employer'),
    )
    const { items } = await person.call('POST /employers/:employer/posts/:post/answers', {
      params: { employer: employer.id, post: post.id },
      body: { event: 'shortlist', reason: '想进一步了解', candidates: [{ id: sent.id, revision: 0 }] },
    })
    expect(items).toMatchObject([{ answered: false, why: containing('由单位的其他人') }])
    expect((await answerAs(employer.owner, employer, sent, { event: 'shortlist' })).state).toBe('shortlisted')
  })
})

describe('an employer that is struck off', () => {
  it('leaves nobody in the middle of a post that closed before, and tells them', async () => {
    const post = await openPost(harness, employer)
    const [waiting, offered] = [await harness.registerPerson(), await harness.registerPerson()]
    const one = await applyFor(waiting, post.id)
    const other = await applyFor(offered, post.id)
    await answerAs(employer.owner, employer, one, { event: 'shortlist' })
    const listed = await answerAs(employer.owner, employer, other, { event: 'shortlist' })
    await answerAs(employer.owner, employer, listed, { event: 'offer' })
    await closePost(post.id)
    await decide('close')
    for (const [person, { id }] of [
      [waiting, one],
      [offered, other],
    ] as const) {
      expect(await own(person, id)).toMatchObject({
        state: 'closed-with-post',
        reason: '单位已停止在这里招聘',
        employerState: 'closed',
        contactVisible: false,
      })
      expect(await toldTo(harness, person)).toContain('投递有了答复：随岗位结束')
      await expect(step(person, id, 'accept')).rejects.toEqual(refused('job-application-moved'))
    }
  })

  it('nothing is agreed with one that is suspended until it is back', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    const listed = await answerAs(employer.owner, employer, sent, { event: 'shortlist' })
    await answerAs(employer.owner, employer, listed, { event: 'offer' })
    await decide('suspend')
    expect(await own(person, sent.id)).toMatchObject({
      state: 'offered',
      events: ['decline', 'withdraw'],
      employerState: 'suspended',
      contactVisible: false,
    })
    await expect(step(person, sent.id, 'accept')).rejects.toEqual(refused('employer-not-verified'))
    expect((await person.call('GET /me/todos')).items).toEqual([])
    await decide('resume')
    expect((await step(person, sent.id, 'accept')).state).toBe('accepted')
  })
})

describe('an appeal that is upheld', () => {
  const takeDown = (post: string) =>
    lead.call('POST /post-checks/:post/take-down', {
      params: { post },
      body: { reason: '薪资和实际不符' },
    })
  const upheld = async (post: string) => {
    await employer.owner.call('POST /employers/:employer/posts/:post/appeal', {
      params: { employer: employer.id, post },
      body: { text: '薪资按合同发放，附件是工资单。' },
    })
    const decided = await lead.call('POST /post-checks/:post/appeal-decision', {
      params: { post },
      body: { decision: 'upheld', reason: '核对工资单，属实' },
    })
    await harness.app.worker.drain()
    return decided
  }

  it('brings who had applied back to where they stood, and tells them', async () => {
    const post = await openPost(harness, employer)
    const [waiting, listed] = [await harness.registerPerson(), await harness.registerPerson()]
    const one = await applyFor(waiting, post.id)
    const other = await applyFor(listed, post.id)
    await answerAs(employer.owner, employer, other, { event: 'shortlist' })
    await takeDown(post.id)
    await harness.app.worker.drain()
    expect((await own(waiting, one.id)).state).toBe('closed-with-post')
    expect((await upheld(post.id)).state).toBe('open')
    expect(await own(waiting, one.id)).toMatchObject({ state: 'sent', reason: null, events: ['withdraw'] })
    expect((await own(listed, other.id)).state).toBe('shortlisted')
    expect(await toldTo(harness, waiting)).toContain('你的投递恢复了')
  })

  it('after the post would have run out leaves it closed as run out, with who applied still to be answered', async () => {
    const post = await openPost(harness, employer, { closesAt: '2026-11-25T10:00:00.000Z' })
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    await takeDown(post.id)
    await harness.app.worker.drain()
    const before = harness.clock.now()
    harness.clock.set('2026-11-26T02:00:00.000Z')
    lead = await harness.office('lead')
    expect(await upheld(post.id)).toMatchObject({ state: 'closed', closedCause: 'expired' })
    expect(await own(person, sent.id)).toMatchObject({ state: 'sent', answerBy: '2026-12-10' })
    harness.clock.set(before.toISOString())
  })
})

describe('a post that is changed under who applied', () => {
  it('keeps its kind once it is public', async () => {
    const post = await openPost(harness, employer)
    await expect(
      change(post.id, {
        kind: 'task',
        payLow: { fen: 10_000, unit: 'task' },
        payHigh: { fen: 20_000, unit: 'task' },
      }),
    ).rejects.toMatchObject({
      body: { errors: [{ pointer: '/text/kind', detail: containing('另发一个岗位') }] },
    })
  })

  it('tells them what changed, and lets them read what they applied for', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    await change(post.id, { headcount: 5 })
    expect((await own(person, sent.id)).appliedFor).toBeNull()
    await change(post.id, {
      title: '发传单（日结）',
      payLow: { fen: 500_000, unit: 'month' },
      payHigh: { fen: 600_000, unit: 'month' },
      duties: '在街上发传单，一天八小时左右。',
    })
    const later = await harness.registerPerson()
    const after = await applyFor(later, post.id)
    expect((await messages(person)).find((one) => one.startsWith('你投递的岗位有改动'))).toMatch(
      /名称从“机械工程师”改为“发传单（日结）”；报酬从“¥8,000–12,000\/月”改为“¥5,000–6,000\/月”；工作内容有改动/,
    )
    expect(await own(person, sent.id)).toMatchObject({
      post: { title: '发传单（日结）' },
      appliedFor: {
        title: '机械工程师',
        pay: { lowFen: 800_000, highFen: 1_200_000, unit: 'month' },
        duties: postText().duties,
        changes: [expect.anything(), expect.anything(), '工作内容有改动'],
      },
    })
    expect((await own(later, after.id)).appliedFor).toBeNull()
    expect(await toldTo(harness, later)).not.toContain('你投递的岗位有改动')
  })
})

describe('answers', () => {
  it('carry their own reason, and say each thing once', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    const listed = await answerAs(employer.owner, employer, sent, {
      event: 'shortlist',
      reason: '想进一步了解',
    })
    const offered = await answerAs(employer.owner, employer, listed, { event: 'offer' })
    expect(offered.reason).toBeNull()
    const [told = ''] = (await messages(person)).filter((one) => one.includes('单位决定录用'))
    expect(told).not.toContain('想进一步了解')
    expect(told.match(/单位决定录用/g)).toHaveLength(2) // in the title, and once below it
  })

  it('need a reason that says something, a real day, and say what comes first', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    const sent = await applyFor(person, post.id)
    await expect(
      answerAs(employer.owner, employer, sent, { event: 'reject', reason: '。。。。' }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: '/reason' }] } })
    await expect(
      employer.owner.call('POST /employers/:employer/posts/:post/answers', {
        params: { employer: employer.id, post: post.id },
        body: { event: 'reject', reason: '……！！', candidates: [{ id: sent.id, revision: 0 }] },
      }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: '/reason' }] } })
    const interview = { at: '2026-11-26T02:00:00.000Z', place: '星沙街道 1 号 3 楼' }
    await expect(
      answerAs(employer.owner, employer, sent, { event: 'interview', interview }),
    ).rejects.toMatchObject({
      body: { errors: [{ pointer: '/event', detail: containing('现在可以：列入初选、不录用') }] },
    })
    const listed = await answerAs(employer.owner, employer, sent, { event: 'shortlist' })
    await expect(
      answerAs(employer.owner, employer, listed, {
        event: 'interview',
        interview: { ...interview, at: '2126-11-27T02:00:00.000Z' },
      }),
    ).rejects.toMatchObject({ body: { errors: [{ pointer: '/interview/at' }] } })
    const met = await answerAs(employer.owner, employer, listed, { event: 'interview', interview })
    expect((await messages(person)).join()).toContain('地点：星沙街道 1 号 3 楼')
    await answerAs(employer.owner, employer, met, { event: 'reject', reason: '经验还不够' })
    expect((await own(person, sent.id)).interview).toBeNull()
  })
})

describe('who may work', () => {
  it('is refused below sixteen, with the law', async () => {
    const post = await openPost(harness, employer)
    const child = await harness.registerPerson({
      documentNumber: sampleDocument('430102', '2010-12-03', 77),
      degree: 'associate',
      graduatesOn: '2029-06-30',
    })
    await expect(applyFor(child, post.id)).rejects.toMatchObject({
      code: 'under-working-age',
      body: { detail: containing('《劳动法》第十五条') },
    })
  })
  it('has not worked longer than since sixteen', async () => {
    const post = await openPost(harness, employer)
    const person = await harness.registerPerson()
    await expect(applyFor(person, post.id, { experienceYears: 40 })).rejects.toMatchObject({
      body: { errors: [{ pointer: '/experienceYears' }] },
    })
  })
})

it('an employer has a limit of posts that are open at once', async () => {
  const { id } = await openPost(harness, employer)
  const {
    id: _id,
    rank: _rank,
    ...row
  } = await harness.db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const rows = Array.from({ length: 49 }, (_, at) => ({
    ...row,
    id: randomUUID(),
    rank: 900_000 + at,
    majors: JSON.stringify(row.majors),
  }))
  await harness.db.insertInto('post').values(rows).execute()
  await expect(openPost(harness, employer)).rejects.toEqual(refused('employer-limit'))
})
