import type { InternshipPlace, InternshipRound, InternshipWish } from '@jucai/contract/internship-shapes'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { requireMember, requireVerified } from '../employers'
import { allotWithin, inOrder } from './allotting'
import type { ByPerson, InternshipWork } from './deps'
import { ownPlace, shownPlace } from './places'
import { holdWishesOf, placesByIds, roundsByIds, updateWish, waitingWishesOf } from './repository'
import { settled } from './steps'
import type { RoundRow, WishRow } from './tables'
import { beginInternship } from './candidates'
import { shownWishes } from './wishes'

const placesIn = ({ db }: InternshipWork, roundIds: readonly string[]) =>
  roundIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom('internship_place').selectAll().where('round_id', 'in', roundIds).orderBy('id').execute()

const shownRounds = async (work: InternshipWork, rows: readonly RoundRow[]): Promise<InternshipRound[]> => {
  const { db } = work
  const places = await placesIn(
    work,
    rows.map(({ id }) => id),
  )
  const wishes =
    places.length === 0
      ? []
      : await db
          .selectFrom('internship_wish')
          .select(['place_id', 'person_id', 'state'])
          .where(
            'place_id',
            'in',
            places.map(({ id }) => id),
          )
          .where('state', '<>', 'withdrawn')
          .execute()
  return rows.map((row) => {
    const mine = places.filter((one) => one.round_id === row.id)
    const ids = new Set(mine.map(({ id }) => id))
    const here = wishes.filter((one) => ids.has(one.place_id))
    return {
      id: row.id,
      title: row.title,
      applyBy: row.apply_by.toISOString(),
      rankBy: row.rank_by.toISOString(),
      allottedAt: row.allotted_at?.toISOString() ?? null,
      places: mine.length,
      seats: mine.reduce((sum, one) => sum + one.number, 0),
      wishers: new Set(here.map((one) => one.person_id)).size,
      allotted: here.filter((one) => one.state === 'chosen' || one.state === 'over').length,
    }
  })
}

/** The newest rounds, at most fifty. */
export const roundList = async (work: InternshipWork) => ({
  items: await shownRounds(
    work,
    await work.db.selectFrom('internship_round').selectAll().orderBy('made_at', 'desc').limit(50).execute(),
  ),
})

/** Rounds that a place may still join. */
export const openRounds = async ({ db, deps }: InternshipWork) => ({
  items: (
    await db
      .selectFrom('internship_round')
      .selectAll()
      .where('apply_by', '>', await deps.boundary(db))
      .where('allotted_at', 'is', null)
      .orderBy('apply_by')
      .limit(50)
      .execute()
  ).map((row) => ({ id: row.id, title: row.title, applyBy: row.apply_by.toISOString() })),
})

/** Opens a round. @throws Problem invalid-request */
export const openRound = async (
  work: ByPerson,
  said: { title: string; applyBy: string; rankBy: string },
): Promise<InternshipRound> => {
  const { db, now, actor, deps } = work
  const [applyBy, rankBy] = [new Date(said.applyBy), new Date(said.rankBy)]
  if (applyBy <= (await deps.boundary(db))) throw fieldProblem('/applyBy', '报名截止的时间已经过去')
  if (rankBy <= applyBy) throw fieldProblem('/rankBy', '排序截止要晚于报名截止')
  const row = {
    id: uuidv7(),
    title: said.title,
    apply_by: applyBy,
    rank_by: rankBy,
    allotted_at: null,
    made_by: actor.personId,
    made_at: now,
  }
  await db.insertInto('internship_round').values(row).execute()
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'internship-round.opened',
    object: `internship-round:${row.id}`,
  })
  return (await shownRounds(work, [row]))[0] as InternshipRound
}

/**
 * A base ranks who wishes for a place of a round, best first; who is left out is not acceptable to it.
 * @throws Problem not-found, internship-settled, invalid-request
 */
export const rankWishes = async (
  work: ByPerson,
  { employerId, placeId }: { employerId: string; placeId: string },
  wishIds: readonly string[],
): Promise<InternshipPlace> => {
  const { db, actor, deps } = work
  const place = await ownPlace(work, employerId, placeId)
  requireVerified((await requireMember(db, actor, employerId)).employer)
  const round = await db
    .selectFrom('internship_round')
    .selectAll()
    .where('id', '=', place.round_id ?? place.id)
    .forShare()
    .executeTakeFirst()
  if (!round) throw settled('这个岗位由基地直接选人，不用排序')
  if (round.allotted_at !== null || round.rank_by <= (await deps.boundary(db)))
    throw settled('这一轮的排序已经截止')
  const rows = await holdWishesOf(db, [placeId])
  if (rows.some((row) => row.person_id === actor.personId && wishIds.includes(row.id)))
    throw settled('名单里有你自己的报名，请别的同事来排')
  const known = new Set(rows.map(({ id }) => id))
  if (wishIds.some((id) => !known.has(id)))
    throw problem('invalid-request', {
      errors: [{ pointer: '/wishIds', detail: '有人已经撤回报名。请刷新名单再排' }],
    })
  for (const { id } of rows) {
    const at = wishIds.indexOf(id)
    await updateWish(db, id, { base_rank: at === -1 ? null : at + 1 })
  }
  return shownPlace(work, place)
}

