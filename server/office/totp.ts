import { Secret, TOTP } from 'otpauth'
import type { Randomness } from '../core/ports'

const periodSeconds = 30

const totpOf = (secret: string, login = ''): TOTP =>
  new TOTP({
    issuer: '聚才',
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  })

/** A fresh secret of 160 bits, in base 32. */
export const newSecret = (random: Randomness): string =>
  new Secret({ buffer: Uint8Array.from(random.bytes(20)).buffer }).base32

/** What an authenticator takes in, as a link or as a QR code. */
export const otpauthOf = (secret: string, login: string): string => totpOf(secret, login).toString()

/** The code of a moment, as an authenticator shows it. */
export const codeAt = (secret: string, moment: Date): string =>
  totpOf(secret).generate({ timestamp: moment.getTime() })

/**
 * The step (RFC 6238) that a code belongs to: the one at hand, or one before or after, for clocks that
 * differ. Null when it belongs to none, or to one not later than `last`: each code works once.
 */
export const counterOf = (secret: string, code: string, now: Date, last: number | null): number | null => {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  if (delta === null) return null
  const counter = Math.floor(now.getTime() / 1000 / periodSeconds) + delta
  return last === null || counter > last ? counter : null
}
