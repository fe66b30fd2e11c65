import { useEffect, useRef } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'
import type { Loading } from '@/components/loaded'

const everyMs = 8_000

/**
 * Asks again every eight seconds while the page is seen, and draws only what is different: an answer that says the
 * same as before costs no redraw and no `setData`.
 */
export function useLive<T>(of: Loading<T>, load: () => Promise<T>, isLive: boolean): void {
  const seen = useRef(true)
  const latest = useRef({ of, load })
  latest.current = { of, load }
  useDidShow(() => {
    seen.current = true
  })
  useDidHide(() => {
    seen.current = false
  })
  useEffect(() => {
    if (!isLive) return
    const timer = setInterval(() => {
      if (!seen.current) return
      const before = latest.current.of.data
      void latest.current
        .load()
        .then((next) => {
          const { of: now } = latest.current
          // What the reader did meanwhile was answered with newer things than these.
          if (now.data === before && JSON.stringify(next) !== JSON.stringify(before)) now.edit(next)
        })
        .catch(() => undefined) // what is shown stays; the next try may come through
    }, everyMs)
    return () => clearInterval(timer)
  }, [isLive])
}
