import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { startHarness, type Harness, type Visitor } from '../harness'
import { inviteTo, majorOfTest, searchAs } from '../pool/world'
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

const type = (label: string | RegExp, value: string, of: Pick<typeof screen, 'getByLabelText'> = screen) =>
  fireEvent.change(of.getByLabelText(label), { target: { value } })
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

test('a purpose first, then how many, then who; one is opened beside and invited', async () => {
  const major = majorOfTest()
  const person = await harness.registerPerson({ major, presentRegion: '440305' })
  const { unmount } = sitDown(harness, lead, '/pool?new=1')
  await press('记录用途，先看有多少人')
  expect(await screen.findByText('写清是什么岗位、项目或活动')).toBeInTheDocument()
  expect(screen.getByText('至少写一个条件，说明要找什么样的人')).toBeInTheDocument()
  type('名称', '材料研究院招聘')
  type('说明', '园区企业委托招聘')
  type(/专业里有/, `${major}，没有的专业`)
  unmount()
  sitDown(harness, lead, '/pool?new=1', { again: true }) // after a reload
  expect(await screen.findByLabelText('名称')).toHaveValue('材料研究院招聘')
  type(/现居地/, '深圳市')
  fireEvent.click(await screen.findByRole('button', { name: '广东省 深圳市' }))
  await press('记录用途，先看有多少人')
  expect(await screen.findByText('不到 5 人，也可能没有')).toBeInTheDocument()
  expect(screen.getByText('现居：广东省 深圳市')).toBeInTheDocument()
  expect((await person.call('GET /me/reads')).items).toEqual([])
  await press('打开名单')
  await press('林**')
  const beside = await screen.findByRole('complementary', { name: '这位的资料' })
  expect(await within(beside).findByText('湖南大学')).toBeInTheDocument()
  expect((await person.call('GET /me/reads')).items).toHaveLength(2)
  fireEvent.click(await within(beside).findByRole('button', { name: '邀请这位' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('button', { name: '发出邀请' }))
  expect(await dialog.findByText('一句话说清邀请什么')).toBeInTheDocument()
  type(/邀请什么/, '来看看实验室', dialog)
  type(/内容/, '周末来园区看看，有工程师讲解。', dialog)
  type(/联系人/, '罗老师', dialog)
  type(/联系电话/, '073188888888', dialog)
  // A reload in the middle loses nothing; the day is the console's, so the test sets it.
  fireEvent.click(dialog.getByRole('button', { name: '先不发' }))
  fireEvent.click(await within(beside).findByRole('button', { name: '邀请这位' }))
  const again = within(await screen.findByRole('dialog'))
  expect(again.getByLabelText(/邀请什么/)).toHaveValue('来看看实验室')
  type(/最晚答复日/, '2026-11-30', again)
  fireEvent.click(again.getByRole('button', { name: '发出邀请' }))
  expect(await screen.findByText('同一件事只邀请一次，请等对方的答复')).toBeInTheDocument()
  const table = await screen.findByRole('table', { name: '这次发出的邀请' })
  expect(within(table).getByText('来看看实验室')).toBeInTheDocument()
  expect(within(table).getByText('等对方答复')).toBeInTheDocument()
  expect((await person.call('GET /me/pool-invitations')).items[0]).toMatchObject({
    subject: '来看看实验室',
    answerBy: '2026-11-30',
  })
})

test('keys go through the list, open and close', async () => {
  const major = majorOfTest()
  await harness.registerPerson({ major, school: '湘潭大学' })
  harness.clock.advance(1)
  await harness.registerPerson({ major, school: '中南大学' })
  const { id } = await searchAs(lead, { majors: [major] })
  sitDown(harness, lead, `/pool?search=${id}`)
  await press('打开名单')
  const [first, second] = await screen.findAllByRole('button', { name: '林**' })
  fireEvent.keyDown(document.body, { key: 'j' })
  expect(first).toHaveFocus()
  fireEvent.keyDown(first as HTMLElement, { key: 'j' })
  expect(second).toHaveFocus()
  fireEvent.click(second as HTMLElement)
  const beside = await screen.findByRole('complementary', { name: '这位的资料' })
  expect(await within(beside).findByText('湘潭大学')).toBeInTheDocument()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('complementary', { name: '这位的资料' })).toBeNull())
  expect(screen.getAllByRole('button', { name: '林**' })[1]).toHaveFocus()
})

test('what was accepted shows name and number when asked for, and that goes on record', async () => {
  const major = majorOfTest()
  const person = await harness.registerPerson({ major, name: '周归远' })
  const search = await searchAs(lead, { majors: [major] }, '回乡座谈会')
  const { id } = await inviteTo(lead, search.id, person.personId)
  await person.call('PUT /me/pool-invitations/:poolInvitation/answer', {
    params: { poolInvitation: id },
    body: { answer: 'accept', contact: 'sign-in' },
  })
  sitDown(harness, lead, '/pool')
  const link = await screen.findByRole('link', { name: '回乡座谈会' })
  expect(link).toHaveAttribute('href', `/pool?search=${search.id}`)
  expect(screen.queryByText(person.phone)).not.toBeInTheDocument()
  await press(/^看姓名和电话：周\*\*/)
  expect(await screen.findByText(person.phone)).toBeInTheDocument()
  expect(screen.getByText('周归远')).toBeInTheDocument()
  expect((await person.call('GET /me/reads')).items[0]).toMatchObject({
    who: '人才办负责人',
    what: '看了你接受邀请时提供的姓名和电话',
    why: '岗位：回乡座谈会',
  })
})
