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

/** A key for one intended act. Where an act may be tried again, let an {@link Attempt} keep it. */
export const newIdempotencyKey = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Keeps the key of an act while it is tried with the same words, so that a reply lost on the way does not
 * make it happen twice.
 */
export interface Attempt {
  /** The key for this request; another request is another act. */
  keyFor(request: unknown): Promise<string>
  /** The act is over: the next one is another, even with the same words. */
  over(): void
}

/** An act that has not been tried yet. */
export const newAttempt = (): Attempt => {
  let tried: { request: string; key: string } | null = null
  return {
    keyFor: async (request) => {
      const words = JSON.stringify(request)
      if (tried?.request !== words) tried = { request: words, key: await newIdempotencyKey() }
      return tried.key
    },
    over: () => {
      tried = null
    },
  }
}
