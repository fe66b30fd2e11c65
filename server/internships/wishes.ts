import type { InternshipWish } from '@jucai/contract/internship-shapes'
import {
  answerWithinDays,
  internshipPolicy,
  lastDayOf,
  monthParts,
  type ShownField,
} from '@jucai/contract/internship-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import { employersById, memberOf } from '../employers'
import { profileOf, type ProfileRecord } from '../profiles'
import { needApproved } from './bases'
import type { ByPerson, InternshipWork } from './deps'
import { endOfDay } from './moments'
import {
  allInternships,
  baseById,
  basesByIds,
  holdWish,
  internshipsOfWishes,
  placeById,
  placesByIds,
  roundsByIds,
  seatsTaken,
  updateWish,
  wishesBy,
} from './repository'
import { seal } from './sealed'
import { settled, standingOf } from './steps'
import type { PlaceRow, RoundRow, WishRow } from './tables'

/** Their registration. @throws Problem registration-needed */
export const registrationOf = async (
  { db, deps }: InternshipWork,
  personId: string,
): Promise<ProfileRecord> => {
  const profile = await profileOf(db, deps.vault, personId)
  if (!profile) throw problem('registration-needed', { detail: '见习要核对学历和毕业日期，请先完成人才登记' })
  return profile
}

/**
 * What stands in the way of an internship in these days beside the policy: another one, or the subsidy for one, which
 * would pay the same months twice. Null: nothing.
 */
export const inTheWay = async (
  { db, deps, now }: InternshipWork,
  personId: string,
  [firstDay, lastDay]: readonly [Day, Day],
): Promise<{ code: 'internship-already' | 'stipend-twice'; detail: string } | null> => {
  const today = dayOf(await deps.boundary(db))
  const advice = { 'to-sign': '请签，或者谢绝', waiting: '不去的请谢绝', running: '不去的请办“提前结束”' }
  for (const row of await allInternships(db, personId)) {
    const standing = standingOf(row, today)
    if (standing === 'to-sign' || standing === 'waiting' || standing === 'running')
      return {
        code: 'internship-already',
        detail: `你已经有一份没有结束的见习。先到“我的见习”打开那一份：${advice[standing]}`,
      }
    // One stipend a month and person, so the next one begins with the next month.
    if (row.state !== 'cancelled' && row.last_day.slice(0, 7) >= firstDay.slice(0, 7))
      return {
        code: 'internship-already',
        detail: `上一份见习到${dayInWords(row.last_day)}为止，那个月的补贴算在上一份里。新的一份请从下个月 1 日以后开始`,
      }
  }
  const months = new Set(monthParts(firstDay, lastDay).map(({ month }) => month))
  const held = (await deps.heldBy(db, personId, now)).find(
    ({ code, payments }) =>
      code === internshipPolicy && payments.some(({ month, fen }) => fen > 0 && months.has(month)),
  )
  return held
    ? {
        code: 'stipend-twice',
        detail: `这几个月你已经批准了“${held.label}”，同一个月不能发两次。先到“我的补贴”停发，从次月起再报名`,
      }
    : null
}

/**
 * Nobody is an intern of an employer whose people they are of: they would act for both sides.
 * @returns why, to them; null when they are not
 */
export const ofOwnPeople = async (
  { db }: InternshipWork,
  personId: string,
  employerId: string | undefined,
): Promise<string | null> =>
  employerId !== undefined && (await memberOf(db, personId, employerId))
    ? '你是这个单位的人员，不能到自己的单位见习。可以看看别的基地'
    : null

/** First and last day of an internship at a place. */
export const spanOf = (place: PlaceRow): readonly [Day, Day] => [
  place.start_day,
  lastDayOf(place.start_day, place.months),
]