/**
 * Somebody puts their waiting wishes in order, best first, until both sides' rankings are due. Wishes that are not named
 * come after.
 * @throws Problem internship-settled, invalid-request
 */
export const orderWishes = async (
  work: ByPerson,
  wishIds: readonly string[],
): Promise<{ items: InternshipWish[] }> => {
  const { db, now, actor, deps } = work
  await holdPerson(db, actor.personId)
  const rows = await waitingWishesOf(db, actor.personId)
  const byId = new Map(rows.map((row) => [row.id, row]))
  if (wishIds.some((id) => !byId.has(id)))
    throw problem('invalid-request', {
      errors: [{ pointer: '/wishIds', detail: '有一个志愿已经撤回或答复。请刷新再排' }],
    })
  const places = await placesByIds(db, [...new Set(rows.map((row) => row.place_id))])
  const rounds = await roundsByIds(
    db,
    places.map((one) => one.round_id).filter((id) => id !== null),
  )
  const at = await deps.boundary(db)
  const open = new Set(
    rounds.filter((one) => one.allotted_at === null && one.rank_by > at).map(({ id }) => id),
  )
  const isOpen = ({ place_id: placeId }: WishRow) =>
    open.has(places.find(({ id }) => id === placeId)?.round_id ?? '')
  if (rows.some((row) => wishIds.includes(row.id) && !isOpen(row)))
    throw settled('这一轮的排序已经截止，现在不能再改')
  const rest = rows.filter((row) => !wishIds.includes(row.id) && isOpen(row)).sort(inOrder)
  const ordered = [...wishIds.map((id) => byId.get(id) as WishRow), ...rest]
  const changed: WishRow[] = []
  for (const [turn, { id }] of ordered.entries()) changed.push(await updateWish(db, id, { rank: turn + 1 }))
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'internship-wish.ranked',
    object: `person:${actor.personId}`,
    personId: actor.personId,
    detail: { wishes: changed.length },
  })
  return { items: await shownWishes(work, changed) }
}

/**
 * Allots the places of a round once: deferred acceptance over both sides' rankings. Who cannot take the place by then
 * (another internship, a base that ended or whose quota is used) is told why and has the next they want instead; nothing
 * is allotted twice.
 * @throws Problem not-found, internship-settled
 */
export const allotRound = async (work: ByPerson, id: string): Promise<InternshipRound> => {
  const { db, now, actor, deps } = work
  const round = await db
    .selectFrom('internship_round')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!round) throw problem('not-found')
  if (round.allotted_at !== null) throw settled('这一轮已经分配过')
  if (round.rank_by > (await deps.boundary(db))) throw settled('双方排序还没有截止，现在不能分配')
  const places = (await placesIn(work, [id])).filter(({ state }) => state === 'open')
  const ids = places.map((one) => one.id)
  const people = await db
    .selectFrom('internship_wish')
    .select('person_id')
    .distinct()
    .where('place_id', 'in', ids.length === 0 ? [id] : ids)
    .where('state', '=', 'applied')
    .orderBy('person_id')
    .execute()
  for (const { person_id: personId } of people) await holdPerson(db, personId) // before their wishes, as everywhere
  const wishes = await holdWishesOf(db, ids)
  const { given, why } = await allotWithin(work, places, wishes)
  for (const wish of wishes) {
    const chosen = given.has(wish.id)
    const answer = chosen
      ? '按双方排序分配到这个岗位'
      : (why.get(wish.id) ?? '按双方排序，这次没有分配到这个岗位')
    if (chosen) await beginInternship(work, wish, { answer, byPerson: null })
    else await updateWish(db, wish.id, { state: 'not-chosen', answer, answered_at: now })
    await emit(db, now, 'internship-wish.answered', {
      wishId: wish.id,
      placeId: wish.place_id,
      personId: wish.person_id,
      chosen,
    })
  }
  const row = await db
    .updateTable('internship_round')
    .set({ allotted_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'internship-round.allotted',
    object: `internship-round:${id}`,
    detail: { wishes: wishes.length, allotted: given.size },
  })
  return (await shownRounds(work, [row]))[0] as InternshipRound
}
