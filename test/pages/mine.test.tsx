import { fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import MinePage from '@/pages/mine'
import { useSession } from '@/session'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from './phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

it('gives a visitor the way in, settings and the complaint entrance, and nothing else', async () => {
  await carry(null)
  render(<MinePage />)
  expect(await screen.findByRole('button', { name: /投诉电话/ })).toHaveTextContent('0700-8551212')
  expect(screen.getByRole('button', { name: '登录' })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: /设置/ })).toBeInTheDocument()
  expect(screen.queryByRole('link', { name: /足迹/ })).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '退出登录' })).not.toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: /政务服务热线/ }))
  expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '12345' })
})

it('shows a holder masked, with everything that is theirs and no staff entry', async () => {
  await carry(await harness.registerPerson())
  render(<MinePage />)
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('林**')
  expect(screen.getByRole('banner')).toHaveTextContent('C 类 · 本科人才 · 137****')
  for (const name of [
    '我的申请',
    '亲情招商',
    '给我的邀请',
    '足迹',
    '我的资料',
    '授权与隐私',
    '登录设备',
    '加入工作站',
    '设置',
  ])
    expect(screen.getByRole('link', { name: new RegExp(name) })).toBeInTheDocument()
  expect(screen.queryByText('工作人员')).not.toBeInTheDocument()
})

it.each([
  ['clerk', '01930000-0000-7000-8000-000000000001', ['扫码核验', '今日记录'], ['团队']],
  ['system-admin', null, ['团队'], ['扫码核验', '今日记录']],
  ['reviewer', null, [], ['扫码核验', '今日记录', '团队']],
] as const)('opens to a %s what the role may do', async (role, station, may, mayNot) => {
  await carry(await harness.staff(role, station))
  render(<MinePage />)
  for (const name of may) expect(screen.getByRole('link', { name: new RegExp(name) })).toBeInTheDocument()
  for (const name of mayNot)
    expect(screen.queryByRole('link', { name: new RegExp(name) })).not.toBeInTheDocument()
  expect(screen.getByText('工作人员')).toBeInTheDocument()
})

it('asks before signing out, and the session is then gone on the server too', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  render(<MinePage />)
  fireEvent.click(screen.getByRole('button', { name: '退出登录' }))
  fireEvent.click(screen.getByRole('button', { name: '再想想' }))
  expect(useSession.getState().token).toBe(person.token)
  fireEvent.click(screen.getByRole('button', { name: '退出登录' }))
  fireEvent.click(screen.getByRole('button', { name: '退出' }))
  await screen.findByText('已退出登录')
  expect(useSession.getState().token).toBeNull()
  await expect(person.call('GET /me')).rejects.toMatchObject({ code: 'signed-out' })
})
