import { conditionFault, conditionWords, explained, holdAll } from '@jucai/contract/round-rules'
import { readLeaf } from '@jucai/contract/draw/tickets'
import { reservedWords, roundRuleWords, roundStateAt } from '@jucai/contract/rounds-vocabulary'
import { readRecord } from '@jucai/contract/draw/read-record'
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

let harness: Harness
let office: Office
let station: string
let flats: string[]
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(8))
})
afterAll(() => harness.close())

type Person = Awaited<ReturnType<typeof applicant>>
const put = ({ call }: Pick<Person, 'call'>, round: string) =>
  call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
const drawn = async (round: string) => {
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
}
const rankOf = async ({ call }: Person, round: string) =>
  (await call('GET /me/rounds/:round', { params: { round } })).place?.rank
const pointsOf = async ({ call }: Person, round: string) =>
  readLeaf((await call('GET /me/rounds/:round/receipt', { params: { round } })).leaf)?.points

it('first come: the opening queue is drawn, later ones go by arrival, and a first request that failed counts', async () => {
  const round = await publishedRound(
    office,
    roundBody(flats.slice(0, 2), { code: '2026-first', rule: 'first-come', openingMinutes: 10 }),
  )
  const [late, early, opening, slow] = [
    await applicant(harness),
    await harness.registerPerson(),
    await applicant(harness),
    await applicant(harness),
  ]
  harness.clock.set(moments.justOpen)
  await put(opening, round)
  harness.clock.set('2026-12-01T01:09:59.000Z')
  await put(slow, round)
  harness.clock.set('2026-12-01T01:20:00.000Z')
  // has no qualification yet, so the request is refused; the moment is kept
  await expect(put(early, round)).rejects.toMatchObject({ code: 'qualification-needed' })
  harness.clock.set('2026-12-01T01:30:00.000Z')
  await put(late, round)
  await qualify(harness, early.personId)
  harness.clock.set('2026-12-01T02:00:00.000Z')
  const { standing } = await put(early, round)
  expect(standing.arrivedAt).toBe('2026-12-01T01:20:00.000Z')
  // repeating gains nothing and loses nothing
  await put(late, round)
  await put(opening, round)
  await drawn(round)
  const asPerson = early as Person
  expect([await pointsOf(opening, round), await pointsOf(slow, round)]).toEqual([999_999_999, 999_999_999])
  expect([await pointsOf(asPerson, round), await pointsOf(late, round)]).toEqual([999_999_998, 999_999_997])
  expect([await rankOf(opening, round), await rankOf(slow, round)].sort()).toEqual([1, 2])
  expect([await rankOf(asPerson, round), await rankOf(late, round)]).toEqual([3, 4])
})

it('points: each is explained with its clause, more go first, and equals go by the draw', async () => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
  const round = await publishedRound(
    office,
    roundBody(flats.slice(2, 4), {
      code: '2026-points',
      rule: 'points',
      scoring: [
        {
          code: 'master',
          title: '硕士',
          clause: '第八条',
          points: 20,
          when: [{ fact: 'degree', is: ['master'] }],
        },
        { code: 'people', title: '家庭', clause: '第九条', points: 5, when: [{ fact: 'people', least: 2 }] },
      ],
    }),
  )
  harness.clock.set(moments.window)
  const [bachelor, master] = [
    await applicant(harness),
    await applicant(harness, { registration: { degree: 'master' } }),
  ]
  await put(bachelor, round)
  const { standing, ticket } = await put(master, round)
  expect([standing.points, ticket?.points]).toEqual([20, 20])
  expect(
    standing.scoring.map(({ clause, points, outcome, because }) => [clause, points, outcome, because]),
  ).toEqual([
    ['第八条', 20, 'yes', ['要求学历是硕士：你是硕士，符合（按登记的学历）']],
    [
      '第九条',
      5,
      'no',
      ['要求一起住的人数（含本人） 2 人以上：你是 1 人，不符合（按取得资格时填的家庭成员）'],
    ],
  ])
  await drawn(round)
  expect([await rankOf(master, round), await rankOf(bachelor, round)]).toEqual([1, 2])
  const { record } = await harness.as()('GET /rounds/:round/record', { params: { round } })
  expect(readRecord(record)?.order).toBe('points')
})

it('what nobody knows grants nothing and says so', () => {
  const when = [{ fact: 'tier' as const, is: ['a', 'b'] }]
  expect(holdAll(when, { tier: null })).toBe('unknown')
  expect(explained(when, {})).toEqual([
    '要求认定的人才层次是A 类或B 类：没有人才认定的结果的记录，所以不能算',
  ])
  expect(conditionWords({ fact: 'children', least: 1, most: 2 })).toBe('一起住的子女 1 到 2 个')
  expect(conditionFault({ fact: 'people', is: ['3'] })).toBe('一起住的人数（含本人）要写明最少或最多')
  expect(conditionFault({ fact: 'people', least: 3, most: 2 })).toBe(
    '一起住的人数（含本人）的最少不能多于最多',
  )
  expect(conditionFault({ fact: 'degree', least: 3 })).toBe('学历要写明是哪几种')
})

it('the window includes its first moment and not its last, over the end of a year too', () => {
  const window = {
    opensAt: new Date('2026-12-30T16:00:00.000Z'),
    closesAt: new Date('2026-12-31T16:00:00.000Z'),
  }
  const at = (moment: string) => roundStateAt('published', window, new Date(moment))
  expect(at('2026-12-30T15:59:59.999Z')).toBe('published')
  expect(at('2026-12-30T16:00:00.000Z')).toBe('open')
  expect(at('2026-12-31T15:59:59.999Z')).toBe('open')
  expect(at('2026-12-31T16:00:00.000Z')).toBe('closed')
  expect(roundStateAt('cancelled', window, new Date('2026-12-31T00:00:00.000Z'))).toBe('cancelled')
})

it('each rule says in a sentence what it means, with an example', () => {
  for (const rule of ['draw', 'points', 'first-come'] as const)
    expect(roundRuleWords(rule, 10).example).toMatch(/^例：/)
  expect(reservedWords('first').sentence).not.toBe(reservedWords('last').sentence)
})
