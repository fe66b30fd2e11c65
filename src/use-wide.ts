import { useEffect, useState } from 'react'

/** From where on a window has room for a list and what was chosen of it side by side; as in theme/web.scss. */
const wide = '(min-width: 1024px)'
const query = (): MediaQueryList | null =>
  process.env.TARO_ENV === 'h5' && typeof window.matchMedia === 'function' ? window.matchMedia(wide) : null

/** Whether the window is wide; on a phone, never. */
export const useWide = (): boolean => {
  const [isWide, set] = useState(() => query()?.matches ?? false)
  useEffect(() => {
    const now = query()
    if (!now) return
    const follow = () => set(now.matches)
    now.addEventListener('change', follow)
    return () => now.removeEventListener('change', follow)
  }, [])
  return isWide
}
