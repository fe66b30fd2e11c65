import Taro from '@tarojs/taro'
import { openPage, openTypeOf } from '@/page-address'

const list = '/applications/list/index'
afterEach(() => jest.restoreAllMocks())

it('opens a page in place of this one where WeChat has no room for another above', async () => {
  jest.mocked(Taro.navigateTo).mockRejectedValueOnce({ errMsg: 'navigateTo:fail webview count limit exceed' })
  await openPage(list)
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: list })
})

it('lets links do the same on the tenth page, and tabs be tabs on each', () => {
  const onPage = (count: number) =>
    jest.spyOn(Taro, 'getCurrentPages').mockReturnValue(Array.from({ length: count }, () => ({})))
  onPage(9)
  expect(openTypeOf(list)).toBe('navigate')
  onPage(10)
  expect(openTypeOf(list)).toBe('redirect')
  expect(openTypeOf('/pages/mine/index')).toBe('switchTab')
})
