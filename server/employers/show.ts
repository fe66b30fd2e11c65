import type {
  Employer,
  EmployerCard,
  EmployerFile,
  EmployerRow as Listed,
} from '@jucai/contract/employer-shapes'
import {
  employerEventsAt,
  looksAllowed,
  type EmployerState,
  type MemberRight,
} from '@jucai/contract/employer-vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import type { Work } from '../core/work'
import type { EmployerDeps } from './deps'
import { lookedAtOn } from './look-rows'
import { shownRequests } from './request-shown'
import { openRequestCounts, requestsOf } from './request-rows'
import { contactContext, membersOf, openMemberName, stepsOf, type EmployerRow } from './repository'

/** The contact of an employer; empty where none was given, or it was erased. */
export const contactOf = ({ vault }: Pick<EmployerDeps, 'vault'>, row: EmployerRow) => ({
  contactName: row.contact_name
    ? vault.decrypt(row.contact_name, contactContext('contact_name', row.id))
    : '',
  contactPhone: row.contact_phone
    ? vault.decrypt(row.contact_phone, contactContext('contact_phone', row.id))
    : '',
})

/** The picture of its licence, while it is there. */
export const licenceOf = async (
  { db, deps }: Work<EmployerDeps>,
  row: EmployerRow,
): Promise<string | null> =>
  row.licence && ((await deps.licences.of(db, [row.id])).get(row.id) ?? []).includes(row.licence)
    ? row.licence
    : null

/** What has to be filled in before an employer is given to the office, by field and in words. */
export const missingOf = (
  row: EmployerRow,
  contact: { contactName: string; contactPhone: string },
  licence: string | null,
): { field: string; words: string }[] =>
  [
    { field: 'address', words: '地址', filled: row.address },
    { field: 'field', words: '主营业务', filled: row.field },
    { field: 'size', words: '人数', filled: row.size },
    { field: 'contactName', words: '联系人', filled: contact.contactName },
    { field: 'contactPhone', words: '联系电话', filled: contact.contactPhone },
    { field: 'licence', words: '营业执照（或登记证书）照片', filled: licence },
  ].flatMap(({ field, words, filled }) => (filled ? [] : [{ field, words }]))

const looksToday = async ({ db, now, deps }: Work<EmployerDeps>, employerId: string) => ({
  today: (await lookedAtOn(db, employerId, dayOf(now))).size,
  allowed: looksAllowed(await deps.openPosts(db, employerId)),
})

/** As its people see it. */
export const shownEmployer = async (
  work: Work<EmployerDeps>,
  row: EmployerRow,
  right: MemberRight,
): Promise<Employer> => {
  const { db, deps } = work
  const contact = contactOf(deps, row)
  const licence = await licenceOf(work, row)
  return {
    id: row.id,
    name: row.name,
    creditCode: row.credit_code,
    kind: row.kind,
    address: row.address,
    field: row.field,
    chainKeys: row.chain_keys,
    size: row.size,
    ...contact,
    licence,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    reason: row.reason,
    verifiedOn: row.verified_at && dayOf(row.verified_at),
    version: row.version,
    right,
    missing: missingOf(row, contact, licence).map(({ words }) => words),
    open: await deps.openThings(db, row.id),
    looks: await looksToday(work, row.id),
    waiting: right === 'owner' ? ((await openRequestCounts(db, [row.id])).get(row.id) ?? 0) : 0,
  }
}

/** As a card of somebody’s list. */
export const shownCard = (row: EmployerRow, right: MemberRight, waiting: number): EmployerCard => ({
  id: row.id,
  name: row.name,
  creditCode: row.credit_code,
  state: row.state,
  reason: row.state === 'returned' || row.state === 'suspended' ? row.reason : null,
  right,
  waiting: right === 'owner' ? waiting : 0,
})

/** As a row of the office’s list. */
export const shownRow = (row: EmployerRow): Listed => ({
  id: row.id,
  name: row.name,
  creditCode: row.credit_code,
  kind: row.kind,
  state: row.state,
  stateAt: row.state_at.toISOString(),
  ownerless: row.ownerless,
})

const stepsShown = async (db: Db, employerId: string): Promise<EmployerFile['steps']> =>
  (await stepsOf(db, employerId)).map((step) => ({
    at: step.at.toISOString(),
    event: step.event,
    state: step.to_state as EmployerState,
    by: step.by_role,
    note: step.note,
  }))

/** As the office sees it. */
export const shownFile = async (work: Work<EmployerDeps>, row: EmployerRow): Promise<EmployerFile> => {
  const { db, deps } = work
  const { contactName, contactPhone } = contactOf(deps, row)
  return {
    ...shownRow(row),
    address: row.address,
    field: row.field,
    chainKeys: row.chain_keys,
    size: row.size,
    contactName,
    maskedPhone: contactPhone && maskPhone(contactPhone),
    licence: await licenceOf(work, row),
    reason: row.reason,
    verifiedOn: row.verified_at && dayOf(row.verified_at),
    version: row.version,
    people: (await membersOf(db, row.id)).map((one) => ({
      id: one.id,
      name: openMemberName(deps.vault, one),
      right: one.member_right,
      since: one.since.toISOString(),
    })),
    open: await deps.openThings(db, row.id),
    looks: await looksToday(work, row.id),
    requests: await shownRequests(work, await requestsOf(db, row.id)),
    steps: await stepsShown(db, row.id),
    allowedEvents: employerEventsAt(row.state),
  }
}
