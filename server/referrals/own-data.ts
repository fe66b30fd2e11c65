import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { openField, referralsOf, shownReferral, stepsOf } from './repository'

/** Whom and what a person referred, and what came of it. */
export const referralsExport = async (db: Db, vault: Vault, personId: string) => {
  const rows = await referralsOf(db, personId, null, 1000)
  const steps = await stepsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...shownReferral(vault, row, steps),
    about: openField(vault, row, 'about'),
    relation: openField(vault, row, 'relation'),
  }))
}
