/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import { webcrypto } from 'node:crypto'
import { nodeVerify } from './keys'

/** As much of IndexedDB as the key needs: one store in memory, whose values are kept as they are. */
const fakeIndexedDb = () => {
  const rows = new Map<string, unknown>()
  const answered = <T,>(result: T) => {
    const request: { result: T; onsuccess?: () => void } = { result }
    setTimeout(() => request.onsuccess?.())
    return request
  }
  const objectStore = () => ({
    get: (key: string) => answered(rows.get(key)),
    put: (row: { personId: string }) => answered(void rows.set(row.personId, row)),
  })
  return { rows, open: () => answered({ transaction: () => ({ objectStore }) }) }
}

const message = Uint8Array.of(1, 2, 3)
let indexedDb: ReturnType<typeof fakeIndexedDb>
const replaced = ['crypto', 'indexedDB'].map(
  (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
)
const put = (name: string, value: unknown) =>
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
beforeEach(() => {
  jest.resetModules()
  process.env.TARO_ENV = 'h5'
  indexedDb = fakeIndexedDb()
  put('indexedDB', indexedDb)
  put('crypto', webcrypto)
})
afterAll(() => {
  process.env.TARO_ENV = 'weapp'
  for (const [name, descriptor] of replaced)
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
    else Reflect.deleteProperty(globalThis, name)
})
const holderKeys = () => import('@/holder-key')

it('a browser with Ed25519 keeps a key that no script can read out, and signs with it after a reload', async () => {
  const { makeKey } = await holderKeys()
  const made = await makeKey('p')
  jest.resetModules()
  const { loadKey } = await holderKeys()
  const key = await loadKey('p')
  expect(key?.publicKey).toEqual(made.publicKey)
  const signature = (await key?.sign(message)) as Uint8Array
  expect(nodeVerify(signature, message, made.publicKey)).toBe(true)
  const { pair } = indexedDb.rows.get('p') as { pair: webcrypto.CryptoKeyPair }
  expect(pair.privateKey.extractable).toBe(false)
  await expect(webcrypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow()
  expect(await loadKey('somebody else')).toBeNull()
})

it('a browser without Ed25519 keeps a sealed seed, as before', async () => {
  const { subtle } = webcrypto
  const without = Object.create(subtle) as webcrypto.SubtleCrypto
  without.generateKey = ((algorithm: unknown, ...rest: [boolean, webcrypto.KeyUsage[]]) =>
    algorithm === 'Ed25519'
      ? Promise.reject(new Error('NotSupportedError'))
      : subtle.generateKey(algorithm as 'AES-GCM', ...rest)) as typeof subtle.generateKey
  without.encrypt = (...given) => subtle.encrypt(...given)
  without.decrypt = (...given) => subtle.decrypt(...given)
  put('crypto', { subtle: without, getRandomValues: (bytes: Uint8Array) => webcrypto.getRandomValues(bytes) })
  const { makeKey, loadKey } = await holderKeys()
  const made = await makeKey('p')
  const signature = (await (await loadKey('p'))?.sign(message)) as Uint8Array
  expect(nodeVerify(signature, message, made.publicKey)).toBe(true)
  expect(indexedDb.rows.get('p')).not.toHaveProperty('pair')
})
