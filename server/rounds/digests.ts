import { createHash } from 'node:crypto'
import type { Digest, DrawAlgorithm } from '@jucai/contract/draw/hash'

const names: Record<DrawAlgorithm, string> = { 'sha-256': 'sha256', sm3: 'sm3' }
/** OpenSSL's hash of a draw. */
export const digestOf =
  (algorithm: DrawAlgorithm): Digest =>
  (bytes) =>
    createHash(names[algorithm]).update(bytes).digest()
