import { act, render, screen, within } from '@testing-library/react'
import { clockOffset } from '@/api'
import PaymentPage from '@/ledger/payment'
import PaymentsPage from '@/ledger/payments'
import { markLate } from '../../server/ledger'
import { connect, disconnect, hold, letGo, tap } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  allot,
  bankAnswers,
  card,
  giveAccount,
  ledgerDeps,
  oweTo,
  releasedRun,
  setBudget,
  type Answer,
} from '../ledger/world'
import { startOfTests } from '../start'

let harness: Harness
let leads: [Visitor, Visitor]
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
let schemes = 0
let scheme = ''
beforeEach(async () => {
  harness.clock.set(startOfTests)
  leads = [await harness.office('lead'), await harness.office('lead')]
  scheme = `page-subsidy-${(schemes += 1)}` // its own, so that a run holds nobody else
  await setBudget(leads[0], 100_000_000, scheme)
  person = await harness.registerPerson()
  connect(harness.transport)
  await hold(person)
})
afterEach(() => {
  clockOffset.ms = 0
  letGo()
})

const owe = (wanted: object = {}) => oweTo(harness, person.personId, { scheme, ...wanted })
const send = async () => {
  await allot(leads[0], scheme)
  return releasedRun(leads[0], leads[1], 'csv-utf8', scheme)
}
const answer = async (number: string, line: Partial<Answer> = {}) => {
  await bankAnswers(harness, leads[0], [{ number, sequence: 1, yuan: '800', ...line }])
}
/** The page of a payment: its steps from top to bottom, in words. */
const stepsOf = async (id: string): Promise<string[]> => {
  phone.open('/ledger/payment/index', { id })
  render(<PaymentPage />)
  await screen.findByText('一步一步')
  return within(screen.getByRole('list'))
    .getAllByRole('listitem')
    .map((step) => step.textContent ?? '')
}

describe('my payments', () => {
  it('ask a stranger to sign in', async () => {
    letGo()
    render(<PaymentsPage />)
    expect(await screen.findByText('先登录，再继续')).toBeInTheDocument()
  })

  it('say what to do while there are none', async () => {
    render(<PaymentsPage />)
    expect(await screen.findByText('还没有补贴款')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '看看我能享受什么' })).toBeInTheDocument()
  })

  it('say what was paid, what is owed and by when, and of each what is certain', async () => {
    await giveAccount(person)
    await owe({ why: '租房补贴，第 1 期' })
    const { number } = await send()
    await answer(number)
    await owe({ why: '租房补贴，第 2 期', amountFen: 90_050, promisedOn: '2026-12-11' })
    await owe({ why: '租房补贴，第 3 期', amountFen: 10_000, promisedOn: null })
    render(<PaymentsPage />)
    expect(await screen.findByText('银行已入账，累计')).toBeInTheDocument()
    expect(screen.getByText('¥1,000.50')).toBeInTheDocument()
    expect(screen.getByText('承诺2026年12月11日前到账', { selector: '.money-words' })).toBeInTheDocument()
    expect(
      screen.getByRole('link', { name: /第 1 期.*银行已入账.*2026年11月22日.*¥800\.00/ }),
    ).toBeInTheDocument()
    expect(
      screen.getByRole('link', { name: /第 2 期.*已批准.*承诺2026年12月11日前到账/ }),
    ).toBeInTheDocument()
    expect(screen.getByRole('link', { name: /第 3 期.*承诺日还没有定/ })).toBeInTheDocument()
    expect(screen.queryByText('逾期')).not.toBeInTheDocument()
  })

  it('ask for an account where there is none, and say plainly since when something is late', async () => {
    await owe({ promisedOn: '2026-11-20' })
    await markLate(ledgerDeps(harness), harness.clock.now())
    render(<PaymentsPage />)
    expect(await screen.findByText('还没有收款账户')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '填写收款账户' })).toBeInTheDocument()
    expect(screen.getByText('逾期')).toBeInTheDocument()
    expect(screen.getByText('2026年11月21日起逾期')).toBeInTheDocument()
    expect(screen.getByText('应在2026年11月20日前到账，已逾期')).toBeInTheDocument()
  })

  it('page by page, and keep what was read when the network is gone', async () => {
    for (let at = 1; at <= 22; at += 1) await owe({ why: `第 ${at} 期` })
    render(<PaymentsPage />)
    expect(await screen.findByText('第 22 期')).toBeInTheDocument()
    expect(screen.queryByText('第 2 期')).not.toBeInTheDocument()
    tap('显示更多')
    expect(await screen.findByText('第 1 期')).toBeInTheDocument()
    disconnect()
    act(() => void phone.emit('pull-down'))
    expect(await screen.findByText('没有刷新成功，下面是刚才取到的')).toBeInTheDocument()
    expect(screen.getByText('第 1 期')).toBeInTheDocument()
  })

  it('say that there is no network, with a way to try again', async () => {
    disconnect()
    render(<PaymentsPage />)
    expect(await screen.findByText('没有连上网络')).toBeInTheDocument()
    connect(harness.transport)
    tap('再试一次')
    expect(await screen.findByText('还没有补贴款')).toBeInTheDocument()
  })
})

