import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ConsentsPage from '@/account/consents/index'
import MyDataPage from '@/account/my-data/index'
import RecoverPage from '@/account/recover/index'
import SessionsPage from '@/account/sessions/index'
import SettingsPage from '@/account/settings/index'
import { handOver } from '@/account/identity-hand-over'
import TeamPage from '@/staff/team/index'
import JoinStaffPage from '@/account/join-staff/index'
import { useSession } from '@/session'
import { apply, homecomingAnswers } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { connect, describedBy, hold, letGo, tap, tapWhenThere, type } from './phone'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  handOver(undefined)
  connect(harness.transport)
})

describe('Consents', () => {
  it('can be read signed out, without buttons', async () => {
    render(<ConsentsPage />)
    expect(await screen.findByRole('heading', { name: '证件号码' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /撤回/ })).not.toBeInTheDocument()
  })

  it('says what follows before it withdraws, and does nothing when one thinks again', async () => {
    const visitor = await harness.registerPerson()
    await hold(visitor)
    render(<ConsentsPage />)
    fireEvent.click(await screen.findByRole('button', { name: '撤回同意：证件号码' }))
    const dialog = screen.getByRole('alertdialog')
    expect(dialog).toHaveTextContent('证件号码会被删除，人才码立即失效')
    fireEvent.click(within(dialog).getByRole('button', { name: '继续同意' }))
    expect((await visitor.call('GET /me/profile')).documentNumber).not.toBeNull()
    tap('撤回同意：证件号码')
    tap('撤回同意')
    expect(await screen.findByRole('button', { name: '同意：证件号码' })).toBeInTheDocument()
    expect((await visitor.call('GET /me/profile')).documentNumber).toBeNull()
  })
})

it('says what is new of what was agreed to before, and is done once that is answered', async () => {
  const visitor = await harness.registerPerson()
  await harness.db
    .updateTable('consent')
    .set({ notice_version: 2 })
    .where('person_id', '=', visitor.personId)
    .execute()
  harness.clock.advance(1)
  await hold(visitor)
  render(<ConsentsPage />)
  expect(await screen.findAllByText('说明有了新内容')).toHaveLength(3) // registration, document and pool, no other
  expect(screen.getByText(/可以按家乡查找你，你同意之前不会/)).toBeInTheDocument()
  expect(useSession.getState().me?.noticeNews).toBe(true)
  tap('同意新内容：人才登记')
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '同意' }))
  await waitFor(() => expect(screen.getAllByText('说明有了新内容')).toHaveLength(2))
  tap('同意新内容：证件号码')
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '单独同意' }))
  await waitFor(() => expect(screen.getAllByText('说明有了新内容')).toHaveLength(1))
  tap('撤回同意：人才库推荐')
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '撤回同意' }))
  await waitFor(() => expect(screen.queryByText('说明有了新内容')).not.toBeInTheDocument())
  await waitFor(() => expect(useSession.getState().me?.noticeNews).toBe(false))
})

it('names the applications that a withdrawn registration ends, before the tap', async () => {
  const visitor = await harness.registerPerson()
  const { number } = await apply(visitor, 'homecoming', homecomingAnswers())
  await hold(visitor)
  render(<ConsentsPage />)
  fireEvent.click(await screen.findByRole('button', { name: '撤回同意：人才登记' }))
  expect(await screen.findByRole('alertdialog')).toHaveTextContent(
    `正在办理的“归根登记”（${number}）会同时撤回。`,
  )
  expect(screen.getByRole('alertdialog')).toHaveTextContent(
    '其中的文件人才办不能再打开，由你自己删除，30 天后也会自动删除',
  )
  tap('撤回同意')
  await screen.findByRole('button', { name: '同意：人才登记' })
  await harness.app.worker.drain()
  expect((await visitor.call('GET /me/applications')).items).toMatchObject([{ state: 'withdrawn' }])
  expect((await visitor.call('GET /me/messages')).items.map(({ title }) => title)).toContain('申请已撤回')
})

