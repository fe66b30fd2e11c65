import type { EvidenceContent } from '@jucai/contract/evidence'
import { stationNames } from '../city'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { onRecord, type By } from './advance'
import { needDesk, type DeskWork, type LeaseWork, type OfficeWork, type TenantWork } from './deps'
import { leaseById, type LeaseRow } from './repository'

/** What of a lease may hold photos: its inspections and its repairs. */
const holdersOf = async (db: Db, leaseId: string): Promise<string[]> => [
  ...(await db.selectFrom('lease_inspection').select('id').where('lease_id', '=', leaseId).execute()).map(
    ({ id }) => id,
  ),
  ...(await db.selectFrom('lease_repair').select('id').where('lease_id', '=', leaseId).execute()).map(
    ({ id }) => id,
  ),
]

const content = async (
  work: Pick<LeaseWork, 'db' | 'now' | 'deps'>,
  row: LeaseRow,
  photo: string,
  by: By,
  why: string,
): Promise<EvidenceContent> => {
  const { db, deps } = work
  const found = await deps.photos.content(db, await holdersOf(db, row.id), photo)
  await onRecord(work, row, by, 'lease.photo', { what: '查看你家的照片', why, photo })
  return found
}

/** A photo of one's own home. @throws Problem not-found, storage-unavailable */
export const ownPhoto = async (
  work: TenantWork,
  leaseId: string,
  photo: string,
): Promise<EvidenceContent> => {
  const row = await leaseById(work.db, leaseId)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return work.deps.photos.content(work.db, await holdersOf(work.db, leaseId), photo)
}

/** A photo in the desk's project. @throws Problem not-found, storage-unavailable */
export const deskPhoto = async (
  work: DeskWork,
  apartment: string,
  photo: string,
): Promise<EvidenceContent> => {
  needDesk(work, apartment)
  const { db, actor } = work
  const holder = await work.deps.photos.holderOf(db, photo)
  const row =
    holder === null
      ? undefined
      : await db
          .selectFrom('lease')
          .selectAll()
          .where('station_id', '=', apartment)
          .where(({ exists, or, selectFrom }) =>
            or([
              exists(
                selectFrom('lease_inspection')
                  .select('lease_inspection.id')
                  .whereRef('lease_inspection.lease_id', '=', 'lease.id')
                  .where('lease_inspection.id', '=', holder),
              ),
              exists(
                selectFrom('lease_repair')
                  .select('lease_repair.id')
                  .whereRef('lease_repair.lease_id', '=', 'lease.id')
                  .where('lease_repair.id', '=', holder),
              ),
            ]),
          )
          .executeTakeFirst()
  if (!row) throw problem('not-found')
  const station = (await stationNames(db, [apartment])).get(apartment) ?? ''
  return content(work, row, photo, { role: 'clerk', personId: actor.personId }, `${station}验房和维修`)
}

/** A photo of a lease, for the office. @throws Problem not-found, storage-unavailable */
export const officePhoto = async (
  work: OfficeWork,
  leaseId: string,
  photo: string,
): Promise<EvidenceContent> => {
  const row = await leaseById(work.db, leaseId)
  if (!row) throw problem('not-found')
  return content(work, row, photo, { role: 'office', personId: work.actor.personId }, '公寓管理')
}
