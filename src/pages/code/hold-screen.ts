import Taro from '@tarojs/taro'

// Each of these may be refused by a phone; a code that is a little darker is still a code.
const quietly = (wish: () => unknown): void => {
  try {
    void Promise.resolve(wish()).catch(() => undefined)
  } catch {
    /* not offered here */
  }
}

const holdBrowser = (): (() => void) => {
  let lock: WakeLockSentinel | null = null
  let released = false
  quietly(async () => {
    lock = await navigator.wakeLock.request('screen')
    if (released) await lock.release()
  })
  return () => {
    released = true
    quietly(() => lock?.release())
  }
}

const holdPhone = (): (() => void) => {
  let before = -1 // -1 leaves it to the system
  let held = true
  quietly(async () => {
    before = (await Taro.getScreenBrightness()).value
    if (held) await Taro.setScreenBrightness({ value: 1 })
  })
  quietly(() => Taro.setKeepScreenOn({ keepScreenOn: true }))
  // Android leaves the page out of screenshots; iOS out of recordings only. What really helps is that a
  // picture is stale in a minute.
  quietly(() => Taro.setVisualEffectOnCapture({ visualEffect: 'hidden' }))
  return () => {
    held = false
    quietly(() => Taro.setScreenBrightness({ value: before }))
    quietly(() => Taro.setKeepScreenOn({ keepScreenOn: false }))
    quietly(() => Taro.setVisualEffectOnCapture({ visualEffect: 'none' }))
  }
}

/**
 * Makes the screen bright, keeps it on and hides it from capture, as far as the phone can.
 * @returns what puts everything back.
 */
export const holdScreen = (): (() => void) => (process.env.TARO_ENV === 'h5' ? holdBrowser() : holdPhone())
