import { render, screen } from '@testing-library/react'
import ApplicationPage from '@/applications/application/index'
import ProgramPage from '@/applications/program/index'
import { connect, hold, letGo } from '../accounts-pages/phone'
import { apartmentAnswers, apply, fakeEvidence } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'

let harness: Harness
const evidence = fakeEvidence()
beforeAll(async () => {
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

it('an application says by which version and day it was judged, clause by clause with fact, source and date', async () => {
  const visitor = await harness.registerPerson()
  await hold(visitor)
  const answers = apartmentAnswers(evidence.add(visitor.personId), { monthlyIncome: 2_100_000 })
  const { id } = await apply(visitor, 'apartment', answers)
  phone.open('/applications/application/index', { id })
  render(<ApplicationPage />)
  expect(await screen.findByText('按第 1 版标准、2026年11月22日的情况核对')).toBeInTheDocument()
  expect(screen.getAllByText('符合')).toHaveLength(4)
  expect(screen.getByText('不符合')).toBeInTheDocument()
  expect(
    screen.getByText('家庭月收入：¥21,000/月（本人填写，2026年11月22日），标准是 ¥20,000/月'),
  ).toBeInTheDocument()
  expect(screen.getByText('可以改为申请租房补贴，它不设收入上限')).toBeInTheDocument()
})

it('before a book is published a program shows no clause, and says nothing that is not so', async () => {
  await hold(await harness.registerPerson())
  await harness.db.deleteFrom('policy_book').execute()
  phone.open('/applications/program/index', { key: 'apartment' })
  render(<ProgramPage />)
  expect(await screen.findByText('没有要逐条对照的条件，按表格填写就能申请。')).toBeInTheDocument()
})
