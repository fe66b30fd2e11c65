import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import NoticesPage from '@/applications/notices/index'
import { connect, hold, letGo, tapWhenThere } from '../accounts-pages/phone'
import { apply, apartmentAnswers, decide, fakeEvidence } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'

const evidence = fakeEvidence()
let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
  phone.open('/applications/notices/index')
})

/** An apartment qualification on public notice. */
const putOnNotice = async (): Promise<void> => {
  const person = await harness.registerPerson()
  const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
  await decide(await harness.office('reviewer'), id, { event: 'recommend', note: '材料齐全' })
  await decide(await harness.office('lead'), id, { event: 'publish', note: '符合条件' })
}

it('says that nothing is on notice, and what will be there', async () => {
  render(<NoticesPage />)
  expect(await screen.findByText('现在没有公示')).toBeInTheDocument()
})

it('shows the least that lets anybody object, and takes an objection with facts from somebody signed in, once', async () => {
  await putOnNotice()
  const stranger = render(<NoticesPage />)
  const row = (await screen.findByText(/ · 青年人才公寓资格$/)).closest('.list-row')
  expect(row).toHaveTextContent(/^\S\*+ · /)
  expect(row).toHaveTextContent(/公示 2026年11月22日—2026年11月27日/)
  await tapWhenThere(/提异议$/)
  expect(
    within(screen.getByRole('dialog')).getByText('实名提出的异议才能核实和答复，登录后会回到这里。'),
  ).toBeInTheDocument()
  stranger.unmount()

  const neighbour = await harness.registerPerson()
  await hold(neighbour)
  render(<NoticesPage />)
  await tapWhenThere(/提异议$/)
  const sheet = within(screen.getByRole('dialog'))
  const send = () => fireEvent.click(sheet.getByRole('button', { name: '提交异议' }))
  fireEvent.change(sheet.getByRole('textbox'), { target: { value: '他有房' } })
  send()
  expect(await sheet.findByText('请把事实写清楚，至少 10 个字')).toBeInTheDocument()
  fireEvent.change(sheet.getByRole('textbox'), { target: { value: '他名下在本市有一套住房，在书院路。' } })
  send()
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(await harness.db.selectFrom('objection').select('person_id').execute()).toEqual([
    { person_id: neighbour.personId },
  ])
})
