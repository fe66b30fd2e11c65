import type { ReactNode } from 'react'
import './app.scss'

/** The app has no frame of its own: each page brings `<Page>`. */
export default function App({ children }: { children: ReactNode }) {
  return children
}
