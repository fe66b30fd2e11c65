import { fireEvent, screen, within } from '@testing-library/react'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openSite, pass, placed, placeOf, setRule } from '../workspaces/world'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  ;[lead, reviewer] = [await harness.office('lead'), await harness.office('reviewer')]
})

const type = (where: Pick<typeof screen, 'getByRole'>, name: RegExp, value: string) =>
  fireEvent.change(where.getByRole('textbox', { name }), { target: { value } })

test('a lead adds a site and a desk, and reads what is refused beside it', async () => {
  sitDown(harness, lead, '/workspaces')
  fireEvent.click(await screen.findByRole('button', { name: /加一个地点/ }))
  const adding = within(await screen.findByRole('dialog'))
  for (const [name, value] of [
    [/^名称/, '星火工场'],
    [/^地址/, '老城区示例路 1 号'],
    [/^前台电话/, '0700-1234567'],
    [/^开放时间/, '每天 8:00–22:00'],
    [/^介绍/, '两层楼'],
  ] as const)
    type(adding, name, value)
  fireEvent.click(adding.getByRole('button', { name: /加\s*上/ }))
  fireEvent.click(await screen.findByRole('button', { name: /加一处/ }))
  const unit = within(await screen.findByRole('dialog'))
  fireEvent.click(unit.getByRole('button', { name: /加\s*上/ }))
  expect(await unit.findByText('请填写编号，例如 A-01')).toBeInTheDocument()
  type(unit, /^编号/, 'A-01')
  fireEvent.click(unit.getByRole('button', { name: /加\s*上/ }))
  expect(await screen.findByRole('cell', { name: 'A-01' })).toBeInTheDocument()
  expect((await harness.as()('GET /workspace-sites')).items.map(({ name }) => name)).not.toContain('星火工场')
})

test('a lead decides a review by the confirmed figures; a reviewer reads', async () => {
  await setRule(lead)
  const site = await openSite(lead, 1)
  const { person, tenancy } = await placed(harness, [reviewer, lead], site.id, { months: 12 })
  harness.clock.set('2027-04-21T02:00:00Z')
  await pass(harness)
  lead = await harness.office('lead')
  sitDown(harness, lead, '/workspace-tenants')
  const waiting = within(await screen.findByRole('table', { name: '半年考核' }))
  fireEvent.click(waiting.getByRole('link', { name: tenancy.number }))
  fireEvent.click(await screen.findByRole('button', { name: /核\s*定/ }))
  const dialog = within(await screen.findByRole('dialog'))
  type(dialog, /^带动就业/, '1')
  type(dialog, /^营业收入/, '0')
  expect(await dialog.findByText('按这些数：没有达到要求。')).toBeInTheDocument()
  fireEvent.change(dialog.getByRole('combobox', { name: /团队/ }), { target: { value: 'stays' } })
  fireEvent.click(dialog.getByRole('button', { name: /核\s*定/ }))
  expect(await dialog.findByText(/没有达到要求的，写明理由/)).toBeInTheDocument()
  type(dialog, /^理由/, '刚谈成第一单，再看半年')
  fireEvent.click(dialog.getByRole('button', { name: /核\s*定/ }))
  expect(await screen.findByText('没有达到要求，继续使用。刚谈成第一单，再看半年')).toBeInTheDocument()
  expect((await placeOf(await harness.signIn(person.phone))).reviews[0]?.goesOn).toBe(true)
})

test('a reviewer reads who is where, and changes nothing', async () => {
  const site = await openSite(lead, 1)
  const { tenancy } = await placed(harness, [reviewer, lead], site.id)
  sitDown(harness, reviewer, `/workspace-tenants?id=${tenancy.id}`)
  expect(await screen.findByRole('heading', { name: /小方盒视觉/ })).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /违反规定/ })).toBeNull()
})
