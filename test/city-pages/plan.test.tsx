import { act, render, screen, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import GraduatesPage from '@/city/graduates'
import { curveOf, roundUp } from '@/city/graduates/curve'
import { galaxyUri } from '@/city/graduates/galaxy'
import PartPage from '@/city/part'
import PlanPage from '@/city/plan'
import { brandStyle, useCityStore } from '@/city-store'
import { Page } from '@/components/page'
import { useSettings } from '@/settings'
import { wavesUri } from '@/theme/constellation-svg'
import { sampleCity } from '../../mock/city/city'
import { secondCity } from '../../mock/city/second'
import { connect, disconnect, letGo, tap, tapWhenThere } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  for (let turn = 0; turn < 6; turn += 1) await harness.registerPerson()
  await harness.registerPerson({ presentRegion: '440305' })
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
})

describe('a part of the plan', () => {
  const open = (key: string) => {
    phone.open('/city/part/index', { key })
    render(<PartPage />)
  }

  it('shows its figures with what each counts, its policies, and the ways in', async () => {
    open('attract')
    const registered = await screen.findByRole('button', { name: /已登记.*7.*人/ })
    expect(registered).toHaveAttribute('aria-expanded', 'false')
    expect(screen.queryByText(/现在登记在册的人数/)).not.toBeInTheDocument()
    tap(/已登记/)
    expect(screen.getByText(/现在登记在册的人数。注销账号或撤回登记同意的，不再算/)).toBeInTheDocument()
    expect(registered).toHaveAttribute('aria-expanded', 'true')
    tap(/毕业生留下来/)
    expect(screen.queryByText(/现在登记在册的人数/)).not.toBeInTheDocument()
    expect(screen.getByText('依据的政策 5 项')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: /柔性/ })).toHaveAttribute(
      'href',
      '/policies/policy/index?code=shared-experts',
    )
    expect(screen.getByRole('link', { name: /两分钟登记/ })).toHaveAttribute(
      'href',
      '/account/register/index',
    )
    expect(screen.getByRole('link', { name: '服务提效' })).toHaveAttribute(
      'href',
      '/city/part/index?key=serve',
    )
  })

  it('says no median where nothing was decided', async () => {
    open('serve')
    expect(await screen.findByRole('button', { name: /决定用时（中位数）\s*—/ })).toBeInTheDocument()
  })

  it('that is not there says so, with a way on', async () => {
    open('moon')
    expect(await screen.findByText('没有这个部分')).toBeInTheDocument()
    await tapWhenThere('看整个计划')
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/city/plan/index' })
  })

  it('is led to from the plan, as are those who stayed', async () => {
    render(<PlanPage />)
    expect(await screen.findByRole('link', { name: /引才提速/ })).toHaveAttribute(
      'href',
      '/city/part/index?key=attract',
    )
    expect(screen.getByRole('link', { name: /千名大学生留老城：谁留下了/ })).toHaveAttribute(
      'href',
      '/city/graduates/index',
    )
  })
})

