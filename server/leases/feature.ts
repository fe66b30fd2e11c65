import { joined, type Feature } from '../core/feature'
import type { LeaseDeps } from './deps'
import { forgetPapers, keepUpAll, leaseReactions, passTimes } from './jobs'
import { refusedPayments } from './paid-anew'
import { checkMerge, eraseLeases, leasesExport } from './own-data'
import { forgetGuests } from './residents'
import { leaseHandlers } from './routes'
import { leaseTodos } from './todos'

const ofLease = { column: 'lease_id', table: 'lease' } as const
const withLease = { through: ofLease, exported: 'leases' } as const

/** Living in a talent apartment: from the offer to the deposit. */
export const leases = (deps: LeaseDeps): Feature => ({
  name: 'leases',
  handlers: leaseHandlers(deps),
  reactions: joined(leaseReactions(deps), refusedPayments(deps)),
  todos: leaseTodos,
  chores: [
    { everyMs: 30_000, run: (now) => passTimes(deps, now) },
    { everyMs: 600_000, run: (now) => keepUpAll(deps, now) },
    { everyMs: 3_600_000, run: (now) => forgetPapers(deps, now) },
    { everyMs: 3_600_000, run: (now) => forgetGuests(deps, now) },
  ],
  people: {
    tables: {
      lease: {
        of: ['person_id'],
        by: ['key_by', 'back_by'],
        sealed: ['tenant_name', 'tenant_document', 'masked_name'],
        exported: 'leases',
        onErase: 'sealed',
      },
      lease_step: {
        ...withLease,
        by: ['by_person'],
        onErase: { stays: 'what became of a lease, by bare ids' },
      },
      lease_paper: {
        ...withLease,
        sealed: ['file_key'],
        onErase: {
          stays:
            'only while a bill of the lease is not paid, three years at most; else eraseLeases removes it',
        },
      },
      lease_bill: {
        ...withLease,
        onErase: { stays: 'amounts and days, which the books of the ledger name too' },
      },
      lease_inspection: {
        ...withLease,
        by: ['by_person'],
        sealed: ['tenant_note'],
        onErase: 'sealed',
      },
      lease_damage: {
        ...withLease,
        by: ['decided_by'],
        sealed: ['objection'],
        onErase: 'sealed',
      },
      lease_repair: { ...withLease, sealed: ['words'], onErase: 'sealed' },
      lease_repair_step: {
        ...withLease,
        by: ['by_person'],
        sealed: ['note'],
        onErase: 'sealed',
      },
      lease_resident: { ...withLease, sealed: ['name'], onErase: 'sealed' },
    },
    exports: { leases: (db, personId, now) => leasesExport(deps, db, personId, now) },
    erase: (db, personId, now) => eraseLeases(deps, db, personId, now),
    merge: checkMerge,
  },
})