/** Whether somebody may be an intern at a place, clause by clause. @throws Problem not-found, registration-needed */
export const wishStanding = async (work: ByPerson, placeId: string) => {
  const { db, deps, actor } = work
  const place = await placeById(db, placeId)
  if (!place) throw problem('not-found')
  const registration = await registrationOf(work, actor.personId)
  const [firstDay, lastDay] = spanOf(place)
  const judged = await deps.judge(db, { registration, firstDay, lastDay, employed: false })
  const base = await baseById(db, place.base_id)
  return {
    outcome: judged.outcome,
    criteria: judged.criteria,
    against:
      (await ofOwnPeople(work, actor.personId, base?.employer_id)) ??
      (await inTheWay(work, actor.personId, [firstDay, lastDay]))?.detail ??
      null,
  }
}

/** @throws Problem internship-not-eligible with the clauses that are not met */
const checkPolicy = async (
  { db, deps }: InternshipWork,
  registration: ProfileRecord,
  place: PlaceRow,
  employed: boolean,
): Promise<void> => {
  const [firstDay, lastDay] = spanOf(place)
  const { outcome, criteria } = await deps.judge(db, { registration, firstDay, lastDay, employed })
  if (outcome === 'pass') return
  const missing = criteria.filter(({ result }) => result !== 'pass' && result !== 'not-applicable')
  throw problem('internship-not-eligible', {
    detail:
      missing.length === 0
        ? '政策库里现在没有有效的见习办法，请联系人才办'
        : `没有满足：${missing.map(({ title }) => title).join('、')}。报名前可以逐条查看`,
  })
}

const shownOf = (profile: ProfileRecord, fields: readonly ShownField[]) => {
  const texts: Record<ShownField, string> = {
    name: profile.name,
    degree: degreeLabels[profile.degree],
    school: profile.school,
    major: profile.major,
    graduatesOn: profile.graduatesOn,
  }
  return fields.map((field) => ({ field, text: texts[field] }))
}

/** What somebody says when they apply. */
export interface SaidWish {
  placeId: string
  rank: number
  words: string
  shown: ShownField[]
  notEmployed: boolean
}
/**
 * Applies for a place. Closing is judged by the clock of the database, in this write.
 * @throws Problem registration-needed, internship-not-eligible, internship-place-over, internship-already, stipend-twice
 */
export const makeWish = async (work: ByPerson, said: SaidWish): Promise<InternshipWish> => {
  const { db, now, deps, actor } = work
  await holdPerson(db, actor.personId)
  const place = await db
    .selectFrom('internship_place')
    .selectAll()
    .where('id', '=', said.placeId)
    .forShare() // who closes it waits, or we see it closed
    .executeTakeFirst()
  if (!place) throw problem('not-found')
  const at = await deps.boundary(db)
  if (place.state === 'closed' || place.apply_by <= at)
    throw problem('internship-place-over', {
      detail: '报名已经截止，或者基地关闭了这个岗位。可以看看别的岗位',
    })
  const base = needApproved(await baseById(db, place.base_id), dayOf(at))
  const own = await ofOwnPeople(work, actor.personId, base.employer_id)
  if (own !== null) throw problem('internship-not-eligible', { detail: own })
  if (((await seatsTaken(db, 'place_id', [place.id])).get(place.id) ?? 0) >= place.number)
    throw problem('internship-place-over', {
      detail: `这个岗位招 ${place.number} 人，已经选满。有人谢绝的话会再空出来；可以先看看别的岗位`,
    })
  const registration = await registrationOf(work, actor.personId)
  await checkPolicy(work, registration, place, !said.notEmployed)
  const against = await inTheWay(work, actor.personId, spanOf(place))
  if (against) throw problem(against.code, { detail: against.detail })
  const id = uuidv7()
  const row = await db
    .insertInto('internship_wish')
    .values({
      id,
      place_id: place.id,
      person_id: actor.personId,
      state: 'applied',
      rank: said.rank,
      base_rank: null,
      words: seal(deps.vault, 'internship_wish.words', id, said.words),
      masked_name: seal(deps.vault, 'internship_wish.masked_name', id, maskName(registration.name)),
      shown: seal(deps.vault, 'internship_wish.shown', id, JSON.stringify(shownOf(registration, said.shown))),
      answer: '',
      made_at: now,
      answered_at: null,
    })
    .onConflict((conflict) => conflict.doNothing()) // applied already, perhaps in this moment on another phone
    .returningAll()
    .executeTakeFirst()
  if (!row) throw problem('internship-already', { detail: '这个岗位你已经报过名，在“我的见习”里可以看到' })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'internship-wish.made',
    object: `internship-wish:${id}`,
    personId: actor.personId,
    detail: { place: place.id, shown: said.shown },
  })
  await emit(db, now, 'internship-wish.made', { wishId: id, placeId: place.id, personId: actor.personId })
  return (await shownWishes(work, [row]))[0] as InternshipWish
}

