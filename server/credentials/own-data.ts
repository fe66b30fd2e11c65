import { sql } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { credentialsOf, milestonesOf, revokeInForce } from './repository'
import { allScans } from './scan-records'
import { noteOf } from './timeline'

/** Every code a person ever held, newest first. */
export const credentialsExport = async (db: Db, personId: string) =>
  (await credentialsOf(db, personId)).map((row) => ({
    id: row.id,
    tier: row.tier,
    category: row.category,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    revokedBecause: row.revoked_because,
  }))

/** Every service recorded for a person, with what they said of it. */
export const servicesExport = async (db: Db, vault: Vault, personId: string) =>
  (await allScans(db, personId)).map((scan) => ({
    id: scan.id,
    service: scan.service_name,
    station: scan.station_name,
    scannedAt: scan.scanned_at,
    recordedAt: scan.recorded_at,
    offline: scan.offline,
    entry: scan.entry,
    answeredDigits: scan.challenged,
    undoneAt: scan.undone_at,
    disputedAt: scan.disputed_at,
    disputeNote: noteOf(vault, scan.id, scan.dispute_note),
  }))

/** Steps of a person's journey that are no services. */
export const milestonesExport = async (db: Db, personId: string) =>
  (await milestonesOf(db, personId)).map(({ kind, title, at }) => ({ kind, title, at }))

/**
 * Two accounts become one: the code of the one that goes out is revoked, for it names that registration;
 * of a service an occasion there is one record, and what the account that goes out has twice is taken back.
 */
export const joinCredentials = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  await revokeInForce(db, now, fromId, 'merged')
  await db
    .updateTable('scan')
    .set({ undone_at: now })
    .where('person_id', '=', fromId)
    .where('undone_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('scan as other')
          .select(sql.lit(1).as('one'))
          .whereRef('other.service_id', '=', 'scan.service_id')
          .whereRef('other.occasion', '=', 'scan.occasion')
          .where('other.person_id', '=', intoId)
          .where('other.undone_at', 'is', null),
      ),
    )
    .execute()
}
