import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import SignInPage from '@/account/sign-in/index'
import { readGrant } from '@/account/sign-in/phone-grant'
import { wantedPage } from '@/account/sign-in/way-on'
import { useSession } from '@/session'
import { sampleSms } from '../../mock/fakes'
import { sampleRoutes } from '../../mock/sample-routes'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { connect, describedBy, disconnect, letGo, newPhone, tap, tapWhenThere, type } from './phone'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

const agree = () => fireEvent.click(screen.getByRole('checkbox', { name: /同意/ }))

describe('Signing in on H5', () => {
  beforeAll(() => {
    process.env.TARO_ENV = 'h5'
  })
  afterAll(() => {
    process.env.TARO_ENV = 'weapp'
  })

  it('asks for agreement before a message is sent', async () => {
    render(<SignInPage />)
    type('手机号', newPhone())
    tap('获取验证码')
    expect(await screen.findByText(/先读一读隐私说明/)).toBeInTheDocument()
    expect(Taro.request).not.toHaveBeenCalledWith(expect.objectContaining({ url: '/api/sms-codes' }))
  })

  it('says what is wrong with a number beside it', async () => {
    render(<SignInPage />)
    type('手机号', '1380013')
    fireEvent.blur(screen.getByLabelText('手机号'))
    expect(describedBy('手机号')).toContain('手机号是 11 位，现在是 7 位')
  })

  it('says what somebody with a number abroad can do instead', async () => {
    render(<SignInPage />)
    type('手机号', '+65 8123 4567')
    fireEvent.blur(screen.getByLabelText('手机号'))
    expect(describedBy('手机号')).toContain('短信发不到境外号码，可以在微信小程序里用微信登录')
  })

  it('cleans a number and a code that are pasted, before anything is cut off', () => {
    render(<SignInPage />)
    for (const pasted of ['+86 138 0013 8000', '138-0013-8000', '\u202d13800138000\u202c']) {
      type('手机号', pasted)
      expect(screen.getByLabelText('手机号')).toHaveValue('13800138000')
    }
    type('短信验证码', '123 456')
    expect(screen.getByLabelText('短信验证码')).toHaveValue('123456')
    for (const label of ['手机号', '短信验证码'])
      expect(Number(screen.getByLabelText(label).getAttribute('maxlength'))).toBeGreaterThanOrEqual(19)
  })

  it('says a wrong code beside the field, keeps it, and signs in with the right one, back to where one wanted to go', async () => {
    phone.open('/account/sign-in/index', { to: '/account/sessions/index' })
    const number = newPhone()
    render(<SignInPage />)
    agree()
    type('手机号', number)
    tap('获取验证码')
    expect(await screen.findByRole('button', { name: /秒后重发/ })).toBeInTheDocument()
    const code = harness.sms.lastCode(number) as string
    type('短信验证码', code === '111111' ? '222222' : '111111')
    tap('登录')
    await waitFor(() => expect(describedBy('短信验证码')).toContain('还可以再试 4 次'))
    expect(screen.getByLabelText('手机号')).toHaveValue(number)
    type('短信验证码', code)
    expect(describedBy('短信验证码')).not.toContain('还可以再试')
    await tapWhenThere('登录')
    await waitFor(() => expect(useSession.getState().token).toBeTruthy())
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/account/sessions/index' }))
  })

  const signInAs = async (number: string) => {
    harness.clock.advance(61)
    render(<SignInPage />)
    agree()
    type('手机号', number)
    tap('获取验证码')
    expect(await screen.findByRole('button', { name: /秒后重发/ })).toBeInTheDocument()
    type('短信验证码', harness.sms.lastCode(number) as string)
    tap('登录')
  }

  it('asks who it is on a device that the account does not know, and keeps no session before', async () => {
    const owner = await harness.registerPerson()
    await signInAs(owner.phone)
    expect(await screen.findByText('这个手机号登录过一个账号')).toBeInTheDocument()
    expect(useSession.getState().token).toBeNull()
    await tapWhenThere('是我的账号')
    expect(describedBy('姓名')).toContain('请填写姓名')
    type('姓名', owner.registration.name)
    type('证件号码最后 4 位', '0000')
    await tapWhenThere('是我的账号')
    expect(await screen.findByText(/24 小时内还可以再试 4 次/)).toBeInTheDocument()
    // pasted from elsewhere: cleaned before it is cut; a name may be as long as at registration
    type('证件号码最后 4 位', ` ${owner.registration.documentNumber.slice(-4)}\u200b`)
    expect(screen.getByLabelText('证件号码最后 4 位')).toHaveValue(
      owner.registration.documentNumber.slice(-4),
    )
    const longest = (label: string) => Number(screen.getByLabelText(label).getAttribute('maxlength'))
    expect([longest('姓名') >= 60, longest('证件号码最后 4 位') > 4]).toEqual([true, true])
    await tapWhenThere('是我的账号')
    await waitFor(() =>
      expect(useSession.getState().me).toMatchObject({ id: owner.personId, confirmed: true }),
    )
  })

  it('begins anew with a number that had another owner', async () => {
    const owner = await harness.registerPerson()
    await signInAs(owner.phone)
    await tapWhenThere('这不是我的账号')
    await tapWhenThere('不是我的')
    await waitFor(() =>
      expect(useSession.getState().me).toMatchObject({ registered: false, confirmed: true }),
    )
    expect(useSession.getState().me?.id).not.toBe(owner.personId)
  })

  it('says what is left when a network has had its codes for the hour, and offers no WeChat that a browser lacks', async () => {
    const full = '这个网络一小时内获取的验证码太多了。换用手机流量可以马上再试；在微信小程序里可以用微信登录'
    connect(async () => ({
      status: 429,
      body: { type: 'urn:jucai:problem:too-many-requests', title: '操作太频繁', detail: full },
    }))
    render(<SignInPage />)
    agree()
    type('手机号', newPhone())
    tap('获取验证码')
    await waitFor(() => expect(describedBy('手机号')).toContain(full))
    expect(screen.queryByRole('button', { name: '改用微信登录' })).toBeNull()
  })

  it('keeps everything typed when the network is gone', async () => {
    disconnect()
    render(<SignInPage />)
    agree()
    type('手机号', '13800138000')
    type('短信验证码', '123456')
    tap('登录')
    expect(await screen.findByText(/没有连上网络/)).toBeInTheDocument()
    expect(screen.getByLabelText('短信验证码')).toHaveValue('123456')
  })
})

