import Taro from '@tarojs/taro'

const tabPages = /^\/?pages\/(home|services|code|messages|mine)\/index/

/** Whether an address is one of the five tabs, which WeChat opens in another way than the rest. */
export const isTabPage = (url: string): boolean => tabPages.test(url)

/** Opens a page of the app, whichever kind it is. */
export const openPage = (url: string): Promise<unknown> =>
  isTabPage(url) ? Taro.switchTab({ url }) : Taro.navigateTo({ url })
