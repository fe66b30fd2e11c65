import Taro from '@tarojs/taro'

/**
 * Cryptographically strong bytes from the platform: `wx.getRandomValues` or Web Crypto, never
 * `Math.random`.
 */
export const randomBytes = (count: number): Promise<Uint8Array> =>
  process.env.TARO_ENV === 'h5'
    ? Promise.resolve(crypto.getRandomValues(new Uint8Array(count)))
    : Taro.getRandomValues({ length: count }).then(
        ({ randomValues }) => new Uint8Array(randomValues),
        ({ errMsg }: { errMsg: string }) => {
          throw new Error(errMsg)
        },
      )

/** What this phone sends of itself at every sign-in, by which accounts know it again. */
export const deviceId = async (): Promise<string> => {
  const kept = Taro.getStorageSync<string>('device-id')
  if (kept) return kept
  const made = await newIdempotencyKey()
  Taro.setStorageSync('device-id', made)
  return made
}

/** A key for one intended act. Where an act may be tried again, let an attempt (`attempt.ts`) keep it. */
export const newIdempotencyKey = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')