describe('Sessions', () => {
  it('signs another device out, and this one only after asking', async () => {
    const visitor = await harness.signIn()
    harness.clock.advance(61)
    const other = await harness.signIn(visitor.phone)
    await hold(visitor)
    render(<SessionsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /^退出 / }))
    tap('退出那台')
    await waitFor(() => expect(screen.queryByRole('button', { name: /^退出 / })).not.toBeInTheDocument())
    await expect(other.call('GET /me')).rejects.toMatchObject({ code: 'signed-out' })
    tap('退出全部设备')
    fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '全部退出' }))
    await waitFor(() => expect(useSession.getState().token).toBeNull())
    await expect(visitor.call('GET /me')).rejects.toMatchObject({ code: 'signed-out' })
  })
})

it('names the day in China on which a session ends', async () => {
  harness.clock.set('2026-11-30T17:30:00Z') // half past one on 1 December in China
  await hold(await harness.signIn())
  render(<SessionsPage />)
  expect(await screen.findByText(/12月31日到期$/)).toBeInTheDocument()
})

describe('Settings', () => {
  it('links the WeChat of this phone to an account made by number', async () => {
    await hold(await harness.signIn())
    jest.mocked(Taro.login).mockResolvedValueOnce({ code: 'login-xiaoman', errMsg: 'login:ok' })
    render(<SettingsPage />)
    tap(/绑定微信/)
    expect(await screen.findByText('已绑定')).toBeInTheDocument()
    expect(useSession.getState().me?.wechat).toBe(true)
  })

  it('says so when the WeChat belongs to another account, and leaves things as they are', async () => {
    const other = await harness.registerPerson()
    await other.call('PUT /me/wechat', { body: { code: 'login-dawei' } })
    await hold(await harness.registerPerson())
    jest.mocked(Taro.login).mockResolvedValueOnce({ code: 'login-dawei', errMsg: 'login:ok' })
    render(<SettingsPage />)
    tap(/绑定微信/)
    expect(await screen.findByText(/这个微信已属于另一个账号/)).toBeInTheDocument()
    expect(useSession.getState().me?.wechat).toBe(false)
  })

  it('offers it neither signed out nor outside WeChat', async () => {
    const { unmount } = render(<SettingsPage />)
    expect(screen.queryByText(/绑定微信/)).not.toBeInTheDocument()
    unmount()
    await hold(await harness.signIn())
    process.env.TARO_ENV = 'h5'
    render(<SettingsPage />)
    process.env.TARO_ENV = 'weapp'
    expect(screen.queryByText(/绑定微信/)).not.toBeInTheDocument()
  })
})

describe('Recovery', () => {
  const identify = (name: string, documentNumber: string) => {
    type('姓名', name)
    type('证件号码', documentNumber)
    tap('下一步')
  }

  it('gives an account back by the phone it was registered with', async () => {
    const lost = await harness.registerPerson()
    const visitor = await harness.signIn()
    await hold(visitor)
    render(<RecoverPage />)
    identify(lost.registration.name, lost.registration.documentNumber)
    expect(await screen.findByText(new RegExp(lost.phone.slice(-4)))).toBeInTheDocument()
    type('手机号', lost.phone)
    harness.clock.advance(61)
    tap('获取验证码')
    await screen.findByRole('button', { name: /秒后重发/ })
    type('短信验证码', harness.sms.lastCode(lost.phone) as string)
    tap('找回账号')
    expect(await screen.findByText('账号找回来了')).toBeInTheDocument()
    expect((await visitor.call('GET /me')).id).toBe(lost.personId)
  })

  it('is another try after a refusal, with the same words too', async () => {
    const lost = await harness.registerPerson()
    const stranger = await harness.signIn()
    await hold(await harness.signIn())
    const keys: unknown[] = []
    connect((request) => {
      if (request.path === '/account-recoveries' && request.method === 'POST')
        keys.push(request.headers['idempotency-key'])
      return harness.transport(request)
    })
    render(<RecoverPage />)
    identify(lost.registration.name, lost.registration.documentNumber)
    await screen.findByText(new RegExp(lost.phone.slice(-4)))
    type('手机号', stranger.phone)
    harness.clock.advance(61)
    tap('获取验证码')
    await screen.findByRole('button', { name: /秒后重发/ })
    type('短信验证码', harness.sms.lastCode(stranger.phone) as string)
    tap('找回账号')
    expect(await screen.findByText(/信息与登记时不一致/)).toBeInTheDocument()
    await tapWhenThere('找回账号')
    await waitFor(() => expect(keys).toHaveLength(2))
    expect(new Set(keys).size).toBe(2)
    await waitFor(() => expect(screen.getByRole('button', { name: '找回账号' })).not.toBeDisabled())
    expect(screen.queryByText(/系统出错/)).not.toBeInTheDocument()
  })

  it('says when name and document do not match, and keeps what was typed', async () => {
    const lost = await harness.registerPerson()
    await hold(await harness.signIn())
    render(<RecoverPage />)
    identify('王大明', lost.registration.documentNumber)
    expect(await screen.findByText('没有对上')).toBeInTheDocument()
    expect(screen.getByLabelText('姓名')).toHaveValue('王大明')
  })

  it('asks the office where the phone is gone, and the office decides with a reason', async () => {
    const lost = await harness.registerPerson()
    await hold(await harness.signIn())
    handOver({
      name: lost.registration.name,
      documentType: 'resident-id',
      documentNumber: lost.registration.documentNumber,
    })
    const { unmount } = render(<RecoverPage />)
    tap('下一步')
    fireEvent.click(await screen.findByRole('button', { name: '这个手机号不用了' }))
    type('联系电话', '+65 81')
    fireEvent.blur(screen.getByLabelText('联系电话'))
    expect(describedBy('联系电话')).toContain('境外号码以 + 和国家代码开头')
    type('联系电话', '+65 8123 4567')
    type('说明情况', '换号了')
    tap('提交申请')
    expect(describedBy('说明情况')).toContain('至少 10 个字')
    type('说明情况', '去年毕业离校后把原来的手机号注销了')
    await tapWhenThere('提交申请')
    expect(await screen.findByText('已经交给人才办')).toBeInTheDocument()
    unmount()
    await hold(await harness.staff('security-admin'))
    render(<TeamPage />)
    fireEvent.click(await screen.findByRole('button', { name: /离校后/ }))
    tap('核实无误，同意')
    expect(describedBy('理由')).toContain('请写明理由')
    type('理由', '电话核对了证件和学校')
    await tapWhenThere('核实无误，同意')
    await waitFor(() => expect(screen.queryByRole('button', { name: /离校后/ })).not.toBeInTheDocument())
  })
})

