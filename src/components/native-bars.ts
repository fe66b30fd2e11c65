import Taro from '@tarojs/taro'
import type { BrandPalette } from '@jucai/contract/palette'
import type { Theme } from '@/settings'
import themes from '@/theme.json'

const tabs = ['home', 'services', 'code', 'messages', 'mine'] as const
// Older clients lack one or the other, and the page itself does not depend on them.
const ignore = () => undefined
let chosenBefore = false

/**
 * Gives WeChat's own bars, the tab bar's pictures and the window's ground the theme the reader chose in the
 * app, and the colours that the city chose. Left alone they follow the phone through theme.json, which is
 * right until something else was chosen. Only tab pages have a tab bar to colour.
 */
export function colourNativeBars(theme: Theme, palette: BrandPalette | undefined, hasTabs: boolean): void {
  if (theme === 'auto' && !palette && !chosenBefore) return
  chosenBefore = true
  const system = Taro.getAppBaseInfo?.().theme === 'dark' ? 'dark' : 'light'
  const mode = theme === 'auto' ? system : theme
  const colours = themes[mode]
  const brand = palette ? palette[mode] : {}
  Taro.setNavigationBarColor({
    frontColor: '#ffffff',
    backgroundColor: brand['sky-top'] || colours.bar,
  }).catch(ignore)
  Taro.setBackgroundColor({ backgroundColor: colours.bg }).catch(ignore)
  if (!hasTabs) return
  Taro.setTabBarStyle({
    color: colours.tab,
    selectedColor: brand.night || colours.tabOn,
    backgroundColor: colours.tabBg,
    borderStyle: colours.tabLine === 'black' ? 'black' : 'white',
  }).catch(ignore)
  tabs.forEach((tab, index) => {
    const pictures = { iconPath: `/${colours[tab]}`, selectedIconPath: `/${colours[`${tab}On`]}` }
    Taro.setTabBarItem({ index, ...pictures }).catch(ignore)
  })
}

/** Counts unread messages on WeChat's own tab bar. Only tab pages may. */
export function badgeMessages(unread: number): void {
  if (unread > 0)
    Taro.setTabBarBadge({
      index: tabs.indexOf('messages'),
      text: unread > 99 ? '99+' : String(unread),
    }).catch(ignore)
  else Taro.removeTabBarBadge({ index: tabs.indexOf('messages') }).catch(ignore)
}
