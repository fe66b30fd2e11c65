import { problem } from '../core/problem'
import { contentOf, removeFiles } from './commands'
import type { EvidenceDeps } from './deps'
import {
  evidenceOf,
  evidenceOfForUpdate,
  loosenEvidence,
  ownEvidenceAmong,
  shownEvidence,
  tieEvidence,
} from './repository'
import type { Evidence, EvidenceContent } from '@jucai/contract/evidence'
import type { Db } from '../core/db'

/**
 * What the application engine asks of evidence; it is `EvidencePort` of server/applications, which this
 * feature may not know.
 */
export const evidencePort = (deps: EvidenceDeps) => ({
  /**
   * Ties files of a person to an application, and no others: one that was tied to it before and is not
   * named any more is its owner's again. Again without effect.
   * @returns ids that are not the person's own complete files, or belong to another application: then
   * nothing is tied
   */
  attach: async (
    db: Db,
    now: Date,
    personId: string,
    { ids, applicationId }: { ids: readonly string[]; applicationId: string },
  ): Promise<string[]> => {
    const rows = await ownEvidenceAmong(db, personId, ids)
    const good = new Set(
      rows
        .filter(
          (row) => row.completed_at && (row.loose_since !== null || row.application_id === applicationId),
        )
        .map((row) => row.id),
    )
    const bad = [...new Set(ids)].filter((id) => !good.has(id))
    if (bad.length > 0) return bad
    await tieEvidence(db, ids, applicationId)
    const left = await evidenceOfForUpdate(db, applicationId)
    await loosenEvidence(
      db,
      now,
      left.map(({ id }) => id).filter((id) => !good.has(id)),
    )
    return []
  },
  /** Leaves all files of an application to their owner: nobody reads them through it any more. */
  release: async (db: Db, now: Date, applicationId: string): Promise<void> => {
    const rows = await evidenceOfForUpdate(db, applicationId)
    await loosenEvidence(
      db,
      now,
      rows.map(({ id }) => id),
    )
  },
  /** The files that belong to an application, by id. */
  show: async (db: Db, applicationId: string): Promise<Map<string, Evidence>> =>
    new Map((await evidenceOf(db, applicationId)).map((row) => [row.id, shownEvidence(deps.vault, row)])),
  /**
   * A file of an application itself; whoever asks puts the read on record.
   * @throws Problem not-found, evidence-incomplete, storage-unavailable
   */
  content: async (db: Db, applicationId: string, id: string): Promise<EvidenceContent> => {
    const row = (await evidenceOf(db, applicationId)).find((one) => one.id === id)
    if (!row) throw problem('not-found')
    return contentOf(deps, row)
  },
  /** Removes files of a person that belong to no application; others stay. */
  discard: async (db: Db, now: Date, personId: string, ids: readonly string[]): Promise<void> => {
    const rows = await ownEvidenceAmong(db, personId, ids)
    await removeFiles(
      db,
      now,
      rows.filter((row) => row.loose_since !== null),
    )
  },
})
