import type { EvidenceContent } from '@jucai/contract/evidence'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { contentOf } from './commands'
import type { EvidenceDeps } from './deps'
import {
  fileNameOf,
  heldEvidence,
  holderOf,
  holdEvidence,
  ownEvidenceAmong,
  releaseEvidence,
} from './repository'

/** Photos that belong to something that is no application, such as a repair. */
export interface HeldPhotos {
  /**
   * Gives complete pictures of `byPerson` that belong to nothing yet to `heldBy`. From then on they are data of
   * `ofPerson`, whose home they show, whoever took them.
   * @returns ids that are none of these; then nothing is held
   */
  hold(
    db: Db,
    tie: { ids: readonly string[]; byPerson: string; ofPerson: string; heldBy: string },
  ): Promise<string[]>
  /** A photo itself; whoever asks puts the look on record. @throws Problem not-found, storage-unavailable */
  content(db: Db, heldBy: readonly string[], id: string): Promise<EvidenceContent>
  /** Ids of photos by what holds them. */
  of(db: Db, heldBy: readonly string[]): Promise<Map<string, string[]>>
  /** What holds a photo; null when nothing does. */
  holderOf(db: Db, id: string): Promise<string | null>
}

/** Files of any kind that belong to something that is no application and is their owner's own. */
export interface HeldFiles extends Pick<HeldPhotos, 'content'> {
  /** Gives complete files of a person that belong to nothing yet. @returns ids that are none of these; then nothing is held */
  attach(db: Db, tie: { ids: readonly string[]; ofPerson: string; heldBy: string }): Promise<string[]>
  /** Files with their names, by what holds them. */
  named(db: Db, heldBy: readonly string[]): Promise<Map<string, { id: string; fileName: string }[]>>
  /** They belong to nothing again. */
  release(db: Db, now: Date, heldBy: readonly string[]): Promise<void>
}

/** Makes it out of what evidence is built from. */
export const heldFiles = (deps: EvidenceDeps): HeldFiles => ({
  attach: async (db, { ids, ofPerson, heldBy }) => {
    const rows = await ownEvidenceAmong(db, ofPerson, ids)
    const good = new Set(
      rows.filter((row) => row.completed_at !== null && row.loose_since !== null).map(({ id }) => id),
    )
    const bad = [...new Set(ids)].filter((id) => !good.has(id))
    if (bad.length === 0) await holdEvidence(db, [...good], { ofPerson, heldBy })
    return bad
  },
  named: async (db, heldBy) => {
    const found = new Map<string, { id: string; fileName: string }[]>()
    for (const row of await heldEvidence(db, heldBy)) {
      const holder = row.kept_for ?? ''
      found.set(holder, [...(found.get(holder) ?? []), { id: row.id, fileName: fileNameOf(deps.vault, row) }])
    }
    return found
  },
  content: heldPhotos(deps).content,
  release: releaseEvidence,
})

/** Makes it out of what evidence is built from. */
export const heldPhotos = (deps: EvidenceDeps): HeldPhotos => ({
  hold: async (db, { ids, byPerson, ofPerson, heldBy }) => {
    const rows = await ownEvidenceAmong(db, byPerson, ids)
    const good = new Set(
      rows
        .filter(
          ({ completed_at: completed, loose_since: loose, type }) =>
            completed !== null && loose !== null && type !== 'application/pdf',
        )
        .map(({ id }) => id),
    )
    const bad = [...new Set(ids)].filter((id) => !good.has(id))
    if (bad.length === 0) await holdEvidence(db, [...good], { ofPerson, heldBy })
    return bad
  },
  content: async (db, heldBy, id) => {
    const row = (await heldEvidence(db, heldBy)).find((one) => one.id === id)
    if (!row) throw problem('not-found')
    return contentOf(deps, row)
  },
  of: async (db, heldBy) => {
    const found = new Map<string, string[]>()
    for (const { id, kept_for: holder } of await heldEvidence(db, heldBy))
      if (holder) found.set(holder, [...(found.get(holder) ?? []), id])
    return found
  },
  holderOf,
})
