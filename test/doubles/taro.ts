/* Stands in for '@tarojs/taro' in page tests: lifecycle hooks over React's effects, storage in memory, navigation recorded,
 * and a request function that a test can replace (the harness sends it to the real API through fastify's inject). */
import { useEffect, useRef } from 'react'
import { lag } from '../lag'

type Listener = (...values: unknown[]) => unknown
type Hook = (listener: Listener) => void

/** What Taro.request is given, as far as this app uses it. */
export interface RequestOptions {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
  success?(reply: { statusCode: number; data: unknown; header: Record<string, string> }): void
  fail?(error: { errMsg: string }): void
}

const listeners = new Map<string, Set<Listener>>()
const router = { path: '/pages/home/index', params: {} as Record<string, string> }
const storage = new Map<string, unknown>()
const pages: { route: string }[] = []
let request: (options: RequestOptions) => unknown = (options) =>
  options.fail?.({ errMsg: 'request:fail no transport in this test' })

/** How many hooks of the page that is open listen, and whether it is being opened: what is drawn later, once an
 * answer came, hears neither of its loading nor of its first showing, as on the phone. */
let [listening, isOpening, isHidden] = [0, false, false]

function lifecycle(name: string, atMount: boolean): Hook {
  return (listener) => {
    const latest = useRef(listener)
    latest.current = listener
    useEffect(() => {
      const call: Listener = (...values) => latest.current(...values)
      const set = listeners.get(name) ?? new Set<Listener>()
      listeners.set(name, set.add(call))
      if (listening === 0) {
        ;[isOpening, isHidden] = [true, false]
        queueMicrotask(() => (isOpening = false))
      }
      listening += 1
      if (atMount && isOpening) call(router.params)
      return () => {
        listening -= 1
        set.delete(call)
      }
    }, [])
  }
}

export const useLoad = lifecycle('load', true)
export const useReady = lifecycle('ready', true)
export const useDidShow = lifecycle('show', true)
export const useDidHide = lifecycle('hide', false)
export const usePullDownRefresh = lifecycle('pull-down', false)
export const useReachBottom = lifecycle('reach-bottom', false)
export const useShareAppMessage = lifecycle('share', false)
export const useUnload: Hook = (listener) => useEffect(() => () => void listener(), [])
export const useRouter = () => router

/** Files of the phone: sizes and bytes by path. */
const disk = new Map<string, Buffer>()
const fileSystem = {
  copyFileSync: (from: string, to: string) => void disk.set(to, disk.get(from) ?? Buffer.alloc(0)),
  statSync: (path: string) => ({ size: disk.get(path)?.length ?? 0 }),
  unlinkSync: (path: string) => void disk.delete(path),
  writeFileSync: (path: string, data: string, encoding: BufferEncoding) =>
    void disk.set(path, Buffer.from(data, encoding)),
  readFile: ({
    filePath,
    position,
    length,
    success,
    fail,
  }: {
    filePath: string
    position: number
    length: number
    success(found: { data: string }): void
    fail(error: { errMsg: string }): void
  }) => {
    const bytes = disk.get(filePath)
    if (bytes) success({ data: bytes.subarray(position, position + length).toString('base64') })
    else fail({ errMsg: 'readFile:fail no such file' })
  },
}

let pixelAt: (index: number) => number = (index) => index % 251
/** A canvas of WeChat's: what was drawn on it is what the test says. */
const offscreenCanvas = () => ({
  createImage: () => {
    const image = { onload: () => undefined, onerror: () => undefined }
    return Object.defineProperty(image, 'src', { set: () => void setTimeout(() => image.onload()) })
  },
  getContext: () => ({
    drawImage: () => undefined,
    getImageData: (_x: number, _y: number, width: number, height: number) => ({
      data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => pixelAt(index)),
    }),
  }),
})

