import { useEffect, useLayoutEffect, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { brandStyle, useCityStore, usePalette } from '@/city-store'
import { useSession } from '@/session'
import { themeClass, useSettings } from '@/settings'
import { badgeMessages, colourNativeBars } from './native-bars'
import { NavigationBar } from './navigation-bar'
import { PrivacySheet } from './privacy-authorization'
import { TabBar, type TabKey } from './tab-bar'
import { ToastHost } from './toast'
import './page.scss'

interface PageProps {
  /** The page's one h1, and its name in the browser and WeChat. */
  title: string
  /** Set on tab pages: the page begins with the sky, and H5 shows the tab bar. */
  tab?: TabKey
  /** One line under the title on the sky. */
  lead?: ReactNode
  /** Larger heading on the sky in place of the title, for instance a greeting. */
  greeting?: string
  /** The primary action at the thumb; a page has one at most. */
  action?: ReactNode
  /**
   * For who works at a desk: in a wide window a column wide enough to read and write in, or the room for two side by
   * side (`desk-two`).
   */
  desk?: 'column' | 'two'
  /** Where "back" leads when the page was opened directly (a link, a reload). */
  up?: string
  children: ReactNode
}

/**
 * The frame of every page: theme, heading, main landmark, bottom action, tab bar, toasts.
 * On WeChat the client draws the navigation and tab bars, so those parts exist on H5 only and cost no
 * setData.
 */
export function Page({ title, tab, lead, greeting, action, desk, up, children }: PageProps) {
  const settings = useSettings()
  const theme = themeClass(settings)
  const palette = usePalette()
  const unread = useSession(({ me }) => me?.unreadMessages ?? 0)

  useLayoutEffect(() => {
    if (process.env.TARO_ENV === 'h5') document.getElementById('first-frame')?.remove()
  }, [])

  // What lies beyond the page (overscroll, very wide windows, WeChat's own bars) follows the reader's choice
  // too.
  const colourAround = () => {
    if (process.env.TARO_ENV === 'h5') document.documentElement.className = theme
    else colourNativeBars(settings.theme, palette, !!tab)
  }
  useEffect(colourAround, [theme, palette])

  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' && tab) badgeMessages(unread)
  }, [tab, unread])

  // Also on every return, because Taro resets the title on H5 when a page is shown again.
  const name = () =>
    void Taro.setNavigationBarTitle({
      title:
        process.env.TARO_ENV === 'h5'
          ? `${title} · ${useCityStore.getState().city?.brand.name ?? '聚才'}`
          : title,
    })
  useEffect(name, [title])
  useDidShow(() => {
    name()
    colourAround()
  })

  return (
    <View className={desk ? `page ${theme} desk-${desk}` : `page ${theme}`} style={brandStyle(palette)}>
      {tab ? (
        <View className="sky" aria-role="banner">
          <View className="sky-in">
            <View className="sky-title" aria-role="heading" aria-level={1}>
              {greeting ?? title}
            </View>
            {lead && <View className="sky-lead">{lead}</View>}
          </View>
        </View>
      ) : (
        process.env.TARO_ENV === 'h5' && <NavigationBar title={title} up={up ?? '/pages/home/index'} />
      )}
      <View className="main" aria-role="main">
        {children}
      </View>
      {action && (
        <View className="dock">
          <View className="dock-in">{action}</View>
        </View>
      )}
      {tab && process.env.TARO_ENV === 'h5' && <TabBar current={tab} unread={unread} />}
      <ToastHost />
      {process.env.TARO_ENV === 'weapp' && <PrivacySheet />}
    </View>
  )
}
