import * as glassEasel from 'glass-easel'
import { MiniProgramEnv, type Root } from 'glass-easel-miniprogram-adapter'
import type { CompiledApp } from './compile'
import { registerElements } from './elements'
import { emptyAlbum } from './album'
import { createWx, type World, type WxRequest } from './wx'

type Definition = Record<string, ((this: unknown, ...values: unknown[]) => unknown) | undefined>
type Instance = {
  route: string
  setData(data: Record<string, unknown>, done?: () => void): void
  options: Record<string, string>
} & Record<string, unknown>
interface OpenPage {
  path: string
  instance: Instance
  root: Root
  element: HTMLElement
}

/** One `setData`: the page, and the bytes that cross from logic to view. */
export interface SetData {
  page: string
  bytes: number
}

/** A running mini-program. */
export interface Simulator {
  /** The page in front. */
  current(): { path: string; element: HTMLElement }
  setData: SetData[]
  /** Calls of `wx`, by name and arguments, and what went wrong in lifecycle methods. */
  calls: unknown[][]
  errors: string[]
  storage: Map<string, unknown>
  scanned: World['scanned']
  album: World['album']
  watched: World['watched']
  /** Taps, or types into, an element of the page in front. */
  tap(element: Element): void
  type(element: Element, value: string): void
  fire(element: Element, event: string, detail: Record<string, unknown>): void
  wx: Record<string, (options?: unknown) => unknown>
  /** Lets timers and replies settle until `holds`, at most `ms`. */
  until(holds: () => boolean, ms?: number): Promise<void>
  /** Until every reply has come and no timer of less than a second runs any more: all is drawn. At most `ms`. */
  idle(ms?: number): Promise<void>
  /** Nodes of the page in front. */
  nodes(): number
  close(): void
}

// What a browser has and a mini-program has not: taken away, so that leaning on it fails here as on the
// phone.
const absent = [
  'window',
  'document',
  'navigator',
  'location',
  'XMLHttpRequest',
  'fetch',
  'Request',
  'Response',
  'Headers',
  'FormData',
  'Blob',
  'File',
  'URL',
  'URLSearchParams',
  'AbortController',
  'TextEncoder',
  'TextDecoder',
  'localStorage',
  'sessionStorage',
  'self',
  'structuredClone',
  'queueMicrotask',
  'crypto',
  'btoa',
  'atob',
  'Intl',
  'WebSocket',
  'MessageChannel',
  'setImmediate',
  'clearImmediate',
  'performance',
  'requestAnimationFrame',
  'Buffer',
  'process',
  'globalThis',
]

const soonMs = 1000
/** Timers of the program, which notes those that will soon fire in `waiting`. */
const timersNotedIn = (waiting: Set<unknown>) => ({
  setTimeout: (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const timer = setTimeout(() => {
      waiting.delete(timer)
      run(...values)
    }, ms)
    if (ms < soonMs) waiting.add(timer)
    return timer
  },
  clearTimeout: (timer: ReturnType<typeof setTimeout>) => {
    waiting.delete(timer)
    clearTimeout(timer)
  },
})

