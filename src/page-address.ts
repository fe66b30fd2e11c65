import Taro from '@tarojs/taro'

const tabPages = /^\/?pages\/(home|services|code|messages|mine)\/index/

/** Whether an address is one of the five tabs, which WeChat opens in another way than the rest. */
export const isTabPage = (url: string): boolean => tabPages.test(url)

// WeChat keeps ten pages at most and opens none above them, without a word.
const mostPages = 10

/** How a link opens a page: above this one, or in its place where there is no room above. */
export const openTypeOf = (url: string): 'switchTab' | 'redirect' | 'navigate' => {
  if (isTabPage(url)) return 'switchTab'
  return Taro.getCurrentPages().length >= mostPages ? 'redirect' : 'navigate'
}

/** Opens a page of the app, whichever kind it is and however many are open. */
export const openPage = (url: string): Promise<unknown> =>
  isTabPage(url) ? Taro.switchTab({ url }) : Taro.navigateTo({ url }).catch(() => Taro.redirectTo({ url }))
