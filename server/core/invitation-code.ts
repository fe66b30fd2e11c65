import { narrowed } from '@jucai/contract/text'
import type { Randomness } from './ports'
import { tokenHash } from './token'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford's base 32: no I, L, O, U

/** A code of 16 signs, 80 random bits, in groups of four to be read aloud. */
export const newCode = (random: Randomness): string =>
  [...random.bytes(16)]
    .map((byte) => alphabet[byte & 31])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')

/**
 * The hash of a typed invitation code. Case, hyphens and full-width signs do not matter; the letter O counts as zero, the
 * letters I and L as one (Crockford's base 32).
 */
export const codeHash = (typed: string): string =>
  tokenHash(
    narrowed(typed)
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1'),
  )
