import { fireEvent, screen } from '@testing-library/react'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { apartmentAnswers, apply, fakeEvidence } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

/** The limit of the household's income is another from December on. */
const laterLimit: PolicyBook = {
  ...sampleBook,
  parameters: sampleBook.parameters.map((one) => {
    const [value] = one.values
    return one.code !== 'apartmentIncomeLimit' || !value
      ? one
      : {
          ...one,
          values: [
            { ...value, to: '2026-11-30' },
            { ...value, value: value.value + 10_000, from: '2026-12-01', to: null },
          ],
        }
  }),
}

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

  await publishBook(harness.db, { book: laterLimit, source: '试验文件' }, harness.clock.now())
  const changed = sitDown(harness, reviewer, `/cases/${id}`)
  const again = await screen.findByRole('button', { name: '按现行标准重新核对' })
  expect(again).toBeDisabled()
  expect(screen.getByText('认领后可以重新核对。')).toBeInTheDocument()
  expect(screen.getByText(/^现行的是第 2 版。这项政策有这些不同/)).toBeInTheDocument()
  const differs = screen.getByText('公寓的家庭月收入上限').closest('li')
  expect(differs).toHaveTextContent(/2026年12月1日起 20,100 元\/月$/)
  fireEvent.click(await screen.findByRole('button', { name: /^认领/ }))
  await screen.findByRole('button', { name: /^放回/ }, { timeout: 20_000 })
  fireEvent.click(screen.getByRole('button', { name: '按现行标准重新核对' }))
  expect(await screen.findByText('按第 2 版标准、2026年11月22日的情况核对')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '按现行标准重新核对' })).not.toBeInTheDocument()
  expect(screen.getByText('按现行标准重新核对')).toBeInTheDocument() // in what has happened
  expect(screen.getByText('按第 2 版标准')).toBeInTheDocument()
  expect(screen.queryByText('公寓的家庭月收入上限')).not.toBeInTheDocument()
  changed.unmount()

  // A value that changes by the day is told, and changes nothing of a judgement of the day the answers came in.
  harness.clock.set('2026-12-01T02:00:00.000Z')
  sitDown(harness, await harness.office('reviewer'), `/cases/${id}`)
  expect(await screen.findByText('那天以后，这些标准的值变了：')).toBeInTheDocument()
  expect(screen.getByText('公寓的家庭月收入上限（2026年12月1日起）').closest('li')).toHaveTextContent(
    '20,000 元/月 → 20,100 元/月',
  )
  expect(screen.queryByRole('button', { name: '按现行标准重新核对' })).not.toBeInTheDocument()
})
