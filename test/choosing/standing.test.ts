import { moveFlat } from '../../server/housing'
import { returnChoice } from '../../server/choosing'
import { choosingDeps } from '../../server/app'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, pass, refuse, titles } from './choosers'
import { testLine } from './line'
import { roundOf, type Opened } from './world'

let harness: Harness
let first: Visitor, second: Visitor, third: Visitor, fourth: Visitor
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine, isQualified: () => Promise.resolve(true) } })
  first = await harness.registerPerson()
  second = await harness.registerPerson()
  third = await harness.registerPerson()
  fourth = await harness.registerPerson()
})
afterAll(() => harness.close())
beforeEach(() => harness.clock.set('2026-11-22T02:00:00Z'))

const standOn = (who: Visitor, round: Opened, stationIds: string[]) =>
  who.call('PUT /me/standing-list', { body: { roundId: round.roundId, stationIds } })
const stationOf = async ({ flats }: Opened) =>
  (
    await harness.db
      .selectFrom('flat')
      .select('station_id')
      .where('id', '=', flats[0] as string)
      .executeTakeFirstOrThrow()
  ).station_id
const offerTo = async (who: Visitor) =>
  (await who.call('GET /me/standing-list')).offers.find(({ state }) => state === 'open')
const take = (who: Visitor, offer: string) =>
  who.call('PUT /me/standing-offers/:standingOffer/acceptance', { params: { standingOffer: offer } })
const decline = (who: Visitor, offer: string) =>
  who.call('PUT /me/standing-offers/:standingOffer/refusal', { params: { standingOffer: offer } })
const give = (by: {
  flatId: string
  to: 'free' | 'in-round' | 'repairing'
  from: 'chosen' | 'in-round' | 'free' | 'repairing'
}) =>
  harness.db
    .transaction()
    .execute((db) =>
      moveFlat(
        { db, now: harness.clock.now() },
        { flatId: by.flatId, from: [by.from], to: by.to, reason: '测试', by: null },
      ),
    )

it('offers what becomes free to the first of the project’s list, in the order of the round, and on a refusal to the next', async () => {
  const round = await roundOf(harness, [first, second, third], 2, { atOnce: 1 })
  const station = await stationOf(round)
  await standOn(third, round, [station])
  expect((await standOn(second, round, [station])).places).toMatchObject([{ before: 0 }]) // joined later, stands before
  expect((await third.call('GET /me/standing-list')).places).toMatchObject([{ before: 1 }])
  await give({ flatId: round.flats[1] as string, from: 'in-round', to: 'free' })
  await harness.app.worker.drain()
  const offer = await offerTo(second)
  expect(offer).toMatchObject({ flat: { code: round.codes[1] }, until: '2026-11-24T02:00:00.000Z' })
  expect(await titles(harness, second)).toContain('候补到一套房')
  expect(await offerTo(third)).toBeUndefined()
  await expect(take(third, offer?.id as string)).rejects.toEqual(refused('not-found'))
  const after = await decline(second, offer?.id as string)
  expect(after.places).toMatchObject([{ before: 1 }]) // the end of this list, and nothing else
  await decline(second, offer?.id as string) // said twice is said once
  await expect(take(second, offer?.id as string)).rejects.toEqual(refused('offer-over'))
  await harness.app.worker.drain()
  const next = await offerTo(third)
  harness.clock.set('2026-11-24T01:59:59.999Z')
  await take(third, next?.id as string)
  await take(third, next?.id as string) // taken twice is taken once
  await harness.app.worker.drain()
  expect(await titles(harness, third)).toContain('选定了一套房')
  expect((await third.call('GET /me/standing-list')).places).toEqual([]) // who has a flat waits for none
  expect(await harness.db.selectFrom('flat_choice').select(['round_id', 'order_round_id']).execute()).toEqual(
    [{ round_id: null, order_round_id: round.roundId }],
  )
})

it('passes an offer on when its time is over, to the millisecond, and ends it when the office needs the flat', async () => {
  const round = await roundOf(harness, [first, second], 2, { atOnce: 1 })
  const station = await stationOf(round)
  await standOn(first, round, [station])
  await standOn(second, round, [station])
  await give({ flatId: round.flats[0] as string, from: 'in-round', to: 'free' })
  await harness.app.worker.drain()
  const offer = await offerTo(first)
  harness.clock.set('2026-11-24T02:00:00.000Z')
  await expect(take(first, offer?.id as string)).rejects.toMatchObject({
    body: { detail: containing('排到了最后') },
  })
  await pass(harness)
  expect((await offerTo(second))?.flat.code).toBe(round.codes[0])
  await give({ flatId: round.flats[0] as string, from: 'free', to: 'repairing' })
  await harness.app.worker.drain()
  expect((await second.call('GET /me/standing-list')).offers[0]?.state).toBe('ended')
  expect((await second.call('GET /me/standing-list')).places).toContainEqual(
    expect.objectContaining({ stationId: station, before: 0 }),
  )
})

