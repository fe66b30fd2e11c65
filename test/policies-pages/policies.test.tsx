import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import AheadPage from '@/policies/ahead'
import BestPage from '@/policies/best'
import ChangesPage from '@/policies/changes'
import FactsPage from '@/policies/facts'
import LibraryPage from '@/policies/library'
import MinePage from '@/policies/mine'
import PolicyPage from '@/policies/policy'
import { factsIn } from '@/policies/own-facts'
import { loadBook, tell, usePolicies } from '@/policies/store'
import { connect, disconnect, hold, letGo, tap, tapWhenThere, type } from '../accounts-pages/phone'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { useSession } from '@/session'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
  act(() => {
    usePolicies.setState({ known: null, told: {}, own: null })
  })
})

/** A master of this year with work, insurance and no home, told on the phone. */
const tellOfMyself = async () => {
  for (const [code, value] of Object.entries({
    degree: 'master',
    graduatesOn: '2026-06-30',
    employedHere: true,
    employerKind: 'firm',
    insuranceMonths: 4,
    ownsHome: false,
    rentsHere: true,
  }))
    await act(() => tell(code, value))
}
/** Rows that a filter left in: the others are there without being displayed (`.off`). */
const shownRows = (title: RegExp) =>
  screen.queryAllByRole('link', { name: title }).filter((row) => row.closest('.off') === null)
const rowOf = async (title: RegExp) => await screen.findByRole('link', { name: title })

/** What is seen in each turn of the event loop after an act, which is all that a phone can draw; React is left to itself. */
const framesAfter = async <T,>(act: () => void, see: () => T): Promise<T[]> => {
  const react = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  react.IS_REACT_ACT_ENVIRONMENT = false
  const seen: T[] = []
  act()
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(see())
  }
  react.IS_REACT_ACT_ENVIRONMENT = true
  return seen
}

describe('the library of policies', () => {
  it('shows all of them to a stranger, found by words, by pinyin and by initials', async () => {
    render(<LibraryPage />)
    expect(await screen.findByText('配套政策 22 项')).toBeInTheDocument()
    expect(screen.getByText(/全部为示例，不是任何政府的规定/)).toBeInTheDocument()
    for (const words of ['租房 补贴', 'rencaizufang', 'rczfbt']) {
      type('找政策', words)
      expect(await rowOf(/租房补贴办法/)).toHaveAttribute('href', '/policies/policy/index?code=rent-subsidy')
      expect(shownRows(/博士后/)).toEqual([])
    }
    type('找政策', '月球基地')
    expect(await screen.findByText('没有找到“月球基地”')).toBeInTheDocument()
    tap('看全部政策')
    expect(await screen.findByText('配套政策 22 项')).toBeInTheDocument()
  })

  it('is narrowed by what one wants to do and by where one stands, and says when nothing is left', async () => {
    render(<LibraryPage />)
    await screen.findByText('配套政策 22 项')
    const choose = (group: string, name: string) =>
      act(() =>
        within(screen.getByRole('radiogroup', { name: group }))
          .getByRole('radio', { name })
          .click(),
      )
    choose('按你在哪一步', '来之前')
    expect(shownRows(/人才驿站管理办法/)).toHaveLength(1)
    expect(shownRows(/人才租房补贴办法/)).toEqual([])
    choose('按你想办的事', '家人安顿')
    expect(await screen.findByText('这里没有政策')).toBeInTheDocument()
    tap('看全部政策')
    expect(await screen.findByText('配套政策 22 项')).toBeInTheDocument()
  })

  it('is there without a network once it was read', async () => {
    const { unmount } = render(<LibraryPage />)
    await screen.findByText('配套政策 22 项')
    unmount()
    disconnect()
    render(<LibraryPage />)
    expect(screen.getByText('配套政策 22 项')).toBeInTheDocument()
  })
})