describe('Staff', () => {
  it('is invited with a code shown once, and joins with it', async () => {
    await hold(await harness.staff('system-admin'))
    const { unmount } = render(<TeamPage />)
    fireEvent.click(screen.getByRole('radio', { name: '邀请' }))
    fireEvent.click(screen.getByRole('radio', { name: '审核员' }))
    type('发给谁', '政策科 小何')
    tap('生成邀请码')
    const code = (await screen.findByLabelText(/^邀请码 /)).textContent ?? ''
    unmount()
    const visitor = await harness.signIn()
    await hold(visitor)
    render(<JoinStaffPage />)
    type('邀请码', 'WRONG-CODE')
    tap('加入')
    await waitFor(() => expect(describedBy('邀请码')).toContain('邀请码无效'))
    type('邀请码', code)
    await tapWhenThere('加入')
    expect(await screen.findByText(/您现在是审核员/)).toBeInTheDocument()
    expect((await visitor.call('GET /me')).assignments).toEqual([
      expect.objectContaining({ role: 'reviewer' }),
    ])
  })

  it('shows nothing to whoever has no such role', async () => {
    await hold(await harness.registerPerson())
    render(<TeamPage />)
    expect(screen.getByText('这里只给管理员用')).toBeInTheDocument()
  })
})

describe('Own data', () => {
  it('shows what was changed to whoever comes back from changing it', async () => {
    const visitor = await harness.registerPerson()
    await hold(visitor)
    render(<MyDataPage />)
    expect(await screen.findByText('林小满')).toBeInTheDocument()
    await visitor.call('PUT /me/profile', { body: { ...visitor.registration, name: '林大满' } })
    act(() => {
      phone.emit('show')
    })
    expect(await screen.findByText('林大满')).toBeInTheDocument()
  })

  it('deletes the account only with the word typed', async () => {
    const visitor = await harness.registerPerson()
    await hold(visitor)
    render(<MyDataPage />)
    expect(await screen.findByText('林小满')).toBeInTheDocument()
    tap('注销账号')
    tap('注销并删除我的信息')
    expect(describedBy('输入“删除”确认')).toContain('确认不是误点')
    type('输入“删除”确认', '删除')
    await tapWhenThere('注销并删除我的信息')
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/home/index' }))
    await expect(visitor.call('GET /me')).rejects.toMatchObject({ code: 'signed-out' })
  })
})
