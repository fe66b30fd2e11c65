import type { Db } from '../core/db'
import { newestCredential } from './repository'
import { allScans } from './scan-records'

export type { CredentialDeps } from './commands'
export { credentialReactions } from './jobs'
export { countCoded, countServed, erasePersonal } from './repository'
export { credentialHandlers } from './routes'

/** Whether a person holds a code in force. */
export const hasCredential = async (db: Db, personId: string, now: Date): Promise<boolean> => {
  const newest = await newestCredential(db, personId)
  return newest !== undefined && newest.revoked_at === null && newest.expires_at > now
}

/** What a person's export says about their code and the services they had. */
export const credentialExport = async (db: Db, personId: string): Promise<Record<string, unknown>> => {
  const newest = await newestCredential(db, personId)
  const scans = await allScans(db, personId)
  return {
    credential: newest
      ? {
          id: newest.id,
          tier: newest.tier,
          category: newest.category,
          issuedAt: newest.issued_at,
          expiresAt: newest.expires_at,
          revokedAt: newest.revoked_at,
        }
      : null,
    services: scans.map((scan) => ({
      id: scan.id,
      service: scan.service_name,
      station: scan.station_name,
      scannedAt: scan.scanned_at,
      recordedAt: scan.recorded_at,
      offline: scan.offline,
      undoneAt: scan.undone_at,
      disputedAt: scan.disputed_at,
    })),
  }
}
