import type { ReactNode } from 'react'
import { useLaunch } from '@tarojs/taro'
import { checkBaseLibrary } from '@/base-library'
import { loadCity } from '@/city-store'
import { listenForPrivacy } from '@/components/privacy-authorization'
import './app.scss'

/** The app has no frame of its own: each page brings `<Page>`. */
export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    if (process.env.TARO_ENV !== 'weapp') {
      loadCity().catch(() => undefined) // for its colours, whichever page comes first
      return
    }
    checkBaseLibrary()
    listenForPrivacy()
  })
  return children
}