describe('those who stayed', () => {
  it('are drawn, with the number, who counts, and the numbers beneath', async () => {
    render(<GraduatesPage />)
    expect(await screen.findByRole('img', { name: '已留下 6 人，目标 1000 人' })).toBeInTheDocument()
    expect(screen.queryByText(/现居地由本人填写/)).not.toBeInTheDocument()
    tap('怎样才算留下？')
    expect(screen.getByText(/登记的现居地在星城市。现居地由本人填写/)).toBeInTheDocument()
    expect(screen.getByText(/毕业日不早于2021年1月1日/)).toBeInTheDocument()
    expect(
      screen.getByRole('img', { name: '从2026年1月到2026年11月，累计留下 6 人；匀速应到 306 人' }),
    ).toBeInTheDocument()
    tap('每月人数：看数字')
    const table = within(screen.getByRole('table', { name: '每月人数' }))
    expect(table.getAllByRole('row')).toHaveLength(12)
    expect(table.getAllByRole('row').at(-1)).toHaveTextContent('2026年11月66306')
    tap('从哪些学校来：看数字')
    expect(within(screen.getByRole('table', { name: '从哪些学校来' })).getAllByRole('row')).toHaveLength(2)
  })

  it('are not told by small groups', async () => {
    harness.clock.advance(61)
    await harness.registerPerson({ school: '中南大学', major: '天文学' })
    render(<GraduatesPage />)
    expect(await screen.findByRole('img', { name: '已留下 7 人，目标 1000 人' })).toBeInTheDocument()
    expect(screen.getByText('人数还少，先不分学校。')).toBeInTheDocument()
    expect(screen.getByText('人数还少，先不分专业。')).toBeInTheDocument()
    expect(screen.queryByText(/天文学|中南大学/)).not.toBeInTheDocument()
  })

  it('say that there is no network, and come when there is', async () => {
    disconnect()
    render(<GraduatesPage />)
    expect(await screen.findByText('没有连上网络')).toBeInTheDocument()
    connect(harness.transport)
    tap('再试一次')
    expect(await screen.findByRole('img', { name: /已留下/ })).toBeInTheDocument()
  })

  it.each([
    [0, 1],
    [1, 1],
    [101, 200],
    [305, 400],
    [999, 1000],
    [1001, 2000],
  ])('are drawn against a round number above %i: %i', (value, round) => {
    expect(roundUp(value)).toBe(round)
  })

  it('are drawn inside the frame, of one month too, and beyond the target', () => {
    const month = (at: number, total: number) => ({
      month: `2026-0${at}`,
      joined: total,
      total,
      goal: at * 10,
    })
    for (const months of [[month(1, 0)], [month(1, 5), month(2, 900), month(3, 900)]])
      for (const picture of Object.values(curveOf(months)))
        expect(String(picture)).not.toMatch(/[<>#]|NaN|undefined|Infinity/)
    for (const value of [0, 1, 500, 1000, 5000]) {
      const uri = galaxyUri(value, 1000, '#ffd27a')
      expect(uri).not.toMatch(/[<>#]|NaN|undefined/)
      expect(uri.length).toBeLessThan(8_000)
    }
  })
})

describe('the brand that a city configures', () => {
  const city = { version: 2, ...secondCity }
  const { palette } = secondCity.brand
  afterEach(() => void act(() => useCityStore.setState({ city: null })))

  it('gives every page its colours, and takes them back', () => {
    void act(() => useCityStore.setState({ city }))
    render(<Page title="设置">内容</Page>)
    const root = screen.getByRole('main').parentElement as HTMLElement
    expect(root.style.getPropertyValue('--l-night')).toBe(palette?.light.night)
    expect(root.style.getPropertyValue('--d-sky-top')).toBe(palette?.dark['sky-top'])
    void act(() => useCityStore.setState({ city: { version: 3, ...sampleCity } }))
    expect(root.style.getPropertyValue('--l-night')).toBe('')
    expect(brandStyle(undefined)).toEqual({})
  })

  it('is kept on the phone for the next start', () => {
    void act(() => useCityStore.setState({ city }))
    expect(String(phone.storage.get('city'))).toContain(palette?.light.night)
  })

  it.each([
    ['light', palette?.light['sky-top'], palette?.light.night],
    ['dark', palette?.dark['sky-top'], palette?.dark.night],
  ] as const)('reaches the bars that WeChat draws, %s', (theme, bar, on) => {
    act(() => {
      useCityStore.setState({ city })
      useSettings.setState({ theme })
    })
    render(<Page title="设置">内容</Page>)
    expect(Taro.setNavigationBarColor).toHaveBeenLastCalledWith({
      frontColor: '#ffffff',
      backgroundColor: bar,
    })
    expect(Taro.setTabBarStyle).not.toHaveBeenCalled()
    render(
      <Page title="首页" tab="home">
        内容
      </Page>,
    )
    expect(Taro.setTabBarStyle).toHaveBeenLastCalledWith(expect.objectContaining({ selectedColor: on }))
    void act(() => useSettings.setState({ theme: 'auto' }))
  })

  it('draws waves on the talent card, the holder’s own all the same', () => {
    expect(wavesUri('a')).toBe(wavesUri('a'))
    expect(wavesUri('b')).not.toBe(wavesUri('a'))
    for (let index = 0; index < 200; index += 1) {
      const uri = wavesUri(`person ${index} 张`)
      expect(uri.length).toBeLessThanOrEqual(1024)
      expect(uri).not.toMatch(/[<>"]|NaN|undefined/)
    }
  })
})