describe('one payment', () => {
  it('shows the steps that were taken with their days, and the others as not yet taken', async () => {
    const id = await owe()
    expect(await stepsOf(id)).toEqual([
      '批准2026年11月22日',
      '列入用款计划还没有',
      '送出付款指令还没有',
      '银行入账还没有',
    ])
    expect(
      screen.getByText('已经批准，预算已留出。你还没有填写收款账户，填好以后才能付款。'),
    ).toBeInTheDocument()
  })

  it('that was sent is not said to be there', async () => {
    await giveAccount(person)
    const id = await owe()
    await send()
    expect((await stepsOf(id)).slice(-2)).toEqual([
      '送出付款指令2026年11月22日，付到尾号 0128',
      '银行入账银行还没有回结果，不等于已经到账',
    ])
    expect(screen.queryByText('银行已入账')).not.toBeInTheDocument()
  })

  it('that came back says the bank’s reason and the way to correct the account; what happened stays', async () => {
    await giveAccount(person)
    const id = await owe()
    const { number } = await send()
    harness.clock.advance(86_400)
    leads = [await harness.office('lead'), await harness.office('lead')]
    await answer(number, { result: '失败', words: '账号与户名不符', on: '2026-11-22' })
    const steps = await stepsOf(id)
    expect(steps.slice(3)).toEqual([
      '银行退回2026年11月22日，从尾号 0128退回（2026年11月23日收到银行的结果）银行写的原因：账号与户名不符',
      '更正收款账户等你更正；更正后马上重新列入用款计划，进入下一批付款，不用重新申请',
      '送出付款指令还没有',
      '银行入账还没有',
    ])
    expect(screen.getByRole('button', { name: '更正收款账户' })).toBeInTheDocument()
    await giveAccount(person, card)
    act(() => void phone.emit('pull-down'))
    expect(await screen.findByText('账户已更正，重新列入用款计划')).toBeInTheDocument()
    expect(screen.getByText('银行退回')).toBeInTheDocument()
    expect(screen.getByText('银行写的原因：账号与户名不符')).toBeInTheDocument()
  })

  it('explains the promised day, says plainly that it is late, and afterwards that it came late', async () => {
    await giveAccount(person)
    const id = await owe({ promisedOn: '2026-11-23' })
    harness.clock.set('2026-11-26T02:00:00.000Z')
    clockOffset.ms = harness.clock.now().getTime() - Date.now()
    leads = [await harness.office('lead'), await harness.office('lead')]
    await markLate(ledgerDeps(harness), harness.clock.now())
    await stepsOf(id)
    expect(screen.getByText('逾期 3 天了，从2026年11月24日起')).toBeInTheDocument()
    expect(screen.getByText(/从批准的第二天起按工作日数/)).toBeInTheDocument()
    const { number } = await send()
    await answer(number, { on: '2026-11-26' })
    act(() => void phone.emit('pull-down'))
    expect(await screen.findByText('这一笔晚到了 3 天')).toBeInTheDocument()
    expect(screen.queryByText(/^逾期 \d+ 天了/)).not.toBeInTheDocument()
    expect(screen.queryByText('承诺日怎么算')).not.toBeInTheDocument()
  })

  it('of somebody else is not there', async () => {
    const other = await harness.registerPerson()
    phone.open('/ledger/payment/index', { id: await oweTo(harness, other.personId, { scheme }) })
    render(<PaymentPage />)
    expect(await screen.findByText('没有找到')).toBeInTheDocument()
  })

  it('is where its messages lead, and they are read once it is seen', async () => {
    await giveAccount(person)
    const id = await owe()
    await send()
    await harness.app.worker.drain()
    const told = async () =>
      (await person.call('GET /me/messages')).items.filter(({ kind }) => kind === 'payment')
    expect(await told()).toMatchObject([{ link: `/ledger/payment/index?id=${id}`, readAt: null }])
    await hold(person)
    await stepsOf(id)
    await screen.findByText('一步一步')
    for (let turn = 0; turn < 50 && (await told())[0]?.readAt === null; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await told())[0]?.readAt).not.toBeNull()
  })
})
