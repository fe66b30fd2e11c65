import type { Db } from '../core/db'
import { newestCredential } from './repository'

export type { CredentialDeps } from './commands'
export { credentials } from './feature'
export { insertMilestone } from './repository'
export { holderOfCode, type DeskScan } from './desk-scans'

/** Whether a person holds a code in force. */
export const hasCredential = async (db: Db, personId: string, now: Date): Promise<boolean> => {
  const newest = await newestCredential(db, personId)
  return newest !== undefined && newest.revoked_at === null && newest.expires_at > now
}
