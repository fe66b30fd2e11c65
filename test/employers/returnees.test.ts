import type { Answers } from '@jucai/contract/forms'
import { nameKey } from '@jucai/contract/text'
import { isHiddenFrom } from '../../server/employers/returnees'
import { apply, decide, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { employerOf } from './world'

/** Who lets employers of their field see them is seen by those, masked, and by nobody they exclude. */
let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

let turn = 0
const returnee = async (changes: Answers) => {
  const person = await harness.registerPerson({ name: '周归远' })
  const application = await apply(
    person,
    'homecoming',
    homecomingAnswers({
      visibility: 'matched-employers',
      employer: '远方材料集团',
      hideFrom: [],
      ...changes,
    }),
  )
  await decide(lead, application.id, { event: 'approve' })
  await harness.app.worker.drain()
  return { person, application }
}
const seenBy = async ({ id, owner }: { id: string; owner: Visitor }) =>
  (await owner.call('GET /employers/:employer/returnees', { params: { employer: id } })).items
const field = () => `独门材料${String((turn += 1))}`

it('shows them to a verified employer of the field, with nothing that says who they are, and they read it', async () => {
  const mine = field()
  const { person } = await returnee({ field: mine })
  const matched = await employerOf(harness, undefined, { field: `${mine}研发` })
  const other = await employerOf(harness, undefined, { field: '餐饮' })
  const items = await seenBy(matched)
  expect(items).toMatchObject([{ field: mine, intention: '想回来工作或创业' }])
  expect(JSON.stringify(items)).not.toMatch(/周归远|远方材料|1[3-9]\d{9}/)
  expect(await seenBy(other)).toEqual([])
  expect((await person.call('GET /me/reads')).items.map(({ what }) => what)).toContain(
    '看到了你的“归根”意向（没有姓名、电话和现在的单位）',
  )
  const unverified = await employerOf(harness, undefined, { field: mine, state: 'suspended' })
  await expect(seenBy(unverified)).rejects.toEqual(refused('employer-not-verified'))
})

it('never shows them to their present employer or to whom they exclude, by name or by code', async () => {
  const mine = field()
  const [present, byName, byCode, seen] = [
    await employerOf(harness, '远方材料集团有限公司（示例）', { field: mine }),
    await employerOf(harness, '旧东家（示例）', { field: mine }),
    await employerOf(harness, undefined, { field: mine }),
    await employerOf(harness, undefined, { field: mine }),
  ]
  await returnee({
    field: mine,
    hideFrom: [{ employer: '旧东家' }, { employer: byCode.creditCode.toLowerCase() }],
  })
  expect(await seenBy(seen)).toHaveLength(1)
  for (const one of [present, byName, byCode]) expect(await seenBy(one)).toEqual([])
})

it('shows nobody who chose the office or a station, and nobody who took the registration back', async () => {
  const mine = field()
  const employer = await employerOf(harness, undefined, { field: mine })
  await returnee({ field: mine, visibility: 'station' })
  await returnee({ field: mine, visibility: 'office' })
  expect(await seenBy(employer)).toEqual([])
})

it.each([
  [['星河'], true],
  [['星河精密（示例）'], true],
  [['星河精密（示例）长沙分公司'], true],
  [['9143010 0ma00000001'], false],
  [['别家公司'], false],
  [[''], false],
])('%j hides from 星河精密: %s', (hiddenFrom, isHidden) => {
  const employer = { name_key: nameKey('星河精密（示例）'), credit_code: '91350100M000100Y43' }
  expect(isHiddenFrom({ hiddenFrom }, employer)).toBe(isHidden)
})
