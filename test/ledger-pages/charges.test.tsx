import { act, render, screen, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ChargePage from '@/ledger/charge'
import ChargesPage from '@/ledger/charges'
import { cancelCharge } from '../../server/ledger'
import { connect, hold, letGo, tap } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { chargeTo, deliver, paidByHand } from '../ledger/receiving'
import { startOfTests } from '../start'

let harness: Harness
let person: Visitor
let logins = 0
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set(startOfTests)
  person = await harness.registerPerson()
  await person.call('PUT /me/wechat', { body: { code: `login-payer-${(logins += 1)}` } })
  connect(harness.transport)
  await hold(person)
})
afterEach(() => {
  jest.mocked(Taro.requestPayment).mockReset()
  letGo()
})

const charge = (wanted: object = {}) => chargeTo(harness, person.personId, wanted)
const open = async (id: string) => {
  phone.open('/ledger/charge/index', { id })
  render(<ChargePage />)
  await screen.findByText('怎么算的')
}
/** What WeChat’s own sheet does when it is opened. */
const onSheet = (does: (tradeNo: string) => Promise<unknown>) =>
  jest.mocked(Taro.requestPayment).mockImplementation((options) => does(options.nonceStr) as never)

describe('my bills', () => {
  it('ask a stranger to sign in, and say what will stand there while there are none', async () => {
    letGo()
    const { unmount } = render(<ChargesPage />)
    expect(await screen.findByText('先登录，再继续')).toBeInTheDocument()
    unmount()
    await hold(person)
    render(<ChargesPage />)
    expect(await screen.findByText('还没有账单')).toBeInTheDocument()
  })

  it('show what is due, what is held, and each bill with its state', async () => {
    await charge({ dueOn: '2026-11-25' })
    const deposit = await charge({ kind: 'deposit', why: '押金', amountFen: 147_000 })
    await paidByHand([await harness.office('lead'), await harness.office('lead')], deposit.id)
    render(<ChargesPage />)
    expect(await screen.findByText('现在要付')).toBeInTheDocument()
    expect(screen.getByText('押金保管中')).toBeInTheDocument()
    expect(screen.getByText('保管着你的押金').parentElement).toHaveTextContent('¥1,470.00')
    expect(screen.getByText('待支付')).toBeInTheDocument()
    expect(screen.getByText(/还剩 3 天/)).toBeInTheDocument()
  })
})

describe('one bill', () => {
  it('says how it was computed, by which rule, and under which number it is paid at the desk', async () => {
    const parts = [
      { words: '2026 年 11 月 30 日，1 天（当月 30 天）', amountFen: 4_900 },
      { words: '2026 年 12 月，整月', amountFen: 147_000 },
    ]
    const { id } = await charge({ parts, amountFen: 151_900 })
    await open(id)
    for (const text of [
      '2026 年 12 月，整月',
      '¥49.00',
      /四舍五入到分/,
      /^SK-20261122-\d{6}$/,
      /逾期不加收费用/,
    ])
      expect(screen.getByText(text)).toBeInTheDocument()
  })

  it('is paid over WeChat’s sheet, waits for the result, and becomes a receipt', async () => {
    const { id } = await charge()
    let notification: Parameters<typeof deliver>[1] | undefined
    onSheet((trade) => {
      notification = harness.payments.pay(trade, { at: harness.clock.now() })
      return Promise.resolve({})
    })
    await open(id)
    tap('支付 ¥1,500.00')
    expect(await screen.findByText('正在确认支付结果')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /支付/ })).not.toBeInTheDocument()
    await act(async () => {
      if (notification) await deliver(harness, notification)
    })
    const receipt = await screen.findByText('收据', {}, { timeout: 6_000 })
    expect(within(receipt.closest('.card') as HTMLElement).getByText('微信支付')).toBeInTheDocument()
    expect(screen.getByText('已付清')).toBeInTheDocument()
  })

  it('goes on where somebody left WeChat’s sheet', async () => {
    const { id } = await charge()
    onSheet(() => Promise.reject(Object.assign(new Error(), { errMsg: 'requestPayment:fail cancel' })))
    await open(id)
    tap('支付 ¥1,500.00')
    expect(await screen.findByText('你没有付款，账单还在这里，随时可以再付。')).toBeInTheDocument()
    expect(await screen.findByRole('button', { name: '继续支付 ¥1,500.00' })).toBeInTheDocument()
  })

  it('says so when the payment service is away, and when it was cancelled meanwhile', async () => {
    const { id, reference } = await charge()
    await open(id)
    harness.payments.down = true
    tap('支付 ¥1,500.00')
    expect(await screen.findByText(/支付服务暂时不可用/)).toBeInTheDocument()
    harness.payments.down = false
    await screen.findByRole('button', { name: '继续支付 ¥1,500.00' })
    await harness.db
      .transaction()
      .execute((db) => cancelCharge({ db, now: harness.clock.now() }, { reference, why: '租约没有签成' }))
    tap('继续支付 ¥1,500.00')
    expect(await screen.findByText(/已经取消，不用支付/)).toBeInTheDocument()
    expect(await screen.findByText('已取消')).toBeInTheDocument()
  })
})
