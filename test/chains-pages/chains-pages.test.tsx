import { fireEvent, render, screen, within } from '@testing-library/react'
import CataloguePage from '@/chains/catalogue/index'
import ChainPage from '@/chains/chain/index'
import ChainsPage from '@/chains/list/index'
import ShortagePostPage from '@/chains/post/index'
import { tellFit } from '@/fit-store'
import { phone } from '../doubles/taro'
import { openChains } from '../chains/world'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await openChains(harness)
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

it('lists the chains with what each lacks, and what the numbers rest on', async () => {
  await carry(null)
  render(<ChainsPage />)
  expect(await screen.findByText('新能源电池材料')).toBeInTheDocument()
  expect(screen.getByText(/数字统计到/)).toHaveTextContent('人才办每半年问一次')
})

it('draws a chain, each link by a name that says all that is drawn, and lists the same', async () => {
  await carry(null)
  phone.open('/chains/chain/index', { key: 'battery' })
  render(<ChainPage />)
  const picture = within(await screen.findByRole('group', { name: /新能源电池材料的环节图/ }))
  expect(picture.getAllByRole('button')).toHaveLength(8)
  fireEvent.click(
    picture.getByRole('button', { name: '电解液 缺 18 人 也供给电芯和电池包，特别急需，0 家单位' }),
  )
  const sheet = within(await screen.findByRole('dialog', { name: '电解液' }))
  expect(sheet.getByText(/还没有，是要补的一环/)).toBeInTheDocument()
  expect(sheet.getByText('电解液配方工程师')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '关闭' }))
  fireEvent.click(screen.getByRole('radio', { name: '列表' }))
  expect(await screen.findAllByText('缺的岗位')).toHaveLength(8)
})

it('finds a post by first letters and says when there is none', async () => {
  await carry(null)
  render(<CataloguePage />)
  fireEvent.input(await screen.findByRole('textbox', { name: '找岗位' }), { target: { value: 'djypf' } })
  expect(await screen.findByText('电解液配方工程师')).toBeInTheDocument()
  fireEvent.input(screen.getByRole('textbox', { name: '找岗位' }), { target: { value: '宇航员' } })
  expect(await screen.findByText('没有找到岗位')).toBeInTheDocument()
})

it('remembers by what the catalogue was narrowed, but not the words', async () => {
  await carry(null)
  const first = render(<CataloguePage />)
  fireEvent.click(await screen.findByRole('radio', { name: '特别急需' }))
  fireEvent.input(screen.getByRole('textbox', { name: '找岗位' }), { target: { value: 'djypf' } })
  expect(await screen.findByText('电解液配方工程师')).toBeInTheDocument()
  await new Promise((resolve) => setTimeout(resolve, 400))
  first.unmount()
  render(<CataloguePage />)
  expect(await screen.findByRole('radio', { name: '特别急需', checked: true })).toBeInTheDocument()
  expect(screen.getByRole('textbox', { name: '找岗位' })).toHaveValue('')
})

it('says clause by clause whether a post fits, asks what it does not know, and keeps the answer', async () => {
  const person = await harness.registerPerson({ major: '应用化学', degree: 'master' })
  await carry(person)
  phone.open('/chains/post/index', { key: 'electrolyte-formula' })
  render(<ShortagePostPage />)
  expect(await screen.findByText('学历不低于硕士')).toBeInTheDocument()
  expect(await screen.findByText(/你的专业类别：化学类（登记资料/)).toBeInTheDocument()
  fireEvent.input(await screen.findByRole('textbox', { name: /你工作满几年了/ }), { target: { value: '3' } })
  fireEvent.click(screen.getByRole('button', { name: '就是这样' }))
  expect(await screen.findByText('写明的条件你都符合')).toBeInTheDocument()
})

it('an answer that the account refuses for another reason than keeping none of its kind is refused here too', async () => {
  await carry(await harness.registerPerson())
  await expect(tellFit('degree', 'doctor')).rejects.toMatchObject({ code: 'invalid-request' })
})
