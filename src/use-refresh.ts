import { useRef } from 'react'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'

/**
 * Asks again when the page is pulled down or returned to; what is shown stays until the answer comes.
 * The page's configuration needs `enablePullDownRefresh`.
 */
export function useRefresh(reload: () => Promise<unknown>): void {
  const shown = useRef(false)
  useDidShow(() => {
    // The first showing is the opening of the page, which loads by itself.
    if (shown.current) void reload()
    shown.current = true
  })
  usePullDownRefresh(() => void reload().finally(() => void Taro.stopPullDownRefresh()))
}
