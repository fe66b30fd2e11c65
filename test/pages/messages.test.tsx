import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { byDay } from '@/pages/messages/days'
import MessagesPage from '@/pages/messages'
import { useSession } from '@/session'
import { notify } from '../../server/notifications'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { phone } from '../doubles/taro'
import { carry, connect } from './phone-with-api'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const receive = async ({ personId }: Visitor, count: number, link: string | null = null) => {
  for (let turn = 1; turn <= count; turn += 1) {
    harness.clock.advance(1)
    await notify(harness.db, testVault(), harness.clock.now(), {
      personId,
      kind: 'security',
      title: `提醒 ${turn}`,
      body: '内容',
      link,
    })
  }
}

it('asks a visitor to sign in', async () => {
  await carry(null)
  render(<MessagesPage />)
  expect(screen.getByRole('button', { name: '去登录' })).toBeInTheDocument()
})

it('says what to do while there is none', async () => {
  await carry(await harness.signIn())
  render(<MessagesPage />)
  expect(await screen.findByText('还没有消息')).toBeInTheDocument()
})

it('brings every message once, page by page, newest first', async () => {
  const person = await harness.signIn()
  await receive(person, 45)
  await carry(person)
  render(<MessagesPage />)
  expect(await screen.findByText('提醒 45')).toBeInTheDocument()
  expect(screen.getAllByText(/^提醒 /)).toHaveLength(20)
  fireEvent.click(screen.getByRole('button', { name: '显示更多' }))
  await screen.findByText('提醒 25')
  // The lower end may be reached twice before the page has come.
  act(() => {
    phone.emit('reach-bottom')
    phone.emit('reach-bottom')
  })
  await screen.findByText('提醒 1')
  expect(screen.getAllByText(/^提醒 /).map((title) => title.textContent)).toEqual(
    Array.from({ length: 45 }, (_, index) => `提醒 ${45 - index}`),
  )
  expect(screen.queryByRole('button', { name: '显示更多' })).not.toBeInTheDocument()
})

it('marks one read on the way to its page, then all, on the server too', async () => {
  const person = await harness.signIn()
  await receive(person, 3, '/account/sessions/index')
  await carry(person)
  render(<MessagesPage />)
  expect(await screen.findByText('3 条未读')).toBeInTheDocument()
  expect(Taro.setTabBarBadge).toHaveBeenLastCalledWith({ index: 3, text: '3' })
  fireEvent.click(screen.getByRole('link', { name: /提醒 2/ }))
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/account/sessions/index' })
  expect(screen.getByText('2 条未读')).toBeInTheDocument()
  fireEvent.click(screen.getByRole('button', { name: '全部已读' }))
  await screen.findByText('都标为已读了')
  expect(screen.queryByText(/条未读$/)).not.toBeInTheDocument()
  expect((await person.call('GET /me')).unreadMessages).toBe(0)
  expect(useSession.getState().me?.unreadMessages).toBe(0)
  expect(Taro.removeTabBarBadge).toHaveBeenCalled()
})

it('names days as people do, by the calendar in China', () => {
  const at = (createdAt: string) => ({ id: createdAt, createdAt }) as never
  const now = Date.parse('2026-11-22T01:00:00Z')
  const days = byDay(
    [
      at('2026-11-21T16:30:00Z'),
      at('2026-11-21T15:00:00Z'),
      at('2026-11-20T03:00:00Z'),
      at('2025-12-31T03:00:00Z'),
    ],
    now,
  )
  expect(days.map(({ name }) => name)).toEqual(['今天', '昨天', '11月20日 周五', '2025年12月31日 周三'])
})
