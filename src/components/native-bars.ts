import Taro from '@tarojs/taro'
import type { Theme } from '@/settings'
import themes from '@/theme.json'

const tabs = ['home', 'services', 'code', 'messages', 'mine'] as const
// Older clients lack one or the other, and the page itself does not depend on them.
const ignore = () => undefined
let chosenBefore = false

/**
 * Gives WeChat's own tab bar, its pictures and the window's ground the theme the reader chose in the app.
 * Left alone they follow the phone through theme.json, which is right until something else than `auto` was
 * chosen. Only tab pages have a tab bar to colour.
 */
export function colourNativeBars(theme: Theme): void {
  if (theme === 'auto' && !chosenBefore) return
  chosenBefore = true
  const system = Taro.getAppBaseInfo?.().theme === 'dark' ? 'dark' : 'light'
  const colours = themes[theme === 'auto' ? system : theme]
  Taro.setTabBarStyle({
    color: colours.tab,
    selectedColor: colours.tabOn,
    backgroundColor: colours.tabBg,
    borderStyle: colours.tabLine === 'black' ? 'black' : 'white',
  }).catch(ignore)
  tabs.forEach((tab, index) => {
    const pictures = { iconPath: `/${colours[tab]}`, selectedIconPath: `/${colours[`${tab}On`]}` }
    Taro.setTabBarItem({ index, ...pictures }).catch(ignore)
  })
  Taro.setBackgroundColor({ backgroundColor: colours.bg }).catch(ignore)
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
