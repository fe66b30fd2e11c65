import type { SentInvitation } from '@jucai/contract/pool'
import { poolLimits } from '@jucai/contract/pool-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { leftPoolAt, namesOf } from '../profiles'
import { dayIn, hasLeft, standingOf, type InvitedPost, type OfficeWork, type PoolDeps } from './deps'
import { whyNotInvite } from './limits'
import {
  insertInvitation,
  invitationById,
  invitationPage,
  openField,
  sealField,
  searchesById,
  type InvitationRow,
} from './repository'
import { fittingPerson, purposeOf, searchOf } from './searches'

declare module '../core/outbox' {
  interface Events {
    'pool.invited': { invitationId: string; personId: string }
    'pool.answered': { invitationId: string; personId: string }
  }
}

/** What is said to somebody invited. */
export interface Said {
  person: string
  subject: string
  text: string
  contactName: string
  contactPhone: string
  /** The last day to answer. */
  answerBy: string
  /** The public post that they are invited to; absent: to none. */
  post?: string | undefined
}

/** The posts that these invitations are to. */
export const postsIn = (
  db: Db,
  now: Date,
  deps: Pick<PoolDeps, 'posts'>,
  rows: readonly InvitationRow[],
): Promise<Map<string, InvitedPost>> =>
  deps.posts(
    db,
    rows.flatMap(({ post_id: id }) => (id ? [id] : [])),
    now,
  )

const shownSent = async (
  { db, now, deps }: OfficeWork,
  rows: readonly InvitationRow[],
): Promise<SentInvitation[]> => {
  const people = rows.map((row) => row.person_id)
  const names = await namesOf(db, deps.vault, people)
  const left = await leftPoolAt(db, people)
  const searches = await searchesById(
    db,
    rows.map((row) => row.search_id),
  )
  const officers = await deps.staffNames(
    db,
    rows.map((row) => row.by_person),
  )
  const posts = await postsIn(db, now, deps, rows)
  return rows.map((row) => {
    const leftAt = left.get(row.person_id)
    const name = hasLeft(row, leftAt) ? undefined : names.get(row.person_id)
    return {
      id: row.id,
      searchId: row.search_id,
      searchTitle: searches.get(row.search_id)?.title ?? '',
      maskedName: name ? maskName(name) : null,
      subject: openField(deps.vault, row, 'subject'),
      state: standingOf(row, leftAt, now),
      sentAt: row.sent_at.toISOString(),
      answerBy: row.answer_by,
      answeredAt: row.answered_at?.toISOString() ?? null,
      reason: openField(deps.vault, row, 'reason'),
      postTitle: (row.post_id && posts.get(row.post_id)?.title) ?? null,
      hasContact: row.given_phone !== null && name !== undefined,
      sentBy: officers.get(row.by_person) ?? '已离开的同事',
    }
  })
}

const checkLastDay = ({ now }: OfficeWork, answerBy: string): void => {
  if (answerBy < dayIn(now, 1)) throw fieldProblem('/answerBy', '最晚答复日从明天起，给对方留出时间')
  if (answerBy > dayIn(now, poolLimits.answerWithinDays))
    throw fieldProblem('/answerBy', `最晚答复日在 ${poolLimits.answerWithinDays} 天之内`)
}

/** What cannot be applied for is nothing to invite to. */
const checkPost = async ({ db, now, deps }: OfficeWork, id: string | undefined): Promise<void> => {
  if (id !== undefined && !(await deps.posts(db, [id], now)).get(id)?.open)
    throw fieldProblem('/post', '这个岗位现在不收投递，请选另一个，或不选岗位')
}

/**
 * Invites somebody whom a search finds.
 * @throws Problem not-found, invalid-request, already-invited, pool-limit-reached
 */
export const invite = async (work: OfficeWork, searchId: string, said: Said): Promise<SentInvitation> => {
  const { db, now, deps, actor } = work
  const search = await searchOf(db, searchId)
  checkLastDay(work, said.answerBy)
  await checkPost(work, said.post)
  await takeTurns(db, `pool-invitations:${actor.personId}`)
  await holdPerson(db, said.person)
  await fittingPerson(work, search, said.person)
  const obstacle = await whyNotInvite(work, search, said.person)
  if (obstacle) throw problem(obstacle.code, { detail: obstacle.detail })
  const id = uuidv7()
  const seal = (field: Parameters<typeof sealField>[2], text: string) =>
    sealField(deps.vault, id, field, text)
  const row: InvitationRow = {
    id,
    search_id: search.id,
    person_id: said.person,
    by_person: actor.personId,
    state: 'open',
    subject: seal('subject', said.subject),
    body: seal('body', said.text),
    contact_name: seal('contact_name', said.contactName),
    contact_phone: seal('contact_phone', said.contactPhone),
    given_phone: null,
    reason: null,
    answer_by: said.answerBy,
    sent_at: now,
    reminded_at: null,
    answered_at: null,
    post_id: said.post ?? null,
  }
  await insertInvitation(db, row)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action: 'pool.invited',
    object: `pool-invitation:${id}`,
    personId: said.person,
    detail: { what: '向你发出了一份邀请', why: purposeOf(search) },
  })
  await emit(db, now, 'pool.invited', { invitationId: id, personId: said.person })
  return (await shownSent(work, [row]))[0] as SentInvitation
}

/** An invitation that was sent. @throws Problem not-found */
export const sentInvitation = async (work: OfficeWork, id: string): Promise<SentInvitation> => {
  const row = await invitationById(work.db, id)
  if (!row) throw problem('not-found')
  return (await shownSent(work, [row]))[0] as SentInvitation
}

/** A page of what was sent. */
export const sentPage = async (
  work: OfficeWork,
  { search, after, limit = 20 }: PageRequest & { search?: string | undefined },
) => {
  const page = pageOf(
    await invitationPage(work.db, search ? { search } : {}, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.sent_at, row.id),
    (row) => row,
  )
  return { items: await shownSent(work, page.items), next: page.next }
}

/**
 * Name and number of who accepted, a look on record.
 * @throws Problem not-found also where they took it back or left the pool
 */
export const readContact = async (
  { db, now, deps, actor }: OfficeWork,
  id: string,
): Promise<{ name: string; phone: string }> => {
  const row = await invitationById(db, id)
  if (!row) throw problem('not-found')
  const phone = openField(deps.vault, row, 'given_phone')
  const name = (await namesOf(db, deps.vault, [row.person_id])).get(row.person_id)
  const gone = hasLeft(row, (await leftPoolAt(db, [row.person_id])).get(row.person_id))
  if (!phone || !name || gone) throw problem('not-found', { detail: '对方没有提供联系方式，或已经收回' })
  const search = await searchOf(db, row.search_id)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: actor.role,
    action: 'pool.contact-seen',
    object: `pool-invitation:${id}`,
    personId: row.person_id,
    detail: { what: '看了你接受邀请时提供的姓名和电话', why: purposeOf(search) },
  })
  return { name, phone }
}
