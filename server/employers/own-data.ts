import { employerStateLabels, memberRightLabels } from '@jucai/contract/employer-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { contactContext, employersById, membershipsOf, openMemberName } from './repository'
import { openWord, requestsBy } from './request-rows'

/** What a person reads of their employers in the export of their data. */
export const employersExport = async (db: Db, vault: Vault, personId: string) => {
  const rows = await membershipsOf(db, personId)
  const known = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  return rows.map((row) => {
    const employer = known.get(row.employer_id)
    return {
      employer: employer?.name ?? '',
      state: employer ? employerStateLabels[employer.state] : '',
      right: memberRightLabels[row.member_right],
      name: openMemberName(vault, row),
      since: row.since.toISOString(),
    }
  })
}
/** What they said when they asked to be let in. */
export const requestsExport = async (db: Db, vault: Vault, personId: string) => {
  const rows = await requestsBy(db, personId, 1000)
  const known = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  return rows.map((row) => ({
    employer: known.get(row.employer_id)?.name ?? '',
    name: openWord(vault, row, 'name'),
    words: openWord(vault, row, 'words'),
    reason: openWord(vault, row, 'reason'),
    state: row.state,
    askedAt: row.asked_at.toISOString(),
  }))
}
/** Contacts of employers that they gave. */
export const contactsExport = async (db: Db, vault: Vault, personId: string) =>
  (
    await db
      .selectFrom('employer')
      .select(['id', 'name', 'contact_name', 'contact_phone'])
      .where('contact_of', '=', personId)
      .orderBy('id')
      .execute()
  ).map((row) => ({
    employer: row.name,
    contactName: row.contact_name
      ? vault.decrypt(row.contact_name, contactContext('contact_name', row.id))
      : null,
    contactPhone: row.contact_phone
      ? vault.decrypt(row.contact_phone, contactContext('contact_phone', row.id))
      : null,
  }))
