import { fireEvent, render, screen } from '@testing-library/react'
import MyIntroductionsPage from '@/projects/mine/index'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { projectsOf } from '../projects/world'

let harness: Harness
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness()
  act = projectsOf(harness, [await harness.office('lead'), await harness.office('lead')])
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

it('reads what a code is about, agrees, and says later that it is not so', async () => {
  const project = await act.withPlaces(1)
  const { code } = await act.ask(project)
  await carry(await harness.registerPerson())
  phone.open('/projects/mine/index')
  render(<MyIntroductionsPage />)
  expect(await screen.findByText('还没有随项目引进')).toBeInTheDocument()
  type('引进码', 'AAAA-BBBB-CCCC-DDDD')
  await tap('看看是什么项目')
  expect(await screen.findByText(/请核对引进码/)).toBeInTheDocument()
  type('引进码', code)
  await tap('看看是什么项目')
  expect(await screen.findByText(new RegExp('想把你计为随项目引进的硕士'))).toBeInTheDocument()
  await tap('同意计入')
  expect(await screen.findByText('随项目引进')).toBeInTheDocument()
  expect(await act.read(project)).toMatchObject({ used: 1 })
  await tap('这与我无关，或我已离开')
  type('怎么回事', '我没有在这家公司上班')
  await tap('不再把我计入')
  expect(await screen.findByText('本人说与自己无关')).toBeInTheDocument()
  expect(await act.read(project)).toMatchObject({ used: 0, remaining: 1 })
})
