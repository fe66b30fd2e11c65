import { createHash } from 'node:crypto'

/**
 * How a secret token or code is kept: SHA-256. Enough for secrets of 60 random bits or more; shorter ones
 * need the vault's key.
 */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')