describe('Signing in to the sample city', () => {
  let closeAfter: Harness | undefined
  afterAll(() => closeAfter?.close())

  it('offers its people, and asks for nothing that the server refuses', async () => {
    const sms = sampleSms()
    const city = await startHarness({ sms, sample: sampleRoutes(sms), mode: 'sample' })
    closeAfter = city
    const statuses: number[] = []
    connect(async (request) => {
      const reply = await city.transport(request)
      statuses.push(reply.status)
      return reply
    })
    render(<SignInPage />)
    expect(await screen.findByRole('button', { name: '示例：以应届毕业生身份登录' })).toBeInTheDocument()
    expect(statuses.filter((status) => status >= 400)).toEqual([])
  })
})

describe('Signing in on WeChat', () => {
  it('takes one tap, then asks for the number', async () => {
    jest.mocked(Taro.login).mockResolvedValueOnce({ code: 'login-mei', errMsg: 'login:ok' })
    render(<SignInPage />)
    agree()
    tap('微信一键登录')
    expect(await screen.findByRole('button', { name: '绑定微信手机号' })).toBeInTheDocument()
    expect(useSession.getState().me?.wechat).toBe(true)
    tap('用其他手机号')
    expect(screen.getByLabelText('短信验证码')).toBeInTheDocument()
  })

  it('leads back from messages to WeChat, which a full network does not stop', async () => {
    const number = newPhone()
    connect(async (request) =>
      request.path === '/sms-codes'
        ? {
            status: 429,
            body: {
              type: 'urn:jucai:problem:too-many-requests',
              title: '操作太频繁',
              detail: '可以用微信登录',
            },
          }
        : harness.transport(request),
    )
    jest.mocked(Taro.login).mockResolvedValueOnce({ code: 'login-of-a-campus', errMsg: 'login:ok' })
    render(<SignInPage />)
    agree()
    tap('用手机号登录')
    type('手机号', number)
    tap('获取验证码')
    await waitFor(() => expect(describedBy('手机号')).toContain('可以用微信登录'))
    tap('改用微信登录')
    await tapWhenThere('微信一键登录')
    expect(await screen.findByRole('button', { name: '绑定微信手机号' })).toBeInTheDocument()
  })

  it.each([
    [{ code: 'phone-1' }, { code: 'phone-1' }],
    [
      { errno: 1400001, errMsg: 'getPhoneNumber:fail' },
      { why: expect.stringContaining('暂时取不到') as string },
    ],
    [
      { errMsg: 'getPhoneNumber:fail user deny' },
      { why: expect.stringContaining('没有授权也没关系') as string },
    ],
  ])('reads what the phone number button reports: %j', (grant, answer) =>
    expect(readGrant(grant)).toEqual(answer),
  )
})

it.each([
  ['/account/register/index', '/account/register/index'],
  ['%2Fpages%2Fcode%2Findex', '/pages/code/index'],
  ['https://elsewhere.example/', undefined],
  ['//elsewhere.example/pages/home/index', undefined],
])('leads only to pages of the app: %s', (to, page) => expect(wantedPage(to)).toBe(page))
