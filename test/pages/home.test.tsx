import { fireEvent, render, screen, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { useCityStore } from '@/city-store'
import HomePage from '@/pages/home'
import { nextService } from '@/pages/home/next-service'
import { employerOf } from '../employers/world'
import { terms } from '../engagements/world'
import { minutesFrom } from '../fairs/world'
import { startHarness, type Harness } from '../harness'
import { answerAs, applyFor, openPost } from '../posts/world'
import { phone } from '../doubles/taro'
import { carry, connect } from './phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  useCityStore.setState({ city: null, figures: null })
  connect(harness)
})

const nextStep = async () => {
  const card = (await screen.findByText('下一步')).parentElement as HTMLElement
  return { card: within(card), button: within(card).getByRole('button') }
}

// First, because a city once answered is known for a minute.
it('says what happened without a network, and keeps what it knew when there is any', async () => {
  await carry(null)
  connect(harness, () => true)
  const first = render(<HomePage />)
  expect(await screen.findByText('没有连上网络')).toBeInTheDocument()
  connect(harness)
  fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
  expect((await nextStep()).button).toHaveTextContent('登录')
  first.unmount()
  connect(harness, (path) => path.startsWith('/me'))
  await carry(await harness.registerPerson())
  render(<HomePage />)
  expect((await nextStep()).button).toHaveTextContent('领取人才码')
})

it('shows a first-time visitor what the city offers, in figures, and one next step', async () => {
  await carry(null)
  render(<HomePage />)
  expect(screen.getAllByRole('status', { name: '正在加载' }).length).toBeGreaterThan(0)
  const { button } = await nextStep()
  expect(button).toHaveTextContent('登录')
  expect(screen.getByText('800–2,000 元/月')).toBeInTheDocument()
  expect(screen.getByText('示例')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: /找住处/ })).toHaveTextContent('2 项')
  expect(screen.getByRole('img', { name: /千名大学生留老城：0人，目标 1000人/ })).toBeInTheDocument()
  fireEvent.click(button)
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/account/sign-in/index' })
})

it('leads whoever has signed in to the registration, and back to one that was begun', async () => {
  await carry(await harness.signIn())
  const first = render(<HomePage />)
  expect((await nextStep()).button).toHaveTextContent('两分钟登记')
  first.unmount()
  phone.storage.set('register-draft', '{}')
  render(<HomePage />)
  expect((await nextStep()).button).toHaveTextContent('继续登记')
})

it('shows a registered person their card and leads them to the code', async () => {
  await carry(await harness.registerPerson())
  render(<HomePage />)
  const { button } = await nextStep()
  expect(button).toHaveTextContent('领取人才码')
  expect(screen.getByRole('link', { name: /林小满.*C 类 · 本科人才/ })).toHaveAttribute(
    'href',
    '/pages/code/index',
  )
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('林小满')
  fireEvent.click(button)
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/code/index' })
})

it('leads whoever agreed to less than the notice says now to what is new, beside the next step', async () => {
  const person = await harness.registerPerson()
  await carry(person)
  const { unmount } = render(<HomePage />)
  await nextStep()
  expect(screen.queryByRole('link', { name: /隐私说明有了新内容/ })).not.toBeInTheDocument()
  unmount()
  await harness.db
    .updateTable('consent')
    .set({ notice_version: 2 })
    .where('person_id', '=', person.personId)
    .execute()
  await carry(person)
  render(<HomePage />)
  expect((await nextStep()).button).toHaveTextContent('领取人才码')
  expect(screen.getByRole('link', { name: /隐私说明有了新内容/ })).toHaveAttribute(
    'href',
    '/account/consents/index',
  )
})

it('gives a clerk the scanner at the top', async () => {
  const station = '01930000-0000-7000-8000-000000000001'
  await carry(await harness.staff('clerk', station))
  render(<HomePage />)
  const scanner = await screen.findByRole('link', { name: /扫码核验/ })
  expect(scanner).toHaveTextContent('老城区人才服务大厅')
  expect(within(screen.getByRole('main')).getAllByRole('link')[0]).toBe(scanner)
})

describe('the next service', () => {
  const city = {
    services: [
      ['a', 'day'],
      ['b', 'ever'],
      ['c', 'ever'],
    ].map(([name, per]) => ({ name, tiers: ['c'], stationIds: ['x'], occasion: { per } })),
  } as never
  it.each([
    ['is the rarest not used yet', 'c', [], 'b'],
    ['passes over what was used', 'c', ['b'], 'c'],
    ['comes to the everyday last', 'c', ['b', 'c'], 'a'],
    ['is none when all were used', 'c', ['a', 'b', 'c'], undefined],
    ['is none for another tier', 'd', [], undefined],
  ])('%s', (_, tier, used, name) => expect(nextService(city, tier, used)?.name).toBe(name))
})

it('puts first what waits and ends first, and names the rest', async () => {
  const person = await harness.registerPerson()
  const employer = await employerOf(harness)
  const { code } = await person.call('POST /me/engagement-codes')
  await employer.recruiter.call('POST /employers/:employer/engagements', {
    params: { employer: employer.id },
    body: { kind: 'weekend', applicationId: null, code, terms: terms(harness) },
  })
  const post = await openPost(harness, employer)
  let { id, revision }: { id: string; revision: number } = await applyFor(person, post.id)
  for (const step of [
    { event: 'shortlist' },
    { event: 'interview', interview: { at: minutesFrom(harness, 2_000), place: '3 楼' } },
    { event: 'offer' },
  ] as const)
    ({ id, revision } = await answerAs(employer.recruiter, employer, { id, revision }, step))
  await carry(person)
  render(<HomePage />)
  const { card, button } = await nextStep()
  expect(card.getByRole('heading', { name: `${employer.name}邀请你` })).toBeInTheDocument()
  expect(button).toHaveTextContent('看邀约')
  expect(screen.getByRole('link', { name: /决定录用你/ })).toHaveAttribute(
    'href',
    `/posts/application/index?id=${id}`,
  )
})
