import { fireEvent, render, screen, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ServicePage from '@/city/service'
import PlanPage from '@/city/plan'
import { useCatalogueFilter } from '@/catalogue-filter'
import ServicesPage from '@/pages/services'
import { searchPrograms, searchServices } from '@/pages/services/search'
import { startHarness, type Harness } from '../harness'
import { phone } from '../doubles/taro'
import { carry, connect } from './phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  useCatalogueFilter.setState({ situation: null })
  connect(harness)
})

const links = () =>
  within(screen.getByRole('main'))
    .getAllByRole('link')
    .filter((link) => link.getAttribute('href')?.startsWith('/city/service/'))

it('finds services by the words of their name, summary and benefit', async () => {
  await carry(null)
  render(<ServicesPage />)
  await screen.findByText('求职指导')
  expect(links()).toHaveLength(14)
  const box = screen.getByRole('textbox', { name: '找服务' })
  fireEvent.change(box, { target: { value: '免费 住' } })
  expect(links().map((link) => link.getAttribute('href'))).toEqual(['/city/service/index?id=hostel-stay'])
  fireEvent.change(box, { target: { value: '火箭' } })
  expect(screen.getByText('没有找到“火箭”')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '看全部服务' }))
  expect(links()).toHaveLength(14)
})

it('searches as people type: full width, capitals, several words', () => {
  const services = [{ name: 'WiFi 自习室', summary: '', benefit: '每天 4 小时' }]
  expect(searchServices(services, 'ＷＩＦＩ　４')).toHaveLength(1)
  expect(searchServices(services, 'wifi 住宿')).toHaveLength(0)
})

it.each(['归根', 'guigen', 'gg', 'ＧＧ', '返乡'])(
  'finds what one can apply for by “%s”: words, pinyin and initials',
  async (query) => {
    await carry(null)
    render(<ServicesPage />)
    expect(
      await screen.findByRole('link', { name: /“归根”登记.*5 个工作日答复/ }, { timeout: 20_000 }),
    ).toHaveAttribute('href', '/applications/program/index?key=homecoming')
    fireEvent.change(screen.getByRole('textbox', { name: '找服务' }), { target: { value: query } })
    expect(screen.getByRole('link', { name: /“归根”登记/ })).toBeInTheDocument()
    expect(screen.queryByText('求职指导')).not.toBeInTheDocument()
  },
)

it.each([
  ['求职指导', 'qzzd', '/city/service/index?id=job-advice'],
  ['工作站', 'gongzuozhan', '/homecoming/stations/index'],
  ['工作站', 'GZZ', '/homecoming/stations/index'],
  ['亲情招商', 'qqzs', '/homecoming/referrals/index'],
  ['推荐', '推荐', '/homecoming/referrals/index'],
  ['公示', 'gongshi', '/applications/notices/index'],
])('finds %s by “%s”, and nothing of 看病', async (_name, query, to) => {
  await carry(null)
  render(<ServicesPage />)
  await screen.findByText('求职指导')
  fireEvent.change(screen.getByRole('textbox', { name: '找服务' }), { target: { value: query } })
  const hrefs = within(screen.getByRole('main'))
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'))
  expect(hrefs).toContain(to)
  expect(hrefs).not.toContain('/city/service/index?id=medical-lane')
})

it('leads to the stations, to referrals and to public notices', async () => {
  await carry(null)
  render(<ServicesPage />)
  for (const [name, to] of [
    ['招才引智工作站', '/homecoming/stations/index'],
    ['亲情招商', '/homecoming/referrals/index'],
    ['公示', '/applications/notices/index'],
  ] as const) {
    expect(await screen.findByRole('link', { name: new RegExp(`^${name}`) })).toHaveAttribute('href', to)
  }
})

it('looks for letters at the beginning of a keyword only', () => {
  const programs = [{ title: '人才认定', summary: '', keywords: ['人才认定', 'rencairending', 'rcrd'] }]
  expect(searchPrograms(programs, 'rc')).toHaveLength(1)
  expect(searchPrograms(programs, 'rd')).toHaveLength(0)
})

it('shows what one situation needs, and marks what is mine by my tier', async () => {
  await carry(await harness.registerPerson({ degree: 'associate' }))
  render(<ServicesPage />)
  fireEvent.click(await screen.findByRole('radio', { name: '看病健身' }))
  const [lane, fitness] = links()
  expect(lane).toHaveTextContent('需要 C 类以上')
  expect(fitness).toHaveTextContent('你可享')
  fireEvent.click(screen.getByRole('switch', { name: '只看我能享受的' }))
  expect(links()).toHaveLength(1)
})

describe('a service', () => {
  const open = (id: string) => {
    phone.open('/city/service/index', { id })
    render(<ServicePage />)
  }

  it('says why it is mine, by the clause, and where to go', async () => {
    await carry(await harness.registerPerson())
    open('medical-lane')
    expect(await screen.findByText('你可以享受：你是 C 类 · 本科人才')).toBeInTheDocument()
    expect(screen.getByText(/全日制本科毕业五年以内的，为 C 类人才/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: /打电话给老城区人才服务大厅/ }))
    expect(Taro.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0700-8551515' })
    fireEvent.click(screen.getByRole('button', { name: '在地图上看老城区人才服务大厅' }))
    expect(Taro.openLocation).toHaveBeenCalledWith(
      expect.objectContaining({ latitude: 28.1962, longitude: 112.9836 }),
    )
  })

  it('says why it is not mine and what would be', async () => {
    await carry(await harness.registerPerson({ degree: 'associate' }))
    open('medical-lane')
    expect(
      await screen.findByText(/你现在还不能享受：你是 D 类 · 青年人才，这项从 C 类 · 本科人才 起/),
    ).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '看看我能享受的' })).toBeInTheDocument()
  })

  it('that has ended says so', async () => {
    await carry(null)
    open('gone')
    expect(await screen.findByText('没有这项服务')).toBeInTheDocument()
  })
})

it('the plan shows its pillars, offers and how far one has come', async () => {
  await carry(await harness.registerPerson())
  render(<PlanPage />)
  expect(await screen.findByText('政策提档')).toBeInTheDocument()
  expect(screen.getByText('市场价 70%')).toBeInTheDocument()
  for (const label of ['千名大学生留老城', '领取人才码', '亮码享服务', '人才认定', '归根回乡', '安居公寓'])
    expect(await screen.findByRole('img', { name: new RegExp(`^${label}：\\d+人`) })).toBeInTheDocument()
  expect(screen.getByRole('listitem', { name: '登记，已完成' })).toBeInTheDocument()
  expect(screen.getByRole('listitem', { name: '领取人才码，进行中' })).toBeInTheDocument()
})
