import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { removeFiles } from './commands'
import { allEvidenceOf, shownEvidence } from './repository'

/** What a person's export says about their files. The files themselves are read one by one. */
export const exportEvidence = async (db: Db, vault: Vault, personId: string) =>
  (await allEvidenceOf(db, personId)).map((row) => ({
    ...shownEvidence(vault, row),
    applicationId: row.application_id,
  }))

/** Removes all files of a person, submitted ones too. */
export const eraseEvidence = async (db: Db, personId: string, now: Date): Promise<void> =>
  removeFiles(db, now, await allEvidenceOf(db, personId))
