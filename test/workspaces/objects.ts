import { publishBook } from '../../server/policies'
import { sampleBook } from '../../mock/policies/book'
import { apply, decide } from '../applications/world'
import type { Fixture } from '../fixtures'
import { answersOf, criteria, openSite, setRule, siteSaid, today, unitSaid } from './world'

/** A site with units, and a place of the holder with a review that was reported and a renewal that was refused. */
export const objects: Fixture = {
  after: ['applications'],
  make: async ({ harness, holder, reviewer, lead }) => {
    const { db, clock } = harness
    await publishBook(db, { book: sampleBook, source: '示例' }, clock.now())
    await setRule(lead)
    const site = await openSite(lead, 3)
    const wish = { siteId: site.id, unitId: site.units[1]?.id ?? null, elsewhere: true }
    await holder.call('PUT /me/workspace-wish', { body: wish })
    const { id } = await apply(holder, 'workspace', answersOf(harness, { team: '小方盒视觉' }))
    await decide(reviewer, id, { event: 'recommend' })
    await decide(lead, id, { event: 'approve' })
    const tenancy = (await holder.call('GET /me/workspaces')).items[0]?.id ?? ''
    const review = await reviewOf(harness, tenancy)
    const dueOn = today(harness)
    const figures = [
      { key: 'people' as const, value: 3 },
      { key: 'revenue' as const, value: 8_600_000 },
    ]
    const params = { workspaceTenancy: tenancy }
    await holder.call('PUT /me/workspaces/:workspaceTenancy/report', { params, body: { dueOn, figures } })
    await holder.call('PUT /me/workspace-wish', { body: wish })
    const decision = { figures, goesOn: true, lastDay: null, why: '长得很快，继续', version: 2 }
    await lead.call('PUT /workspace-reviews/:workspaceReview/decision', {
      params: { workspaceReview: review },
      body: decision,
    })
    const version = 1
    const why = '这一层明年要装修'
    return {
      ids: {
        workspaceSite: site.id,
        workspaceUnit: site.units[0]?.id ?? '',
        workspaceTenancy: tenancy,
        workspaceReview: review,
      },
      owners: { workspaceTenancy: holder.token },
      vocabulary: ['workspaceSite'],
      exported: {
        workspaces: ['小方盒视觉', '8600000', '长得很快，继续', site.name],
        workspaceWish: [site.name],
      },
      bodies: {
        'PUT /me/workspace-wish': wish,
        'PUT /me/workspaces/:workspaceTenancy/report': { dueOn, figures },
        'PUT /me/workspaces/:workspaceTenancy/renewal': { months: 3 },
        'PUT /me/workspaces/:workspaceTenancy/leaving': { lastDay: dueOn, why: '' },
        'POST /workspace-sites': siteSaid(),
        'PUT /workspace-sites/:workspaceSite': { ...siteSaid(), version },
        'POST /workspace-sites/:workspaceSite/units': unitSaid('B-1', 'room', 2, 1, 4),
        'PUT /workspace-units/:workspaceUnit': { ...unitSaid('A-1', 'desk', 1, 1), outFrom: null, version },
        'PUT /workspace-tenancies/:workspaceTenancy/unit': {
          unitId: site.units[2]?.id ?? '',
          why,
          version,
        },
        'PUT /workspace-tenancies/:workspaceTenancy/renewal-answer': { agrees: false, why, version },
        'PUT /workspace-tenancies/:workspaceTenancy/ending': { lastDay: dueOn, why, version },
        'PUT /workspace-tenancies/:workspaceTenancy/hand-back': { on: dueOn, note: '', version },
        'PUT /workspace-reviews/:workspaceReview/decision': decision,
        'PUT /workspace-growth-rule': { version, needed: 1, criteria, why },
      },
    }
  },
}

type Harness = Parameters<Fixture['make']>[0]['harness']
/** A review of a tenancy that is due today, as the chore would begin it half a year later. */
const reviewOf = async (harness: Harness, tenancyId: string): Promise<string> => {
  const id = crypto.randomUUID()
  await harness.db
    .insertInto('workspace_review')
    .values({
      id,
      tenancy_id: tenancyId,
      due_on: today(harness),
      criteria: JSON.stringify(criteria),
      needed: 1,
      state: 'open',
      reported: null,
      reported_at: null,
      confirmed: null,
      grown: null,
      goes_on: null,
      why: null,
      decided_by: null,
      decided_at: null,
      opened_at: harness.clock.now(),
      version: 1,
    })
    .execute()
  return id
}
