import { sql } from 'kysely'
import type { Harness } from '../harness'
import {
  applicant,
  bulletins,
  drawnNumbers,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  startRounds,
  type Office,
  type Officer,
} from './world'

let harness: Harness
let office: Office
let flats: string[]
let station: string
let turn = 0
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(40))
})
afterAll(() => harness.close())
beforeEach(() => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
  turn += 1
})

/** Two flats that no other test of this file uses. */
const twoFlats = () => flats.slice(2 * turn, 2 * turn + 2)
const body = () => roundBody(twoFlats(), { code: `2026-p${turn}` })
const seen = ({ call }: Officer, round: string) => call('GET /round-desk/:round', { params: { round } })
const withVersion = async (round: string) => ({
  params: { round },
  body: { version: (await seen(office.one, round)).version },
})
const statesOf = async (ids: readonly string[]) =>
  (
    await harness.db.selectFrom('flat').select('state').where('id', 'in', ids).orderBy('serial').execute()
  ).map(({ state }) => state)

describe('a draft', () => {
  it('is written with everything that does not fit said at its place', async () => {
    const bad = {
      ...body(),
      sources: [{ game: 'cwl-kl8' as const, issues: ['2026120'] }],
      closesAt: '2026-12-01T01:05:00.000Z',
      firstDrawingAt: '2026-12-01T01:10:00.000Z',
      choosingFrom: '2026-12-01T01:10:00.000Z',
      longerSlotMinutes: 10,
      rule: 'points' as const,
      flats: [
        { flatId: flats[0] as string, pool: 'all', reservedFor: 'nobody' },
        { flatId: flats[0] as string, pool: 'all', reservedFor: null },
      ],
    }
    const error = await office.one.call('POST /round-desk', { body: bad }).catch((caught: unknown) => caught)
    expect((error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      '/scoring',
      '/closesAt',
      '/firstDrawingAt',
      '/choosingFrom',
      '/sources',
      '/longerSlotMinutes',
      '/flats/1',
      '/flats/0/reservedFor',
    ])
  })

  it('is published by somebody else, once, and its flats leave the free ones', async () => {
    const { id, version } = await office.one.call('POST /round-desk', { body: body() })
    const publication = { params: { round: id }, body: { version } }
    await expect(office.one.call('POST /round-desk/:round/publication', publication)).rejects.toMatchObject({
      code: 'two-person-rule',
    })
    await expect(
      office.other.call('POST /round-desk/:round/publication', { ...publication, body: { version: 9 } }),
    ).rejects.toMatchObject({ code: 'stale-version' })
    const published = await office.other.call('POST /round-desk/:round/publication', publication)
    expect([published.state, await statesOf(twoFlats())]).toEqual(['published', ['in-round', 'in-round']])
    await expect(
      office.one.call('PUT /round-desk/:round', {
        params: { round: id },
        body: { ...body(), version: published.version },
      }),
    ).rejects.toMatchObject({ code: 'round-step-refused' })
    await expect(
      office.one.call('POST /round-desk', { body: { ...body(), code: `2026-p${turn}-again` } }),
    ).rejects.toMatchObject({ code: 'flat-in-round' })
    await expect(
      office.one.call('POST /round-desk', {
        body: roundBody(flats.slice(-1), { code: `2026-p${turn}` }),
      }),
    ).rejects.toMatchObject({ code: 'round-known' })
  })

  it('whoever changed it last does not publish it, and one whose window has begun is not published', async () => {
    const { id, version } = await office.one.call('POST /round-desk', { body: body() })
    const changed = await office.other.call('PUT /round-desk/:round', {
      params: { round: id },
      body: { ...body(), title: '改过的一批（示例）', version },
    })
    const publication = { params: { round: id }, body: { version: changed.version } }
    await expect(office.other.call('POST /round-desk/:round/publication', publication)).rejects.toMatchObject(
      { code: 'two-person-rule' },
    )
    harness.clock.set(moments.open)
    await expect(office.one.call('POST /round-desk/:round/publication', publication)).rejects.toMatchObject({
      code: 'round-step-refused',
    })
  })
})

it('of two drafts with one flat, one is published', async () => {
  const first = await office.one.call('POST /round-desk', { body: body() })
  const second = await office.one.call('POST /round-desk', {
    body: { ...body(), code: `2026-p${turn}-b` },
  })
  await office.other.call('POST /round-desk/:round/publication', await withVersion(first.id))
  await expect(
    office.other.call('POST /round-desk/:round/publication', await withVersion(second.id)),
  ).rejects.toMatchObject({ code: 'flat-in-round' })
})

