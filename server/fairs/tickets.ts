import type { FairTicket } from '@jucai/contract/fair-shapes'
import { fairFields, type FairField } from '@jucai/contract/fair-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { profileOf, type ProfileRecord } from '../profiles'
import type { FairWork, PersonWork } from './deps'
import { fairRefused, leavePlace, takePlace, withdrawTicket } from './queue'
import { fairById, ticketById, ticketOf, ticketsPage, updateTicket } from './repository'
import { sealShown, type ShownValue } from './sealed'
import { shownTickets, standingOf } from './show'
import type { FairRow, TicketRow } from './tables'

const shownOfProfile = (profile: ProfileRecord, fields: readonly FairField[]): ShownValue[] => {
  const values: Record<FairField, string> = {
    name: profile.name,
    degree: degreeLabels[profile.degree],
    school: profile.school,
    major: profile.major,
    graduatesOn: dayInWords(profile.graduatesOn),
  }
  return fairFields.flatMap((field) => (fields.includes(field) ? [{ field, value: values[field] }] : []))
}

const oneTicket = async (work: FairWork, id: string): Promise<FairTicket> =>
  (await shownTickets(work, [(await ticketById(work.db, id)) as TicketRow]))[0] as FairTicket

/** A fair that was published. @throws Problem not-found */
export const publishedFair = async ({ db }: FairWork, id: string): Promise<FairRow> => {
  const row = await fairById(db, id)
  if (!row || row.state === 'draft') throw problem('not-found')
  return row
}

/**
 * Signs up. Who has is signed up already; who withdrew is signed up again.
 * @throws Problem not-found, fair-refused, registration-needed, invalid-request
 */
export const signUp = async (
  work: PersonWork,
  { fair: fairId, fields }: { fair: string; fields: readonly FairField[] },
): Promise<FairTicket> => {
  const { db, now, deps, actor } = work
  const fair = await publishedFair(work, fairId)
  const standing = standingOf(fair, await deps.boundary(db))
  if (standing !== 'published' && standing !== 'running')
    throw fairRefused(standing === 'over' ? '这场招聘会已经结束' : '这场招聘会取消了')
  if (!fields.includes('name')) throw fieldProblem('/fields', '姓名必须给展位看，不然没法叫你')
  await holdPerson(db, actor.personId)
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile) throw problem('registration-needed', { detail: '登记只要两分钟，登记后再报名' })
  const shown = shownOfProfile(profile, fields)
  const there = await ticketOf(db, fairId, actor.personId)
  if (there && !there.withdrawn) return oneTicket(work, there.id)
  const id = there?.id ?? uuidv7()
  const sealed = sealShown(deps.vault, id, shown)
  if (there) await updateTicket(db, id, { withdrawn: false, shown: sealed, signed_up_at: now })
  else {
    await db
      .insertInto('fair_ticket')
      .values({
        id,
        fair_id: fairId,
        person_id: actor.personId,
        withdrawn: false,
        shown: sealed,
        signed_up_at: now,
        came_at: null,
        busy_place: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const made = await ticketOf(db, fairId, actor.personId)
    if (made?.id !== id) return oneTicket(work, made?.id ?? id) // the other phone was quicker
    await deps.milestone(db, now, actor.personId, `报名招聘会：${fair.title}`)
  }
  return oneTicket(work, id)
}

const ownTicket = async ({ db, actor }: PersonWork, id: string): Promise<TicketRow> => {
  const row = await ticketById(db, id)
  if (row?.person_id !== actor.personId) throw problem('not-found')
  return row
}
/** One of the caller’s tickets. @throws Problem not-found */
export const readTicket = async (work: PersonWork, id: string): Promise<FairTicket> =>
  oneTicket(work, (await ownTicket(work, id)).id)
/** A page of the caller’s tickets. */
export const ownTickets = async (work: PersonWork, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await ticketsPage(work.db, work.actor.personId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.signed_up_at, row.id),
    (row) => row,
  )
  return { items: await shownTickets(work, page.items), next: page.next }
}
/** Takes a place and shows what the caller has by then. @throws as {@link takePlace} */
export const placeTaken = async (
  work: PersonWork,
  ticketId: string,
  wanted: { booth: string; slot: string | null },
): Promise<FairTicket> => {
  await takePlace(work, ticketId, wanted)
  return oneTicket(work, ticketId)
}
/** Leaves a place. @throws as {@link leavePlace} */
export const placeLeft = async (work: PersonWork, ticketId: string, placeId: string): Promise<FairTicket> => {
  await leavePlace(work, ticketId, placeId)
  return oneTicket(work, ticketId)
}
/** The caller does not come after all. @throws Problem not-found */
export const giveTicketBack = async (work: PersonWork, id: string): Promise<void> => {
  await ownTicket(work, id)
  await withdrawTicket(work, id)
}
