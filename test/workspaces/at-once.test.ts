import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { decide } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { openSite, placed, recommended } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

let harness: Harness
let lead: Visitor
let second: Visitor
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  reviewer = await harness.office('reviewer')
})
afterAll(() => harness.close())

it('a unit has one tenancy a day, whatever the code does', async () => {
  const site = await openSite(lead, 1)
  const { tenancy } = await placed(harness, [reviewer, lead], site.id)
  const other = await harness.registerPerson()
  const copy = (first: string) =>
    sql`insert into workspace_tenancy (id, application_id, person_id, site_id, unit_id, unit_serial, state, first_day,
        last_day, months, fee_fen, allotted_at, version)
      select ${uuidv7()}, ${uuidv7()}, ${other.personId}, site_id, unit_id, unit_serial, 'running', ${first}::date,
        ${first}::date + 90, 3, 0, allotted_at, 1 from workspace_tenancy where id = ${tenancy.id}`.execute(
      harness.db,
    )
  await expect(copy(tenancy.lastDay)).rejects.toMatchObject({ constraint: 'workspace_unit_once' })
  await sql`update workspace_tenancy set last_day = last_day - 1 where id = ${tenancy.id}`.execute(harness.db)
  await copy(tenancy.lastDay)
})

atOnce('two at once', () => {
  it('get one the last desk, the other a refusal that says so; its case stays as it was', async () => {
    for (let round = 0; round < 5; round += 1) {
      const site = await openSite(lead, 1)
      const cases = [
        await recommended(harness, reviewer, site.id),
        await recommended(harness, reviewer, site.id),
      ]
      const came = await Promise.all(
        cases.map(({ id }, at) =>
          decide(at === 0 ? lead : second, id, { event: 'approve' }).catch((error: unknown) => error),
        ),
      )
      expect(came.filter((one) => one instanceof Error)).toEqual([refused('event-not-allowed')])
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from workspace_tenancy where site_id = ${site.id}`.execute(
        harness.db,
      )
      expect(rows[0]?.count).toBe(1)
      const states = await Promise.all(
        cases.map(
          async ({ person, id }) =>
            (await person.call('GET /me/applications/:application', { params: { application: id } })).state,
        ),
      )
      expect(states.sort()).toEqual(['approved', 'recommended'])
    }
  })

  it('an approval and a move to the last desk: one of them has it', async () => {
    for (let round = 0; round < 4; round += 1) {
      const site = await openSite(lead, 2)
      const from = '2026-12-10'
      const { tenancy } = await placed(harness, [reviewer, lead], site.id, { from })
      const wanted = site.units.find(({ id }) => id !== tenancy.unit.id)
      const { id } = await recommended(harness, reviewer, site.id, { from })
      const came = await Promise.allSettled([
        decide(second, id, { event: 'approve' }),
        lead.call('PUT /workspace-tenancies/:workspaceTenancy/unit', {
          params: { workspaceTenancy: tenancy.id },
          body: { unitId: wanted?.id ?? '', why: '换到安静的一边', version: tenancy.version },
        }),
      ])
      // The approval always finds a desk: the one that is left, or the one that was left.
      expect(came[0].status).toBe('fulfilled')
      const { rows } = await sql<{ count: number }>`
        select count(distinct unit_id)::integer as count from workspace_tenancy where site_id = ${site.id}`.execute(
        harness.db,
      )
      expect(rows[0]?.count).toBe(2)
    }
  })
})
