import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { faultsIn } from '../ledger/world'
import {
  apartment,
  dayNow,
  inspectIn,
  leaseOf,
  newTenant,
  offered,
  payAll,
  sign,
  startLeaseWorld,
  type LeaseWorld,
  type Tenant,
} from './world'

const run = promisify(execFile)
/** A process that does one act and dies at a statement; 0: it lives. @returns how many it took, null: it died */
const act = async (
  world: LeaseWorld,
  what: 'hand-over' | 'take-back',
  at: number,
  { id, person }: { id: string; person: Tenant },
): Promise<number | null> => {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(world.harness.db)
  const url = new URL(process.env.DATABASE_URL ?? '')
  url.pathname = `/${rows[0]?.name}`
  const file = path.join(__dirname, 'dying.ts')
  try {
    const { stdout } = await run(process.execPath, [
      '--import',
      'tsx',
      file,
      url.href,
      String(at),
      what,
      id,
      person.personId,
      world.clerk.personId,
      apartment,
      world.harness.clock.now().toISOString(),
    ])
    return Number(stdout)
  } catch (error) {
    if ((error as { signal?: string }).signal === 'SIGKILL') return null
    throw error
  }
}

// A second process needs a server that both can reach.
const onServer = process.env.DATABASE_URL ? describe : describe.skip
onServer('kill -9 in the middle', () => {
  let world: LeaseWorld
  beforeAll(async () => {
    world = await startLeaseWorld()
  })
  afterAll(() => world.harness.close())

  it('hands the key and takes it back wholly or not at all, wherever the process dies, and goes on by the next try', async () => {
    const person = await newTenant(world)
    const flatId = world.flats[0] as string
    const { id } = await offered(world, person, flatId)
    await person.call('PUT /me/leases/:lease/first-day', {
      params: { lease: id },
      body: { day: dayNow(world.harness) },
    })
    await sign(world, person, id)
    await payAll(world, person, id)
    await inspectIn(world, person, id)
    const state = async () => {
      const flat = await world.harness.db
        .selectFrom('flat')
        .select('state')
        .where('id', '=', flatId)
        .executeTakeFirst()
      const lease = await leaseOf(person, id)
      const back = await world.harness.db
        .selectFrom('ledger_payment')
        .select('amount_fen')
        .where('person_id', '=', person.personId)
        .execute()
      return [lease.state, flat?.state, lease.steps.length, lease.inspections.length, back.length]
    }
    const dying = async (what: 'hand-over' | 'take-back', before: unknown[], points: number[]) => {
      for (const at of points) {
        expect(await act(world, what, at, { id, person })).toBeNull()
        expect(await state()).toEqual(before)
        expect(await faultsIn(world.harness.db, world.harness.clock.now())).toEqual([])
      }
      expect(await act(world, what, 0, { id, person })).toBeGreaterThan(Math.max(...points))
    }
    await dying('hand-over', ['paid', 'chosen', 3, 1, 0], [3, 8, 12, 15])
    expect(await state()).toEqual(['living', 'let', 4, 1, 0])
    await dying('take-back', ['living', 'let', 4, 1, 0], [5, 12, 20, 28, 33])
    expect((await state()).slice(0, 2)).toEqual(['settled', 'free'])
    expect((await state())[3]).toBe(2)
    // The deposit, and the rent of the days that are left of the month.
    expect((await state())[4]).toBe(2)
    expect(await faultsIn(world.harness.db, world.harness.clock.now())).toEqual([])
  }, 300_000)
})
