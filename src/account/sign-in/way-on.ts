import Taro from '@tarojs/taro'

const tabPages = /^\/pages\/(home|services|code|messages|mine)\/index/
const ownPages = /^\/(pages|account|applications|homecoming|city|staff)\/[\w-]+\/(index)?/

/**
 * The page asked for in `?to=`, when it is one of the app's own; a link from outside must not lead
 * elsewhere through the sign-in.
 */
export function wantedPage(to: string | undefined): string | undefined {
  if (!to) return undefined
  // WeChat hands a query over as it was encoded; the browser decodes it.
  const address = to.startsWith('/') ? to : decodeURIComponent(to)
  return ownPages.test(address) ? address : undefined
}

/** Leaves the sign-in: back to where the person wanted to go, without a second copy of that page below it. */
export function leave(to: string | undefined): void {
  const pages = Taro.getCurrentPages()
  const below = pages[pages.length - 2]
  const wanted = wantedPage(to)
  const path = wanted?.split('?')[0]
  if (!wanted) {
    if (below) void Taro.navigateBack()
    else void Taro.switchTab({ url: '/pages/mine/index' })
  } else if (below && `/${below.route ?? ''}`.replace('//', '/').split('?')[0] === path)
    void Taro.navigateBack()
  else if (tabPages.test(wanted)) void Taro.switchTab({ url: path ?? wanted })
  else void Taro.redirectTo({ url: wanted })
}
