import type { Kysely } from 'kysely'
import { agreementsExport, leaveAgreements } from './agreement'
import { sealAudit } from './audit'
import { readsExport } from './audit-log'
import { deadEventHandlers } from './dead-events'
import type { Database } from './db'
import type { Vault } from './encryption'
import type { Feature } from './feature'
import { forgetOldKeys, joinKeys } from './idempotency'
import { forgetDoneEvents, joinEvents } from './outbox'
import { idsOf } from './person'
import type { Storage } from './ports'
import { removeLeftovers } from './stored-files'

/** What core is built from. */
export interface CoreDeps {
  db: Kysely<Database>
  vault: Vault
  storage: Storage
}

/** What every room uses: the audit log, the outbox, kept replies, files that nothing points to yet. */
export const core = ({ db, vault, storage }: CoreDeps): Feature => ({
  name: 'core',
  handlers: deadEventHandlers,
  chores: [
    { everyMs: 5_000, run: () => sealAudit(db) },
    { everyMs: 3_600_000, run: () => sealAudit(db, { whole: true }) },
    { everyMs: 60_000, run: (now) => removeLeftovers(db, storage, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldKeys(db, now) },
    { everyMs: 3_600_000, run: (now) => forgetDoneEvents(db, now) },
  ],
  people: {
    tables: {
      person: {
        by: ['merged_into'],
        exported: { not: 'its id is at the top of the export' },
        onErase: { stays: 'a bare row, so that records of service keep something to point at' },
      },
      audit_entry: {
        of: ['person_id'],
        by: ['actor_id'],
        exported: 'reads',
        onErase: { stays: 'the audit log cannot be changed; it holds no personal words' },
        onMerge: { stays: 'the audit log cannot be changed; its owner reads it under both ids' },
      },
      idempotency_key: {
        of: ['actor'],
        sealed: ['reply'],
        exported: { not: 'replies already given, kept for a day in case they were lost' },
        onErase: 'rows',
      },
      agreement: { of: ['person_id'], sealed: ['file_key'], exported: 'agreements', onErase: 'rows' },
      agreement_signature: {
        through: { column: 'agreement_id', table: 'agreement' },
        by: ['by_person'],
        exported: 'agreements',
        onErase: 'rows',
      },
    },
    exports: {
      reads: async (tx, personId) => readsExport(tx, await idsOf(tx, personId)),
      agreements: agreementsExport,
    },
    erase: leaveAgreements,
    merge: async (tx, fromId, intoId) => {
      await joinKeys(tx, vault, fromId, intoId)
      await joinEvents(tx, fromId, intoId)
    },
  },
})