it('offers nothing at night, and in the morning by itself', async () => {
  const round = await roundOf(harness, [first], 1)
  await standOn(first, round, [await stationOf(round)])
  harness.clock.set('2026-11-22T14:00:00Z')
  await give({ flatId: round.flats[0] as string, from: 'in-round', to: 'free' })
  await pass(harness)
  expect(await offerTo(first)).toBeUndefined()
  harness.clock.set('2026-11-23T01:00:00Z')
  await pass(harness)
  expect((await offerTo(first))?.flat.code).toBe(round.codes[0])
  await decline(first, (await offerTo(first))?.id as string)
})

it('takes people onto the lists of three projects at most, also who refused, but not who has a flat or no ticket', async () => {
  const round = await roundOf(harness, [first, second], 2, { atOnce: 2 })
  const station = await stationOf(round)
  await pass(harness)
  await refuse(first, round)
  for (const { stationId } of (await first.call('GET /me/standing-list')).places)
    await harness.db.deleteFrom('standing_place').where('station_id', '=', stationId).execute()
  expect((await standOn(first, round, [station])).places).toHaveLength(1)
  expect((await standOn(first, round, [])).places.map(({ stationId }) => stationId)).not.toContain(station)
  await choose(second, round, 0)
  await expect(standOn(second, round, [station])).rejects.toEqual(refused('already-chosen'))
  await expect(standOn(fourth, round, [station])).rejects.toEqual(refused('not-your-turn'))
  const four = Array.from({ length: 4 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`)
  await expect(standOn(first, round, four)).rejects.toEqual(refused('too-many-projects'))
  await expect(standOn(first, round, four.slice(1, 2))).rejects.toEqual(refused('not-found'))
})

it('gives back what was chosen and not signed: the flat is free and goes by the list', async () => {
  const round = await roundOf(harness, [first, second], 1, { atOnce: 1 })
  await pass(harness)
  const chosen = await choose(first, round, 0)
  await standOn(second, round, [await stationOf(round)])
  const deps = choosingDeps({
    vault: testVault(),
    boundary: () => Promise.resolve(harness.clock.now()),
    choosing: { line: testLine },
  })
  const back = () =>
    harness.db
      .transaction()
      .execute((db) =>
        returnChoice(
          { db, now: harness.clock.now(), deps },
          { choiceId: chosen.choice?.id as string, why: '到期没有签约' },
        ),
      )
  await back()
  await back() // twice is once
  await harness.app.worker.drain()
  expect((await offerTo(second))?.flat.code).toBe(round.codes[0])
})

it('lets go of everything when somebody deletes their account', async () => {
  const leaving = await harness.registerPerson()
  const round = await roundOf(harness, [leaving, second], 2, { atOnce: 1 })
  await pass(harness)
  await leaving.call('PUT /me/rounds/:round/hold', {
    params: { round: round.roundId },
    body: { flat: round.codes[0] as string },
  })
  await leaving.call('DELETE /me')
  await pass(harness)
  expect(
    await harness.db.selectFrom('flat_hold').selectAll().where('round_id', '=', round.roundId).execute(),
  ).toEqual([])
  expect((await choose(second, round, 0)).phase).toBe('chosen')
})

it('lets nobody have two: who chose goes out of other rounds with a public reason, and takes no offer', async () => {
  // New here: who chose in an earlier test is out of every other round.
  const [lucky, next] = [await harness.registerPerson(), await harness.registerPerson()]
  const one = await roundOf(harness, [lucky], 2, { atOnce: 1 })
  const other = await roundOf(harness, [lucky, next], 1, { atOnce: 1 })
  await standOn(lucky, one, [await stationOf(one)])
  await give({ flatId: one.flats[1] as string, from: 'in-round', to: 'free' })
  await pass(harness)
  const offer = await offerTo(lucky)
  await choose(lucky, one, 0)
  await expect(take(lucky, offer?.id as string)).rejects.toMatchObject({
    code: 'offer-over',
    body: { detail: containing('一个人只能有一套') },
  })
  await pass(harness)
  expect(await offerTo(lucky)).toBeUndefined()
  expect((await testLine.placeOf(harness.db, other.roundId, lucky.personId))?.called).toBe(false)
  expect((await choose(next, other, 0)).phase).toBe('chosen')
})
