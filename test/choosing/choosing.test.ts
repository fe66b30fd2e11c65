import { extraOf } from '@jucai/contract/client'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, confirm, hold, letGo, pass, phases, refuse, stand, titles } from './choosers'
import { testLine } from './line'
import { roundOf } from './world'

let harness: Harness
let first: Visitor, second: Visitor, third: Visitor, fourth: Visitor
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine } })
})
afterAll(() => harness.close())
// Others in each test: who chose once is out of every other round.
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  first = await harness.registerPerson()
  second = await harness.registerPerson()
  third = await harness.registerPerson()
  fourth = await harness.registerPerson()
})

it('calls as many as choose at once, tells them, and holds, confirms and calls the next', async () => {
  const round = await roundOf(harness, [first, second, third], 4)
  expect(await phases(round, first)).toEqual(['before'])
  await pass(harness)
  expect(await phases(round, first, second, third, fourth)).toEqual(['open', 'open', 'waiting', 'none'])
  expect(await titles(harness, first)).toContain('轮到你选房了')
  expect((await stand(third, round)).before).toBe(2)
  await expect(hold(third, round, 0)).rejects.toMatchObject({
    code: 'not-your-turn',
    body: { detail: containing('前面还有 2 位') },
  })
  const held = await hold(first, round, 0)
  expect(held.hold).toMatchObject({
    until: '2026-11-22T02:05:00.000Z',
    flat: { code: round.codes[0], rentFenPerMonth: 101_500, depositFen: 101_500 },
  })
  const lost: unknown = await hold(second, round, 0).catch((error: unknown) => error)
  expect(lost).toMatchObject({ code: 'flat-taken', body: { detail: containing('别人正在看这套') } })
  expect(extraOf(lost, 'flat-taken')?.free).toEqual(round.codes.slice(1))
  const chosen = await confirm(first, round, held.hold?.token)
  expect(chosen).toMatchObject({ phase: 'chosen', hold: null, choice: { flat: { code: round.codes[0] } } })
  await pass(harness)
  expect(await phases(round, third)).toEqual(['open'])
  expect(await titles(harness, first)).toContain('选定了一套房')
  await expect(hold(first, round, 1)).rejects.toEqual(refused('already-chosen'))
  const flat = harness.db
    .selectFrom('flat')
    .select('state')
    .where('id', '=', round.flats[0] as string)
  expect(await flat.execute()).toEqual([{ state: 'chosen' }])
})

it('prolongs a hold by no act of its holder: not by asking again, nor by going away and coming back', async () => {
  const round = await roundOf(harness, [first, second], 3)
  await pass(harness)
  const until = (await hold(first, round, 0)).hold?.until
  harness.clock.advance(60)
  expect((await hold(first, round, 0)).hold?.until).toBe(until)
  expect((await stand(first, round)).hold?.until).toBe(until) // the app was left and opened again
  expect((await hold(first, round, 1)).hold?.until).toBe('2026-11-22T02:06:00.000Z')
  expect((await hold(first, round, 0)).hold?.until).toBe(until)
  await letGo(first, round)
  await letGo(first, round) // twice is once
  expect((await hold(first, round, 0)).hold?.until).toBe(until)
})

it('keeps what is held where the other flat cannot be had', async () => {
  const round = await roundOf(harness, [first, second], 2)
  await pass(harness)
  await hold(second, round, 1)
  const held = await hold(first, round, 0)
  await expect(hold(first, round, 1)).rejects.toMatchObject({
    code: 'flat-taken',
    body: { detail: containing('原来占的那套还在，时间不变') },
  })
  expect((await stand(first, round)).hold).toEqual(held.hold)
})

it('ends a hold at its millisecond: before it one may confirm, at it one may not and is told what is free', async () => {
  const round = await roundOf(harness, [first, second, third], 3, { atOnce: 3 })
  await pass(harness)
  const [one, two] = [await hold(first, round, 0), await hold(second, round, 1)]
  harness.clock.set('2026-11-22T02:04:59.999Z')
  await expect(hold(third, round, 0)).rejects.toEqual(refused('flat-taken'))
  expect((await confirm(first, round, one.hold?.token)).phase).toBe('chosen')
  harness.clock.set('2026-11-22T02:05:00.000Z')
  const late: unknown = await confirm(second, round, two.hold?.token).catch((error: unknown) => error)
  expect(late).toMatchObject({
    code: 'hold-ended',
    body: { detail: containing('占房的时间到了，这套已经放开') },
  })
  expect(extraOf(late, 'hold-ended')?.free).toEqual(round.codes.slice(1))
  expect((await stand(second, round)).hold).toBeNull()
  const wait: unknown = await hold(second, round, 1).catch((error: unknown) => error)
  expect(extraOf(wait, 'hold-again-later')?.retryAfterSeconds).toBe(30)
  expect((await hold(third, round, 1)).hold?.until).toBe('2026-11-22T02:10:00.000Z')
  await expect(confirm(second, round, two.hold?.token)).rejects.toEqual(refused('hold-ended'))
})

it('takes no harm from a clock that is set back', async () => {
  const round = await roundOf(harness, [first, second], 2)
  await pass(harness)
  harness.clock.advance(100)
  const held = await hold(first, round, 0)
  harness.clock.advance(-400)
  expect((await stand(first, round)).hold).toEqual(held.hold)
  await expect(hold(second, round, 0)).rejects.toEqual(refused('flat-taken'))
  expect((await hold(first, round, 0)).hold).toEqual(held.hold)
  expect((await confirm(first, round, held.hold?.token)).phase).toBe('chosen')
})

