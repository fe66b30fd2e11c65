import { fireEvent, screen } from '@testing-library/react'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { apartmentAnswers, apply, fakeEvidence } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

let harness: Harness
let reviewer: Visitor
const evidence = fakeEvidence()
beforeAll(async () => {
  harness = await startHarness({ evidence })
  reviewer = await harness.office('reviewer')
})
afterAll(() => harness.close())

test('a case says by which version it was judged; when there is a newer one, whoever has it judges it again', async () => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  const { unmount } = sitDown(harness, reviewer, `/cases/${id}`)
  expect(await screen.findByText('按第 1 版标准、2026年11月22日的情况核对')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '按现行标准重新核对' })).not.toBeInTheDocument()
  unmount()

  await publishBook(harness.db, { book: sampleBook, source: '试验文件' }, harness.clock.now())
  sitDown(harness, reviewer, `/cases/${id}`)
  const again = await screen.findByRole('button', { name: '按现行标准重新核对' })
  expect(again).toBeDisabled()
  expect(screen.getByText('认领后可以重新核对。')).toBeInTheDocument()
  fireEvent.click(await screen.findByRole('button', { name: /^认领/ }))
  await screen.findByRole('button', { name: /^放回/ }, { timeout: 20_000 })
  fireEvent.click(screen.getByRole('button', { name: '按现行标准重新核对' }))
  expect(await screen.findByText('按第 2 版标准、2026年11月22日的情况核对')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '按现行标准重新核对' })).not.toBeInTheDocument()
  expect(screen.getByText('按现行标准重新核对')).toBeInTheDocument() // in what has happened
  expect(screen.getByText('按第 2 版标准')).toBeInTheDocument()
})