describe('what I am entitled to', () => {
  it('asks who has not signed in, keeps the answers on the phone, and computes without asking anybody', async () => {
    render(<MinePage />)
    expect(await screen.findByText('先回答一个问题')).toBeInTheDocument()
    expect(screen.getByText(/和 \d+ 项政策有关/)).toBeInTheDocument()
    disconnect()
    await tellOfMyself()
    expect(await screen.findByText(/^\d+ 项可以享受$/)).toBeInTheDocument()
    expect(await rowOf(/^现在可以享受/)).toHaveAttribute('href', '/policies/library/index?place=now')
    expect(await rowOf(/按这些情况算的.*7 项/)).toHaveAttribute('href', '/policies/facts/index')
    expect(Object.keys(usePolicies.getState().told)).toContain('insuranceMonths')
    expect(screen.getByText(/回答只存在这部手机里/)).toBeInTheDocument()
    phone.open('/policies/library/index', { place: 'now' })
    render(<LibraryPage />)
    expect(await rowOf(/青年人才生活补贴办法.*符合/)).toHaveTextContent('¥1,000/月，最长 24 个月')
    expect(shownRows(/博士后/)).toEqual([])
  })

  it('shows each thing known with where it is from, and clears what was told on the phone', async () => {
    await tellOfMyself()
    render(<FactsPage />)
    expect(await screen.findByText('按这 7 项算的')).toBeInTheDocument()
    expect(screen.getByText('最高学历')).toBeInTheDocument()
    tap('清空这部手机上的回答')
    expect(await screen.findByText('还不知道你的情况')).toBeInTheDocument()
  })

  it('says what opens by itself, and on which day', async () => {
    await tellOfMyself()
    await act(() => tell('insuranceMonths', 2))
    phone.open('/policies/library/index', { place: 'soon' })
    const { unmount } = render(<LibraryPage />)
    expect(await rowOf(/青年人才生活补贴办法.*不符合/)).toHaveTextContent(
      /还差 1 个月：2026年12月\d+日起可以享受/,
    )
    unmount()
    render(<AheadPage />)
    expect(await screen.findByText('青年人才生活补贴办法：从这天起可以享受')).toBeInTheDocument()
    expect(screen.getByText(/登录后，可以让我们在开始或结束的当天告诉你/)).toBeInTheDocument()
  })

  it('draws nothing for an answer while another page lies above it', async () => {
    render(<MinePage />)
    await screen.findByText('先回答一个问题')
    act(() => phone.emit('hide'))
    await tellOfMyself()
    expect(screen.getByText('先回答一个问题')).toBeInTheDocument()
    act(() => phone.emit('show'))
    expect(await screen.findByText(/^\d+ 项可以享受$/)).toBeInTheDocument()
  })

  it('refuses a number that is none beside the question, and takes money in yuan', async () => {
    await tellOfMyself()
    await act(() => tell('insuranceMonths', 5))
    render(<FactsPage />)
    await screen.findByText('按这 7 项算的')
    tap(/连续缴纳社保的月数/)
    const sheet = within(await screen.findByRole('dialog'))
    type(/连续缴了几个月社保/, '半年')
    act(() => sheet.getByRole('button', { name: '就是这样' }).click())
    expect(await sheet.findByText(/请填数字，单位是个月/)).toBeInTheDocument()
    type(/连续缴了几个月社保/, '7')
    act(() => sheet.getByRole('button', { name: '就是这样' }).click())
    await waitFor(() => expect(usePolicies.getState().told.insuranceMonths?.value).toBe(7))
  })

  it('offers what was told before signing in to the account, once, and lets others delete it', async () => {
    const { unmount } = render(<MinePage />)
    await screen.findByText('先回答一个问题')
    await tellOfMyself()
    unmount()
    const person = await harness.registerPerson({ degree: 'bachelor' })
    await hold(person)
    render(<MinePage />)
    await screen.findByText('登录前，这部手机上答过 7 项')
    tap('是我答的，存下')
    await waitFor(() => expect(screen.queryByText(/登录前，这部手机上答过/)).not.toBeInTheDocument())
    const facts = (await person.call('GET /me/facts')).items
    expect(facts.find(({ code }) => code === 'degree')).toMatchObject({
      value: 'bachelor',
      source: 'registration',
    })
    expect(facts.find(({ code }) => code === 'insuranceMonths')).toMatchObject({ value: 4, source: 'self' })
    expect(usePolicies.getState().told).toEqual({})
  })

  it('keeps of it what is taken, says what is not and why, and leaves that on the phone', async () => {
    await act(() => tell('enrolledOn', '2026-09-01'))
    await act(() => tell('rentsHere', true))
    const person = await harness.registerPerson({ graduatesOn: '2026-06-30' })
    await hold(person)
    render(<MinePage />)
    await screen.findByText('登录前，这部手机上答过 2 项')
    tap('是我答的，存下')
    expect(await screen.findByText(/剩下 1 项没有存：毕业日期早于入学日期/)).toBeInTheDocument()
    const told = (await person.call('GET /me/facts')).items.filter(({ source }) => source === 'self')
    expect(told.map(({ code }) => code)).toEqual(['rentsHere'])
    expect(Object.keys(usePolicies.getState().told)).toEqual(['enrolledOn'])
    tap('不是我，删掉')
    await waitFor(() => expect(screen.queryByText(/登录前，这部手机上答过/)).not.toBeInTheDocument())
  })

  it('shows the next person nothing that was answered before somebody signed out', async () => {
    await tellOfMyself()
    await hold(await harness.registerPerson())
    expect(Object.keys(usePolicies.getState().told)).toHaveLength(7) // offered, and left alone
    act(() => useSession.getState().signedOut())
    render(<MinePage />)
    expect(await screen.findByText('先回答一个问题')).toBeInTheDocument()
    await act(() => tell('rentsHere', true))
    expect(Object.keys(usePolicies.getState().told)).toEqual(['rentsHere'])
  })

  it('asks three questions, counts them down, and more only of who wants to go on', async () => {
    render(<MinePage />)
    for (const left of [3, 2, 1]) {
      expect(await screen.findByText(`还有 ${left} 个问题`)).toBeInTheDocument()
      tap('先不答')
    }
    expect(await screen.findByRole('button', { name: /^再答 3 个，还有 \d+ 项说不准$/ })).toBeInTheDocument()
    expect(screen.queryByText('问你一句')).not.toBeInTheDocument()
    tap(/^再答 3 个/)
    expect(await screen.findByText('还有 3 个问题')).toBeInTheDocument()
  })

  it('draws no fourth question for a moment when the third is answered', async () => {
    render(<MinePage />)
    for (const left of [3, 2]) {
      expect(await screen.findByText(`还有 ${left} 个问题`)).toBeInTheDocument()
      tap('先不答')
    }
    expect(await screen.findByText('还有 1 个问题')).toBeInTheDocument()
    const asked = () => document.querySelector('.field-label')?.textContent
    for (const [part, value] of [
      ['年', '2001'],
      ['月', '02'],
      ['日', '03'],
    ] as const)
      fireEvent.change(screen.getByRole('combobox', { name: part }), { target: { value } })
    const seen = await framesAfter(() => screen.getByRole('button', { name: '就是这样' }).click(), asked)
    expect(Object.values(usePolicies.getState().told)).toHaveLength(1)
    expect(new Set(seen)).toEqual(new Set([undefined]))
    expect(screen.getByRole('button', { name: /^再答/ })).toBeInTheDocument()
  })

  it('refuses an answer that contradicts another, before anybody signed in', async () => {
    await act(() => tell('birthday', '2015-01-01'))
    await act(() => tell('graduatesOn', '2026-06-30'))
    render(<FactsPage />)
    await screen.findByText('按这 2 项算的')
    tap(/毕业日期/)
    const sheet = within(await screen.findByRole('dialog'))
    act(() => sheet.getByRole('button', { name: '就是这样' }).click())
    expect(await sheet.findByText('毕业时不到 15 岁，请检查出生日期和毕业日期')).toBeInTheDocument()
  })

  it('takes money as people write it, and says the most in yuan', async () => {
    await act(() => tell('monthlyIncome', 600_000))
    render(<FactsPage />)
    await screen.findByText('按这 1 项算的')
    for (const [words, fen] of [
      ['8,000', 800_000],
      ['１２，０００ 元', 1_200_000],
      ['9000.5元/月', 900_050],
    ] as const) {
      tap(/家庭月收入/)
      const sheet = within(await screen.findByRole('dialog'))
      type(/一个月的税前收入/, words)
      act(() => sheet.getByRole('button', { name: '就是这样' }).click())
      await waitFor(() => expect(usePolicies.getState().told.monthlyIncome?.value).toBe(fen))
    }
    tap(/家庭月收入/)
    const sheet = within(await screen.findByRole('dialog'))
    for (const [words, said] of [
      ['2000000', '“家庭月收入”不能大于 1,000,000 元/月，请检查'],
      ['8,00', '请填数字，单位是元/月'],
      ['8 千', '请填数字，单位是元/月'],
    ] as const) {
      type(/一个月的税前收入/, words)
      act(() => sheet.getByRole('button', { name: '就是这样' }).click())
      expect(await sheet.findByText(said)).toBeInTheDocument()
    }
  })

  it('shows the next person on the phone nothing of what the one before has in their account', async () => {
    const one = await harness.registerPerson()
    await hold(one)
    const { unmount } = render(<MinePage />)
    await rowOf(/按这些情况算的/)
    await act(() => tell('rentsHere', true))
    unmount()
    letGo()
    render(<MinePage />)
    expect(await screen.findByText('先回答一个问题')).toBeInTheDocument()
  })
})