it('answers a repeated confirmation as the first one, with and without the key', async () => {
  const round = await roundOf(harness, [first, second], 2)
  await pass(harness)
  const token = (await hold(first, round, 0)).hold?.token
  const [one, two] = await Promise.all([
    confirm(first, round, token, 'choose-key-1'),
    confirm(first, round, token, 'choose-key-1'),
  ])
  expect(two).toEqual(one)
  expect((await confirm(first, round, token)).choice).toEqual(one.choice)
  await expect(confirm(second, round, token)).rejects.toEqual(refused('hold-ended')) // another’s token
})

it('passes on when time runs out, keeps the place, and lets them choose after who was choosing then', async () => {
  const round = await roundOf(
    harness,
    [{ personId: first.personId }, { personId: second.personId, longer: true }, third, fourth],
    4,
  )
  await pass(harness)
  harness.clock.set('2026-11-22T02:29:59.999Z')
  expect(await phases(round, first, second, third)).toEqual(['open', 'open', 'waiting'])
  harness.clock.set('2026-11-22T02:30:00.000Z')
  expect(await phases(round, first, second, third)).toEqual(['behind', 'open', 'waiting'])
  await expect(hold(first, round, 0)).rejects.toMatchObject({
    code: 'not-your-turn',
    body: { detail: containing('正在选的人选完后你还可以选') },
  })
  await pass(harness)
  expect(await phases(round, third)).toEqual(['open'])
  expect(await titles(harness, first)).toContain('选房时间已过，名额还在')
  // The second said beforehand that they need longer: 90 minutes. Who was called later keeps the first not waiting.
  harness.clock.set('2026-11-22T03:30:00.000Z')
  await pass(harness)
  expect(await phases(round, first, second, third, fourth)).toEqual(['late', 'late', 'late', 'open'])
  expect((await choose(first, round, 0)).phase).toBe('chosen')
})

it('makes a last call when everybody was called, then gives the place away for good, and ends the round', async () => {
  const round = await roundOf(harness, [first, second], 2)
  await pass(harness)
  harness.clock.set('2026-11-22T02:30:00Z')
  await pass(harness)
  expect(await titles(harness, first)).toContain('还可以补选一套房')
  expect(await stand(first, round)).toMatchObject({ phase: 'late', lastCallAt: '2026-11-23T02:30:00.000Z' })
  expect((await choose(second, round, 1)).phase).toBe('chosen')
  harness.clock.set('2026-11-23T02:29:59.999Z')
  const held = await hold(first, round, 0)
  harness.clock.set('2026-11-23T02:30:00Z')
  await pass(harness)
  // Who took a hold in time may confirm until it ends.
  expect((await stand(first, round)).hold?.token).toBe(held.hold?.token)
  harness.clock.set('2026-11-23T02:34:59.999Z')
  await pass(harness)
  expect(await phases(round, first)).toEqual(['passed-over'])
  expect(await titles(harness, first)).toContain('这一批已过号')
  await pass(harness)
  expect((await testLine.roundById(harness.db, round.roundId))?.state).toBe('ended')
})

it('calls nobody at night, and the first in the morning', async () => {
  const round = await roundOf(harness, [first, second, third], 3, { atOnce: 1 })
  harness.clock.set('2026-11-22T12:59:59.999Z')
  await pass(harness)
  expect(await phases(round, first)).toEqual(['open']) // a millisecond before 21:00: their half hour is theirs
  harness.clock.set('2026-11-22T13:29:59.999Z')
  await pass(harness)
  expect(await stand(second, round)).toMatchObject({
    phase: 'waiting',
    callsFrom: '2026-11-23T01:00:00.000Z',
  })
  harness.clock.set('2026-11-23T00:59:59.999Z')
  await pass(harness)
  expect(await phases(round, second)).toEqual(['waiting'])
  harness.clock.set('2026-11-23T01:00:00.000Z')
  await pass(harness)
  expect(await phases(round, second)).toEqual(['open'])
})

it('opens the slot of whoever asks at the moment it is theirs, before any chore', async () => {
  const round = await roundOf(harness, [first], 1)
  expect((await hold(first, round, 0)).phase).toBe('open')
})

it('lets no stop of the server cost anybody time: a slot begins when it is opened', async () => {
  const round = await roundOf(harness, [first, second], 2, { atOnce: 1 })
  await pass(harness)
  harness.clock.set('2026-11-22T07:00:00Z') // five hours of silence
  await pass(harness)
  expect((await stand(second, round)).slot).toEqual({
    opensAt: '2026-11-22T07:00:00.000Z',
    endsAt: '2026-11-22T07:30:00.000Z',
  })
})

it('refuses for good, gives the place to the next, and says what it costs', async () => {
  const round = await roundOf(harness, [first, second, third], 2, { atOnce: 1 })
  await pass(harness)
  await hold(first, round, 0)
  expect(await refuse(first, round)).toMatchObject({ phase: 'refused', hold: null, refusing: '名额给下一位' })
  expect((await refuse(first, round)).phase).toBe('refused')
  await expect(hold(first, round, 0)).rejects.toMatchObject({ body: { detail: containing('已经放弃') } })
  expect((await refuse(third, round)).phase).toBe('refused') // before being called, too
  await pass(harness)
  expect((await choose(second, round, 0)).phase).toBe('chosen')
  await expect(refuse(second, round)).rejects.toEqual(refused('already-chosen'))
})
