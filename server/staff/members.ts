import type { StaffMember } from '@jucai/contract/staff'
import { phonesOf, staffRows } from '../accounts'
import { auditEach } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, type PageRequest } from '../core/keyset'
import { maskName, maskPhone } from '../core/masking'
import type { WorkBy } from '../core/work'
import type { By } from './commands'

/**
 * What people of staff are called: by their account of the console, else as they registered. Who has no
 * name is left out.
 */
export type StaffNames = (db: Db, personIds: readonly string[]) => Promise<Map<string, string>>

/** A page of the staff, masked. Each person on it is a look on record. */
export const staffPage = async (
  { db, now, deps: { vault, names }, actor: by }: WorkBy<By, { vault: Vault; names: StaffNames }>,
  { after, limit = 20 }: PageRequest,
) => {
  const page = pageOf(
    await staffRows(db, after, limit),
    limit,
    (row) => cursorOf(row.since, row.id),
    (row) => row,
  )
  const named = await names(
    db,
    page.items.map((row) => row.person_id),
  )
  const phones = await phonesOf(
    db,
    vault,
    page.items.map((row) => row.person_id),
  )
  const items = page.items.map((row): StaffMember => {
    const phone = phones.get(row.person_id)
    return {
      personId: row.person_id,
      maskedName: maskName(named.get(row.person_id) ?? ''),
      maskedPhone: phone ? maskPhone(phone) : '',
      role: row.role,
      station: row.station_id ? { id: row.station_id, name: row.station_name ?? '' } : null,
      since: row.since.toISOString(),
    }
  })
  const others = new Set(items.map((item) => item.personId).filter((personId) => personId !== by.personId))
  await auditEach(
    db,
    [...others].map((personId) => ({
      at: now,
      actorId: by.personId,
      actorRole: by.role,
      action: 'staff.listed',
      object: `person:${personId}`,
      personId,
      detail: { what: '在工作人员名单中看到你（姓名、手机号已隐去部分）', why: '管理工作人员' },
    })),
  )
  return { items, next: page.next }
}
