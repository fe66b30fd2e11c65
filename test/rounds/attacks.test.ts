import { emit } from '../../server/core/outbox'
import { closePerson } from '../../server/core/person'
import type { Harness } from '../harness'
import {
  applicant,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  qualify,
  roundBody,
  ticketBody,
  startRounds,
  type Office,
} from './world'

// What somebody outside tried against the rounds, each a fault that was found once.
let harness: Harness
let office: Office
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(30))
})
afterAll(() => harness.close())
beforeEach(() => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
})

type Person = Awaited<ReturnType<typeof applicant>>
const couples = [
  {
    code: 'family',
    title: '两人及以上家庭',
    clause: '第十条',
    when: [{ fact: 'people' as const, least: 2 }],
  },
]
let codes = 0
/** A round of some flats in its window. @returns its id */
const openRound = async (count: number, changes: Parameters<typeof roundBody>[1] = {}): Promise<string> => {
  codes += 1
  const round = await publishedRound(
    office,
    roundBody(flats.splice(0, count), { code: `2026-attack-${codes}`, ...changes }),
  )
  harness.clock.set(moments.window)
  return round
}
const put = ({ call }: Person, round: string, changes: Parameters<typeof ticketBody>[1] = {}) =>
  call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station, changes) })
const lock = async (round: string) => {
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
}
const draw = async (round: string) => {
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  return office.one.call('POST /round-desk/:round/draw', { params: { round } })
}
const choosing = async (round: string) => {
  harness.clock.set(moments.choosing)
  const { version } = await office.one.call('GET /round-desk/:round', { params: { round } })
  await office.one.call('POST /round-desk/:round/choosing', { params: { round }, body: { version } })
}
const mine = ({ call }: Person, round: string) => call('GET /me/rounds/:round', { params: { round } })
const board = async (round: string) =>
  (await harness.as()('GET /rounds/:round/flats', { params: { round } })).items.map(({ code }) => code)
const choose = async ({ call }: Person, round: string, flat: string) => {
  const held = await call('PUT /me/rounds/:round/hold', { params: { round }, body: { flat } })
  return call('POST /me/rounds/:round/choice', {
    params: { round },
    body: { token: held.hold?.token as string },
  })
}
const standings = async (round: string, people: Person[]) =>
  Promise.all(people.map(async (one) => (await mine(one, round)).place?.standing))
