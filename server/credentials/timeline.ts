import type { Dispute, TimelineEntry } from '@jucai/contract/credentials'
import { audit, auditEach } from '../core/audit'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { Actor } from '../core/route'
import type { WorkBy } from '../core/work'
import { nameContext, nameless } from './commands'
import { disputedScans, disputeScan, journey, scanOfHolder, type StepRow } from './scan-records'

declare module '../core/outbox' {
  interface Events {
    'scan.disputed': { scanId: string; personId: string }
  }
}

type TimelineWork = WorkBy<{ personId: string }, { vault: Vault }>

const noteContext = (scanId: string) => `scan.dispute-note:${scanId}`
/** What a holder said of a record that is not theirs; null when nothing. */
export const noteOf = (vault: Vault, scanId: string, note: Buffer | null): string | null =>
  note && vault.decrypt(note, noteContext(scanId))

const shownStep = (vault: Vault, row: StepRow): TimelineEntry => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  at: row.at.toISOString(),
  station: row.station,
  offline: row.offline,
  disputable: row.kind === 'service' && row.disputed_at === null,
  disputedAt: row.disputed_at?.toISOString() ?? null,
  disputeNote: noteOf(vault, row.id, row.dispute_note),
})

/** A person's journey, newest first. */
export const timelineOf = async (
  { db, deps: { vault }, actor }: TimelineWork,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: TimelineEntry[]; next: string | null }> =>
  pageOf(
    await journey(db, actor.personId, placeOf(after), limit + 1),
    limit,
    (row) => cursorOf(row.at, row.id),
    (row) => shownStep(vault, row),
  )

/** Says “this was not me” of one's own record. @throws Problem not-found, already-disputed */
export const dispute = async (
  { db, now, deps: { vault }, actor: { personId } }: TimelineWork,
  scanId: string,
  note: string,
): Promise<TimelineEntry> => {
  const scan = await scanOfHolder(db, personId, scanId)
  if (!scan) throw problem('not-found')
  const sealed = vault.encrypt(note, noteContext(scanId))
  if (!(await disputeScan(db, scanId, now, sealed))) throw problem('already-disputed')
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'scan.disputed',
    object: `scan:${scanId}`,
    personId,
  })
  await emit(db, now, 'scan.disputed', { scanId, personId })
  return shownStep(vault, {
    id: scanId,
    kind: 'service',
    title: scan.service_name,
    at: scan.scanned_at,
    station: scan.station_name,
    offline: scan.offline,
    disputed_at: now,
    dispute_note: sealed,
  })
}

/**
 * Disputed records for the office, newest dispute first. Each name shown is on record for its owner; who
 * may revoke is told whose code.
 */
export const disputes = async (
  { db, now, deps: { vault }, actor }: WorkBy<Pick<Actor, 'personId' | 'roles'>, { vault: Vault }>,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: Dispute[]; next: string | null }> => {
  const mayRevoke = actor.roles.includes('security-admin')
  const rows = await disputedScans(db, placeOf(after), limit + 1)
  await auditEach(
    db,
    rows.slice(0, limit).map((row) => ({
      at: now,
      actorId: actor.personId,
      actorRole: actor.roles.includes('lead') ? 'lead' : 'security-admin',
      action: 'dispute.looked-at',
      object: `scan:${row.id}`,
      personId: row.person_id,
      detail: { what: '查看了你申报的“这不是我”', why: '核实申报' },
    })),
  )
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.disputed_at as Date, row.id),
    (row) => {
      const codeInForce = row.revoked_at === null && row.expires_at > now
      return {
        scanId: row.id,
        serviceName: row.service_name,
        stationName: row.station_name,
        scannedAt: row.scanned_at.toISOString(),
        disputedAt: (row.disputed_at as Date).toISOString(),
        entry: row.entry,
        note: noteOf(vault, row.id, row.dispute_note) ?? '',
        maskedName: row.masked_name
          ? vault.decrypt(row.masked_name, nameContext(row.credential_id))
          : nameless,
        codeInForce,
        revocable: codeInForce && mayRevoke ? row.person_id : null,
      }
    },
  )
}
