declare module '*.svg' {
  const url: string
  export default url
}
/** The part of react-dom that draws the console. */
declare module 'react-dom/client' {
  import type { ReactNode } from 'react'
  export const createRoot: (container: Element) => { render(children: ReactNode): void }
}
