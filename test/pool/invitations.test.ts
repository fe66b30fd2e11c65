import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { emit } from '../../server/core/outbox'
import { currentNotice } from '../../server/profiles'
import { passDays } from '../../server/pool/jobs'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { testVault } from '../../mock/fakes'
import { openPost } from '../posts/world'
import { beFound, inviteTo, majorOfTest, saidTo, searchAs, toldTo } from './world'

let harness: Harness
let lead: Visitor
const start = '2026-11-22T02:00:00.000Z'
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set(start)
  lead = await harness.office('lead') // at most five invitations a day each
})

/** Somebody and a search that finds them. */
const somebody = async () => {
  const major = majorOfTest()
  const person = await harness.registerPerson({ major })
  return { person, search: await searchAs(lead, { majors: [major] }) }
}
const invited = async () => {
  const { person, search } = await somebody()
  const sent = await inviteTo(lead, search.id, person.personId)
  return { person, search, id: sent.id, sent }
}
const answer = (person: Visitor, id: string, body: object) =>
  person.call('PUT /me/pool-invitations/:poolInvitation/answer', {
    params: { poolInvitation: id },
    body: body as { answer: 'decline' },
  })
const accept = (person: Visitor, id: string) => answer(person, id, { answer: 'accept', contact: 'sign-in' })
const own = (person: Visitor, id: string) =>
  person.call('GET /me/pool-invitations/:poolInvitation', { params: { poolInvitation: id } })
const contactOf = (id: string, officer = lead) =>
  officer.call('GET /pool/invitations/:poolInvitation/contact', { params: { poolInvitation: id } })
const sentFor = async (search: string) =>
  (await lead.call('GET /pool/invitations', { query: { search } })).items[0]
const days = (at = harness.clock.now()) => passDays(harness.db, { vault: testVault() }, at)

it('invites, is accepted with the number of one’s choice, and shows name and number for that alone', async () => {
  const { person, search, id, sent } = await invited()
  expect(sent).toMatchObject({ state: 'open', maskedName: '林**', hasContact: false, answerBy: '2026-11-29' })
  expect(await toldTo(harness, person)).toContain('人才办向你发出一份邀请')
  expect(await own(person, id)).toMatchObject({
    title: '材料研究院招聘检测工程师',
    subject: '来聊聊电池材料检测',
    contactPhone: '073188888888',
    state: 'open',
    mayAccept: true,
    mayDecline: true,
    givenPhone: null,
  })
  await expect(contactOf(id)).rejects.toEqual(refused('not-found'))
  expect(await accept(person, id)).toMatchObject({
    state: 'accepted',
    givenPhone: person.phone,
    mayAccept: false,
  })
  expect(await toldTo(harness, lead)).toContain('对方接受了邀请')
  expect(await sentFor(search.id)).toMatchObject({ state: 'accepted', maskedName: '林**', hasContact: true })
  expect(await contactOf(id)).toEqual({ name: '林小满', phone: person.phone })
  expect((await person.call('GET /me/reads')).items.map(({ what }) => what)).toEqual([
    '看了你接受邀请时提供的姓名和电话',
    '向你发出了一份邀请',
  ])
  const changed = await answer(person, id, { answer: 'accept', contact: 'other', phone: '+65 8123 4567' })
  expect(changed.givenPhone).toBe('+6581234567')
  expect(await contactOf(id)).toEqual({ name: '林小满', phone: '+6581234567' })
  const stored = JSON.stringify(await harness.db.selectFrom('pool_invitation').selectAll().execute())
  for (const secret of ['林小满', person.phone, '8123', '罗老师', '检测工程师，想约'])
    expect(stored).not.toContain(secret)
})

it('is declined without a word or with one, can be thought over, and takes a contact back', async () => {
  const { person, search, id } = await invited()
  expect(await answer(person, id, { answer: 'decline' })).toMatchObject({ state: 'declined', reason: null })
  expect(await sentFor(search.id)).toMatchObject({ state: 'declined', reason: null, hasContact: false })
  expect(await own(person, id)).toMatchObject({ mayAccept: true, mayDecline: false })
  await accept(person, id)
  harness.clock.set('2026-12-20T02:00:00.000Z') // long after its last day
  const later = await harness.office('lead')
  expect(await contactOf(id, later)).toMatchObject({ phone: person.phone })
  const again = await person.call('GET /me/pool-invitations')
  expect(again.items[0]).toMatchObject({ state: 'accepted', mayDecline: true })
  await answer(person, id, { answer: 'decline', reason: '已经找到工作了' })
  await expect(contactOf(id, later)).rejects.toMatchObject({ body: { detail: containing('已经收回') } })
  expect(await own(person, id)).toMatchObject({ state: 'declined', givenPhone: null, mayAccept: false })
  await expect(accept(person, id)).rejects.toEqual(refused('pool-invitation-over'))
})

