import { StyleProvider, createCache } from '@ant-design/cssinjs'
import { configure, render } from '@testing-library/react'
import { MemoryRouter } from 'react-router-dom'
import { ConsoleApp } from '../../console/app'
import { network } from '../../console/api'
import { forgetKnown } from '../../console/city'
import { useKeptQueue } from '../../console/queue/kept'
import { useSession } from '../../console/session'
import { Themed } from '../../console/theme'
import type { Harness, Visitor } from '../harness'
import { lag } from '../lag'

configure({ asyncUtilTimeout: 20_000 })

/** What jsdom lacks and the console asks of a browser. */
const completeBrowser = () => {
  Object.assign(window, {
    matchMedia: () => ({
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
    scrollTo: () => undefined,
  })
  Element.prototype.scrollIntoView = () => undefined
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}

/**
 * The console at a desk: its requests go into the real application. `again`: what the tab keeps is still
 * there, as after a reload.
 */
export const sitDown = (
  harness: Harness,
  who: Visitor | null,
  address: string,
  { again = false } = {},
): ReturnType<typeof render> => {
  completeBrowser()
  if (!again) sessionStorage.clear()
  forgetKnown()
  useKeptQueue.getState().forget()
  network.transport = async (request) => {
    await lag()
    return harness.transport(request)
  }
  if (who) useSession.getState().signedIn(who.token)
  else useSession.setState({ token: null, me: null, because: null })
  // antd's style sheets stay out of jsdom, which would take seconds a query to work out what is visible.
  return render(
    <StyleProvider mock="server" cache={createCache()}>
      <Themed>
        <MemoryRouter initialEntries={[address]}>
          <ConsoleApp />
        </MemoryRouter>
      </Themed>
    </StyleProvider>,
  )
}