describe('one policy', () => {
  it('is held against a person clause by clause, with fact, source and date', async () => {
    phone.open('/policies/policy/index', { code: 'living-subsidy' })
    render(<PolicyPage />)
    expect(await screen.findByText('逐条对照你的情况')).toBeInTheDocument()
    expect(screen.getAllByText(/^还不知道：/).length).toBeGreaterThan(1)
    await tellOfMyself()
    expect(await screen.findByText(/社保.*：4 个月（本人填写，2026年11月22日）/)).toBeInTheDocument()
    expect(screen.getByText('¥1,000/月，最长 24 个月')).toBeInTheDocument()
    expect(screen.getByText('第三条第二项')).toBeInTheDocument()
  })

  it('that is not there says so, with a way on', async () => {
    phone.open('/policies/policy/index', { code: 'gone' })
    render(<PolicyPage />)
    expect(await screen.findByText('没有这项政策')).toBeInTheDocument()
    await tapWhenThere('看全部政策')
  })
})

describe('what changed of a policy', () => {
  it('stands side by side, version by version', async () => {
    await publishBook(
      harness.db,
      {
        book: {
          ...sampleBook,
          policies: sampleBook.policies.map((one) =>
            one.code === 'rent-subsidy' ? { ...one, department: '星城市房产局' } : one,
          ),
        },
        source: '改了部门的一版',
      },
      harness.clock.now(),
    )
    phone.open('/policies/changes/index', { code: 'rent-subsidy' })
    render(<ChangesPage />)
    expect(await screen.findByText('第 2 版')).toBeInTheDocument()
    expect(screen.getByText('主管部门')).toBeInTheDocument()
    expect(screen.getByText('星城市住房和城乡建设局')).toBeInTheDocument()
    expect(screen.getByText('星城市房产局')).toBeInTheDocument()
    expect(screen.getByText(/从这一版起有这项政策/)).toBeInTheDocument()
  })

  it('of a policy that never was says so', async () => {
    phone.open('/policies/changes/index', { code: 'gone' })
    render(<ChangesPage />)
    expect(await screen.findByText('没有找到')).toBeInTheDocument()
  })
})

