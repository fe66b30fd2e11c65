import { fireEvent, screen, within } from '@testing-library/react'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  lead = await harness.office('lead')
})
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

test('an employer is opened from the list and verified; its people read that it was opened', async () => {
  const { name, owner } = await employerOf(harness, '等核实公司（示例）', { state: 'submitted' })
  sitDown(harness, lead, '/employers?state=submitted')
  fireEvent.click(await screen.findByRole('link', { name: `打开${name}` }))
  await press('核实通过')
  expect(await screen.findByText('已核实')).toBeInTheDocument()
  expect((await owner.call('GET /me/reads')).items.map(({ why }) => why)).toContain('核对用人单位的登记')
})

test('a suspension wants a sentence, and stands in the record', async () => {
  const { id } = await employerOf(harness)
  sitDown(harness, lead, `/employers?employer=${id}`)
  await press('暂停')
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '不好' } })
  fireEvent.click(dialog.getByRole('button', { name: /暂\s?停/ }))
  expect((await lead.call('GET /office/employers/:employer', { params: { employer: id } })).state).toBe(
    'verified',
  )
  fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '岗位与实际不符，待核实' } })
  fireEvent.click(dialog.getByRole('button', { name: /暂\s?停/ }))
  expect(await screen.findByText(/原因：岗位与实际不符，待核实/)).toBeInTheDocument()
})

test('an employer without an owner is given one', async () => {
  const { id, name, owner, recruiter } = await employerOf(harness)
  await owner.call('DELETE /me')
  sitDown(harness, lead, '/employers?state=ownerless')
  fireEvent.click(await screen.findByRole('link', { name: `打开${name}` }))
  await press('指定为负责人：周经办')
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('依据'), { target: { value: '按单位来函指定' } })
  fireEvent.click(dialog.getByRole('button', { name: /指\s?定/ }))
  expect(await screen.findByText(/周经办 · 负责人/)).toBeInTheDocument()
  expect((await recruiter.call('GET /me/employers')).employers).toMatchObject([{ id, right: 'owner' }])
})
