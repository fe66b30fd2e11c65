import { useRef } from 'react'
import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'

/**
 * Asks again when the page is pulled down or returned to; what is shown stays until the answer comes.
 * The page's configuration needs `enablePullDownRefresh`.
 */
export function useRefresh(reload: () => Promise<unknown>): void {
  // A showing is a return only after the page was away. The opening is none: the page loads by itself; and
  // whatever is drawn later, once an answer came, never hears of it.
  const away = useRef(false)
  useDidHide(() => {
    away.current = true
  })
  useDidShow(() => {
    if (away.current) void reload()
    away.current = false
  })
  usePullDownRefresh(() => void reload().finally(() => void Taro.stopPullDownRefresh()))
}
