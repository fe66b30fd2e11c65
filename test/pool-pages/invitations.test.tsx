import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ConsentsPage from '@/account/consents/index'
import MyDataPage from '@/account/my-data/index'
import InvitationPage from '@/pool/invitation/index'
import InvitationsPage from '@/pool/invitations/index'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { inviteTo, majorOfTest, searchAs } from '../pool/world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  connect(harness)
  lead = await harness.office('lead')
})

const invited = async () => {
  const major = majorOfTest()
  const person = await harness.registerPerson({ major })
  const search = await searchAs(lead, { majors: [major] })
  const { id } = await inviteTo(lead, search.id, person.personId)
  await carry(person)
  phone.open('/pool/invitation/index', { id })
  return { person, search, id }
}
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const sent = async (search: string) =>
  (await lead.call('GET /pool/invitations', { query: { search } })).items[0]

it('shows who asks for what, and gives the number that was chosen', async () => {
  const { search, person, id } = await invited()
  render(<InvitationPage />)
  expect(await screen.findByRole('heading', { name: '来聊聊电池材料检测' })).toBeInTheDocument()
  expect(screen.getByText('岗位：材料研究院招聘检测工程师')).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: '11月29日前答复，还有 7 天' })).toBeInTheDocument()
  await tap('打电话问一问：罗老师')
  expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '073188888888' })
  await tap('接受，选一个联系方式')
  const sheet = within(screen.getByRole('dialog', { name: '接受邀请' }))
  fireEvent.click(sheet.getByRole('radio', { name: /另填一个/ }))
  fireEvent.change(sheet.getByLabelText('联系电话'), { target: { value: '123' } })
  fireEvent.click(sheet.getByRole('button', { name: '接受，请对方联系我' }))
  expect(await sheet.findByText(/请填写 11 位手机号/)).toBeInTheDocument()
  fireEvent.change(sheet.getByLabelText('联系电话'), { target: { value: '+65 8123 4567' } })
  fireEvent.click(sheet.getByRole('button', { name: '接受，请对方联系我' }))
  expect(await screen.findByText(/对方能看到你的姓名和 \+6581234567/)).toBeInTheDocument()
  expect(await sent(search.id)).toMatchObject({ state: 'accepted', hasContact: true })
  await tap('收回联系方式')
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '收回' }))
  expect(await screen.findByRole('heading', { name: '你谢绝了' })).toBeInTheDocument()
  expect(await sent(search.id)).toMatchObject({ state: 'declined', hasContact: false })
  await tap('改主意，接受')
  await tap('接受，请对方联系我')
  await screen.findByRole('heading', { name: '你接受了' })
  expect(
    await person.call('GET /me/pool-invitations/:poolInvitation', { params: { poolInvitation: id } }),
  ).toMatchObject({ givenPhone: person.phone })
})

it('declines, with a reason for the office only where one is written', async () => {
  const { search } = await invited()
  render(<InvitationPage />)
  await tap('谢绝')
  const sheet = within(screen.getByRole('dialog', { name: '谢绝邀请' }))
  fireEvent.change(sheet.getByLabelText('原因'), { target: { value: '那天\n在外地' } })
  fireEvent.click(sheet.getByRole('button', { name: '谢绝' }))
  expect(await screen.findByText('你写了原因：“那天 在外地”，对方能看到。')).toBeInTheDocument()
  expect(await sent(search.id)).toMatchObject({ state: 'declined', reason: '那天 在外地' })
})

it('tells who comes too late what can still be done', async () => {
  await invited()
  render(<InvitationPage />)
  await tap('接受，选一个联系方式')
  harness.clock.set('2026-11-29T16:00:00.000Z')
  try {
    await tap('接受，请对方联系我')
    expect(await screen.findByText(/已过最晚答复日。还想参加，可以打邀请上的电话/)).toBeInTheDocument()
    act(() => phone.emit('pullDown'))
  } finally {
    harness.clock.set('2026-11-22T02:00:00.000Z')
  }
})

it('stops all of them in a tap and a question, and begins again with the notice', async () => {
  const { search } = await invited()
  harness.clock.advance(1)
  const { unmount } = render(<InvitationsPage />)
  expect(await screen.findByText('人才办能找到你')).toBeInTheDocument()
  expect(await screen.findByRole('heading', { name: '等你答复' })).toBeInTheDocument()
  await tap('不再接收任何邀请')
  const dialog = within(screen.getByRole('alertdialog'))
  expect(dialog.getByText(/等你答复的邀请全部作废/)).toBeInTheDocument()
  fireEvent.click(dialog.getByRole('button', { name: '全部停止' }))
  expect(await screen.findByText('现在没有人能找到你')).toBeInTheDocument()
  expect(await screen.findByText('你退出人才库时作废')).toBeInTheDocument()
  expect(await sent(search.id)).toMatchObject({ state: 'void' })
  await tap('看说明，让人才办能找到我')
  const sheet = within(screen.getByRole('dialog', { name: /人才库推荐/ }))
  expect(sheet.getByText(/每一次查看你都能在/)).toBeInTheDocument()
  harness.clock.advance(1)
  fireEvent.click(sheet.getByRole('button', { name: '同意' }))
  expect(await screen.findByText('人才办能找到你')).toBeInTheDocument()
  expect(await sent(search.id)).toMatchObject({ state: 'void' }) // does not come back
  unmount()
  render(<InvitationPage />)
  expect(await screen.findByText('这份邀请已经作废')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /接受/ })).not.toBeInTheDocument()
})

it('asks who is not signed in to do so, and says what comes here while nothing has', async () => {
  await carry(null)
  const { unmount } = render(<InvitationsPage />)
  expect(await screen.findByText('登录后看人才办给你的邀请。')).toBeInTheDocument()
  unmount()
  await carry(await harness.registerPerson())
  render(<InvitationsPage />)
  expect(await screen.findByText('还没有邀请')).toBeInTheDocument()
  expect(await screen.findByRole('button', { name: '不再接收任何邀请' })).toBeInTheDocument()
})

it('is found from the notice that speaks of it', async () => {
  await carry(await harness.registerPerson())
  render(<ConsentsPage />)
  await tap('看给我的邀请')
  await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pool/invitations/index' }))
})

it('tells who looked in sentences that can be read aloud, also without a reason', async () => {
  const { person } = await invited()
  await harness.db
    .insertInto('audit_entry')
    .values({
      id: '01930000-0000-7000-8000-00000000ab01',
      at: harness.clock.now(),
      actor_id: lead.personId,
      actor_role: 'lead',
      action: 'person.merged',
      object: `person:${person.personId}`,
      person_id: person.personId,
      detail: JSON.stringify({ what: '把登录方式并入你的账号' }),
    })
    .execute()
  render(<MyDataPage />)
  const [invitation] = await screen.findAllByText(/向你发出了一份邀请/)
  expect(invitation).toHaveTextContent(/^向你发出了一份邀请缘由：岗位：材料研究院招聘检测工程师/)
  expect(screen.getByText(/把登录方式并入你的账号/)).not.toHaveTextContent('缘由')
})
