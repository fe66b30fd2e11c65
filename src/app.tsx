import type { ReactNode } from 'react'
import './app.scss'

if (process.env.TARO_ENV === 'h5') require('./theme/web.scss')

/** The app has no frame of its own: each page brings `<Page>`. */
export default function App({ children }: { children: ReactNode }) {
  return children
}
