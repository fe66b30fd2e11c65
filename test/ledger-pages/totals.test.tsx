import { fireEvent, render, screen, within } from '@testing-library/react'
import { byMonth, byYear, lastMonths, share } from '@/ledger/totals/figures'
import TotalsPage from '@/ledger/totals'
import { NumbersTable } from '@/ledger/totals/table'
import { foldTotals } from '../../server/ledger'
import { connect, disconnect, letGo, tap } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { allot, bankAnswers, giveAccount, oweTo, releasedRun, setBudget, year } from '../ledger/world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

it('says that the book is empty before anything was promised', async () => {
  render(<TotalsPage />)
  expect(await screen.findByText('账本还是空的')).toBeInTheDocument()
})

it('shows anybody what was promised and paid, each figure with its definition, and the numbers beneath', async () => {
  const leads = [await harness.office('lead'), await harness.office('lead')] as const
  await setBudget(leads[0], 100_000_000)
  await leads[0].call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: 'living-subsidy', year },
    body: { title: '生活补贴', amountFen: 100_000_000, why: '年初安排', version: 0 },
  })
  for (let at = 0; at < 5; at += 1) {
    const person = await harness.registerPerson()
    await giveAccount(person)
    await oweTo(harness, person.personId)
  }
  await oweTo(harness, (await harness.registerPerson()).personId, {
    scheme: 'living-subsidy',
    amountFen: 100_000,
  })
  await allot(leads[0])
  const { number } = await releasedRun(...leads)
  await bankAnswers(
    harness,
    leads[0],
    [1, 2].map((sequence) => ({ number, sequence, yuan: '800' })),
  )
  await foldTotals(harness.db)
  render(<TotalsPage />)
  expect(
    await screen.findByRole('img', { name: '全市人才补贴：承诺 ¥4,000，银行已入账 ¥1,600，逾期 ¥0' }),
  ).toBeInTheDocument()
  expect(
    screen.getByRole('img', { name: /^最近 6 个月：2026年11月承诺 ¥4,000、入账 ¥1,600$/ }),
  ).toBeInTheDocument()
  tap('等了多少天')
  expect(await screen.findByRole('dialog')).toHaveTextContent('取中位数')
  tap('关闭')
  tap('看数字')
  const rows = () => screen.getAllByRole('row').map((row) => row.textContent)
  expect(rows()).toEqual([
    '月份承诺入账逾期',
    '2026年11月承诺¥4,000.00入账¥1,600.00逾期¥0.00',
    '2026年全年承诺¥4,000.00入账¥1,600.00逾期¥0.00',
  ])
  expect(screen.getByText(/^生活补贴一共还不到 5 笔.*暂不计入/)).toBeInTheDocument()
  const list = within(screen.getByRole('list'))
  expect(list.getAllByRole('listitem')[0]).toHaveTextContent('¥1,600 / ¥4,000')
})

it('shows one scheme by itself, with the days that its payments took', async () => {
  for (let at = 0; at < 4; at += 1)
    await oweTo(harness, (await harness.registerPerson()).personId, { scheme: 'living-subsidy' })
  render(<TotalsPage />)
  fireEvent.click(await screen.findByRole('radio', { name: '租房补贴' }))
  expect(
    screen.getByRole('img', { name: '租房补贴：承诺 ¥4,000，银行已入账 ¥1,600，逾期 ¥0' }),
  ).toBeInTheDocument()
  expect(screen.queryByText('按项目')).not.toBeInTheDocument()
  tap('看数字')
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
    '月份承诺入账逾期天数',
    '2026年11月承诺¥4,000.00入账¥1,600.00逾期¥0.00天数0',
    '2026年全年承诺¥4,000.00入账¥1,600.00逾期¥0.00天数',
  ])
})

it('keeps what was read without a network', async () => {
  render(<TotalsPage />)
  await screen.findByText('按项目')
  disconnect()
  phone.emit('pull-down')
  expect(await screen.findByText('没有刷新成功，下面是刚才取到的')).toBeInTheDocument()
  expect(screen.getByText('按项目')).toBeInTheDocument()
})

it.each([
  ['¥9,999.99 in five columns', true, 999_999, false],
  ['¥10,000.00 in five columns', true, 1_000_000, true],
  ['¥999,999.99 in four columns', false, 99_999_999, false],
  ['¥1,000,000.00 in four columns', false, 100_000_000, true],
])('breaks no amount in two: of %s', (_name, withDays, promisedFen, isWide) => {
  const sums = { promisedFen, paidFen: 0, overdueFen: 0, folded: [] }
  const { container } = render(
    <NumbersTable months={[]} years={[{ year: '2026', sums }]} withDays={withDays} />,
  )
  expect(container.querySelector('.numbers-wide') !== null).toBe(isWide)
})

describe('what is drawn', () => {
  const row = (of: string, month: string, promisedFen: number, medianDays: number | null = null) => ({
    scheme: of,
    schemeTitle: of,
    month,
    promisedFen,
    paidFen: 0,
    overdueFen: 0,
    medianDays,
    paidCount: 0,
  })

  it('adds months of all schemes, without days, and keeps the days of one', () => {
    const months = [row('a', '2026-11', 5, 3), row('b', '2026-11', 7, 9), row('a', '2025-12', 1)]
    expect(byMonth(months, undefined)).toMatchObject([
      { month: '2026-11', sums: { promisedFen: 12, medianDays: null } },
      { month: '2025-12', sums: { promisedFen: 1 } },
    ])
    expect(byMonth(months, 'a')[0]).toMatchObject({ sums: { promisedFen: 5, medianDays: 3 } })
    const drawn = lastMonths(byMonth(months, undefined), '2026-11-26')
    expect([drawn.length, drawn[0]?.month, drawn.at(-1)?.sums?.promisedFen]).toEqual([12, '2025-12', 12])
    expect(drawn[1]).toEqual({ month: '2026-01', sums: null })
    expect(lastMonths(byMonth(months, undefined), '2027-03-01')[0]?.month).toBe('2026-04')
    expect(lastMonths([], '2026-03-01').map(({ month }) => month)).toEqual([
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
    ])
  })

  it('adds years, each folded month once', () => {
    const year = { schemeTitle: '', year: '2026', promisedFen: 2, paidFen: 1, overdueFen: 0 }
    expect(
      byYear(
        [
          { ...year, scheme: 'a', folded: ['2026-03'] },
          { ...year, scheme: 'b', folded: ['2026-02', '2026-03'] },
        ],
        undefined,
      ),
    ).toEqual([
      { year: '2026', sums: { promisedFen: 4, paidFen: 2, overdueFen: 0, folded: ['2026-02', '2026-03'] } },
    ])
  })

  it('adds years that one scheme tells together only together', () => {
    const one = (of: string, span: string, promisedFen: number) => ({
      scheme: of,
      schemeTitle: '',
      year: span,
      promisedFen,
      paidFen: 0,
      overdueFen: 0,
      folded: [],
    })
    const years = [one('a', '2025', 1), one('a', '2026–2027', 2), one('b', '2026', 4), one('b', '2027', 8)]
    const said = (of: string | undefined) => byYear(years, of).map((row) => [row.year, row.sums.promisedFen])
    expect(said(undefined)).toEqual([
      ['2026–2027', 14],
      ['2025', 1],
    ])
    expect(said('b')).toEqual([
      ['2027', 8],
      ['2026', 4],
    ])
  })

  it('never reaches beyond its frame', () => {
    expect([share(1, 3), share(-1, 3), share(5, 3), share(1, 0)]).toEqual([33.3, 0, 100, 0])
  })
})