it('asks for a number where the account has none', async () => {
  const { person, id } = await invited()
  await harness.db.deleteFrom('identity').where('person_id', '=', person.personId).execute()
  await expect(accept(person, id)).rejects.toMatchObject({
    body: { errors: [{ pointer: '/contact', detail: containing('另填一个') }] },
  })
})

it('is nobody else’s', async () => {
  const { id } = await invited()
  const stranger = await harness.registerPerson()
  await expect(own(stranger, id)).rejects.toEqual(refused('not-found'))
  await expect(accept(stranger, id)).rejects.toEqual(refused('not-found'))
  await expect(lead.call('GET /me/pool-invitations')).resolves.toEqual({ items: [], next: null })
})

describe('limits', () => {
  it('asks one person once for one thing, and repeats no act', async () => {
    const { person, search, id } = await invited()
    await expect(inviteTo(lead, search.id, person.personId)).rejects.toEqual(refused('already-invited'))
    await answer(person, id, { answer: 'decline' })
    await expect(inviteTo(lead, search.id, person.personId)).rejects.toEqual(refused('already-invited'))
    const seen = await lead.call('GET /pool/searches/:search/people/:person', {
      params: { search: search.id, person: person.personId },
    })
    expect(seen).toMatchObject({ invitation: 'declined', cannotInvite: containing('只邀请一次') })
  })

  it('lets three wait for one person, and one officer send five a day', async () => {
    const major = majorOfTest()
    const person = await harness.registerPerson({ major })
    const searches = []
    for (let turn = 0; turn < 4; turn += 1) searches.push(await searchAs(lead, { majors: [major] }))
    const [first, , , fourth] = await Promise.all(
      searches.map(async ({ id }, at) => (at < 3 ? (await inviteTo(lead, id, person.personId)).id : id)),
    )
    await expect(inviteTo(lead, fourth as string, person.personId)).rejects.toMatchObject({
      code: 'pool-limit-reached',
      body: { detail: containing('3 份邀请等着答复') },
    })
    await answer(person, first as string, { answer: 'decline' })
    await inviteTo(lead, fourth as string, person.personId)
    for (const place of [5, 6]) {
      const { person: next, search } = await somebody()
      const sending = inviteTo(lead, search.id, next.personId)
      if (place === 5) await sending
      else await expect(sending).rejects.toMatchObject({ body: { detail: containing('请明天再发') } })
    }
    harness.clock.set('2026-11-22T16:00:00.000Z') // the next day here
    const { token } = await openSession(
      { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
      { personId: lead.personId, device: '电脑端', office: true },
    )
    lead = { ...lead, token, call: harness.as(token) }
    const tomorrow = await somebody()
    await inviteTo(lead, tomorrow.search.id, tomorrow.person.personId)
  })

  it('invites nobody whom the search does not find', async () => {
    const { search } = await somebody()
    const [other, left] = [await harness.registerPerson(), (await somebody()).person]
    await beFound(left, false)
    for (const { personId } of [other, left, lead])
      await expect(inviteTo(lead, search.id, personId)).rejects.toEqual(refused('not-found'))
  })

  it('wants a last day between tomorrow and sixty days ahead, over the end of a year too', async () => {
    harness.clock.set('2026-12-31T02:00:00.000Z')
    lead = await harness.office('lead')
    const { person, search } = await somebody()
    for (const answerBy of ['2026-12-31', '2026-01-01', '2027-03-02', '2199-12-31'])
      await expect(inviteTo(lead, search.id, person.personId, { answerBy })).rejects.toMatchObject({
        body: { errors: [{ pointer: '/answerBy' }] },
      })
    const { id } = await inviteTo(lead, search.id, person.personId, { answerBy: '2027-01-01' })
    harness.clock.set('2027-01-01T15:59:59.000Z') // the last second of that day here
    expect(await accept(person, id)).toMatchObject({ state: 'accepted' })
    lead = await harness.office('lead')
    const other = await somebody()
    const kept = await inviteTo(lead, other.search.id, other.person.personId, { answerBy: '2027-03-02' })
    expect(kept).toMatchObject({ answerBy: '2027-03-02' })
  })

  it('refuses what is said without a way to answer it', async () => {
    const { person, search } = await somebody()
    for (const wrong of [
      { contactPhone: '不知道' },
      { text: '来' },
      { subject: '　' },
      { answerBy: '2026-02-30' },
    ])
      await expect(inviteTo(lead, search.id, person.personId, wrong)).rejects.toEqual(
        refused('invalid-request'),
      )
    await expect(
      lead.call('POST /pool/searches/:search/invitations', {
        params: { search: crypto.randomUUID() },
        body: saidTo(person.personId),
      }),
    ).rejects.toEqual(refused('not-found'))
  })
})

describe('days pass', () => {
  it('reminds once, on the day before, and then it is over for both, at the first moment', async () => {
    const { person, search, id } = await invited()
    harness.clock.set('2026-11-28T00:30:00.000Z') // half past eight: nobody is woken
    await days()
    expect(await toldTo(harness, person)).not.toContain('有一份邀请快到期了')
    harness.clock.set('2026-11-28T01:00:00.000Z')
    for (let turn = 0; turn < 2; turn += 1) await days()
    const reminders = (await toldTo(harness, person)).filter((title) => title === '有一份邀请快到期了')
    expect(reminders).toHaveLength(1)
    harness.clock.set('2026-11-29T16:00:00.000Z')
    lead = await harness.office('lead')
    expect(await own(person, id)).toMatchObject({ state: 'expired', mayAccept: false, mayDecline: false })
    expect(await sentFor(search.id)).toMatchObject({ state: 'expired' })
    await expect(accept(person, id)).rejects.toMatchObject({
      code: 'pool-invitation-over',
      body: { detail: containing('已过最晚答复日') },
    })
    await expect(answer(person, id, { answer: 'decline' })).rejects.toEqual(refused('pool-invitation-over'))
    for (let turn = 0; turn < 2; turn += 1) await days()
    expect((await toldTo(harness, person)).filter((title) => title === '一份邀请已过期')).toHaveLength(1)
    const row = await harness.db.selectFrom('pool_invitation').select('state').where('id', '=', id).execute()
    expect(row).toEqual([{ state: 'expired' }])
  })

  it('does not remind whom it has just told', async () => {
    harness.clock.set('2026-11-28T06:00:00.000Z')
    lead = await harness.office('lead')
    const { person } = await invited() // to be answered by tomorrow
    await days()
    expect(await toldTo(harness, person)).not.toContain('有一份邀请快到期了')
  })

  it('tells those who lead the office where the officer has left', async () => {
    const { search } = await somebody()
    const other = await harness.registerPerson({ major: search.criteria.majors?.[0] ?? '' })
    const reviewer = await harness.office('reviewer')
    const { id } = await inviteTo(reviewer, search.id, other.personId)
    await harness.db
      .updateTable('staff_assignment')
      .set({ ended_at: harness.clock.now() })
      .where('person_id', '=', reviewer.personId)
      .execute()
    await accept(other, id)
    expect(await toldTo(harness, lead)).toContain('对方接受了邀请')
    const { token } = reviewer
    expect((await harness.as(token)('GET /me/messages')).items.map(({ title }) => title)).not.toContain(
      '对方接受了邀请',
    )
  })
})

describe('leaving the pool', () => {
  it('ends what waits at once, hides what was given, and brings neither back', async () => {
    const major = majorOfTest()
    const person = await harness.registerPerson({ major })
    const [one, two] = [await searchAs(lead, { majors: [major] }), await searchAs(lead, { majors: [major] })]
    const [open, given] = [
      await inviteTo(lead, one.id, person.personId),
      await inviteTo(lead, two.id, person.personId),
    ]
    await accept(person, given.id)
    harness.clock.advance(60)
    await beFound(person, false)
    // Before any reaction has run.
    expect(await own(person, open.id)).toMatchObject({ state: 'void', mayAccept: false, mayDecline: false })
    expect(await own(person, given.id)).toMatchObject({ state: 'accepted', givenPhone: null })
    await expect(accept(person, open.id)).rejects.toMatchObject({ body: { detail: containing('已经作废') } })
    await expect(contactOf(given.id)).rejects.toEqual(refused('not-found'))
    expect(await sentFor(one.id)).toMatchObject({ state: 'void', maskedName: null })
    expect(await sentFor(two.id)).toMatchObject({ hasContact: false, maskedName: null })
    // Back again before the reaction runs: what is sent from now on stands, what was before does not.
    harness.clock.advance(60)
    await beFound(person, true)
    const three = await searchAs(lead, { majors: [major] })
    const fresh = await inviteTo(lead, three.id, person.personId)
    await harness.app.worker.drain()
    const rows = await harness.db
      .selectFrom('pool_invitation')
      .select(['id', 'state', 'given_phone'])
      .where('person_id', '=', person.personId)
      .execute()
    expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual({
      [open.id]: 'void',
      [given.id]: 'accepted',
      [fresh.id]: 'open',
    })
    expect(rows.filter(({ given_phone }) => given_phone !== null)).toEqual([])
    await inviteTo(lead, one.id, person.personId) // void does not count as asked
  })

  it('ends with the registration too', async () => {
    const { person, id } = await invited()
    harness.clock.advance(60)
    await person.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    expect(await own(person, id)).toMatchObject({ state: 'void' })
    await harness.app.worker.drain()
    await days(new Date('2026-12-20T02:00:00.000Z'))
    expect(await toldTo(harness, person)).not.toContain('一份邀请已过期')
  })

  it('ends with the account, and keeps nothing that was said', async () => {
    const { person, search, id } = await invited()
    await accept(person, id)
    await person.call('DELETE /me')
    const [row] = await harness.db.selectFrom('pool_invitation').selectAll().where('id', '=', id).execute()
    expect(row).toMatchObject({
      state: 'accepted',
      given_phone: null,
      subject: null,
      body: null,
      contact_name: null,
      contact_phone: null,
    })
    expect(await sentFor(search.id)).toMatchObject({ maskedName: null, subject: null, hasContact: false })
    await expect(contactOf(id)).rejects.toEqual(refused('not-found'))
  })
})

it('follows an account that is joined to another; of two for one thing, one stays', async () => {
  const { person, search, id } = await invited()
  const other = await somebody()
  const apart = await inviteTo(lead, other.search.id, other.person.personId)
  // Both are invited for the same thing, then one gives its registration up and the accounts become one.
  await harness.db
    .updateTable('pool_invitation')
    .set({ search_id: search.id })
    .where('id', '=', apart.id)
    .execute()
  await harness.db.deleteFrom('profile').where('person_id', '=', other.person.personId).execute()
  const alone = await inviteTo(lead, (await searchAs(lead, { aims: ['job'] })).id, person.personId)
  await harness.db
    .updateTable('pool_invitation')
    .set({ person_id: other.person.personId })
    .where('id', '=', alone.id)
    .execute()
  const merged = await harness.db.transaction().execute(async (tx) => {
    await harness.app.people.merge(tx, other.person.personId, person.personId, harness.clock.now())
    return await tx
      .selectFrom('pool_invitation')
      .select(['id', 'person_id', 'state'])
      .where('id', 'in', [id, apart.id, alone.id])
      .execute()
  })
  expect(Object.fromEntries(merged.map((row) => [row.id, [row.person_id, row.state]]))).toEqual({
    [id]: [person.personId, 'open'],
    [apart.id]: [person.personId, 'void'],
    [alone.id]: [person.personId, 'open'],
  })
})

it('tells nobody of an invitation who left the pool before it was told', async () => {
  const { person, id } = await invited()
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-pool' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  const told = async () =>
    (await toldTo(harness, person)).filter((title) => title === '人才办向你发出一份邀请')
  // The worker may have been as fast as the withdrawal; what it comes upon later is what counts.
  const before = await told()
  await harness.db.updateTable('pool_invitation').set({ state: 'open' }).where('id', '=', id).execute()
  await emit(harness.db, harness.clock.now(), 'pool.invited', { invitationId: id, personId: person.personId })
  expect(await told()).toEqual(before)
})

it('invites to a public post, which whoever is invited opens; one that takes no applications is refused', async () => {
  const employer = await employerOf(harness)
  const post = await openPost(harness, employer, { title: '电池检测工程师' })
  const { person, search } = await somebody()
  const sent = await inviteTo(lead, search.id, person.personId, { post: post.id })
  expect(sent).toMatchObject({ postTitle: '电池检测工程师' })
  const invitedTo = async () => (await own(person, sent.id)).post
  expect(await invitedTo()).toMatchObject({ id: post.id, title: '电池检测工程师', open: true })
  await employer.recruiter.call('POST /employers/:employer/posts/:post/closing', {
    params: { employer: employer.id, post: post.id },
    body: { cause: 'filled', reason: '已经招到合适的人' },
  })
  expect(await invitedTo()).toMatchObject({ id: post.id, open: false })
  const other = await somebody()
  for (const id of [post.id, crypto.randomUUID()])
    await expect(inviteTo(lead, other.search.id, other.person.personId, { post: id })).rejects.toMatchObject({
      errors: [{ pointer: '/post' }],
    })
})
