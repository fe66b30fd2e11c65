import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { hold, paramsOf, pass, phases, titles } from './choosers'
import { testLine } from './line'
import { roundOf, type Opened } from './world'

let harness: Harness
let first: Visitor, second: Visitor, third: Visitor, fourth: Visitor
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine } })
  first = await harness.registerPerson()
  second = await harness.registerPerson()
  third = await harness.registerPerson()
  fourth = await harness.registerPerson()
})
afterAll(() => harness.close())
beforeEach(() => harness.clock.set('2026-11-22T02:00:00Z'))

const board = (round: Opened, since?: string) =>
  harness.as()('GET /rounds/:round/board', { ...paramsOf(round), ...(since ? { query: { since } } : {}) })

it('keeps flats of a class for it, lets the class take others, and looks at how many would live there', async () => {
  const round = await roundOf(
    harness,
    [
      { personId: first.personId, quota: 'couple' },
      second,
      { personId: third.personId, people: 3 },
      { personId: fourth.personId, quota: null },
    ],
    3,
    { atOnce: 4, reserved: { 0: 'couple' } },
  )
  await pass(harness)
  expect((await board(round)).flats.map(({ kept }) => kept)).toEqual(['couple', null, null])
  await expect(hold(second, round, 0)).rejects.toEqual(refused('flat-not-for-you'))
  await expect(hold(third, round, 1)).rejects.toMatchObject({
    code: 'flat-not-for-you',
    body: { detail: containing('最多住 2 人') },
  })
  expect(await phases(round, fourth)).toEqual(['listed'])
  await expect(hold(fourth, round, 1)).rejects.toEqual(refused('not-your-turn'))
  await hold(first, round, 0)
  expect((await hold(first, round, 1)).hold?.flat.code).toBe(round.codes[1])
})

it('shows everybody what is free and what changed, never who', async () => {
  const round = await roundOf(harness, [first, second], 9)
  await pass(harness)
  const whole = await board(round)
  expect(whole).toMatchObject({
    whole: true,
    pollSeconds: 4,
    parts: [{ free: 9, all: 9, fromFloor: 1, toFloor: 6 }],
  })
  harness.clock.advance(20)
  const { hold: held } = await hold(first, round, 3)
  const news = await board(round, whole.version)
  expect(news).toMatchObject({ whole: false, changed: [{ code: round.codes[3], state: 'held' }], flats: [] })
  expect(JSON.stringify(news).length).toBeLessThan(1024)
  harness.clock.advance(20)
  const later = await board(round, news.version)
  expect(later.changed).toEqual(news.changed) // told once more: a transaction may be seen late
  expect((await board(round, later.version)).changed).toEqual([])
  harness.clock.set(held?.until as string)
  const freed = await board(round, new Date(harness.clock.now().getTime() - 4000).toISOString())
  expect(freed.changed).toEqual([{ code: round.codes[3], state: 'free' }])
  expect((await board(round, '2026-11-21T00:00:00Z')).whole).toBe(true) // older than is remembered
  expect(JSON.stringify([whole, news, freed])).not.toContain(first.personId)
  await expect(
    harness.as()('GET /rounds/:round/board', { params: { round: first.personId } }),
  ).rejects.toEqual(refused('not-found'))
})

it('lets an officer choose for somebody in their turn, on record with the reason, and never for themselves', async () => {
  const [lead, other] = [await harness.office('lead'), await harness.office('lead')]
  const round = await roundOf(harness, [first, second, { personId: lead.personId }], 1, { atOnce: 3 })
  await pass(harness)
  const give = (who: Visitor, number: string) =>
    who.call('POST /rounds/:round/choices', {
      ...paramsOf(round),
      body: { number, flat: round.codes[0] as string, why: '本人不会用手机，到窗口办理' },
    })
  await expect(give(lead, 'T000003')).rejects.toEqual(refused('own-choice'))
  await expect(give(lead, 'T000009')).rejects.toEqual(refused('not-found'))
  // Two officers give the last one to two people at the same moment.
  const outcomes = await Promise.allSettled([give(lead, 'T000001'), give(other, 'T000002')])
  const won = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []))
  expect(won).toHaveLength(1)
  expect(lost.map(({ code }) => code)).toEqual(['flat-taken'])
  const winner = won[0]?.number === 'T000001' ? first : second
  expect(await titles(harness, winner)).toContain('工作人员替你选定了一套房')
  expect((await winner.call('GET /me/reads')).items).toContainEqual(
    expect.objectContaining({ what: '替你选定了一套房', why: '本人不会用手机，到窗口办理' }),
  )
  const line = await lead.call('GET /rounds/:round/line', paramsOf(round))
  expect(line).toMatchObject({ chosen: 1, free: 0, held: 0 })
  expect(line.slots).toContainEqual(
    expect.objectContaining({ number: won[0]?.number, phase: 'chosen', flat: round.codes[0] }),
  )
})
