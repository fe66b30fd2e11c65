import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { choose, pass, stand, titles } from './choosers'
import { testLine } from './line'
import { roundOf, type Opened } from './world'

let harness: Harness
let first: Visitor, second: Visitor, third: Visitor
let bound = false
beforeAll(async () => {
  harness = await startHarness({ choosing: { line: testLine, isBound: () => Promise.resolve(bound) } })
})
afterAll(() => harness.close())
beforeEach(() => harness.clock.set('2026-11-22T02:00:00Z'))

/** Two who chose the first and the second flat, and a third; others each time, since nobody chooses in two rounds. */
const bothChose = async (rules: Parameters<typeof roundOf>[3] = {}, quota?: string) => {
  first = await harness.registerPerson()
  second = await harness.registerPerson()
  third = await harness.registerPerson()
  const people = quota
    ? [{ personId: first.personId, quota }, { personId: second.personId }]
    : [first, second, third]
  const round = await roundOf(harness, people, 4, { atOnce: 3, ...rules })
  await pass(harness)
  const [one] = [await choose(first, round, 0), await choose(second, round, 1)]
  await harness.app.worker.drain()
  return { round, choiceId: one.choice?.id as string }
}
const ask = (who: Visitor, round: Opened, choiceId: string, at: number) =>
  who.call('POST /me/flat-swaps', { body: { choiceId, flat: round.codes[at] as string } })
const swapOf = async (who: Visitor, id: string) =>
  (await who.call('GET /me/flat-swaps')).items.find((one) => one.id === id)
const agree = (who: Visitor, swap: string) =>
  who.call('PUT /me/flat-swaps/:swap/agreement', { params: { swap } })
const end = (who: Visitor, swap: string) => who.call('DELETE /me/flat-swaps/:swap', { params: { swap } })

it('exchanges two choices in one act when both agree, and neither learns who the other is', async () => {
  const { round, choiceId } = await bothChose()
  const asked = await ask(first, round, choiceId, 1)
  expect(asked).toMatchObject({
    mine: true,
    state: 'asked',
    gives: { code: round.codes[0] },
    gets: { code: round.codes[1] },
  })
  expect((await ask(first, round, choiceId, 1)).id).toBe(asked.id) // asked twice is asked once
  expect(await titles(harness, second)).toContain('有人想和你换房')
  await expect(agree(first, asked.id)).rejects.toEqual(refused('swap-refused'))
  await expect(agree(third, asked.id)).rejects.toEqual(refused('not-found'))
  const done = await agree(second, asked.id)
  expect(done).toMatchObject({
    mine: false,
    state: 'done',
    gives: { code: round.codes[1] },
    gets: { code: round.codes[0] },
  })
  expect(await agree(second, asked.id)).toEqual(done) // agreed twice is agreed once
  expect((await stand(first, round)).choice).toMatchObject({ id: choiceId, flat: { code: round.codes[1] } })
  expect((await stand(second, round)).choice?.flat.code).toBe(round.codes[0])
  await expect(end(first, asked.id)).rejects.toEqual(refused('swap-refused'))
  expect(JSON.stringify([asked, done, await swapOf(second, asked.id)])).not.toContain(first.personId)
  expect(await titles(harness, first)).toContain('换房完成')
})

it('is over after a day to the millisecond, when it is taken back, declined, or one of the two has changed', async () => {
  const { round, choiceId } = await bothChose()
  const one = await ask(first, round, choiceId, 1)
  harness.clock.set('2026-11-23T02:00:00.000Z')
  await expect(agree(second, one.id)).rejects.toMatchObject({
    body: { detail: containing('过了答复的时间') },
  })
  expect((await swapOf(first, one.id))?.state).toBe('lapsed')
  harness.clock.set('2026-11-23T01:59:59.999Z')
  expect((await agree(second, one.id)).state).toBe('done')
  const two = await ask(first, round, choiceId, 0)
  expect((await end(first, two.id)).state).toBe('withdrawn')
  expect((await end(first, two.id)).state).toBe('withdrawn')
  await expect(agree(second, two.id)).rejects.toEqual(refused('swap-refused'))
  const three = await ask(first, round, choiceId, 0)
  expect((await end(second, three.id)).state).toBe('declined')
  expect(await titles(harness, first)).toContain('对方不换')
  const four = await ask(first, round, choiceId, 0)
  harness.clock.advance(24 * 3_600)
  await pass(harness)
  expect((await swapOf(first, four.id))?.state).toBe('lapsed')
})

it('refuses what does not fit: kept flats, too many people, a flat that nobody chose, one that is signed for', async () => {
  const { round, choiceId } = await bothChose({ reserved: { 0: 'couple' } }, 'couple')
  await expect(ask(first, round, choiceId, 1)).rejects.toMatchObject({
    body: { detail: containing('留给某一类人') },
  })
  await expect(ask(first, round, choiceId, 3)).rejects.toMatchObject({
    body: { detail: containing('还没有人选定') },
  })
  const free = await bothChose()
  bound = true
  await expect(ask(first, free.round, free.choiceId, 1)).rejects.toMatchObject({
    body: { detail: containing('已经签约') },
  })
  bound = false
  await expect(ask(second, free.round, free.choiceId, 0)).rejects.toEqual(refused('not-found')) // another’s choice
})

it('does one of two swaps that want the same flat at the same moment', async () => {
  const { round, choiceId } = await bothChose()
  const thirds = (await choose(third, round, 2)).choice?.id as string
  const one = await ask(first, round, choiceId, 1)
  const two = await ask(third, round, thirds, 1)
  const outcomes = await Promise.allSettled([agree(second, one.id), agree(second, two.id)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const rows = await harness.db
    .selectFrom('flat_choice')
    .select('flat_id')
    .where('round_id', '=', round.roundId)
    .execute()
  expect(new Set(rows.map(({ flat_id: id }) => id)).size).toBe(3)
})
