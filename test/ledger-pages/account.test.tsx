import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import AccountPage from '@/ledger/account'
import { nextNumber } from '@/ledger/account/typed'
import {
  connect,
  describedBy,
  disconnect,
  hold,
  letGo,
  tap,
  tapWhenThere,
  type,
} from '../accounts-pages/phone'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  allot,
  bankAnswers,
  card,
  giveAccount,
  otherCard,
  oweTo,
  releasedRun,
  setBudget,
} from '../ledger/world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
afterEach(letGo)

const open = async (name = '林小满'): Promise<Visitor> => {
  const person = await harness.registerPerson({ name })
  connect(harness.transport)
  await hold(person)
  return person
}
const number = () => screen.getByLabelText<HTMLInputElement>('账号')
const accountOf = async ({ call }: Visitor) => (await call('GET /me/bank-account')).account

it('the number is grouped in fours while it is typed, and cleaned first where it was pasted', () => {
  expect(nextNumber('6222', '62220')).toBe('6222 0')
  expect(nextNumber('6222 0', '6222 ')).toBe('6222')
  expect(nextNumber('', '\u202D6222-0212 3456\u00A07890 128\u202C')).toBe('6222 0212 3456 7890 128')
  expect(nextNumber('1', '６２２２０２１２３４５６７８９０１２８')).toBe('6222 0212 3456 7890 128')
  expect(nextNumber('6222 0212', '6222 90212')).toBe('6222 90212') // mended in the middle: the cursor stays
  expect(nextNumber('', '6222O212')).toBe('6222 O212') // what is no digit is refused, not dropped
})

it('is given: judged at each field, confirmed, kept masked', async () => {
  const person = await open()
  render(<AccountPage />)
  expect(await screen.findByLabelText('收款人姓名')).toHaveValue('林小满')
  expect(screen.getByText('为什么要填，存在哪里')).toBeInTheDocument()
  type('收款人姓名', '王大力')
  type('开户行', '星城')
  type('账号', '6222 0212 3456 7890 129')
  tap('存下这个账户')
  expect(describedBy('收款人姓名')).toContain('要和你登记的姓名“林小满”一致')
  expect(describedBy('开户行')).toContain('写全称')
  expect(describedBy('账号')).toContain('校验位不符')
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  type('收款人姓名', '林小满')
  expect(describedBy('收款人姓名')).not.toContain('“林小满”一致。') // the fault goes as soon as it is put right
  type('开户行', '星城银行"老城支行')
  tap('存下这个账户')
  expect(describedBy('开户行')).toContain('银行文件里不能有“"”')
  type('开户行', '星城银行老城支行')
  type('账号', '1234567')
  tap('存下这个账户')
  expect(describedBy('账号')).toContain('账号有 7 位')
  type('账号', card)
  expect(number()).toHaveValue('6222 0212 3456 7890 128')
  tap('存下这个账户')
  expect(await screen.findByRole('alertdialog')).toHaveTextContent('6222 0212 3456 7890 128')
  expect(screen.getByRole('alertdialog')).toHaveTextContent('单独同意')
  expect(await accountOf(person)).toBeNull() // nothing before it is confirmed
  tap('同意，存下')
  expect(await screen.findByText('以后的款付到星城银行老城支行，尾号 0128。')).toBeInTheDocument()
  expect(await accountOf(person)).toMatchObject({ maskedNumber: '**** 0128', version: 1 })
  expect(screen.getByRole('img', { name: '尾号 0128' })).toBeInTheDocument()
  expect(screen.queryByLabelText('账号')).not.toBeInTheDocument()
})

it('keeps what was typed on failure and on the way back, for its person alone', async () => {
  const person = await open()
  const first = render(<AccountPage />)
  await screen.findByLabelText('账号')
  type('开户行', '星城银行老城支行')
  type('账号', card)
  disconnect()
  tap('存下这个账户')
  await tapWhenThere('同意，存下')
  expect(await screen.findByText('没有存成，填写的内容都还在')).toBeInTheDocument()
  expect(number()).toHaveValue('6222 0212 3456 7890 128')
  first.unmount()
  connect(harness.transport)
  const second = render(<AccountPage />)
  expect(await screen.findByLabelText('开户行')).toHaveValue('星城银行老城支行')
  expect(number()).toHaveValue('6222 0212 3456 7890 128')
  second.unmount()
  await open()
  const other = render(<AccountPage />)
  expect(await screen.findByLabelText('开户行')).toHaveValue('')
  other.unmount()
  await hold(person)
  render(<AccountPage />)
  expect(await screen.findByLabelText('开户行')).toHaveValue('星城银行老城支行')
  tap('存下这个账户')
  await tapWhenThere('同意，存下')
  expect(await screen.findByText(/^以后的款付到/)).toBeInTheDocument()
})

it('replaces another only when confirmed, and may be left as it is', async () => {
  const person = await open()
  await giveAccount(person)
  render(<AccountPage />)
  await tapWhenThere('换一个账户')
  type('开户行', '星城银行新城支行')
  type('账号', otherCard)
  tap('换成这个账户')
  expect(await screen.findByRole('alertdialog')).toHaveTextContent(
    '它代替尾号 0128。已经送到银行的款仍付到原来的账户',
  )
  tap('再核对')
  tap('不换了，还用原来的')
  expect(await screen.findByRole('button', { name: '换一个账户' })).toBeInTheDocument()
  expect((await accountOf(person))?.maskedNumber).toBe('**** 0128')
})

it('says how many returned payments go back into the plan by it', async () => {
  const person = await open()
  const leads = [await harness.office('lead'), await harness.office('lead')] as const
  await setBudget(leads[0], 100_000_000)
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await oweTo(harness, person.personId)
  await allot(leads[0])
  const run = await releasedRun(...leads)
  await bankAnswers(
    harness,
    leads[0],
    [1, 2].map((sequence) => ({
      number: run.number,
      sequence,
      yuan: '800',
      result: '失败',
      words: '账户已销户',
    })),
  )
  render(<AccountPage />)
  expect(await screen.findByText('银行退回了 2 笔，共 ¥1,600.00')).toBeInTheDocument()
  type('开户行', '星城银行新城支行')
  type('账号', otherCard)
  tap('换成这个账户')
  expect(await screen.findByRole('alertdialog')).toHaveTextContent('银行退回的 2 笔会重新列入用款计划')
  tap('同意，换成它')
  expect(await screen.findByText(/退回的 2 笔已重新列入用款计划，进入下一批付款/)).toBeInTheDocument()
  expect((await person.call('GET /me/payments')).items.map(({ state }) => state)).toEqual([
    'budgeted',
    'budgeted',
  ])
})

it.each([
  ['𠮷野·买买提', '𠮷野 ‧ 买买提'],
  ['Jean-Luc O’Neill', "JEAN-LUC O'NEILL"],
  ['陈大文', '陈大文 '],
])('takes the name %s as it is written elsewhere', async (registered, written) => {
  const person = await open(registered)
  render(<AccountPage />)
  await screen.findByLabelText('账号')
  type('收款人姓名', written)
  type('开户行', 'Hang Seng Bank (China)')
  type('账号', card)
  fireEvent.blur(number())
  tap('存下这个账户')
  await tapWhenThere('同意，存下')
  await waitFor(async () => expect((await accountOf(person))?.bankName).toBe('Hang Seng Bank (China)'))
  await act(async () => undefined)
})

it('asks a stranger to sign in', async () => {
  connect(harness.transport)
  render(<AccountPage />)
  expect(await screen.findByText('先登录，再继续')).toBeInTheDocument()
})
