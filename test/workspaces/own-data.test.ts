import { currentNotice } from '../../server/profiles'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, objectWith } from '../matchers'
import { openSite, placed, placeOf } from './world'

let harness: Harness
let lead: Visitor
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
})
afterAll(() => harness.close())

const rowOf = (id: string) =>
  harness.db
    .selectFrom('workspace_tenancy')
    .select(['state', 'last_day', 'ended_because', 'ended_role'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const freeAt = async (workspaceSite: string) =>
  (await harness.as()('GET /workspace-sites/:workspaceSite', { params: { workspaceSite } })).units.map(
    ({ free, freeFrom }) => [free, freeFrom],
  )

it('whoever deletes their account leaves today; the unit waits until the office has it back', async () => {
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id)
  await person.call('DELETE /me')
  await harness.app.worker.drain()
  expect(await rowOf(tenancy.id)).toEqual({
    state: 'ending',
    last_day: '2026-11-22',
    ended_because: 'own-wish',
    ended_role: 'system',
  })
  const shown = await lead.call('GET /workspace-tenancies/:workspaceTenancy', {
    params: { workspaceTenancy: tenancy.id },
  })
  expect([shown.team, shown.number]).toEqual(['已注销', tenancy.number])
  await lead.call('PUT /workspace-tenancies/:workspaceTenancy/hand-back', {
    params: { workspaceTenancy: tenancy.id },
    body: { on: '2026-11-22', note: '', version: shown.version },
  })
  expect(await freeAt(site.id)).toEqual([[false, '2026-11-23']]) // today is used up
})

it('and lets go of what has not begun', async () => {
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id, { from: '2026-12-01' })
  await person.call('DELETE /me')
  expect((await rowOf(tenancy.id)).state).toBe('cancelled')
  expect(await freeAt(site.id)).toEqual([[true, '2026-11-22']])
})

/** Takes the number of somebody who withdrew their registration, by which two accounts become one. */
const join = async (from: Visitor, into: Visitor) => {
  await from.call('PUT /me/consents/:purpose', {
    params: { purpose: 'registration' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  await harness.app.worker.drain()
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone: from.phone, purpose: 'sign-in' } })
  const code = harness.sms.lastCode(from.phone) as string
  return into.call('PUT /me/phone', { body: { method: 'sms', phone: from.phone, code } })
}

it('a place goes with its account; two places in use are for the office to join', async () => {
  const site = await openSite(lead, 2)
  const one = await placed(harness, [reviewer, lead], site.id)
  const into = await harness.registerPerson({ name: '林并入' })
  await into.call('PUT /me/workspace-wish', { body: { siteId: site.id, unitId: null, elsewhere: true } })
  await join(one.person, into)
  expect((await placeOf(into)).id).toBe(one.tenancy.id)
  const other = await placed(harness, [reviewer, lead], site.id)
  await expect(join(other.person, into)).rejects.toEqual(
    objectWith({ code: 'account-not-empty', body: objectWith({ detail: containing('各有一处在用') }) }),
  )
})
