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

/**
 * By how many steps a code that did not hold was too early (negative) or too late, up to five minutes: the
 * clock of the phone, or the server's, is wrong. Null when it is not the time.
 */
export const stepsOff = (secret: string, code: string, now: Date): number | null => {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 10 })
  return delta !== null && Math.abs(delta) > 1 ? delta : null
}

/** What to do about a code of another time, in words. */
export const clockAdvice = (steps: number): string => {
  const seconds = Math.abs(steps) * periodSeconds
  const apart = seconds < 60 ? `${seconds} 秒` : `${seconds / 60} 分钟`
  return `这个动态码是约 ${apart}${steps < 0 ? '前' : '后'}的：手机时间和服务器时间不一致。请把手机设为自动校准时间，再用新的动态码；手机时间是准的，就请告诉系统管理员检查服务器时间`
}
