import { JSDOM } from 'jsdom'
import { compileApp, type CompiledApp } from '../weapp/compile'
import type { SetData, Simulator } from '../weapp/simulator'
import type { SampleWorld } from './sample-world'

/** Phones with the built mini-program, against the sample world's server. */
export interface Phones {
  compiled: CompiledApp
  start(storage: Map<string, unknown>): Promise<Phone>
}
/** One of them. `settled` waits until nothing was asked or drawn for a while. */
export interface Phone {
  app: Simulator
  settled(): Promise<void>
}

const longestMs = 30_000

/**
 * Puts a document where the simulator looks for one. To be called after the server was loaded: some of its
 * libraries would take themselves to be in a browser.
 */
export const startPhones = async (directory: string, { harness }: SampleWorld): Promise<Phones> => {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
  const names = [
    'document',
    'HTMLElement',
    'Element',
    'Node',
    'Text',
    'MutationObserver',
    'DocumentFragment',
  ] as const
  Object.assign(globalThis, { window }, Object.fromEntries(names.map((name) => [name, window[name]])))
  const { requestVia, startApp } = await import('../weapp/simulator')
  const compiled = compileApp(directory)
  const ask = requestVia((options) => harness.app.http.inject(options as never))
  return {
    compiled,
    start: async (storage) => {
      const app = startApp(compiled, ask, storage)
      const settled = () => app.idle(longestMs)
      await settled()
      return { app, settled }
    },
  }
}

/** Bytes of some setData together. */
export const bytesOf = (list: readonly SetData[]): number => list.reduce((sum, { bytes }) => sum + bytes, 0)

/** Bytes of all setData that follow an act. */
export const cost = async ({ app, settled }: Phone, act: () => unknown): Promise<number> => {
  const before = app.setData.length
  await act()
  await settled()
  return bytesOf(app.setData.slice(before))
}
