import type { Feature } from '../core/feature'
import { forgetLoose } from './commands'
import type { EvidenceDeps, InDrafts } from './deps'
import { eraseEvidence, exportEvidence } from './own-data'
import { evidenceHandlers } from './routes'

/** Files of applicants. */
export const evidence = (deps: EvidenceDeps & { inDrafts: InDrafts }): Feature => ({
  name: 'evidence',
  handlers: evidenceHandlers(deps),
  chores: [{ everyMs: 3_600_000, run: (now) => forgetLoose(deps, now) }],
  people: {
    tables: {
      evidence: {
        of: ['person_id'],
        sealed: ['file_name', 'file_key'],
        exported: 'files',
        onErase: 'rows',
      },
      evidence_part: {
        through: { column: 'evidence_id', table: 'evidence' },
        sealed: ['bytes'],
        exported: { not: 'parts of a file that is still arriving' },
        onErase: 'rows',
      },
    },
    exports: { files: (db, personId) => exportEvidence(db, deps.vault, personId) },
    erase: eraseEvidence,
  },
})
