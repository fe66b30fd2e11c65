import Taro from '@tarojs/taro'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { randomBytes } from './random'

/**
 * Where the seed of the holder's key lies: readable by this app on this phone only, encrypted where the
 * platform offers it.
 */
interface SeedStore {
  load(personId: string): Promise<Uint8Array | null>
  save(personId: string, seed: Uint8Array): Promise<void>
}

const nameOf = (personId: string) => `holder-key-${personId}`

/** WeChat encrypts the value with a key of the user's own; Taro's types do not know the option yet. */
const encrypted = { encrypt: true }
const wechatStore: SeedStore = {
  // `.then` and not only the callbacks: the promise that Taro makes beside them would be rejected with
  // nobody to hear it.
  load: (personId) =>
    Taro.getStorage<unknown>({ key: nameOf(personId), ...encrypted }).then(
      ({ data }) => (data ? fromBase64url(String(data)) : null),
      () => null,
    ),
  save: async (personId, seed) => {
    await Taro.setStorage({ key: nameOf(personId), data: toBase64url(seed), ...encrypted })
  },
}

interface Wrapped {
  personId: string
  key: CryptoKey
  nonce: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  })

const keysOf = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
  const opening = indexedDB.open('jucai', 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('holder-key', { keyPath: 'personId' })
  }
  return (await request(opening)).transaction('holder-key', mode).objectStore('holder-key')
}

/**
 * A browser keeps the seed sealed by a key that no script can read out (AES-GCM, not extractable), so a
 * copied profile folder alone does not give it away.
 */
const browserStore: SeedStore = {
  load: async (personId) => {
    const wrapped = await request(
      await keysOf('readonly').then((store) => store.get(personId) as IDBRequest<Wrapped | undefined>),
    )
    return wrapped
      ? new Uint8Array(
          await crypto.subtle.decrypt({ name: 'AES-GCM', iv: wrapped.nonce }, wrapped.key, wrapped.sealed),
        )
      : null
  },
  save: async (personId, seed) => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    const nonce = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, Uint8Array.from(seed))
    await request((await keysOf('readwrite')).put({ personId, key, nonce, sealed } satisfies Wrapped))
  },
}

const store: SeedStore = process.env.TARO_ENV === 'h5' ? browserStore : wechatStore

/** The seed of this person's key on this phone; null on a phone that has none, or cannot read it any more. */
export const loadSeed = (personId: string): Promise<Uint8Array | null> =>
  store.load(personId).catch(() => null)

/**
 * Makes and keeps a new seed. It is kept before it is used, so that a reply lost on the way costs nothing.
 */
export const makeSeed = async (personId: string): Promise<Uint8Array> => {
  const seed = await randomBytes(32)
  await store.save(personId, seed)
  return seed
}
