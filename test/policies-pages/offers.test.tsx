import { act, render, screen, waitFor } from '@testing-library/react'
import AheadPage from '@/policies/ahead'
import OffersPage from '@/policies/offers'
import { usePolicies } from '@/policies/store'
import { sampleBook } from '../../mock/policies/book'
import { fourUnknown } from '../policies/small-book'
import { publishBook } from '../../server/policies'
import { linesOf, drawShareCard, type Pen } from '@/policies/policy/share-card'
import { connect, hold, letGo, tap, tapWhenThere } from '../accounts-pages/phone'
import { startHarness, type Harness, type Visitor } from '../harness'

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

const graduate = async (): Promise<Visitor> => {
  const person = await harness.registerPerson({ degree: 'bachelor', graduatesOn: '2026-06-30' })
  await harness.app.worker.drain()
  await hold(person)
  return person
}
const desk = '青年创新创业平台管理办法'
const stateOf = async ({ call }: Visitor) =>
  (await call('GET /me/offers')).items.find(({ title }) => title === desk)?.state

describe('benefits that need no application', () => {
  it('are for who signed in', async () => {
    render(<OffersPage />)
    expect(await screen.findByText('先登录，再继续')).toBeInTheDocument()
  })

  it('say on which records they rest, are confirmed by one tap, and taken back by another', async () => {
    const person = await graduate()
    render(<OffersPage />)
    expect(await screen.findByText(desk)).toBeInTheDocument()
    expect(
      screen.getByText(/依据：最高学历：本科（登记资料）；毕业日期：2026年6月30日（登记资料）/),
    ).toBeInTheDocument()
    expect(screen.getAllByText(/确认，不确认也不会失去/)).not.toHaveLength(0)
    tap(`确认要${desk}`)
    expect(await screen.findByText('已确认')).toBeInTheDocument()
    expect(await stateOf(person)).toBe('confirmed')
    await tapWhenThere(`撤回对${desk}的确认`)
    await waitFor(async () => expect(await stateOf(person)).toBe('open'))
  })

  it('can be declined, and that taken back', async () => {
    const person = await graduate()
    render(<OffersPage />)
    await tapWhenThere(`不需要${desk}`)
    expect(await screen.findByText('你谢绝了')).toBeInTheDocument()
    await tapWhenThere(`撤回对${desk}的谢绝`)
    await waitFor(async () => expect(await stateOf(person)).toBe('open'))
  })

  it('that ended meanwhile say why, beside the button', async () => {
    const person = await graduate()
    render(<OffersPage />)
    await screen.findByText(desk)
    await harness.db
      .updateTable('policy_offer')
      .set({ state: 'closed', closed_because: 'records' })
      .where('person_id', '=', person.personId)
      .execute()
    tap(`确认要${desk}`)
    expect(await screen.findByText(/登记记录变了/)).toBeInTheDocument()
  })

  it('name the records that are missing, and what somebody told is none', async () => {
    const policies = sampleBook.policies.map((policy) => ({
      ...policy,
      examples: fourUnknown,
      criterion:
        policy.code === 'medical-lane'
          ? {
              label: '在本市就业，或是博士',
              any: [
                { fact: 'employedHere', is: true },
                { fact: 'degree', is: 'doctor' },
              ],
            }
          : policy.criterion,
    }))
    await publishBook(
      harness.db,
      { book: { ...sampleBook, policies }, source: '试验文件' },
      harness.clock.now(),
    )
    const person = await harness.registerPerson({ degree: 'associate', graduatesOn: '2021-06-30' })
    const { revision } = await person.call('GET /me/facts')
    await person.call('PUT /me/facts', {
      body: { revision, answers: [{ code: 'employedHere', value: true }] },
    })
    await harness.app.worker.drain()
    await hold(person)
    render(<OffersPage />)
    expect(await screen.findByText('现在没有可以直接给你的')).toBeInTheDocument()
    expect(
      screen.getByRole('link', { name: /人才医疗保健服务办法.*还没有记录：.*在本市就业/ }),
    ).toBeInTheDocument()
  })
})

describe('a message on the day', () => {
  it('is agreed to and ended by a switch beside the line of time', async () => {
    const person = await graduate()
    render(<AheadPage />)
    const toggle = await screen.findByRole('switch', { name: '到那天发消息告诉我' })
    expect(screen.getByText(/默认不发/)).toBeInTheDocument()
    act(() => toggle.click())
    expect(await screen.findByText(/打开的，关掉马上停/)).toBeInTheDocument()
    expect((await person.call('GET /me/policy-watch')).since).not.toBeNull()
    act(() => toggle.click())
    await waitFor(async () => expect((await person.call('GET /me/policy-watch')).since).toBeNull())
  })
})

describe('a picture to share', () => {
  const wide = (text: string) => [...text].length * 10
  it('cuts text between signs, also those of four bytes, and says when there is more', () => {
    expect(linesOf('一二三四五', wide, 20, 5)).toEqual(['一二', '三四', '五'])
    expect(linesOf('𠮷𠮷𠮷', wide, 20, 5)).toEqual(['𠮷𠮷', '𠮷'])
    expect(linesOf('一二三四五', wide, 20, 2)).toEqual(['一二', '三…'])
    expect(linesOf('', wide, 20, 2)).toEqual([])
  })

  it('says what the policy is and gives, marks a sample, and nothing of who shares it', () => {
    const written: string[] = []
    const pen: Pen = {
      fillStyle: '',
      font: '',
      textBaseline: 'top',
      fillRect: () => undefined,
      fillText: (text) => void written.push(text),
      measureText: (text) => ({ width: wide(text) }) as TextMetrics,
      beginPath: () => undefined,
      arc: () => undefined,
      fill: () => undefined,
    }
    const card = {
      title: '人才租房补贴办法',
      summary: '租房每月补贴。',
      department: '星城市住房和城乡建设局',
      amounts: ['硕士 ¥1,200/月', '二', '三', '四', '五'],
      inForce: '2026年1月1日起施行',
    }
    drawShareCard(pen, { ...card, sample: true })
    expect(written).toEqual([
      card.department,
      card.title,
      card.inForce,
      card.summary,
      ...card.amounts.slice(0, 4),
      '聚才 · 查一查你能享受哪几项',
      '示例：不是任何政府的规定',
    ])
    written.length = 0
    drawShareCard(pen, { ...card, sample: false })
    expect(written.join()).not.toContain('示例')
  })
})