const inOrder = async (round: string, people: Person[]): Promise<Person[]> => {
  const places = await Promise.all(people.map(async (one) => (await mine(one, round)).place?.rank ?? 0))
  return people
    .map((one, at) => ({ one, rank: places[at] as number }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}
const decided = async (applicationId: string) => {
  await harness.db
    .updateTable('application')
    .set({ state: 'approved', is_open: false })
    .where('id', '=', applicationId)
    .execute()
  await harness.db.transaction().execute((db) =>
    emit(db, harness.clock.now(), 'application.changed', {
      applicationId,
      program: 'apartment',
      state: 'approved',
    } as never),
  )
  await harness.app.worker.drain()
}

it('whose appeal succeeds between lock and draw takes part', async () => {
  const round = await openRound(1)
  const people = [await applicant(harness), await applicant(harness, { state: 'appealed' })] as const
  for (const one of people) await put(one, round)
  await lock(round)
  await decided(people[1].applicationId)
  await draw(round)
  await harness.app.worker.drain()
  expect(await standings(round, [...people])).not.toContain('not-called')
  const log = await harness.as()('GET /rounds/:round/log', { params: { round } })
  expect(log.items.map(({ ticket, reason }) => [ticket, reason])).toEqual([['T000002', 'appeal-allowed']])
})

it('an appeal does not settle that two tickets share a household', async () => {
  const round = await openRound(2)
  const child = [{ relation: 'child' as const, name: '王小', bornOn: '2020-05-06' }]
  const parents = [
    await applicant(harness, { state: 'appealed', household: child }),
    await applicant(harness, { state: 'appealed', household: child }),
  ] as const
  const paper = { documentType: 'birth-certificate' as const, documentNumber: 'P430001299' }
  for (const one of parents) await put(one, round, { household: [{ member: 0, ...paper }] })
  await lock(round)
  await draw(round)
  for (const { applicationId } of parents) await decided(applicationId)
  expect(await standings(round, [...parents])).toEqual(['not-called', 'not-called'])
})

it('who deletes their account between lock and draw keeps nobody waiting', async () => {
  const round = await openRound(1)
  const people = [await applicant(harness), await applicant(harness)] as const
  for (const one of people) await put(one, round)
  await lock(round)
  await harness.db.transaction().execute(async (db) => {
    await harness.app.people.erase(db, people[0].personId, harness.clock.now())
    await closePerson(db, harness.clock.now(), people[0].personId)
  })
  await draw(round)
  await harness.app.worker.drain()
  expect((await mine(people[1], round)).place?.standing).toBe('called')
  const log = await harness.as()('GET /rounds/:round/log', { params: { round } })
  expect(log.items.map(({ ticket, reason }) => [ticket, reason])).toEqual([['T000001', 'withdrew']])
})

it('kept flats that nobody of the class takes can be chosen by whom the procedure calls for them', async () => {
  const round = await openRound(1, { kept: { 0: 'family' } })
  const only = await applicant(harness)
  await put(only, round)
  await lock(round)
  await draw(round)
  await choosing(round)
  expect((await mine(only, round)).place?.quota).toBe('general')
  const [flat] = await board(round)
  expect((await choose(only, round, flat as string)).phase).toBe('chosen')
})

it('who has chosen is not passed over: nobody is called for a flat that is not free', async () => {
  const round = await openRound(2)
  const people = [await applicant(harness), await applicant(harness), await applicant(harness)]
  for (const one of people) await put(one, round)
  await lock(round)
  await draw(round)
  await choosing(round)
  const [first, , third] = (await inOrder(round, people)) as [Person, Person, Person]
  const [flat] = await board(round)
  await choose(first, round, flat as string)
  const { ticket } = await mine(first, round)
  const skipped = office.one.call('POST /round-desk/:round/skips', {
    params: { round },
    body: { ticket: ticket?.number as string, reason: 'not-qualified' },
  })
  await expect(skipped).rejects.toMatchObject({ code: 'round-step-refused' })
  const withdrawn = first.call('DELETE /me/rounds/:round/ticket', { params: { round } })
  await expect(withdrawn).rejects.toMatchObject({ code: 'round-settled' })
  expect((await mine(third, round)).place?.standing).toBe('waiting')
})

it('nobody of the office moves their own ticket', async () => {
  const round = await openRound(2)
  const other = await applicant(harness)
  await put(other, round)
  await qualify(harness, office.one.personId)
  await office.one.call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
  await lock(round)
  await draw(round)
  const desk = (path: 'skips' | 'returns', ticket: string) =>
    path === 'skips'
      ? office.one.call('POST /round-desk/:round/skips', {
          params: { round },
          body: { ticket, reason: 'no-answer' },
        })
      : office.one.call('POST /round-desk/:round/returns', {
          params: { round },
          body: { ticket, reason: 'returned' },
        })
  await expect(desk('skips', 'T000002')).rejects.toMatchObject({ code: 'two-person-rule' })
  await expect(desk('returns', 'T000002')).rejects.toMatchObject({ code: 'two-person-rule' })
  // Nor those before them: who stands in the order has a stake in it.
  await expect(desk('skips', 'T000001')).rejects.toMatchObject({ code: 'two-person-rule' })
})

it('a result that somebody dislikes is not done away with by ending the round', async () => {
  const round = await openRound(1)
  const person = await applicant(harness)
  await put(person, round)
  await lock(round)
  const { version } = await draw(round)
  const ended = office.one.call('POST /round-desk/:round/end', { params: { round }, body: { version } })
  await expect(ended).rejects.toMatchObject({ code: 'round-step-refused' })
  expect((await mine(person, round)).place?.standing).toBe('called')
})

it('a round with nobody in it is locked, drawn and ended, and its flats are free', async () => {
  const round = await openRound(2)
  await lock(round)
  const { version } = await draw(round)
  const ended = await office.one.call('POST /round-desk/:round/end', { params: { round }, body: { version } })
  expect(ended.state).toBe('ended')
  const states = await harness.db
    .selectFrom('flat')
    .innerJoin('round_flat', 'flat_id', 'flat.id')
    .select('state')
    .where('round_id', '=', round)
    .execute()
  expect(states.map(({ state }) => state)).toEqual(['free', 'free'])
})

it('a round that is done again is over when the next one is published, and gives it its flats', async () => {
  const round = await openRound(1)
  await put(await applicant(harness), round)
  await lock(round)
  await draw(round)
  const { flats: given } = await office.one.call('GET /round-desk/:round', { params: { round } })
  const next = await office.one.call('POST /round-desk', {
    body: {
      ...roundBody(
        given.map(({ flatId }) => flatId),
        { code: '2026-attack-again' },
      ),
      opensAt: '2026-12-23T01:00:00.000Z',
      closesAt: '2026-12-24T01:00:00.000Z',
      firstDrawingAt: '2026-12-25T13:00:00.000Z',
      choosingFrom: '2026-12-27T01:00:00.000Z',
      redo: { follows: round, cause: 'list-broken', why: '有回执的人不在名单里' },
    },
  })
  await office.other.call('POST /round-desk/:round/publication', {
    params: { round: next.id },
    body: { version: next.version },
  })
  expect((await harness.as()('GET /rounds/:round', { params: { round } })).state).toBe('ended')
  const { state } = await harness.db
    .selectFrom('flat')
    .select('state')
    .where('id', '=', given[0]?.flatId as string)
    .executeTakeFirstOrThrow()
  expect(state).toBe('in-round')
})

it('those whom the procedure calls for spare kept flats leave the class its own', async () => {
  const household = [{ relation: 'spouse' as const, name: '李配', bornOn: '1990-01-02' }]
  const round = await openRound(3, { classes: couples, kept: { 0: 'family', 1: 'family', 2: 'family' } })
  const family = await applicant(harness, { household })
  await put(family, round, {
    classes: ['family'],
    household: [{ member: 0, documentType: 'passport', documentNumber: 'E12345688' }],
  })
  const others = [await applicant(harness), await applicant(harness)]
  for (const one of others) await put(one, round)
  await lock(round)
  await draw(round)
  await choosing(round)
  const [first, second, third] = (await board(round)) as [string, string, string]
  await choose(others[0] as Person, round, first)
  await choose(others[1] as Person, round, second)
  // Both spare ones are gone: the third is the family’s, whoever else asks.
  expect((await mine(family, round)).place?.quota).toBe('family')
  expect((await choose(family, round, third)).phase).toBe('chosen')
})

it('who is called for a class leaves a kept flat to others by taking one for anybody', async () => {
  const round = await openRound(2, { classes: couples, kept: { 0: 'family' } })
  const family = await applicant(harness, {
    household: [{ relation: 'spouse', name: '赵配', bornOn: '1991-01-02' }],
  })
  await put(family, round, {
    classes: ['family'],
    household: [{ member: 0, documentType: 'passport', documentNumber: 'E12345677' }],
  })
  const other = await applicant(harness)
  await put(other, round)
  await lock(round)
  await draw(round)
  await choosing(round)
  const { items } = await harness.as()('GET /rounds/:round/flats', { params: { round } })
  const codeOf = (kept: string | null) => items.find(({ reservedFor }) => reservedFor === kept)?.code ?? ''
  await expect(choose(other, round, codeOf('family'))).rejects.toMatchObject({ code: 'flat-not-for-you' })
  await choose(family, round, codeOf(null))
  expect((await choose(other, round, codeOf('family'))).phase).toBe('chosen')
})

it('the window is not opened again once the lock was asked for', async () => {
  const round = await openRound(1)
  await put(await applicant(harness), round)
  harness.clock.set(moments.lockable)
  const { version } = await office.one.call('GET /round-desk/:round', { params: { round } })
  const asked = await office.one.call('POST /round-desk/:round/lock', {
    params: { round },
    body: { version },
  })
  const correction = office.one.call('POST /round-desk/:round/correction', {
    params: { round },
    body: {
      version: asked.version,
      why: '想再等一个人来申请',
      sources: asked.sources,
      firstDrawingAt: '2026-12-24T13:00:00.000Z',
      closesAt: '2026-12-22T10:00:00.000Z',
      choosingFrom: asked.choosingFrom,
    },
  })
  await expect(correction).rejects.toMatchObject({ code: 'invalid-request' })
})
