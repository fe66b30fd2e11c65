import { seedSampleCity } from '../../mock/seed'
import { sampleStorage, testVault } from '../../mock/fakes'
import { personAs } from '../../mock/world'
import { choosingDeps } from '../../server/app'
import { confirmChoice, holdFlat } from '../../server/choosing'
import { roundsChoosing } from '../../server/rounds'
import { openTestDatabase } from '../databases'
import { startOfTests } from '../start'

it('lets whoever tries the sample city choose at once: it is the sample graduate’s turn, and some have chosen', async () => {
  const { db, close } = await openTestDatabase()
  try {
    const world = { now: startOfTests, vault: testVault(), storage: sampleStorage() }
    await seedSampleCity(db, world, world.now)
    const personId = await personAs(db, world, 'graduate')
    const chosen = await db.selectFrom('flat_choice').selectAll().execute()
    expect(chosen.length).toBeGreaterThanOrEqual(3)
    const [roundId] = await roundsChoosing(db)
    const now = new Date(startOfTests.getTime() + 3_600_000)
    const deps = choosingDeps({ ...world, boundary: () => Promise.resolve(now) })
    const free = await db
      .selectFrom('round_flat')
      .innerJoin('flat', 'flat.id', 'round_flat.flat_id')
      .select('flat.code')
      .where('round_id', '=', roundId as string)
      .where('state', '=', 'in-round')
      .where('reserved_for', 'is', null)
      .execute()
    expect(free.length).toBeGreaterThan(0)
    const reply = await db.transaction().execute(async (tx) => {
      const work = { db: tx, now, deps, actor: { personId } }
      const held = await holdFlat(work, roundId as string, free[0]?.code as string)
      return confirmChoice(work, roundId as string, held.hold?.token as string)
    })
    expect(reply.phase).toBe('chosen')
  } finally {
    await close()
  }
})
