import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import RegisterPage from '@/account/register/index'
import { handedOver } from '@/account/identity-hand-over'
import { useSession } from '@/session'
import { phone } from '../doubles/taro'
import { registrationOf, startHarness, type Harness } from '../harness'
import { connect, consenting, describedBy, disconnect, hold, letGo, tap, tapWhenThere, type } from './phone'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

async function choose(field: RegExp, words: string, option: RegExp): Promise<void> {
  tap(field)
  const sheet = screen.getByRole('dialog')
  fireEvent.change(within(sheet).getByRole('textbox'), { target: { value: words } })
  fireEvent.click(await within(sheet).findByRole('button', { name: option }, { timeout: 4000 }))
}
const date = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })

async function fillSchool(): Promise<void> {
  await choose(/^学校/, '湖南大学', /^湖南大学/)
  fireEvent.click(screen.getByRole('radio', { name: '本科' }))
  type('专业', '软件工程')
  date('年', '2026')
  date('月', '06')
  date('日', '30')
}
async function fillAll(documentNumber: string): Promise<void> {
  type('姓名', '林小满')
  type('证件号码', documentNumber)
  tap('下一步')
  await fillSchool()
  tap('下一步')
  await choose(/^家乡/, '浏阳', /浏阳市/)
  await choose(/^现居地/, '岳麓', /岳麓区/)
  tap('下一步')
  fireEvent.click(screen.getByRole('checkbox', { name: '找工作' }))
  tap('下一步')
}

describe('Registration', () => {
  it('sends whoever is signed out to sign in, and back here', () => {
    phone.open('/account/register/index')
    render(<RegisterPage />)
    tap('去登录')
    expect(Taro.navigateTo).toHaveBeenCalledWith({
      url: '/account/sign-in/index?to=%2Faccount%2Fregister%2Findex',
    })
  })

  it('asks both consents in place, each apart', async () => {
    const visitor = await harness.signIn()
    await hold(visitor)
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '看说明，开始登记' }))
    fireEvent.click(
      within(screen.getByRole('dialog', { name: /人才登记/ })).getByRole('button', { name: '同意' }),
    )
    fireEvent.click(await screen.findByRole('button', { name: '看说明，再决定' }))
    expect(screen.queryByLabelText('证件号码')).not.toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: '单独同意' }))
    expect(await screen.findByLabelText('证件号码')).toBeInTheDocument()
    const { items } = await visitor.call('GET /me/consents')
    expect(items.filter(({ given }) => given).map(({ purpose }) => purpose)).toEqual([
      'registration',
      'id-number',
    ])
  })

  it('registers, tells the tier beforehand, and ends with the card', async () => {
    const visitor = await consenting(harness)
    await hold(visitor)
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    const { documentNumber } = registrationOf()
    await fillAll(documentNumber)
    expect(await screen.findByRole('heading', { name: /会领到：C 类/ })).toBeInTheDocument()
    expect(screen.queryByText(documentNumber)).not.toBeInTheDocument()
    tap('提交登记')
    expect(await screen.findByText(/星图上有你了/)).toBeInTheDocument()
    expect(useSession.getState().me?.registered).toBe(true)
    expect(phone.storage.has('register-draft')).toBe(false)
    tap('领取人才码')
    const sheet = within(await screen.findByRole('dialog', { name: /人才码/ }))
    fireEvent.click(sheet.getByRole('button', { name: '同意' }))
    await waitFor(() => expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/code/index' }))
    const { items } = await visitor.call('GET /me/consents')
    expect(items.find(({ purpose }) => purpose === 'talent-code')?.given).toBe(true)
  })

  it.each([
    ['姓名', '林', /至少 2 个字/],
    ['姓名', '林<b>', /姓名里不能有“<”/],
    ['证件号码', '43010220040101', /现在是 14 位/],
    ['证件号码', '430102200402301234', /不是有效日期/],
    ['证件号码', '810000200401011234', /港澳居民居住证/],
  ])('says what is wrong with %s “%s” when it is left', async (label, value, words) => {
    await hold(await consenting(harness))
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    type(label, value)
    fireEvent.blur(screen.getByLabelText(label))
    expect(describedBy(label)).toMatch(words)
  })

  it('goes no further while something is missing, and says so beside each field', async () => {
    await hold(await consenting(harness))
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    tap('下一步')
    expect(describedBy('姓名')).toContain('请填写姓名')
    expect(describedBy('证件号码')).toContain('请填写证件号码')
    type('姓名', '林小满')
    expect(describedBy('姓名')).not.toContain('请填写')
    type('证件号码', registrationOf().documentNumber)
    tap('下一步')
    tap('下一步')
    for (const words of ['请选择学校', '请选择学历', '请填写专业', '请把年、月、日都选上'])
      expect(screen.getByText(new RegExp(words))).toBeInTheDocument()
  })

  it('keeps a draft without the document number in plain, brings it back, and lets it be thrown away', async () => {
    const visitor = await consenting(harness)
    await hold(visitor)
    const { unmount } = render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    const { documentNumber } = registrationOf()
    type('姓名', '林小满')
    type('证件号码', documentNumber)
    tap('下一步')
    type('专业', '软件工')
    unmount()
    expect(String(phone.storage.get('register-draft'))).not.toContain(documentNumber)
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '继续上次填写' }))
    expect(screen.getByLabelText('专业')).toHaveValue('软件工')
    tap('上一步')
    expect(screen.getByLabelText('姓名')).toHaveValue('林小满')
  })

  it('keeps the answers and the key through a lost network, so that it registers once', async () => {
    const visitor = await consenting(harness)
    await hold(visitor)
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    await fillAll(registrationOf().documentNumber)
    disconnect()
    tap('提交登记')
    expect(await screen.findByText(/填写的内容都还在/)).toBeInTheDocument()
    const keyOf = () =>
      jest
        .mocked(Taro.request)
        .mock.calls.map(([options]) => options.header?.['idempotency-key'] as string | undefined)
        .filter(Boolean)
    connect(harness.transport)
    await tapWhenThere('提交登记')
    expect(await screen.findByText(/星图上有你了/)).toBeInTheDocument()
    const keys = keyOf()
    expect(keys.length).toBe(2)
    expect(new Set(keys).size).toBe(1)
  })

  it('leads whose document is registered already to getting that account back, with what was typed', async () => {
    const { registration } = await harness.registerPerson()
    await hold(await consenting(harness))
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: '开始登记' }))
    await fillAll(registration.documentNumber)
    tap('提交登记')
    const dialog = await screen.findByRole('alertdialog', { name: '这个证件已经登记过' })
    fireEvent.click(within(dialog).getByRole('button', { name: '找回账号' }))
    await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/account/recover/index' }))
    expect(handedOver()).toEqual({
      name: '林小满',
      documentType: 'resident-id',
      documentNumber: registration.documentNumber,
    })
  })

  it('corrects a profile with the masked number kept', async () => {
    const visitor = await harness.registerPerson()
    await hold(visitor)
    render(<RegisterPage />)
    fireEvent.click(await screen.findByRole('button', { name: /专业/ }))
    type('专业', '人工智能')
    tap('改好了')
    tap('保存修改')
    await waitFor(() => expect(Taro.navigateBack).toHaveBeenCalled())
    expect((await visitor.call('GET /me/profile')).major).toBe('人工智能')
  })
})
