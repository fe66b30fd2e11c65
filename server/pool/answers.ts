import type { PoolInvitation } from '@jucai/contract/pool'
import { phoneOf } from '../accounts'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { leftPoolAt } from '../profiles'
import type { Work } from '../core/work'
import { hasLeft, standingOf, type PersonWork, type PoolDeps } from './deps'
import { postsIn } from './invitations'
import {
  invitationById,
  invitationForUpdate,
  invitationPage,
  openField,
  sealField,
  searchesById,
  updateInvitation,
  type InvitationRow,
} from './repository'

/** What somebody answers. */
export type Answer =
  | { answer: 'accept'; contact: 'sign-in' }
  | { answer: 'accept'; contact: 'other'; phone: string }
  | { answer: 'decline'; reason?: string | undefined }

/** As whoever was invited sees them. */
const shownToPerson = async (
  { db, now, deps }: Work<Pick<PoolDeps, 'vault' | 'posts'>>,
  rows: readonly InvitationRow[],
): Promise<PoolInvitation[]> => {
  const { vault } = deps
  const posts = await postsIn(db, now, deps, rows)
  const left = await leftPoolAt(
    db,
    rows.map((row) => row.person_id),
  )
  const searches = await searchesById(
    db,
    rows.map((row) => row.search_id),
  )
  const { office } = rows.length > 0 ? await cityInForce(db) : { office: '' }
  return rows.map((row) => {
    const leftAt = left.get(row.person_id)
    const state = standingOf(row, leftAt, now)
    const search = searches.get(row.search_id)
    const text = (field: Parameters<typeof openField>[2]) => openField(vault, row, field)
    return {
      id: row.id,
      kind: search?.kind ?? 'invitation',
      title: search?.title ?? '',
      why: search?.why ?? '',
      subject: text('subject') ?? '',
      text: text('body') ?? '',
      office,
      contactName: text('contact_name') ?? '',
      contactPhone: text('contact_phone') ?? '',
      state,
      sentAt: row.sent_at.toISOString(),
      answerBy: row.answer_by,
      answeredAt: row.answered_at?.toISOString() ?? null,
      reason: text('reason'),
      givenPhone: hasLeft(row, leftAt) ? null : text('given_phone'),
      mayAccept:
        (state === 'open' || state === 'declined') && row.answer_by >= dayOf(now) && !hasLeft(row, leftAt),
      post: row.post_id === null ? null : (posts.get(row.post_id) ?? null),
      mayDecline: state === 'open' || (state === 'accepted' && row.given_phone !== null),
    }
  })
}

/** A page of the caller's invitations. */
export const ownInvitations = async (work: PersonWork, { after, limit = 20 }: PageRequest) => {
  const { db, actor } = work
  const page = pageOf(
    await invitationPage(db, { person: actor.personId }, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.sent_at, row.id),
    (row) => row,
  )
  return { items: await shownToPerson(work, page.items), next: page.next }
}

/** One of them. @throws Problem not-found */
export const ownInvitation = async (work: PersonWork, id: string): Promise<PoolInvitation> => {
  const row = await invitationById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return (await shownToPerson(work, [row]))[0] as PoolInvitation
}

const givenContact = async (
  { db, deps: { vault }, actor: { personId } }: PersonWork,
  answer: Answer & { answer: 'accept' },
): Promise<string> => {
  if (answer.contact === 'other') return answer.phone
  const phone = await phoneOf(db, vault, personId)
  if (!phone) throw fieldProblem('/contact', '你的账号还没有绑定手机号，请另填一个能联系到你的号码')
  return phone
}

const over = (detail: string) => problem('pool-invitation-over', { detail })

const accept = async (
  work: PersonWork,
  row: InvitationRow,
  answer: Answer & { answer: 'accept' },
): Promise<boolean> => {
  const { db, now, deps } = work
  const leftAt = (await leftPoolAt(db, [row.person_id])).get(row.person_id)
  const state = standingOf(row, leftAt, now)
  if (state === 'void' || hasLeft(row, leftAt))
    throw over('你退出人才库时，这份邀请已经作废。想联系他们，可以打邀请上的电话')
  if (state === 'expired' || (state === 'declined' && row.answer_by < dayOf(now)))
    throw over('已过最晚答复日。还想参加，可以打邀请上的电话问一问')
  const phone = await givenContact(work, answer)
  if (openField(deps.vault, row, 'given_phone') === phone) return false
  await updateInvitation(db, row.id, {
    state: 'accepted',
    given_phone: sealField(deps.vault, row.id, 'given_phone', phone),
    reason: null,
    answered_at: now,
  })
  return true
}

const decline = async (
  { db, now, deps }: PersonWork,
  row: InvitationRow,
  reason: string | undefined,
): Promise<boolean> => {
  if (row.state === 'declined') return false
  const leftAt = (await leftPoolAt(db, [row.person_id])).get(row.person_id)
  const state = standingOf(row, leftAt, now)
  if (state === 'void') throw over('你退出人才库时，这份邀请已经作废，不用再答复')
  if (state === 'expired') throw over('已过最晚答复日，不用再答复')
  await updateInvitation(db, row.id, {
    state: 'declined',
    given_phone: null,
    reason: reason ? sealField(deps.vault, row.id, 'reason', reason) : null,
    answered_at: now,
  })
  return true
}

/**
 * The answer of whoever was invited; a repetition changes nothing.
 * @throws Problem not-found, invalid-request, pool-invitation-over
 */
export const answerInvitation = async (
  work: PersonWork,
  id: string,
  answer: Answer,
): Promise<PoolInvitation> => {
  const { db, now, actor } = work
  await holdPerson(db, actor.personId)
  const row = await invitationForUpdate(db, id)
  if (row?.person_id !== actor.personId) throw problem('not-found')
  const changed =
    answer.answer === 'accept' ? await accept(work, row, answer) : await decline(work, row, answer.reason)
  if (changed) {
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'holder',
      action: answer.answer === 'accept' ? 'pool.accepted' : 'pool.declined',
      object: `pool-invitation:${id}`,
      personId: actor.personId,
    })
    await emit(db, now, 'pool.answered', { invitationId: id, personId: actor.personId })
  }
  return ownInvitation(work, id)
}

/** All that was said to a person and what they answered, for the export of their data. */
export const invitationsExport = async (
  work: Work<Pick<PoolDeps, 'vault' | 'posts'>>,
  personId: string,
): Promise<PoolInvitation[]> =>
  shownToPerson(work, await invitationPage(work.db, { person: personId }, null, 10_000))