it('is cancelled before the lock with a public reason, its flats are free, and its people are told', async () => {
  const round = await publishedRound(office, body())
  harness.clock.set(moments.window)
  const person = await applicant(harness)
  await person.call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
  const { version } = await seen(office.one, round)
  await office.one.call('POST /round-desk/:round/cancellation', {
    params: { round },
    body: { version, why: '小区停水检修' },
  })
  expect(await statesOf(twoFlats())).toEqual(['free', 'free'])
  const shown = await harness.as()('GET /rounds/:round', { params: { round } })
  expect([shown.state, shown.cancelledWhy]).toEqual(['cancelled', '小区停水检修'])
  await harness.app.worker.drain()
  const [told] = (await person.call('GET /me/messages')).items.filter(({ kind }) => kind === 'housing')
  expect(told?.body).toContain('小区停水检修')
  await expect(
    person.call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) }),
  ).rejects.toMatchObject({ code: 'round-not-open' })
})

it('the lock waits for late requests, comes before the first drawing, and takes two', async () => {
  const round = await publishedRound(office, body())
  const ask = async ({ call }: Officer) => call('POST /round-desk/:round/lock', await withVersion(round))
  const confirm = async ({ call }: Officer) =>
    call('POST /round-desk/:round/lock-confirmation', await withVersion(round))
  harness.clock.set('2026-12-20T10:14:59.000Z')
  await expect(ask(office.one)).rejects.toMatchObject({
    code: 'round-step-refused',
    body: { detail: expect.stringContaining('12月20日 18:15起可以锁定') as string },
  })
  harness.clock.set(moments.lockable)
  await expect(confirm(office.other)).rejects.toMatchObject({ code: 'round-step-refused' })
  await ask(office.one)
  await expect(confirm(office.one)).rejects.toMatchObject({ code: 'two-person-rule' })
  // nobody locked in time: the drawings are known, so the list must not rest on them any more
  harness.clock.set(moments.drawn)
  await expect(confirm(office.other)).rejects.toMatchObject({ code: 'round-step-refused' })
  const { version } = await seen(office.one, round)
  const corrected = await office.one.call('POST /round-desk/:round/correction', {
    params: { round },
    body: {
      version,
      why: '没有来得及在开奖前锁定，改用下一天的开奖',
      sources: [
        { game: 'cwl-kl8', issues: ['2026123'] },
        { game: 'lottery-pl5', issues: ['26123'] },
      ],
      firstDrawingAt: '2026-12-22T13:00:00.000Z',
      closesAt: '2026-12-20T10:00:00.000Z',
      choosingFrom: '2026-12-25T01:00:00.000Z',
    },
  })
  expect([corrected.revision, corrected.lockAskedBy]).toEqual([2, null])
  const locked = await lockRound(office, round)
  expect(locked.state).toBe('locked')
  const commitment = await harness.as()('GET /rounds/:round/commitment', { params: { round } })
  expect([commitment.version, commitment.tickets]).toEqual([2, 0])
  await expect(
    office.one.call('POST /round-desk/:round/cancellation', {
      params: { round },
      body: { version: locked.version, why: '想改一改名单' },
    }),
  ).rejects.toMatchObject({ code: 'round-step-refused' })
  expect((await seen(office.one, round)).commitment).toBe(locked.commitment)
})

it('the database itself keeps what was committed', async () => {
  const round = await publishedRound(office, body())
  harness.clock.set(moments.window)
  const person = await applicant(harness)
  await person.call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  for (const change of [
    sql`update round_leaf set points = 9 where round_id = ${round}`,
    sql`delete from round_leaf where round_id = ${round}`,
    sql`truncate round_node`,
    sql`update housing_round set root = 'x' where id = ${round}`,
    sql`update housing_round set state = 'published' where id = ${round}`,
    sql`update housing_round set sources = '[]' where id = ${round}`,
    sql`update round_flat set reserved_for = 'doctor' where round_id = ${round}`,
    sql`update round_flat set pool = 'mine' where round_id = ${round}`,
    sql`delete from round_flat where round_id = ${round}`,
    sql`update round_step set detail = 'x' where round_id = ${round}`,
    sql`delete from round_step where round_id = ${round}`,
  ])
    await expect(change.execute(harness.db)).rejects.toMatchObject({ code: '42501' })
  await sql`insert into round_log (round_id, number, act, reason, at) values (${round}, 1, 'skip', 'no-answer', now())`.execute(
    harness.db,
  )
  for (const change of [
    sql`update round_log set reason = 'withdrew' where round_id = ${round}`,
    sql`delete from round_log where round_id = ${round}`,
    sql`truncate round_log`,
  ])
    await expect(change.execute(harness.db)).rejects.toMatchObject({ code: '42501' })
  // of two accounts of the office that become one, the step stays
  await sql`update round_log set by_person = null where round_id = ${round}`.execute(harness.db)
})