/** Drives the double from a test. */
export const phone = {
  /** Raises a lifecycle event, for instance `show` when a page is returned to: it was hidden before. */
  emit(name: string, ...values: unknown[]) {
    if (name === 'show' && !isHidden) phone.emit('hide')
    if (name === 'show' || name === 'hide') isHidden = name === 'hide'
    listeners.get(name)?.forEach((listener) => listener(...values))
  },
  /** The page that is open, with its query. */
  open(path: string, params: Record<string, string> = {}) {
    Object.assign(router, { path, params })
  },
  /** What Taro.request does from now on. */
  respond(transport: typeof request) {
    request = transport
  },
  /** How many pages are on the stack, for the way back. */
  stack(count: number) {
    pages.splice(
      0,
      pages.length,
      ...Array.from({ length: count }, (_, index) => ({ route: `page-${index}` })),
    )
  },
  storage,
  /** The files on this phone. */
  disk,
  /** What lies on a canvas after a picture was drawn on it: bytes of red, green, blue, alpha. */
  pixels(pixel: typeof pixelAt) {
    pixelAt = pixel
  },
  /** Forgets everything between two tests. */
  reset() {
    pixelAt = (index) => index % 251
    storage.clear()
    disk.clear()
    pages.length = 0
    Object.assign(router, { path: '/pages/home/index', params: {} })
    request = (options) => options.fail?.({ errMsg: 'request:fail no transport in this test' })
  },
}

const resolved = () => jest.fn((_options?: unknown) => Promise.resolve({}))

const Taro = {
  useLoad,
  useReady,
  useDidShow,
  useDidHide,
  usePullDownRefresh,
  useReachBottom,
  useShareAppMessage,
  useUnload,
  useRouter,
  getCurrentInstance: () => ({ router }),
  getCurrentPages: () => pages,
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 }),
  getStorage: ({ key }: { key: string }) =>
    storage.has(key)
      ? Promise.resolve({ data: storage.get(key) })
      : Promise.reject(new Error('getStorage:fail data not found')),
  setStorage: ({ key, data }: { key: string; data: unknown }) => Promise.resolve(void storage.set(key, data)),
  getRandomValues: ({ length }: { length: number }) =>
    Promise.resolve({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
  getScreenBrightness: jest.fn((options?: { success?(found: { value: number }): void }) => {
    options?.success?.({ value: 0.4 })
    return Promise.resolve({ value: 0.4 })
  }),
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getFileSystemManager: () => fileSystem,
  getImageInfo: jest.fn(() => Promise.resolve({ width: 4000, height: 3000 })),
  createOffscreenCanvas: offscreenCanvas,
  compressImage: jest.fn(({ src }: { src: string }) => {
    disk.set(`${src}-small`, disk.get(src) ?? Buffer.alloc(0))
    return Promise.resolve({ tempFilePath: `${src}-small` })
  }),
  getEnv: () => 'WEAPP',
  getAppBaseInfo: () => ({ theme: 'light' }),
  ENV_TYPE: { WEAPP: 'WEAPP', WEB: 'WEB' },
  pageScrollTo: resolved(),
  nextTick: (task: () => void) => setTimeout(task, 0),
  // As Taro does it: the callbacks and, whether or not anybody listens, a promise.
  request: jest.fn((options: RequestOptions) =>
    Object.assign(
      new Promise((resolve, reject) => {
        const send = () =>
          request({
            ...options,
            success: (reply) => {
              options.success?.(reply)
              resolve(reply)
            },
            fail: (error) => {
              options.fail?.(error)
              reject(Object.assign(new Error(error.errMsg), error))
            },
          })
        const delay = lag()
        if (delay) void delay.then(send)
        else send()
      }),
      { abort: () => undefined },
    ),
  ),
  navigateTo: resolved(),
  redirectTo: resolved(),
  switchTab: resolved(),
  reLaunch: resolved(),
  navigateBack: resolved(),
  showToast: resolved(),
  showModal: resolved(),
  setNavigationBarTitle: resolved(),
  setNavigationBarColor: resolved(),
  stopPullDownRefresh: resolved(),
  setTabBarStyle: resolved(),
  setTabBarItem: resolved(),
  setTabBarBadge: resolved(),
  removeTabBarBadge: resolved(),
  openLocation: resolved(),
  setBackgroundColor: resolved(),
  login: resolved(),
  makePhoneCall: resolved(),
  scanCode: resolved(),
  chooseMedia: resolved(),
  chooseMessageFile: resolved(),
  previewImage: resolved(),
  openDocument: resolved(),
  setClipboardData: resolved(),
  vibrateShort: resolved(),
  vibrateLong: resolved(),
  setScreenBrightness: resolved(),
  setKeepScreenOn: resolved(),
  setVisualEffectOnCapture: resolved(),
  requestSubscribeMessage: resolved(),
  requestPayment: resolved(),
}

export default Taro
