import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { checkAtOnce } from '@jucai/contract/draw/check'
import { placesOf, type Quota } from '@jucai/contract/draw/places'
import type { DrawRecord } from '@jucai/contract/draw/record'
import { digests, flatsOf, randomRound, ticketOf } from './rounds'
import { placesText, placeText } from './vectors'

const rounds = Number(process.env.DRAW_RECORDS ?? 10_000)
const python = spawnSync('python3', ['--version']).status === 0

const second = (records: readonly string[]): string[] => {
  const run = spawnSync('python3', [path.join(__dirname, 'second.py')], {
    input: records.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout.split('\n').slice(0, -1)
}

const ifPython = python ? it : it.skip

ifPython(
  `a second implementation, in Python${python ? '' : ' (which is not here)'}, comes to the same on ${rounds} rounds`,
  () => {
    const records = Array.from({ length: rounds }, (_, seed) => randomRound(seed))
    const told = second(records.map((record) => JSON.stringify(record)))
    const otherwise = records.filter((record, at) => told[at] !== placesText(record).join(' '))
    expect(otherwise.map(({ round }) => round)).toEqual([])
    expect(records.filter((record) => checkAtOnce(record, digests[record.algorithm]).length > 0)).toEqual([])
  },
)

ifPython('it refuses what ours refuses', () => {
  const record = randomRound(11)
  const { result } = record
  if (!result) throw new Error('drawn')
  const broken: [string, DrawRecord][] = [
    [
      'root',
      {
        ...record,
        leaves: record.leaves.map((leaf, at) =>
          at === 0 ? leaf.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : leaf,
        ),
      },
    ],
    ['commitment', { ...record, rules: '别的规则\n' }],
    ['key', { ...record, result: { ...result, key: '0'.repeat(64) } }],
    [
      'order',
      {
        ...record,
        result: {
          ...result,
          order: Object.fromEntries(
            Object.entries(result.order).map(([pool, lines]) => [pool, [...lines].reverse()]),
          ),
        },
      },
    ],
  ]
  expect(second(broken.map(([, one]) => JSON.stringify(one)))).toEqual(broken.map(([part]) => part))
  for (const [part, one] of broken)
    expect(checkAtOnce(one, digests[one.algorithm]).map((fault) => fault.part)).toContain(part)
})

describe('the written procedure', () => {
  const digest = digests['sha-256']
  /** T1 and T3 are couples. The order is that of the numbers. */
  const order = Array.from({ length: 6 }, (_, at) =>
    ticketOf(digest, at + 1, { classes: at === 0 || at === 2 ? ['couple'] : [] }),
  )
  const pool = { order, flats: flatsOf(3, ['couple']), classes: ['couple'], reserved: 'first' as const }
  const told = (more: Partial<Parameters<typeof placesOf>[0]> = {}) =>
    [...placesOf({ ...pool, ...more })]
      .sort(([a], [b]) => a - b)
      .map(([number, place]) => `${number} ${placeText(place)}`)

  it('gives kept flats first: a least share', () => {
    expect(told()).toEqual([
      '1 couple',
      '2 general',
      '3 general',
      '4 waiting 1',
      '5 waiting 2',
      '6 waiting 3',
    ])
  })
  it('gives kept flats last: more than a least share', () => {
    expect(told({ reserved: 'last' })).toEqual([
      '1 general',
      '2 general',
      '3 couple',
      '4 waiting 1',
      '5 waiting 2',
      '6 waiting 3',
    ])
  })
  it('calls the next when one goes, and moves nobody else', () => {
    expect(told({ out: new Set([2]) })).toEqual([
      '1 couple',
      '3 general',
      '4 general',
      '5 waiting 1',
      '6 waiting 2',
    ])
  })
  it('gives kept flats that nobody of the class takes to whoever is next', () => {
    expect(told({ out: new Set([1, 3]) })).toEqual(['2 general', '4 general', '5 general', '6 waiting 1'])
  })
  it('gives an appeal that succeeds the place that its value had from the beginning', () => {
    const rejected = order.map((ticket) =>
      ticket.number === 2 ? { ...ticket, state: 'rejected' as const } : ticket,
    )
    expect(told({ order: rejected })).toEqual([
      '1 couple',
      '3 general',
      '4 general',
      '5 waiting 1',
      '6 waiting 2',
    ])
    expect(told({ order: rejected, restored: new Set([2]) })).toEqual(told())
  })
  it('takes nothing from who has chosen, whoever comes back before them', () => {
    const kept = new Map<number, Quota>([
      [3, 'general'],
      [4, 'general'],
    ])
    expect(told({ kept, out: new Set([2]) })).toEqual([
      '1 couple',
      '3 general',
      '4 general',
      '5 waiting 1',
      '6 waiting 2',
    ])
    expect(told({ kept })).toEqual([
      '1 couple',
      '2 waiting 1',
      '3 general',
      '4 general',
      '5 waiting 2',
      '6 waiting 3',
    ])
  })
  it('has nothing to give without flats, and nobody to give to without tickets', () => {
    expect(told({ flats: [] })[0]).toBe('1 waiting 1')
    expect(told({ order: [] })).toEqual([])
  })
})
