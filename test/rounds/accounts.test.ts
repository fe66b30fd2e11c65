import { emit } from '../../server/core/outbox'
import { joinTickets } from '../../server/rounds/joining'
import type { Harness } from '../harness'
import {
  applicant,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  startRounds,
  type Office,
} from './world'

// What becomes of tickets when an account is deleted, joined to another, or an appeal succeeds.
let harness: Harness
let office: Office
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(8))
})
afterAll(() => harness.close())
beforeEach(() => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
})

type Person = Awaited<ReturnType<typeof applicant>>
const put = ({ call }: Person, round: string) =>
  call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
const ticketsIn = (round: string) =>
  harness.db.selectFrom('round_ticket').selectAll().where('round_id', '=', round).orderBy('serial').execute()
const erase = (personId: string) =>
  harness.db.transaction().execute((db) => harness.app.people.erase(db, personId, harness.clock.now()))
/** What joining two accounts does to rounds; whether they may be joined at all is for other rooms. */
const join = (fromId: string, intoId: string) =>
  harness.db.transaction().execute(async (db) => {
    await joinTickets(db, fromId, intoId)
    for (const table of ['round_ticket', 'round_arrival'] as const)
      await db.updateTable(table).set({ person_id: intoId }).where('person_id', '=', fromId).execute()
  })

it('who deletes their account before the lock withdraws; after it the line stays and cannot be opened', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(0, 2), { code: '2026-erase' }))
  harness.clock.set(moments.window)
  const [early, later] = [await applicant(harness), await applicant(harness)]
  await put(early, round)
  await put(later, round)
  await erase(early.personId)
  expect((await ticketsIn(round)).map(({ state, salt }) => [state, salt === null])).toEqual([
    ['withdrawn', true],
    ['applied', false],
  ])
  harness.clock.set(moments.lockable)
  const { commitment } = await lockRound(office, round)
  await erase(later.personId)
  const [, ticket] = await ticketsIn(round)
  expect([ticket?.state, ticket?.salt]).toEqual(['applied', null])
  const members = await harness.db
    .selectFrom('round_member')
    .select(['words', 'document_index', 'alike_index'])
    .where('round_id', '=', round)
    .execute()
  expect(members).toEqual(
    Array.from({ length: 2 }, () => ({ words: null, document_index: null, alike_index: null })),
  )
  const after = await harness.as()('GET /rounds/:round/commitment', { params: { round } })
  expect([after.commitment, after.tickets]).toEqual([commitment, 2])
})

it('of two accounts that become one, the earlier ticket that stands is kept', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(2, 4), { code: '2026-join' }))
  harness.clock.set(moments.window)
  const [first, second, third] = [
    await applicant(harness),
    await applicant(harness),
    await applicant(harness),
  ]
  for (const person of [first, second, third]) await put(person, round)
  await join(first.personId, second.personId)
  await third.call('DELETE /me/rounds/:round/ticket', { params: { round } })
  const kept = await ticketsIn(round)
  expect(kept.map(({ person_id: id, state }) => [id, state])).toEqual([
    [second.personId, 'applied'],
    [third.personId, 'withdrawn'],
  ])
  expect(kept[0]?.salt).not.toBeNull()
  const { standing } = await second.call('GET /me/rounds/:round', { params: { round } })
  expect(standing.arrivedAt).toBe(moments.window)
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  await expect(join(third.personId, second.personId)).rejects.toMatchObject({ code: 'account-not-empty' })
  await expect(join(office.one.personId, office.other.personId)).rejects.toMatchObject({
    code: 'account-not-empty',
  })
})

it('an appeal that succeeds brings a rejected ticket to the place that its value gives it', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(4, 6), { code: '2026-appeal' }))
  harness.clock.set(moments.window)
  const people: Person[] = []
  for (let at = 0; at < 5; at += 1) {
    const person = await applicant(harness, { state: at === 0 ? 'rejected' : 'approved' })
    await put(person, round)
    people.push(person)
  }
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  const placeOf = async ({ call }: Person) =>
    (await call('GET /me/rounds/:round', { params: { round } })).place
  const [rejected] = people as [Person, ...Person[]]
  const before = await placeOf(rejected)
  const others = await Promise.all(people.slice(1).map(placeOf))
  expect([before?.standing, before?.before]).toEqual(['not-called', (before?.rank ?? 0) - 1])
  const approved = {
    applicationId: rejected.applicationId,
    personId: rejected.personId,
    program: 'apartment',
    event: 'allow',
    state: 'approved' as const,
    version: 2,
  }
  await emit(harness.db, harness.clock.now(), 'application.changed', approved)
  await emit(harness.db, harness.clock.now(), 'application.changed', approved)
  await harness.app.worker.drain()
  const after = await placeOf(rejected)
  expect([after?.standing === 'not-called', after?.rank]).toEqual([false, before?.rank])
  for (const [at, person] of people.slice(1).entries()) {
    const place = await placeOf(person)
    const isBehind = (place?.rank ?? 0) > (before?.rank ?? 0)
    expect([place?.rank, place?.before]).toEqual([
      others[at]?.rank,
      (others[at]?.before ?? 0) + (isBehind ? 1 : 0),
    ])
  }
  const { items } = await harness.as()('GET /rounds/:round/log', { params: { round } })
  expect(items.map(({ words }) => words.slice(8))).toEqual(['申诉成立，回到号码所在的位置'])
  const [told] = (await rejected.call('GET /me/messages')).items.filter(({ title }) =>
    title.includes('回到队伍'),
  )
  expect(told?.body).toContain('申诉成立')
})
