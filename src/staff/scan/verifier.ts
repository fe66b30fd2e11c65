import type { VerifierBundle } from '@jucai/contract/credentials'
import { fromBase64url } from '@jucai/contract/talent-code/bytes'
import { decodeStatusList } from '@jucai/contract/talent-code/status-list'
import { prefix } from '@jucai/contract/talent-code/proof'
import { verify, type Finding } from '@jucai/contract/talent-code/verify'
import { call } from '@/api'
import { phoneStorage } from '@/settings'
import { verifyOnPhone } from './signature-check'
import { clerkNow } from '../clerk-clock'

const name = 'verifier-bundle'
let kept: VerifierBundle | null = null

/** What this phone can verify with when there is no network; null before the first time online. */
export const bundleOnPhone = async (): Promise<VerifierBundle | null> => {
  const text = kept ? null : await phoneStorage.getItem(name)
  return (kept ??= text ? (JSON.parse(text) as VerifierBundle) : null)
}

/** Asks for newer keys and the newer status list. Without a network the old ones stay. */
export const refreshBundle = async (): Promise<VerifierBundle | null> => {
  try {
    kept = await call('GET /verifier-bundle')
    phoneStorage.setItem(name, JSON.stringify(kept))
  } catch {
    /* their age is shown wherever they are used */
  }
  return bundleOnPhone()
}

const freshMs = 10 * 60_000

/** Asks again where the list is older than ten minutes: a scanner may stay open all day before the network goes. */
export const keepBundleFresh = async (): Promise<void> => {
  const bundle = await bundleOnPhone()
  if (!bundle || clerkNow().getTime() - Date.parse(bundle.now) > freshMs) await refreshBundle()
}

/**
 * Verifies at once, by what this phone has. Null when it has nothing to verify with. What another app's code
 * says is not looked at further.
 */
export const verifyHere = async (
  code: string,
  now = clerkNow(),
  challenge: string | null = null,
): Promise<Finding | null> => {
  if (!code.startsWith(prefix)) return { verdict: 'not-a-talent-code' }
  const bundle = await bundleOnPhone()
  if (!bundle) return null
  const revoked = decodeStatusList(bundle.statusList.revoked)
  return verify(code, {
    keys: bundle.keys.map((key) => ({
      id: fromBase64url(key.id),
      issuer: bundle.issuer,
      publicKey: fromBase64url(key.publicKey),
    })),
    isRevoked: (index) => revoked.has(index),
    statusAge: Math.max(0, Math.round((now.getTime() - Date.parse(bundle.now)) / 1000)),
    now,
    verifySignature: verifyOnPhone,
    ...(challenge ? { challenge } : {}),
  })
}
