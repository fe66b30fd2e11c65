import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { flatMoves, flatStates, type FlatState } from '@jucai/contract/housing-vocabulary'
import { moveFlat } from '../../server/housing'
import { startHarness, type Harness } from '../harness'
import { openProject } from './world'

let harness: Harness
let flats: string[]
beforeAll(async () => {
  harness = await startHarness()
  ;({ flats } = await openProject(harness, 12))
})
afterAll(() => harness.close())

const move = (flatId: string, from: FlatState, to: FlatState) =>
  harness.db
    .transaction()
    .execute((db) =>
      moveFlat({ db, now: harness.clock.now() }, { flatId, from: [from], to, reason: '试一试', by: null }),
    )
const stateOf = async (flatId: string) =>
  (await harness.db.selectFrom('flat').select('state').where('id', '=', flatId).executeTakeFirstOrThrow())
    .state

/** By which moves a flat that is free comes to each state. */
const waysTo: Record<FlatState, readonly FlatState[]> = {
  free: [],
  'in-round': ['in-round'],
  chosen: ['chosen'],
  let: ['chosen', 'let'],
  repairing: ['repairing'],
  withdrawn: ['withdrawn'],
}
/** And back to free. */
const waysBack: Record<FlatState, readonly FlatState[]> = {
  free: [],
  'in-round': ['free'],
  chosen: ['free'],
  let: ['free'],
  repairing: ['free'],
  withdrawn: ['free'],
}
const go = async (flatId: string, start: FlatState, way: readonly FlatState[]) => {
  let at = start
  for (const next of way) {
    await move(flatId, at, next)
    at = next
  }
}

it.each(flatStates.flatMap((from) => flatStates.map((to) => [from, to] as const)))(
  'lets a flat go from %s to %s only where the table says so',
  async (from, to) => {
    const flatId = flats[0] as string
    await go(flatId, 'free', waysTo[from])
    if (flatMoves[from].includes(to)) {
      await move(flatId, from, to)
      expect(await stateOf(flatId)).toBe(to)
      await go(flatId, to, waysBack[to])
    } else {
      await expect(move(flatId, from, to)).rejects.toMatchObject({ code: 'flat-not-there' })
      expect(await stateOf(flatId)).toBe(from)
      await go(flatId, from, waysBack[from])
    }
  },
)

it('refuses a change by who believes it elsewhere, says where it is, and writes nothing', async () => {
  const flatId = flats[1] as string
  const events = () =>
    harness.db.selectFrom('flat_event').select('id').where('flat_id', '=', flatId).execute()
  await expect(move(flatId, 'repairing', 'withdrawn')).rejects.toMatchObject({
    options: { detail: '1栋 102 现在是“空着”，不能改为“不出租”。请刷新后再看。' },
  })
  expect(await events()).toHaveLength(1)
})

it('writes what became of a flat, and tells it as an event', async () => {
  const flatId = flats[2] as string
  await move(flatId, 'free', 'repairing')
  const last = await harness.db
    .selectFrom('flat_event')
    .select(['from_state', 'to_state', 'reason', 'by_person'])
    .where('flat_id', '=', flatId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(last).toEqual({ from_state: 'free', to_state: 'repairing', reason: '试一试', by_person: null })
  const told = await harness.db
    .selectFrom('outbox')
    .select('payload')
    .where('kind', '=', 'flat.moved')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(told.payload).toEqual({ flatId, from: 'free', to: 'repairing' })
})

it('gives a flat to one of forty who take it at once', async () => {
  const flatId = flats[3] as string
  const tries = await Promise.allSettled(Array.from({ length: 40 }, () => move(flatId, 'free', 'chosen')))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of tries)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'flat-not-there' })
  const events = await harness.db
    .selectFrom('flat_event')
    .select('id')
    .where('flat_id', '=', flatId)
    .where('to_state', '=', 'chosen')
    .execute()
  expect(events).toHaveLength(1)
})

it('changes where a flat stands in one file only', () => {
  const server = path.join(__dirname, '../../server')
  const filesIn = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const at = path.join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(at)
      return entry.name.endsWith('.ts') ? [at] : []
    })
  const changing = filesIn(server).filter((file) => {
    const text = readFileSync(file, 'utf8')
    return [...text.matchAll(/updateTable\(\s*'flat'\s*\)[^]*?\.execute/g)].some(([statement]) =>
      /\bstate\b/.test(statement.replace(/\.where\([^)]*\)/g, '')),
    )
  })
  expect(changing.map((file) => path.relative(server, file))).toEqual(['housing/flat-state.ts'])
  for (const file of filesIn(server)) expect(readFileSync(file, 'utf8')).not.toMatch(/update\s+flat\s/i)
})
