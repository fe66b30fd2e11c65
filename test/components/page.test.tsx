import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { Page } from '@/components/page'
import { useSettings } from '@/settings'
import { phone } from '../doubles/taro'

describe('Page on H5', () => {
  beforeAll(() => {
    process.env.TARO_ENV = 'h5'
  })
  afterAll(() => {
    process.env.TARO_ENV = 'weapp'
  })

  it('has one h1 and the landmarks, and marks the tab one is on', () => {
    render(
      <Page title="首页" tab="home" greeting="晚上好">
        内容
      </Page>,
    )
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('晚上好')
    expect(screen.getByRole('main')).toHaveTextContent('内容')
    expect(screen.getByRole('banner')).toBeInTheDocument()
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('首页')
    fireEvent.click(screen.getByRole('link', { name: '消息' }))
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/messages/index' })
  })

  it.each([
    ['goes back when there is a page to go back to', 2, () => expect(Taro.navigateBack).toHaveBeenCalled()],
    [
      'goes one level up after a reload',
      1,
      () => expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/mine/index' }),
    ],
  ])('%s', (_, pages, expectation) => {
    phone.stack(pages)
    render(
      <Page title="设置" up="/pages/mine/index">
        内容
      </Page>,
    )
    fireEvent.click(screen.getByRole('button', { name: '返回' }))
    expectation()
  })

  it('takes the reader’s theme and text size, and remembers them', () => {
    render(<Page title="设置">内容</Page>)
    act(() => {
      useSettings.getState().setTheme('dark')
      useSettings.getState().setTextScale(130)
    })
    expect(screen.getByRole('main').parentElement).toHaveClass('page', 'theme-dark', 's130')
    expect(document.documentElement).toHaveClass('theme-dark', 's130')
    expect(String(phone.storage.get('settings'))).toContain('"textScale":130')
    void act(() => useSettings.setState({ theme: 'auto', textScale: 100 }))
  })
})

describe('Page on WeChat', () => {
  it('leaves the bars to WeChat, in the theme the reader chose', () => {
    useSettings.setState({ theme: 'dark' })
    render(
      <Page title="首页" tab="home">
        内容
      </Page>,
    )
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument()
    expect(Taro.setTabBarStyle).toHaveBeenLastCalledWith(
      expect.objectContaining({ backgroundColor: '#172036' }),
    )
    void act(() => useSettings.setState({ theme: 'auto' }))
  })
})
