import { problem } from '../core/problem'
import { contentOf, removeFiles } from './commands'
import type { EvidenceDeps } from './deps'
import { evidenceByIds, ownEvidenceAmong, shownEvidence, tieEvidence } from './repository'
import type { Evidence, EvidenceContent } from '@jucai/contract/evidence'
import type { Db } from '../core/db'

/**
 * What the application engine asks of evidence; it is `EvidencePort` of server/applications, which this
 * feature may not know.
 */
export const evidencePort = (deps: EvidenceDeps) => ({
  /**
   * Ties files of a person to an application; again without effect.
   * @returns ids that are not the person's own complete files, or belong to another application: then
   * nothing is tied
   */
  attach: async (
    db: Db,
    personId: string,
    ids: readonly string[],
    applicationId: string,
  ): Promise<string[]> => {
    const rows = await ownEvidenceAmong(db, personId, ids)
    const good = new Set(
      rows
        .filter(
          (row) => row.completed_at && (row.application_id === null || row.application_id === applicationId),
        )
        .map((row) => row.id),
    )
    const bad = [...new Set(ids)].filter((id) => !good.has(id))
    if (bad.length === 0) await tieEvidence(db, ids, applicationId)
    return bad
  },
  /** Files by id; one that is gone is absent. */
  show: async (db: Db, ids: readonly string[]): Promise<Map<string, Evidence>> =>
    new Map((await evidenceByIds(db, ids)).map((row) => [row.id, shownEvidence(deps.vault, row)])),
  /**
   * A file itself; whoever asks puts the read on record.
   * @throws Problem not-found, evidence-incomplete, storage-unavailable
   */
  content: async (db: Db, id: string): Promise<EvidenceContent> => {
    const [row] = await evidenceByIds(db, [id])
    if (!row) throw problem('not-found')
    return contentOf(deps, row)
  },
  /** Removes files of a person that belong to no application; others stay. */
  discard: async (db: Db, now: Date, personId: string, ids: readonly string[]): Promise<void> => {
    const rows = await ownEvidenceAmong(db, personId, ids)
    await removeFiles(
      db,
      now,
      rows.filter((row) => row.application_id === null),
    )
  },
})
