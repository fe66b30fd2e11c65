import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts personal fields and makes blind indexes for looking them up. */
export interface Vault {
  /**
   * AES-256-GCM. `context` (for example `profile.name:<person id>`) is authenticated, so a value cannot be
   * moved to another row.
   */
  encrypt(plain: string, context: string): Buffer
  /** @throws Error when the value was altered, moved, or written under a key this vault does not hold. */
  decrypt(sealed: Buffer, context: string): string
  /** HMAC-SHA-256 of a normalised value: equal values, equal index; useless without the key. */
  blindIndex(value: string, purpose: string): string
}

const versionBytes = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * A vault over data keys of 32 bytes by version. The newest encrypts, all decrypt, so keys can be rotated;
 * the blind index stays on version 1, because an index under another key finds nothing.
 */
export const openVault = (keys: ReadonlyMap<number, Buffer>): Vault => {
  const newest = Math.max(...keys.keys())
  const derive = (version: number, use: string): Buffer => {
    const key = keys.get(version)
    if (!key || key.length !== 32) throw new Error(`no data key of 32 bytes for version ${version}`)
    return Buffer.from(hkdfSync('sha256', key, '', `jucai:${use}`, 32))
  }
  const fieldKeys = new Map([...keys.keys()].map((version) => [version, derive(version, 'field')]))
  const indexKey = derive(1, 'blind-index')
  return {
    encrypt: (plain, context) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', fieldKeys.get(newest) as Buffer, nonce).setAAD(
        Buffer.from(context),
      )
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([newest]), nonce, cipher.getAuthTag(), sealed])
    },
    decrypt: (sealed, context) => {
      const key = fieldKeys.get(sealed[0] ?? -1)
      if (!key) throw new Error('the field was written under a key that is not here')
      const decipher = createDecipheriv(
        'aes-256-gcm',
        key,
        sealed.subarray(versionBytes, versionBytes + nonceBytes),
      ).setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(versionBytes + nonceBytes, versionBytes + nonceBytes + tagBytes))
      return Buffer.concat([
        decipher.update(sealed.subarray(versionBytes + nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8')
    },
    blindIndex: (value, purpose) =>
      createHmac('sha256', indexKey).update(`${purpose}\0${value}`).digest('base64url'),
  }
}
