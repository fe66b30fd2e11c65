import type { Answers } from '@jucai/contract/forms'
import type { GrowthCriterion, UnitKind } from '@jucai/contract/workspace-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { dayOf } from '../../server/core/clock'
import { workspaceDeps } from '../../server/app'
import { passTenancies } from '../../server/workspaces'
import { testVault } from '../../mock/fakes'
import { apply, decide } from '../applications/world'
import type { Harness, Visitor } from '../harness'

/** Today in the tests' city. */
export const today = ({ clock }: Harness): string => dayOf(clock.now())

let turn = 0
/** What a site says of itself; each has a name of its own. */
export const siteSaid = () => ({
  name: `测试平台 ${(turn += 1)}`,
  address: '老城区测试路 1 号',
  phone: '0700-1234567',
  hours: '每天 8:00–22:00',
  about: '两层楼，有会议室',
  published: true,
})
/** A unit in some place of the plan. */
export const unitSaid = (label: string, kind: UnitKind, row: number, column: number, seats = 1) => ({
  label,
  kind,
  seats,
  areaSqm: 10,
  feeFenPerMonth: 20_000,
  row,
  column,
})

/** Opens a site with so many desks. */
export const openSite = async (lead: Visitor, desks: number) => {
  let site = await lead.call('POST /workspace-sites', { body: siteSaid() })
  for (let at = 1; at <= desks; at += 1)
    site = await lead.call('POST /workspace-sites/:workspaceSite/units', {
      params: { workspaceSite: site.id },
      body: unitSaid(`A-${at}`, 'desk', 1, at),
    })
  return site
}

/** Answers that pass: one person who wants a desk for six months, from today on. */
export const answersOf = (harness: Harness, changes: Answers = {}): Answers => ({
  team: '小方盒视觉',
  idea: '给小型工厂做视觉质检的小盒子，三天装好。',
  stage: 'idea',
  people: 1,
  kind: 'desk',
  from: today(harness),
  months: 6,
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  phone: '13900001234',
  knows: true,
  ...changes,
})

/** Two criteria, of which one has to be reached. */
export const criteria: GrowthCriterion[] = [
  { key: 'people', definition: '签了劳动合同并缴社保的人数', atLeast: 2 },
  { key: 'revenue', definition: '这半年的营业收入，不含税', atLeast: 5_000_000 },
]
/** Sets what growth is measured by. */
export const setRule = async (lead: Visitor, needed = 1) => {
  const { version } = await lead.call('GET /workspace-growth-rule')
  return lead.call('PUT /workspace-growth-rule', {
    body: { version, needed, criteria, why: '平台开放时的标准' },
  })
}

/** Somebody who wishes for a site applies, and is recommended. @returns the person and the id of the case */
export const recommended = async (
  harness: Harness,
  reviewer: Visitor,
  siteId: string,
  changes: Answers = {},
) => {
  const person = await harness.registerPerson()
  await person.call('PUT /me/workspace-wish', { body: { siteId, unitId: null, elsewhere: false } })
  const { id } = await apply(person, 'workspace', answersOf(harness, changes))
  await decide(reviewer, id, { event: 'recommend' })
  return { person, id }
}
/** The same, and approved. */
export const placed = async (
  harness: Harness,
  [reviewer, lead]: readonly [Visitor, Visitor],
  siteId: string,
  changes: Answers = {},
) => {
  const { person, id } = await recommended(harness, reviewer, siteId, changes)
  await decide(lead, id, { event: 'approve' })
  return { person, tenancy: await placeOf(person) }
}
/** The newest place of somebody. */
export const placeOf = async (person: Visitor) => {
  const [place] = (await person.call('GET /me/workspaces')).items
  if (!place) throw new Error('nothing was allotted')
  return place
}

/** Goes so many days on, and lets the chore and the outbox do what is theirs. Sessions of the console have ended then. */
export const passDays = async (harness: Harness, days: number) => {
  harness.clock.set(`${addDays(today(harness), days)}T02:00:00Z`)
  await pass(harness)
}
/** Lets the chore and the outbox do what is theirs. */
export const pass = async (harness: Harness) => {
  await passTenancies(workspaceDeps({ db: harness.db, vault: testVault() }), harness.clock.now())
  await harness.app.worker.drain()
}
/** Titles of messages about work, newest first. */
export const told = async (harness: Harness, person: Visitor, kind = 'work') => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items
    .filter((one) => one.kind === kind)
    .map(({ title }) => title)
}