describe('sources', () => {
  const enter = (
    { call }: Officer,
    round: string,
    position: number,
    said: { issue: string; numbers?: readonly number[]; outcome?: 'held' | 'void' | 'not-held' },
  ) =>
    call('PUT /round-desk/:round/sources/:position', {
      params: { round, position },
      body: {
        issue: said.issue,
        outcome: said.outcome ?? 'held',
        numbers: [...(said.numbers ?? [])],
        address: bulletins[position] as string,
        pageHash: null,
      },
    })
  const lockedRound = async () => {
    const round = await publishedRound(office, body())
    harness.clock.set(moments.lockable)
    await lockRound(office, round)
    return round
  }
  const kl8 = drawnNumbers['cwl-kl8']
  const pl5 = drawnNumbers['lottery-pl5']

  it('are entered after the drawing, as the game has them, by two people apart', async () => {
    const round = await lockedRound()
    await expect(enter(office.one, round, 1, { issue: '26120', numbers: pl5 })).rejects.toMatchObject({
      code: 'round-step-refused',
    })
    harness.clock.set(moments.drawn)
    await expect(enter(office.one, round, 1, { issue: '26119', numbers: pl5 })).rejects.toMatchObject({
      errors: [{ pointer: '/issue', detail: '公布过的期号是 26120、26121，没有 26119' }],
    })
    await expect(enter(office.one, round, 1, { issue: '26120', numbers: [4, 0] })).rejects.toMatchObject({
      code: 'invalid-request',
    })
    await enter(office.one, round, 1, { issue: '26120', numbers: pl5 })
    // said again by the same person it is still one
    const once = await enter(office.one, round, 1, { issue: '26120', numbers: pl5 })
    expect(once.namedSources[1]?.state).toBe('one-entered')
    await expect(
      office.one.call('POST /round-desk/:round/draw', { params: { round } }),
    ).rejects.toMatchObject({ code: 'round-step-refused' })
    const differs = await enter(office.other, round, 1, { issue: '26120', numbers: [4, 0, 7, 7, 2] })
    const source = differs.namedSources[1]
    expect(source?.state).toBe('differs')
    expect(source?.entries.map(({ byMe, numbers, masked }) => [byMe, numbers, masked])).toEqual([
      [false, null, '4 ▢ 7 ▢ 1'],
      [true, [4, 0, 7, 7, 2], '4 ▢ 7 ▢ 2'],
    ])
    const agreed = await enter(office.other, round, 1, { issue: '26120', numbers: pl5 })
    expect(agreed.namedSources[1]?.state).toBe('agreed')
    await expect(
      enter(office.one, round, 1, { issue: '26120', numbers: [1, 1, 1, 1, 1] }),
    ).rejects.toMatchObject({ code: 'round-step-refused' })
    expect(agreed.steps.map(({ step }) => step).slice(-3)).toEqual([
      'source-entered',
      'source-differs',
      'source-agreed',
    ])
  })

  it('a drawing that both say is void gives way to the printed fallback, and to nothing else', async () => {
    const round = await lockedRound()
    harness.clock.set(moments.drawn)
    for (const officer of [office.one, office.other]) {
      await enter(officer, round, 0, { issue: '2026120', numbers: kl8 })
      await enter(officer, round, 1, { issue: '26120', outcome: 'void' })
    }
    const waiting = await seen(office.one, round)
    expect([waiting.namedSources[1]?.issue, waiting.namedSources[1]?.state]).toEqual(['26121', 'waiting'])
    for (const officer of [office.one, office.other])
      await enter(officer, round, 1, { issue: '26121', outcome: 'not-held' })
    expect((await seen(office.one, round)).namedSources[1]?.state).toBe('failed')
    await expect(
      office.one.call('POST /round-desk/:round/draw', { params: { round } }),
    ).rejects.toMatchObject({
      body: { detail: expect.stringContaining('另开一个批次') as string },
    })
    // a new round may follow it, with its reason
    const next = await office.one.call('POST /round-desk', {
      body: {
        ...roundBody(flats.slice(-2), { code: `2026-p${turn}-next` }),
        opensAt: '2026-12-23T01:00:00.000Z',
        closesAt: '2026-12-24T01:00:00.000Z',
        firstDrawingAt: '2026-12-25T13:00:00.000Z',
        choosingFrom: '2026-12-27T01:00:00.000Z',
        redo: { follows: round, cause: 'source-void', why: '两期排列5都没有开奖' },
      },
    })
    await office.other.call('POST /round-desk/:round/publication', await withVersion(next.id))
    const old = await harness.as()('GET /rounds/:round', { params: { round } })
    expect(old.followedBy?.id).toBe(next.id)
    await expect(
      office.one.call('POST /round-desk', {
        body: {
          ...roundBody(flats.slice(-3, -2), { code: `2026-p${turn}-third` }),
          redo: { follows: round, cause: 'source-void', why: '再来一次试试' },
        },
      }),
    ).rejects.toMatchObject({ code: 'round-known' })
  })

  it('a bulletin that is corrected before the choosing makes a second result beside the first, and none after', async () => {
    const round = await publishedRound(office, body())
    harness.clock.set(moments.window)
    for (let at = 0; at < 5; at += 1) {
      const { call } = await applicant(harness)
      await call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
    }
    harness.clock.set(moments.lockable)
    await lockRound(office, round)
    harness.clock.set(moments.drawn)
    await enterNumbers(office, round)
    await office.one.call('POST /round-desk/:round/draw', { params: { round } })
    const first = await harness.as()('GET /rounds/:round/record', { params: { round } })
    const correction = async () => ({
      params: { round },
      body: { ...(await withVersion(round)).body, why: '体彩中心更正了公告' },
    })
    await expect(
      office.one.call('POST /round-desk/:round/source-correction', await correction()),
    ).rejects.toMatchObject({ code: 'round-step-refused' })
    await enterNumbers(office, round)
    await expect(
      office.one.call('POST /round-desk/:round/source-correction', await correction()),
    ).rejects.toMatchObject({
      body: { detail: '录入的号码和现在用的一样，没有什么要更正。' },
    })
    for (const officer of [office.one, office.other])
      await enter(officer, round, 1, { issue: '26120', numbers: [4, 0, 7, 7, 2] })
    const corrected = await office.one.call('POST /round-desk/:round/source-correction', await correction())
    expect(corrected.resultRevision).toBe(2)
    const second = await harness.as()('GET /rounds/:round/record', { params: { round } })
    expect([second.revision, second.sha256 === first.sha256]).toEqual([2, false])
    const kept = await harness.as()('GET /rounds/:round/record', {
      params: { round },
      query: { revision: 1 },
    })
    expect(kept.sha256).toBe(first.sha256)
    const shown = await harness.as()('GET /rounds/:round', { params: { round } })
    expect(shown.steps.at(-1)?.text).toBe('按更正的开奖公告重算：体彩中心更正了公告')
    await office.one.call('POST /round-desk/:round/choosing', await withVersion(round))
    await expect(
      office.one.call('POST /round-desk/:round/source-correction', await correction()),
    ).rejects.toMatchObject({ code: 'round-step-refused' })
    await expect(enter(office.one, round, 1, { issue: '26120', numbers: pl5 })).rejects.toMatchObject({
      code: 'round-step-refused',
    })
    await expect(
      office.one.call('POST /round-desk/:round/end', await withVersion(round)),
    ).rejects.toMatchObject({ body: { detail: expect.stringContaining('还有 2 个号') as string } })
    for (let number = 1; number <= 5; number += 1)
      await office.one.call('POST /round-desk/:round/skips', {
        params: { round },
        body: { ticket: `T00000${number}`, reason: 'no-answer' },
      })
    await office.one.call('POST /round-desk/:round/end', await withVersion(round))
    expect(await statesOf(twoFlats())).toEqual(['free', 'free'])
  })
})
