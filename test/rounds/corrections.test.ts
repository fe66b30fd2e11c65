import type { Harness } from '../harness'
import { containing } from '../matchers'
import { pass, titles } from '../choosing/choosers'
import {
  applicant,
  bulletins,
  drawnNumbers,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  startRounds,
  ticketBody,
  twoLeads,
  type Office,
  type Officer,
} from './world'

// A correction of a drawing that one person entered and nobody confirmed yet. At once: on PostgreSQL with DATABASE_URL.
let harness: Harness
let office: Office
let more: Office
let flats: string[]
let station: string
let turn = 0
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(24))
  more = await twoLeads(harness)
})
afterAll(() => harness.close())

type Person = Awaited<ReturnType<typeof applicant>>
const pl5 = drawnNumbers['lottery-pl5']
const corrected = [4, 0, 7, 7, 2]
const say = (
  { call }: Officer,
  round: string,
  numbers: readonly number[],
  outcome: 'held' | 'void' = 'held',
) =>
  call('PUT /round-desk/:round/sources/:position', {
    params: { round, position: 1 },
    body: { issue: '26120', outcome, numbers: [...numbers], address: bulletins[1], pageHash: null },
  })
const sayKl8 = ({ call }: Officer, round: string) =>
  call('PUT /round-desk/:round/sources/:position', {
    params: { round, position: 0 },
    body: {
      issue: '2026120',
      outcome: 'held',
      numbers: [...drawnNumbers['cwl-kl8']],
      address: bulletins[0],
      pageHash: null,
    },
  })
const begin = async (round: string) => {
  const { version } = await office.one.call('GET /round-desk/:round', { params: { round } })
  return office.one.call('POST /round-desk/:round/choosing', { params: { round }, body: { version } })
}
const recompute = async (round: string) => {
  const { version } = await office.one.call('GET /round-desk/:round', { params: { round } })
  return office.one.call('POST /round-desk/:round/source-correction', {
    params: { round },
    body: { version, why: '体彩中心更正了公告' },
  })
}
const publicly = (round: string) => harness.as()('GET /rounds/:round', { params: { round } })
const drawnRound = async (): Promise<{ round: string; person: Person }> => {
  turn += 1
  harness.clock.set('2026-11-22T02:00:00.000Z')
  const round = await publishedRound(
    office,
    roundBody(flats.splice(0, 2), { code: `2026-corrected-${turn}` }),
  )
  harness.clock.set(moments.window)
  const person = await applicant(harness)
  await person.call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  return { round, person }
}
const stepsOf = async (round: string) => (await publicly(round)).steps.map(({ step }) => step)

it('the choosing waits for the second person, by the time and by hand, and everybody is told why', async () => {
  const { round, person } = await drawnRound()
  expect((await publicly(round)).waits).toBeNull()
  const desk = await say(office.one, round, corrected)
  expect(desk.waits).toContain('排列5的开奖号码，有人按更正的公告重新录入，要等第二个人核对')
  expect(desk.may).not.toContain('begin-choosing')
  expect(desk.may).not.toContain('correct-source')
  await expect(begin(round)).rejects.toMatchObject({
    code: 'round-step-refused',
    body: { detail: containing('要等第二个人核对') },
  })
  harness.clock.set('2026-12-25T01:01:00.000Z')
  await pass(harness)
  await pass(harness)
  const shown = await publicly(round)
  expect([shown.state, shown.waits]).toEqual(['drawn', desk.waits])
  expect(shown.steps.at(-1)?.step).toBe('correction-entered')
  const choosing = await person.call('GET /me/rounds/:round/choosing', { params: { round } })
  expect([choosing.phase, choosing.waits, choosing.callsFrom]).toEqual(['before', desk.waits, null])
  const board = await harness.as()('GET /rounds/:round/board', { params: { round } })
  await expect(
    person.call('PUT /me/rounds/:round/hold', {
      params: { round },
      body: { flat: board.flats[0]?.code as string },
    }),
  ).rejects.toMatchObject({ code: 'not-your-turn', body: { detail: desk.waits } })
  const { items } = await person.call('GET /me/messages', { query: { limit: 50 } })
  const told = items.filter(({ title }) => title === '选房推迟了')
  expect(told).toMatchObject([{ body: containing('要等第二个人核对') }])

  // Two say the same: computed anew in public, and it begins by itself.
  await say(office.other, round, corrected)
  expect((await publicly(round)).waits).toContain('要先公开重算顺序')
  await pass(harness)
  expect((await publicly(round)).state).toBe('drawn')
  for (const officer of [office.one, office.other]) await sayKl8(officer, round)
  await recompute(round)
  expect((await publicly(round)).waits).toBeNull()
  await pass(harness)
  expect((await publicly(round)).state).toBe('choosing')
  await pass(harness)
  expect(await titles(harness, person)).toEqual(
    expect.arrayContaining(['开始选房', '顺序按更正的开奖公告重算了']),
  )
})

it('whoever mistyped says what is in force, and nothing is waited for any more', async () => {
  const { round } = await drawnRound()
  await say(office.one, round, corrected)
  const desk = await say(office.one, round, pl5)
  expect([desk.waits, desk.may.includes('begin-choosing')]).toEqual([null, true])
  expect((await stepsOf(round)).slice(-3)).toEqual([
    'correction-entered',
    'source-entered',
    'correction-dropped',
  ])
  harness.clock.set(moments.choosing)
  await pass(harness)
  expect((await publicly(round)).state).toBe('choosing')
})

it('one person alone holds nothing up for good: two others who say what is in force end it', async () => {
  const { round } = await drawnRound()
  await say(office.one, round, corrected)
  expect((await say(office.other, round, pl5)).waits).not.toBeNull()
  expect((await say(more.one, round, pl5)).waits).toBeNull()
  // Two against two is settled by nobody.
  expect((await say(more.other, round, corrected)).waits).toContain('要等第二个人核对')
  await expect(begin(round)).rejects.toMatchObject({ code: 'round-step-refused' })
})

it('entering what is in force once more holds nothing up, and a void that two say holds it up till another round', async () => {
  const { round } = await drawnRound()
  expect((await say(office.one, round, pl5)).waits).toBeNull()
  expect((await say(office.one, round, [], 'void')).waits).toContain('要等第二个人核对')
  expect((await say(office.other, round, [], 'void')).waits).toContain('要等第二个人核对')
  for (const officer of [office.one, office.other])
    await officer.call('PUT /round-desk/:round/sources/:position', {
      params: { round, position: 1 },
      body: { issue: '26121', outcome: 'void', numbers: [], address: bulletins[1], pageHash: null },
    })
  expect((await publicly(round)).waits).toContain('两个人都录入了官方宣布无效')
})

it('a correction and the beginning at the same moment: either it begins, or it waits, never both', async () => {
  for (let time = 0; time < 4; time += 1) {
    const { round } = await drawnRound()
    harness.clock.set(moments.choosing)
    const [entered] = await Promise.allSettled([say(office.one, round, corrected), pass(harness)])
    const { state, waits } = await publicly(round)
    expect([entered.status, state, waits !== null]).toEqual(
      entered.status === 'fulfilled' ? ['fulfilled', 'drawn', true] : ['rejected', 'choosing', false],
    )
  }
})
