import Taro from '@tarojs/taro'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { randomBytes } from './random'
import { publicKeyOf, signWith } from './signatures'

/** The key that a credential is bound to. Nobody who holds this object can read the private part. */
export interface HolderKey {
  publicKey: Uint8Array
  sign(message: Uint8Array): Promise<Uint8Array>
}

/** Where the holder's key lies: for this app on this phone only, encrypted where the platform offers it. */
interface KeyStore {
  load(personId: string): Promise<HolderKey | null>
  make(personId: string): Promise<HolderKey>
}

const keyOfSeed = (seed: Uint8Array): HolderKey => ({
  publicKey: publicKeyOf(seed),
  sign: async (message) => signWith(seed)(message),
})
const nameOf = (personId: string) => `holder-key-${personId}`

/** WeChat encrypts the value with a key of the user's own; Taro's types do not know the option yet. */
const encrypted = { encrypt: true }
const wechatStore: KeyStore = {
  // `.then` and not only the callbacks: the promise that Taro makes beside them would be rejected with
  // nobody to hear it.
  load: (personId) =>
    Taro.getStorage<unknown>({ key: nameOf(personId), ...encrypted }).then(
      ({ data }) => (data ? keyOfSeed(fromBase64url(String(data))) : null),
      () => null,
    ),
  make: async (personId) => {
    const seed = await randomBytes(32)
    await Taro.setStorage({ key: nameOf(personId), data: toBase64url(seed), ...encrypted })
    return keyOfSeed(seed)
  },
}

/** A key pair of the browser's own, or where it has no Ed25519 a seed sealed by one. */
type Kept =
  | { personId: string; pair: CryptoKeyPair; publicKey: Uint8Array }
  | { personId: string; key: CryptoKey; nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

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
const keep = async (kept: Kept) => request((await keysOf('readwrite')).put(kept))

const keyOfPair = ({ privateKey }: CryptoKeyPair, publicKey: Uint8Array): HolderKey => ({
  publicKey,
  sign: async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message))),
})
const pairOfBrowser = (): Promise<CryptoKeyPair | null> =>
  crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).catch(() => null)

/**
 * A browser makes the pair itself, so that no script, ours or another's, ever sees the private key. One
 * without Ed25519 keeps the seed sealed by an AES key that no script can read out: a copied profile folder
 * alone does not give it away.
 */
const browserStore: KeyStore = {
  load: async (personId) => {
    const kept = await request(
      await keysOf('readonly').then((store) => store.get(personId) as IDBRequest<Kept | undefined>),
    )
    if (!kept) return null
    if ('pair' in kept) return keyOfPair(kept.pair, kept.publicKey)
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.nonce }, kept.key, kept.sealed)
    return keyOfSeed(new Uint8Array(opened))
  },
  make: async (personId) => {
    const pair = await pairOfBrowser()
    if (pair) {
      const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
      await keep({ personId, pair, publicKey })
      return keyOfPair(pair, publicKey)
    }
    const seed = await randomBytes(32)
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    const nonce = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, Uint8Array.from(seed))
    await keep({ personId, key, nonce, sealed })
    return keyOfSeed(seed)
  },
}

const store: KeyStore = process.env.TARO_ENV === 'h5' ? browserStore : wechatStore

/** This person's key on this phone; null on a phone that has none, or cannot read it any more. */
export const loadKey = (personId: string): Promise<HolderKey | null> => store.load(personId).catch(() => null)

/**
 * Makes and keeps a new key. It is kept before it is used, so that a reply lost on the way costs nothing.
 */
export const makeKey = (personId: string): Promise<HolderKey> => store.make(personId)
