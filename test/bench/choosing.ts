import pg from 'pg'
import { testVault } from '../../mock/fakes'
import { choosingDeps } from '../../server/app'
import { holdFlat } from '../../server/choosing'
import { openDatabase } from '../../server/core/db'
import { makeChoosingWorld, type ChoosingWorld } from '../faults/choosing-world'
import { choosingSetOn } from '../faults/daytime'
import type { Line } from './line'
import { ownDatabase } from './postgres'
import { record, type Statement } from './recorded'
import { inTurns, turnsLine } from './serving'

const [rivals, rounds, connections] = [200, 9, 12]
const name = 'holding a flat, holds a second, 200 rivals, against the same SQL through pg'
/** What is bound here, for who cannot measure. */
export const choosingBounds = [[name, 'ratio ≥ 0.6']] as const

/** Somebody and the flat that they change to. */
interface Wanted {
  personId: string
  flatId: string
  code: string
}

/** Everybody changes from one flat of theirs to the other, all at once. */
const changes = ({ people, flats, codes }: ChoosingWorld, turn: number): Wanted[] =>
  people.map(({ personId }, at) => {
    const flat = at + (turn % 2) * rivals
    return { personId, flatId: flats[flat] as string, code: codes[flat] as string }
  })

const rateOf = async (wanted: readonly Wanted[], run: (one: Wanted) => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await Promise.all(wanted.map(run))
  return (wanted.length * 1000) / (performance.now() - began)
}

/** The same statements for another person and flat: ids are put in their place, moments are now. */
const valuesFor = ({ values }: Statement, recorded: Wanted, one: Wanted): unknown[] => {
  const valueOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(valueOf)
    if (value instanceof Date) return new Date()
    if (value === recorded.personId) return one.personId
    return value === recorded.flatId ? one.flatId : value
  }
  return values.map(valueOf)
}

/** Holding a flat through the room, against the same statements sent by pg, in turns. */
export const choosingOnPostgres = async (server: string): Promise<Line[]> => {
  const database = await ownDatabase(server, 'holds')
  const world = await makeChoosingWorld(database.url, {
    people: rivals,
    flats: 2 * rivals,
    holdSeconds: 86_400,
  })
  const db = openDatabase(database.url, { max: connections })
  const pool = new pg.Pool({ connectionString: database.url, max: connections })
  const deps = choosingDeps({ vault: testVault(), choosing: choosingSetOn(world.setOnMs) })
  const ours = ({ personId, code }: Wanted) =>
    db
      .transaction()
      .execute((tx) => holdFlat({ db: tx, now: new Date(), deps, actor: { personId } }, world.roundId, code))
  try {
    let turn = 0
    await rateOf(changes(world, turn), ours)
    turn += 1
    const [first, ...others] = changes(world, turn) as [Wanted, ...Wanted[]]
    const statements = await record(() => ours(first))
    await rateOf(others, ours)
    const bare = async (one: Wanted) => {
      const client = await pool.connect()
      try {
        for (const statement of statements)
          await client.query(statement.text, valuesFor(statement, first, one))
      } finally {
        client.release()
      }
    }
    const next = (run: (one: Wanted) => Promise<unknown>) => () => rateOf(changes(world, (turn += 1)), run)
    return [turnsLine(name, await inTurns(rounds, next(ours), next(bare)), { atLeast: 0.6 })]
  } finally {
    await db.destroy()
    await pool.end()
    await database.drop()
  }
}
