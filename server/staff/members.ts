import type { StaffMember } from '@jucai/contract/staff'
import { phoneOf, staffRows } from '../accounts'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf } from '../core/keyset'
import { maskName, maskPhone } from '../core/masking'
import type { By } from './commands'

/**
 * What people of staff are called: by their account of the console, else as they registered. Who has no
 * name is left out.
 */
export type StaffNames = (db: Db, personIds: readonly string[]) => Promise<Map<string, string>>

/** A page of the staff, masked. Each person on it is a look on record. */
export const staffPage = async (
  db: Db,
  vault: Vault,
  names: StaffNames,
  now: Date,
  by: By,
  after: string | undefined,
  limit: number,
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
  const items: StaffMember[] = []
  for (const row of page.items) {
    const phone = await phoneOf(db, vault, row.person_id)
    items.push({
      personId: row.person_id,
      maskedName: maskName(named.get(row.person_id) ?? ''),
      maskedPhone: phone ? maskPhone(phone) : '',
      role: row.role,
      station: row.station_id ? { id: row.station_id, name: row.station_name ?? '' } : null,
      since: row.since.toISOString(),
    })
  }
  for (const personId of new Set(items.map((item) => item.personId))) {
    if (personId === by.personId) continue
    await audit(db, {
      at: now,
      actorId: by.personId,
      actorRole: by.role,
      action: 'staff.listed',
      object: `person:${personId}`,
      personId,
      detail: { what: '在工作人员名单中看到你（姓名、手机号已隐去部分）', why: '管理工作人员' },
    })
  }
  return { items, next: page.next }
}
