import { startHarness, type Harness, type Visitor } from '../harness'
import { choose, confirm, hold, pass } from './choosers'
import { testLine } from './line'
import { roundOf } from './world'

const rivals = 30
let harness: Harness
let people: Visitor[]
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine } })
  people = []
  for (let count = 0; count < rivals; count += 1) people.push(await harness.registerPerson())
}, 300_000)
afterAll(() => harness.close())

const codesOf = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code)).sort()

it('gives the last flat to exactly one of thirty who ask at the same moment, and tells the others', async () => {
  const round = await roundOf(harness, people, 1, { atOnce: rivals })
  await pass(harness)
  const outcomes = codesOf(await Promise.allSettled(people.map((one) => choose(one, round, 0))))
  expect(outcomes).toEqual(['done', ...Array.from({ length: rivals - 1 }, () => 'flat-taken')])
})

it('confirms once what is confirmed from two devices in the same millisecond, and answers both alike', async () => {
  // Somebody new: of who has a flat by now a second one would be taken back as soon as anybody hears of it.
  const one = await harness.registerPerson()
  const round = await roundOf(harness, [one], 2)
  await pass(harness)
  const token = (await hold(one, round, 0)).hold?.token
  const replies = await Promise.all([1, 2, 3].map(() => confirm(one, round, token)))
  for (const reply of replies) expect(reply.choice).toEqual(replies[0]?.choice)
  expect(
    await harness.db.selectFrom('flat_choice').select('id').where('round_id', '=', round.roundId).execute(),
  ).toHaveLength(1)
})

it('gives each of two who change places their flat or keeps what they had, and never waits in a ring', async () => {
  const round = await roundOf(harness, people.slice(0, 12), 12, { atOnce: 12 })
  await pass(harness)
  const twelve = people.slice(0, 12)
  await Promise.all(twelve.map((one, at) => hold(one, round, at)))
  for (let turn = 1; turn < 4; turn += 1) {
    const outcomes = codesOf(
      await Promise.allSettled(twelve.map((one, at) => hold(one, round, (at + turn) % 12))),
    )
    expect(new Set(outcomes)).toEqual(
      new Set([...outcomes].filter((code) => code === 'done' || code === 'flat-taken')),
    )
  }
  const held = await harness.db
    .selectFrom('flat_hold')
    .selectAll()
    .where('round_id', '=', round.roundId)
    .execute()
  expect(held).toHaveLength(12)
})

it('chooses one flat for somebody whom two officers and their own phone choose for in the same moment', async () => {
  const leads = [await harness.office('lead'), await harness.office('lead')] as const
  for (let turn = 0; turn < 4; turn += 1) {
    const person = await harness.registerPerson()
    const round = await roundOf(harness, [person], 4, { atOnce: 1 })
    await pass(harness)
    const token = (await hold(person, round, 0)).hold?.token
    const give = (who: Visitor, at: number) =>
      who.call('POST /rounds/:round/choices', {
        params: { round: round.roundId },
        body: { number: 'T000001', flat: round.codes[at] as string, why: '本人带证件到窗口' },
      })
    const outcomes = codesOf(
      await Promise.allSettled([
        give(leads[0], 1),
        give(leads[1], 2),
        confirm(person, round, token),
        hold(person, round, 3),
      ]),
    )
    expect(outcomes.filter((one) => one === 'done').length).toBeGreaterThanOrEqual(1)
    for (const code of outcomes)
      expect(['done', 'already-chosen', 'hold-ended', 'not-your-turn']).toContain(code)
    const { db } = harness
    const choices = await db
      .selectFrom('flat_choice')
      .select('flat_id')
      .where('round_id', '=', round.roundId)
      .execute()
    const states = await db
      .selectFrom('flat')
      .select(['id', 'state'])
      .where('id', 'in', round.flats)
      .execute()
    expect(choices).toHaveLength(1)
    expect(states.filter(({ state }) => state !== 'in-round' && state !== 'free')).toEqual([
      { id: choices[0]?.flat_id, state: 'chosen' },
    ])
    expect(
      await db.selectFrom('flat_hold').select('flat_id').where('round_id', '=', round.roundId).execute(),
    ).toEqual([])
  }
})
