import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { VerifySignature } from '../../contract/talent-code/verify'

/** An Ed25519 key of fixed seed, by Node's own cryptography: no code shared with what is tested. */
export interface TestKey {
  id: Uint8Array
  publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')

/** The key whose seed is 32 times this byte, or for a larger number one of its own. */
export const testKey = (fill: number): TestKey => {
  const seed = Buffer.alloc(32, fill & 0xff)
  if (fill > 0xff) seed.writeUInt32BE(fill)
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
  return {
    id: new Uint8Array(createHash('sha256').update(publicKey).digest().subarray(0, 8)),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}

const imported = new Map<string, KeyObject>()

/** Node's Ed25519. */
export const nodeVerify: VerifySignature = (signature, message, publicKey) => {
  const name = Buffer.from(publicKey).toString('latin1')
  let key = imported.get(name)
  if (!key)
    imported.set(
      name,
      (key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' })),
    )
  return verify(null, message, key, signature)
}