describe('the best combination', () => {
  const rent = {
    code: 'rent-subsidy',
    label: '人才租房补贴',
    from: '2026-09-10',
    until: '2029-08-31',
    payments: [{ month: '2026-11', fen: 120_000 }],
  }
  const tellOfRent = async () => {
    await tellOfMyself()
    for (const [code, value] of [
      ['otherBenefit', 'none'],
      ['monthlyIncome', 700_000],
    ] as const)
      await act(() => tell(code, value))
  }
  /** Of an account that holds something: what was told on the phone, as if the account had it. */
  const holding = async (held: (typeof rent)[]) => {
    const facts = usePolicies.getState().told
    const person = await harness.registerPerson({ degree: 'master', graduatesOn: '2026-06-30' })
    await hold(person)
    const answers = Object.entries(facts)
      .filter(([code]) => !['degree', 'graduatesOn'].includes(code))
      .map(([code, { value }]) => ({ code, value }))
    const { revision } = await person.call('GET /me/facts')
    const told = await person.call('PUT /me/facts', { body: { revision, answers } })
    act(() => {
      usePolicies.setState({
        told: {},
        own: { of: person.personId, revision: told.revision, facts: factsIn(told.items), held },
      })
    })
  }

  it('shows what is held as such, and neither proposes it again nor counts it', async () => {
    await tellOfRent()
    await act(() => loadBook())
    const proposed = () => screen.getByText(/^这样组合：/).parentElement as HTMLElement
    const { unmount } = render(<BestPage />)
    await screen.findByText(/^这样组合：/)
    expect(within(proposed()).getByText('人才租房补贴办法')).toBeInTheDocument()
    expect(screen.queryByText('正在享受')).not.toBeInTheDocument()
    unmount()
    await holding([rent])
    disconnect()
    const { unmount: leave } = render(<BestPage />)
    expect(await screen.findByText('正在享受')).toBeInTheDocument()
    expect(screen.getByText('2026年9月10日起，到2029年8月31日止')).toBeInTheDocument()
    expect(within(proposed()).queryByText('人才租房补贴办法')).not.toBeInTheDocument()
    expect(screen.getByText('从本月起 36 个月，还最多可得')).toBeInTheDocument()
    leave()
    render(<MinePage />)
    expect(await rowOf(/^三年合计还能最多/)).toHaveTextContent('正在享受的 1 项不算在内')
  })

  it('says of what has a cap without a value that it cannot be told, by the name of the cap', async () => {
    await tellOfRent()
    const { book, ...version } = await loadBook()
    const parameters = book.parameters.map((one) =>
      one.code === 'personalCap' ? { ...one, values: one.values.slice(1) } : one,
    )
    act(() => {
      usePolicies.setState({ known: { ...version, version: 99, book: { ...book, parameters } } })
    })
    disconnect()
    const { unmount } = render(<BestPage />)
    expect(await screen.findByText('现在算不出，没有算进合计')).toBeInTheDocument()
    expect(
      screen.getAllByText(/“个人补贴合计上限”在2026年11月\d+日没有公布的值，算不出“人才租房补贴”/),
    ).toHaveLength(1)
    unmount()
    render(<MinePage />)
    expect(await rowOf(/^三年合计最多/)).toHaveTextContent(/另有 \d+ 项现在算不出，没有算在内/)
  })

  it('says what brings most in three years, and what another choice costs', async () => {
    render(<BestPage />)
    expect(await screen.findByText('还没有可以组合的待遇')).toBeInTheDocument()
    await tellOfMyself()
    for (const [code, value] of [
      ['otherBenefit', 'none'],
      ['monthlyIncome', 700_000],
    ] as const)
      await act(() => tell(code, value))
    expect(await screen.findByText('从本月起 36 个月，最多可得')).toBeInTheDocument()
    expect(screen.getByText(/^这样组合：/)).toBeInTheDocument()
    expect(screen.getByRole('img', { name: /个月有钱到账/ })).toBeInTheDocument()
    expect(screen.getByText(/^如果换成第二种，三年会少 /)).toBeInTheDocument()
  })
})
