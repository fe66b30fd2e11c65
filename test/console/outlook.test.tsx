import { screen, within } from '@testing-library/react'
import { decide, fakeEvidence } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { applyFor, approve, budget, recognise } from '../subsidies/world'
import { sitDown } from './desk'

let harness: Harness
let officers: readonly [Visitor, Visitor]
const evidence = fakeEvidence()
beforeAll(async () => {
  harness = await startHarness({ evidence })
  officers = [await harness.office('reviewer'), await harness.office('lead')]
  await budget(officers[1], 'rent-subsidy', 2026, 100_000_000)
})
afterAll(() => harness.close())

test('a case says before the approval what it would grant, why it is less, and what stands in its way', async () => {
  const person = await harness.registerPerson()
  const { id } = await applyFor(person, evidence, 'purchase-subsidy')
  const { unmount } = sitDown(harness, officers[1], `/cases/${id}`)
  expect(await screen.findByText('现在不能批准')).toBeInTheDocument()
  expect(screen.getByText(/要先有“人才分类认定”，现在还没有（《.*》第三条第一项）/)).toBeInTheDocument()
  unmount()

  await recognise(person, evidence, officers)
  const rent = await applyFor(person, evidence, 'rent-subsidy')
  await approve(...officers, rent.id)
  await decide(officers[0], id, { event: 'recommend' })
  sitDown(harness, officers[1], `/cases/${id}`)
  expect(await screen.findByText('¥14,000，一次发放')).toBeInTheDocument()
  const why = within(screen.getByRole('list', { name: '为什么少于标准' }))
  expect(why.getByRole('listitem')).toHaveTextContent(/按 70% 发放：共 ¥20,000 → ¥14,000/)
})
