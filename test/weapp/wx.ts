import { albumApi, type Album } from './album'

/** A request as the mini-program hands it to `wx.request`. */
export interface WxRequest {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  success?(reply: { statusCode: number; data: unknown; header: Record<string, string> }): void
  fail?(error: { errMsg: string }): void
  complete?(): void
}

type Options = {
  success?(result: unknown): void
  fail?(error: { errMsg: string }): void
  complete?(): void
} & Record<string, unknown>

/** How `wx` reaches the simulated world. */
export interface World {
  open(url: string): void
  replace(url: string): void
  relaunch(url: string): void
  back(delta: number): void
  request(request: WxRequest): Promise<{ statusCode: number; data: unknown; header: Record<string, string> }>
  calls: unknown[][]
  /** What the program waits for: its requests, and timers that will soon fire. */
  waiting: Set<unknown>
  storage: Map<string, unknown>
  album: Album
  /** What `wx.scanCode` sees. */
  scanned: { text: string }
  /**
   * Whether the page in front has this now, in its own scope: what is nested so deep that it is a component
   * of its own has another.
   */
  finds(selector: string): boolean
  /** What is watched from a distance, by selector; a test says where it lies. */
  watched: Map<string, (seen: { intersectionRatio: number; boundingClientRect: { height: number } }) => void>
}

const screen = {
  screenWidth: 375,
  screenHeight: 812,
  windowWidth: 375,
  windowHeight: 812,
  pixelRatio: 2,
  statusBarHeight: 44,
}
const system = () => ({
  brand: 'simulator',
  model: 'simulator',
  system: 'iOS 17',
  platform: 'ios',
  SDKVersion: '3.7.0',
  version: '8.0.50',
  language: 'zh_CN',
  theme: 'light',
  ...screen,
  safeArea: { top: 44, left: 0, right: 375, bottom: 778, width: 375, height: 734 },
})

const settle = (options: Options | undefined, result: Record<string, unknown> = {}) => {
  options?.success?.(result)
  options?.complete?.()
  return options && (options.success || options.fail || options.complete)
    ? undefined
    : Promise.resolve(result)
}

/** Answers that it cannot be done, as WeChat does: through `fail` or a rejected promise. */
const refuse = (options: Options | undefined, errMsg: string) => {
  if (!options?.fail) return Promise.reject(new Error(errMsg))
  options.fail({ errMsg })
  options.complete?.()
  return undefined
}

const storageApi = (storage: Map<string, unknown>) => ({
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  removeStorageSync: (key: string) => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 }),
  setStorage: (options: Options) => {
    storage.set(String(options.key), options.data)
    return settle(options)
  },
  removeStorage: (options: Options) => {
    storage.delete(String(options.key))
    return settle(options)
  },
  getStorage: (options: Options) => {
    if (storage.has(String(options.key))) return settle(options, { data: storage.get(String(options.key)) })
    return refuse(options, 'getStorage:fail data not found')
  },
})

const navigationApi = (world: World) => ({
  navigateTo: (options: Options) => {
    world.open(String(options.url))
    return settle(options)
  },
  redirectTo: (options: Options) => {
    world.replace(String(options.url))
    return settle(options)
  },
  reLaunch: (options: Options) => {
    world.relaunch(String(options.url))
    return settle(options)
  },
  switchTab: (options: Options) => {
    world.relaunch(String(options.url))
    return settle(options)
  },
  navigateBack: (options?: Options) => {
    world.back(Number(options?.delta ?? 1))
    return settle(options)
  },
})

const recorded = (world: World, names: string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (options?: Options) => {
        world.calls.push([name, options])
        return settle(options)
      },
    ]),
  )

/**
 * A fake `wx`: what exists on a phone and nothing else, so that a page that leans on the browser fails here
 * as it would there.
 */
export const createWx = (world: World): Record<string, unknown> => {
  const known: Record<string, unknown> = {
    ...storageApi(world.storage),
    ...navigationApi(world),
    ...albumApi(world.album),
    ...recorded(world, [
      'showToast',
      'hideToast',
      'showLoading',
      'hideLoading',
      'setNavigationBarTitle',
      'setNavigationBarColor',
      'setTabBarStyle',
      'setTabBarItem',
      'setBackgroundColor',
      'setBackgroundTextStyle',
      'setScreenBrightness',
      'setKeepScreenOn',
      'setVisualEffectOnCapture',
      'vibrateShort',
      'vibrateLong',
      'stopPullDownRefresh',
      'setClipboardData',
      'makePhoneCall',
      'setTabBarBadge',
      'removeTabBarBadge',
    ]),
    pageScrollTo: (options: Options) => {
      const found = options.selector === undefined || world.finds(String(options.selector))
      world.calls.push([found ? 'pageScrollTo' : 'pageScrollTo:fail', options])
      return found ? settle(options) : refuse(options, 'pageScrollTo:fail')
    },
    getSystemInfoSync: system,
    getWindowInfo: system,
    getDeviceInfo: system,
    getAppBaseInfo: system,
    getSystemSetting: () => ({}),
    getAppAuthorizeSetting: () => ({}),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
    getMenuButtonBoundingClientRect: () => ({
      top: 48,
      right: 365,
      width: 87,
      height: 32,
      left: 278,
      bottom: 80,
    }),
    canIUse: () => true,
    nextTick: (task: () => void) => setTimeout(task, 0),
    getScreenBrightness: (options: Options) => settle(options, { value: 0.4 }),
    showModal: (options: Options) => {
      world.calls.push(['showModal', options])
      return settle(options, { confirm: true, cancel: false })
    },
    login: (options: Options) => settle(options, { code: 'login-simulator' }),
    scanCode: (options: Options) => settle(options, { result: world.scanned.text, scanType: 'QR_CODE' }),
    getRandomValues: (options: Options) =>
      settle(options, {
        randomValues: globalThis.crypto.getRandomValues(new Uint8Array(Number(options.length))).buffer,
      }),
    getNetworkType: (options: Options) => settle(options, { networkType: 'wifi' }),
    getPrivacySetting: (options: Options) => settle(options, { needAuthorization: false }),
    createIntersectionObserver: () => {
      const mine: string[] = []
      const observer = {
        relativeToViewport: () => observer,
        observe: (selector: string, seen: Parameters<World['watched']['set']>[1]) => {
          if (!world.finds(selector)) return // as on a phone: an observer that finds nothing stays silent
          mine.push(selector)
          world.watched.set(selector, seen)
        },
        disconnect: () => mine.forEach((selector) => world.watched.delete(selector)),
      }
      return observer
    },
    createInnerAudioContext: () => ({
      play: () => undefined,
      stop: () => undefined,
      destroy: () => undefined,
    }),
    request: (request: WxRequest) => {
      world.calls.push(['request', request.method ?? 'GET', request.url])
      world.waiting.add(request)
      void world
        .request(request)
        .then(
          (reply) => request.success?.(reply),
          () => request.fail?.({ errMsg: 'request:fail ' }),
        )
        .finally(() => {
          world.waiting.delete(request)
          request.complete?.()
        })
      return {
        abort: () => undefined,
        onHeadersReceived: () => undefined,
        offHeadersReceived: () => undefined,
      }
    },
  }
  return new Proxy(known, {
    get: (target, name) =>
      name in target
        ? target[name as string]
        : typeof name === 'string' && /^(on|off)[A-Z]/.test(name)
          ? () => undefined
          : undefined,
  })
}