/** Until when a wish is answered: by the round, or so many days after applications end, and before the first day. */
const answerBy = (place: PlaceRow, round: RoundRow | undefined): Date => {
  if (round) return round.rank_by
  const days = [addDays(dayOf(place.apply_by), answerWithinDays), addDays(place.start_day, -1)]
  return endOfDay(days.sort()[0] as Day)
}

/** Wishes as their person sees them. */
export const shownWishes = async (
  work: InternshipWork,
  rows: readonly WishRow[],
): Promise<InternshipWish[]> => {
  const { db } = work
  const places = new Map(
    (await placesByIds(db, [...new Set(rows.map((one) => one.place_id))])).map((one) => [one.id, one]),
  )
  const bases = new Map(
    (await basesByIds(db, [...new Set([...places.values()].map((one) => one.base_id))])).map((b) => [
      b.id,
      b,
    ]),
  )
  const employers = await employersById(
    db,
    [...bases.values()].map((one) => one.employer_id),
  )
  const rounds = new Map(
    (
      await roundsByIds(
        db,
        [...places.values()].map((one) => one.round_id).filter((id) => id !== null),
      )
    ).map((one) => [one.id, one]),
  )
  const internships = await internshipsOfWishes(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const place = places.get(row.place_id) as PlaceRow
    const [startDay, lastDay] = spanOf(place)
    const employer = bases.get(place.base_id)?.employer_id ?? ''
    return {
      id: row.id,
      place: {
        id: place.id,
        base: employers.get(employer)?.name ?? '已注销的单位',
        title: place.title,
        startDay,
        lastDay,
      },
      state: row.state,
      rank: row.rank,
      inRound: place.round_id !== null,
      answer: row.answer,
      madeAt: row.made_at.toISOString(),
      answerBy: answerBy(place, rounds.get(place.round_id ?? '')).toISOString(),
      internshipId: internships.get(row.id) ?? null,
      mayWithdraw: row.state === 'applied',
    }
  })
}

/** A page of one's own wishes. */
export const wishPage = async (work: ByPerson, { after, limit = 20 }: PageRequest) => {
  const rows = await wishesBy(work.db, 'person_id', work.actor.personId, { after: placeOf(after), limit })
  const shown = await shownWishes(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => shown[rows.indexOf(row)] as InternshipWish,
  )
}

/** Takes one's wish back. Who is chosen in that moment is chosen or not: the row says. @throws Problem */
export const withdrawWish = async (work: ByPerson, id: string): Promise<InternshipWish> => {
  const { db, now, actor } = work
  const row = await holdWish(db, id)
  if (row?.person_id !== actor.personId) throw problem('not-found')
  if (row.state === 'withdrawn') return (await shownWishes(work, [row]))[0] as InternshipWish
  if (row.state !== 'applied')
    throw settled(
      row.state === 'chosen' ? '基地刚刚选中了你。不想去的，在“我的见习”里谢绝' : '基地已经答复，不用再撤回',
    )
  const changed = await updateWish(db, id, { state: 'withdrawn', answered_at: now })
  return (await shownWishes(work, [changed]))[0] as InternshipWish
}
