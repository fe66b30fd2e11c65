import {
  employerEventLabels,
  employerMachine,
  employerStateLabels,
  type EmployerEvent,
} from '@jucai/contract/employer-vocabulary'
import type { EmployerFile, EmployerProfile } from '@jucai/contract/employer-shapes'
import type { EvidenceContent } from '@jucai/contract/evidence'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import type { OfficeWork } from './deps'
import { employerById, employerForUpdate, employerPage, membersOf, type EmployerRow } from './repository'
import { licenceOf, shownFile, shownRow } from './show'
import { takeStep } from './steps'

/** Employers as the office lists them. */
export const officePage = async (
  { db }: OfficeWork,
  { after, limit = 20, ...filter }: PageRequest & Parameters<typeof employerPage>[1],
) =>
  pageOf(
    await employerPage(db, filter, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.state_at, row.id),
    shownRow,
  )

const known = async (db: Db, id: string): Promise<EmployerRow> => {
  const row = await employerById(db, id)
  // A draft is of whoever writes it.
  if (!row || row.state === 'draft') throw problem('not-found')
  return row
}

const why = '核对用人单位的登记'
/** One employer; each of its people whose name is shown reads that it was. @throws Problem not-found */
export const readFile = async (work: OfficeWork, id: string): Promise<EmployerFile> => {
  const { db, now, actor } = work
  const row = await known(db, id)
  const file = await shownFile(work, row)
  for (const { person_id: personId } of await membersOf(db, id))
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: actor.role,
      action: 'employer.opened',
      object: `employer:${id}`,
      personId,
      detail: { what: '查看你所在的用人单位，看到了你在单位里的称呼', why },
    })
  return file
}

/** The picture of a licence; whoever gave it reads that it was looked at. @throws Problem not-found */
export const officeLicence = async (work: OfficeWork, id: string): Promise<EvidenceContent> => {
  const { db, now, deps, actor } = work
  const row = await known(db, id)
  const licence = await licenceOf(work, row)
  if (!licence) throw problem('not-found', { detail: '没有证照照片：上传的人注销账号后，照片随之删除' })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action: 'employer.licence-read',
    object: `employer:${id}`,
    personId: row.contact_of,
    detail: { what: '查看你上传的营业执照（登记证书）照片', why },
  })
  return deps.licences.content(db, [id], licence)
}

const emitted = {
  verify: 'employer.verified',
  return: 'employer.returned',
  suspend: 'employer.suspended',
  resume: 'employer.verified',
  close: 'employer.closed',
} as const

/** What the office decides of an employer. @throws Problem not-found, employer-settled, stale-version */
export const decide = async (
  work: OfficeWork,
  id: string,
  decision: { event: EmployerEvent; version: number; reason?: string },
): Promise<EmployerFile> => {
  const { event, version, reason } = decision
  const row = await employerForUpdate(work.db, id)
  if (!row || row.state === 'draft') throw problem('not-found')
  const { from, to } = employerMachine[event]
  if (!from.includes(row.state))
    throw problem('employer-settled', {
      detail: `单位现在“${employerStateLabels[row.state]}”，不能${employerEventLabels[event]}`,
      extra: { state: row.state },
    })
  if (row.version !== version)
    throw problem('stale-version', { detail: '单位资料刚刚有变化，请核对', extra: { version: row.version } })
  const next = await takeStep(work, row, {
    event,
    to,
    by: work.actor,
    byRole: 'office',
    note: reason,
    change: event === 'verify' ? { verified_at: row.verified_at ?? work.now } : {},
    emits: emitted[event],
  })
  return shownFile(work, next)
}

/** What everybody may know of a verified employer. @throws Problem not-found */
export const publicProfile = async (db: Db, id: string): Promise<EmployerProfile> => {
  const row = await employerById(db, id)
  if (row?.state !== 'verified' || !row.verified_at)
    throw problem('not-found', { detail: '没有这个单位，或它现在不能公开查看' })
  return {
    id: row.id,
    name: row.name,
    creditCode: row.credit_code,
    kind: row.kind,
    field: row.field,
    size: row.size,
    verifiedOn: dayOf(row.verified_at),
  }
}
