import type { VerifierBundle } from '@jucai/contract/credentials'
import { toBase64url } from '@jucai/contract/talent-code/bytes'
import { encodeStatusList } from '@jucai/contract/talent-code/status-list'
import { cityInForce } from '../city'
import type { Db } from '../core/db'
import type { CredentialDeps } from './commands'
import { revokedIndexes, statusListVersion } from './repository'

/**
 * Answers what a verifier needs without a network. The status list is read once a version; a call costs two
 * looks by primary key.
 */
export const verifierBundle = ({ issuer }: Pick<CredentialDeps, 'issuer'>) => {
  let kept: { version: number; revoked: string } | null = null
  return async (db: Db, now: Date): Promise<VerifierBundle> => {
    const version = await statusListVersion(db)
    if (kept?.version !== version)
      kept = { version, revoked: encodeStatusList(await revokedIndexes(db, now)) }
    const { tiers } = await cityInForce(db)
    return {
      issuer: issuer.name,
      keys: [
        { id: toBase64url(issuer.key.id), algorithm: 'EdDSA', publicKey: toBase64url(issuer.key.publicKey) },
      ],
      statusList: { version, issuedAt: now.toISOString(), revoked: kept.revoked },
      now: now.toISOString(),
      tiers: tiers.map(({ key, name, rank }) => ({ key, name, rank })),
    }
  }
}
