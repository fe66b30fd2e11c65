import Taro from '@tarojs/taro'
import type { Theme } from '@/settings'
import colours from '@/theme.json'

/**
 * Gives WeChat's own tab bar and window ground the theme the reader chose in the app. Left alone they
 * follow the phone through theme.json, which is right as long as the choice is `auto`. Only tab pages have
 * a tab bar to colour.
 */
export function colourNativeBars(theme: Theme): void {
  const system = Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light'
  const { tab, tabOn, tabBg, tabLine, bg } = colours[theme === 'auto' ? system : theme]
  const border = tabLine === 'black' ? 'black' : 'white'
  // Older clients lack one or the other, and the page itself does not depend on them.
  const ignore = () => undefined
  Taro.setTabBarStyle({
    color: tab,
    selectedColor: tabOn,
    backgroundColor: tabBg,
    borderStyle: border,
  }).catch(ignore)
  Taro.setBackgroundColor({ backgroundColor: bg }).catch(ignore)
}

/** Counts unread messages on WeChat's own tab bar. Only tab pages may. */
export function badgeMessages(unread: number): void {
  const ignore = () => undefined
  if (unread > 0) Taro.setTabBarBadge({ index: 3, text: unread > 99 ? '99+' : String(unread) }).catch(ignore)
  else Taro.removeTabBarBadge({ index: 3 }).catch(ignore)
}