const resolvePath = (from: string, to: string): string => {
  if (to.startsWith('/')) return to.slice(1)
  const parts = from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

// The table of elements names what this app uses of them; the other attributes of Taro's templates have no
// effect here. An element without children has no list of them.
glassEasel.addGlobalWarningListener(
  (message) => !/is not a valid property|neither Array nor Object/.test(message),
)

type Node = Record<string, unknown> & { cn?: Node[] }
const namesOf = (node: Node): string[] => [...Object.keys(node), ...(node.cn ?? []).flatMap(namesOf)]
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && ('nn' in value || 'sid' in value)
/** What a `setData` names: the ends of its paths (`root.cn.[0].cl`), and what it says of the nodes in it. */
const namesIn = (data: Record<string, unknown>): string[] =>
  Object.entries(data).flatMap(([path, value]) => [
    path.replace(/\.?\[\d+\]$/, '').replace(/^.*\./, ''),
    ...[value].flat().filter(isNode).flatMap(namesOf),
  ])

/** Starts a compiled mini-program in this document. `request` answers `wx.request`. */
export const startApp = (
  compiled: CompiledApp,
  request: World['request'],
  storage = new Map<string, unknown>(),
): Simulator => {
  const { json, scripts, appJson } = compiled
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('main', true)
  const backend = env.associateBackend()
  const templates = (0, eval)(compiled.templates) as Record<string, unknown>
  for (const [path, config] of Object.entries(json))
    if (config.usingComponents || config.component) space.addComponentStaticConfig(path, config)
  for (const path of Object.keys(templates))
    space.addCompiledTemplate(path, { groupList: templates, content: templates[path] } as never)
  registerElements(space.getComponentSpace())

  const host = document.body.appendChild(document.createElement('div'))
  const stack: OpenPage[] = []
  const definitions: Record<string, Definition> = {}
  const state = {
    setData: [] as SetData[],
    calls: [] as unknown[][],
    errors: [] as string[],
    storage,
    scanned: { text: '' },
    album: emptyAlbum(),
    watched: new Map() as World['watched'],
  }
  const waiting: World['waiting'] = new Set()
  let app: Definition & { globalData?: unknown } = {}
  let loading = ''

  const call = (page: OpenPage, name: string, ...values: unknown[]) => {
    try {
      definitions[page.path]?.[name]?.apply(page.instance, values)
    } catch (error) {
      state.errors.push(String((error as Error).stack ?? error))
    }
  }
  const unload = () => {
    const page = stack.pop()
    if (!page) return
    call(page, 'onUnload')
    page.root.release()
    page.element.remove()
  }

  const open = (url: string) => {
    const [path = '', query = ''] = url.replace(/^\//, '').split('?')
    if (!json[path]) throw new Error(`page not declared: ${path}`)
    if (!definitions[path]) load(path)
    const element = host.appendChild(document.createElement('div'))
    const placeholder = element.appendChild(document.createElement('div'))
    const root = backend.createRoot('body', space, path)
    const instance = root.get() as unknown as Instance
    Object.assign(instance, {
      route: path,
      __route__: path,
      is: path,
      options: Object.fromEntries(new URLSearchParams(query)),
    })
    const setData = instance.setData.bind(instance)
    instance.setData = (data, done) => {
      state.setData.push({ page: path, bytes: Buffer.byteLength(JSON.stringify(data)) })
      for (const name of namesIn(data))
        if (!compiled.shown.has(name)) state.errors.push(`no template shows ${name}, sent by ${path}`)
      setData(data)
      void Promise.resolve().then(() => done?.call(instance))
    }
    root.attach(element as never, placeholder as never)
    const before = stack.at(-1)
    if (before) {
      call(before, 'onHide')
      before.element.style.display = 'none'
    }
    const page = { path, instance, root, element }
    stack.push(page)
    call(page, 'onLoad', instance.options)
    call(page, 'onShow')
    setTimeout(() => call(page, 'onReady'), 0)
  }
  const back = (delta: number) => {
    for (let left = delta; left > 0 && stack.length > 1; left -= 1) unload()
    const page = stack.at(-1)
    if (page) {
      page.element.style.display = ''
      call(page, 'onShow')
    }
  }
  const wx = createWx({
    open,
    back,
    request,
    waiting,
    ...state,
    finds: (selector) =>
      Boolean(
        (stack.at(-1)?.root.get()._$ as glassEasel.GeneralComponent | undefined)
          ?.getShadowRoot()
          ?.querySelector(selector),
      ),
    replace: (url) => {
      unload()
      open(url)
    },
    relaunch: (url) => {
      while (stack.length > 0) unload()
      open(url)
    },
  })

  const modules: Record<string, { exports: unknown }> = {}
  const known: Record<string, unknown> = {
    wx,
    ...timersNotedIn(waiting),
    App: (definition: Definition) => {
      app = definition
    },
    getApp: () => app,
    getCurrentPages: () => stack.map(({ instance }) => instance),
    Behavior: (definition: unknown) => definition,
    Page: (definition: Definition) => {
      const path = loading
      definitions[path] = definition
      space.componentEnv(path, (environment) =>
        environment.Page({ ...definition, options: { virtualHost: false } } as never),
      )
    },
    Component: (definition: unknown) => {
      space.componentEnv(loading, (environment) => environment.Component(definition as never))
    },
  }
  function run(path: string): unknown {
    const name = path.replace(/\.js$/, '')
    const loaded = modules[name]
    if (loaded) return loaded.exports
    const source = scripts[name]
    if (source === undefined) throw new Error(`script not found: ${name}`)
    const module = (modules[name] = { exports: {} })
    const names = [...Object.keys(known), ...absent]
    const execute = new Function('require', 'module', 'exports', 'global', ...names, source)
    execute(
      (to: string) => run(resolvePath(name, to)),
      module,
      module.exports,
      {},
      ...names.map((key) => known[key]),
    )
    return module.exports
  }
  const begun = new Set<string>()
  function load(path: string) {
    begun.add(path)
    for (const used of Object.values(json[path]?.usingComponents ?? {})) {
      const component = resolvePath(path, used)
      if (begun.has(component)) continue // Taro's component contains itself
      load(component)
    }
    loading = path
    run(path)
  }

  run('app')
  const first = { path: appJson.pages[0], query: {}, scene: 1001 }
  app.onLaunch?.call(app, first)
  app.onShow?.call(app, first)
  open(appJson.pages[0] ?? '')

  const fire = (element: Element, event: string, detail: Record<string, unknown>) => {
    let node: (Element & { __wxElement?: glassEasel.Element }) | null = element
    while (node && !node.__wxElement) node = node.parentElement
    if (node?.__wxElement)
      glassEasel.Event.dispatchEvent(
        node.__wxElement,
        new glassEasel.Event(event, detail, { bubbles: true, composed: true, capturePhase: true }),
      )
  }
  const current = () => {
    const page = stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
  const inVain = (what: string) =>
    new Error(
      `${what} on ${current().path}; it shows: ${current().element.textContent?.slice(0, 400)}; errors: ${state.errors.join('\n')}`,
    )
  return {
    ...state,
    wx: wx as Simulator['wx'],
    current,
    fire,
    tap: (element) => fire(element, 'tap', { x: 0, y: 0 }),
    type: (element, value) => {
      ;(element as HTMLInputElement).value = value
      fire(element, 'input', { value, cursor: value.length })
    },
    nodes: () => current().element.querySelectorAll('*').length,
    until: async (holds, ms = 4000) => {
      for (const end = Date.now() + ms; !holds();) {
        if (Date.now() > end) throw inVain('waited in vain')
        await turn()
      }
    },
    idle: async (ms = 10_000) => {
      // A few turns without anything: what a reply sets off may take one to begin.
      for (let [quiet, end] = [0, Date.now() + ms]; quiet < 3; quiet = waiting.size === 0 ? quiet + 1 : 0) {
        if (Date.now() > end) throw inVain('never at rest')
        await turn()
      }
    },
    close: () => {
      while (stack.length > 0) unload()
      host.remove()
    },
  }
}

/** Answers `wx.request` from an application through inject: the mini-program talks to the real API. */
export const requestVia =
  (
    inject: (options: {
      method: string
      url: string
      headers: Record<string, string>
      payload?: string
    }) => Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }>,
  ): World['request'] =>
  async ({ url, method = 'GET', data, header = {} }: WxRequest) => {
    const path = url.replace(/^https?:\/\/[^/]+/, '')
    const payload =
      data === undefined || data === null || method === 'GET'
        ? {}
        : { payload: typeof data === 'string' ? data : JSON.stringify(data) }
    const reply = await inject({ method, url: path, headers: header, ...payload })
    return {
      statusCode: reply.statusCode,
      data: reply.body === '' ? '' : (JSON.parse(reply.body) as unknown),
      header: { date: String(reply.headers.date ?? '') },
    }
  }
