import type { InternshipCandidate, InternshipWish } from '@jucai/contract/internship-shapes'
import {
  internshipPolicy,
  lastDayOf,
  monthParts,
  signWithinDays,
  type ShownField,
  type WishState,
} from '@jucai/contract/internship-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit, auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskDocument, maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson, stillThere } from '../core/person'
import { problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import { profileOf, type ProfileRecord } from '../profiles'
import { needApproved } from './bases'
import type { ByPerson, InternshipWork } from './deps'
import { endOfDay, todayOf } from './moments'
import { ownPlace } from './places'
import {
  allInternships,
  baseById,
  basesByIds,
  holdBase,
  holdWish,
  insertInternship,
  internshipsOfWishes,
  placeById,
  placesByIds,
  seatsTaken,
  updateWish,
  wishById,
  wishesBy,
} from './repository'
import { seal, unseal } from './sealed'
import { insertStep, settled, standingOf } from './steps'
import type { InternshipRow, PlaceRow, WishRow } from './tables'

const need = async ({ db, deps }: InternshipWork, personId: string): Promise<ProfileRecord> => {
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
  for (const row of await allInternships(db, personId)) {
    const standing = standingOf(row, today)
    if (standing === 'to-sign' || standing === 'waiting' || standing === 'running')
      return {
        code: 'internship-already',
        detail: '你已经有一份没有结束的见习。先结束那一份，或在“我的见习”里谢绝它',
      }
    // One stipend a month and person, so the next one begins with the next month.
    if (row.state !== 'cancelled' && row.last_day.slice(0, 7) >= firstDay.slice(0, 7))
      return {
        code: 'internship-already',
        detail: `上一份见习到 ${row.last_day} 结束，那个月的补贴算在上一份里。新的一份请从下个月 1 日以后开始`,
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

const spanOf = (place: PlaceRow): readonly [Day, Day] => [
  place.start_day,
  lastDayOf(place.start_day, place.months),
]

/** Whether somebody may be an intern at a place, clause by clause. @throws Problem not-found, registration-needed */
export const wishStanding = async (work: ByPerson, placeId: string) => {
  const { db, deps, actor } = work
  const place = await placeById(db, placeId)
  if (!place) throw problem('not-found')
  const registration = await need(work, actor.personId)
  const [firstDay, lastDay] = spanOf(place)
  const judged = await deps.judge(db, { registration, firstDay, lastDay, employed: false })
  return {
    outcome: judged.outcome,
    criteria: judged.criteria,
    against: (await inTheWay(work, actor.personId, [firstDay, lastDay]))?.detail ?? null,
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
  needApproved(await baseById(db, place.base_id), dayOf(at))
  const registration = await need(work, actor.personId)
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

/** Wishes as the base sees them; what was not agreed to be shown is not read. */
const candidateOf = ({ deps }: InternshipWork, row: WishRow): InternshipCandidate => {
  const text = unseal(deps.vault, 'internship_wish.shown', row.id, row.shown)
  const shown = (text === '' ? [] : JSON.parse(text)) as InternshipCandidate['shown']
  const masked = unseal(deps.vault, 'internship_wish.masked_name', row.id, row.masked_name)
  const isOpen = row.state === 'applied' || row.state === 'chosen'
  return {
    id: row.id,
    name: (isOpen && shown.find(({ field }) => field === 'name')?.text) || masked || '已注销',
    shown: isOpen ? shown.filter(({ field }) => field !== 'name') : [],
    words: isOpen ? unseal(deps.vault, 'internship_wish.words', row.id, row.words) : '',
    state: row.state,
    baseRank: row.base_rank,
    answer: row.answer,
    madeAt: row.made_at.toISOString(),
  }
}

/** Who wishes for a place of one's employer; each look is on record. @throws Problem not-found */
export const candidatePage = async (
  work: ByPerson,
  { employerId, placeId }: { employerId: string; placeId: string },
  { after, limit = 20, state }: PageRequest & { state?: WishState | undefined },
) => {
  const { db, now, actor } = work
  const place = await ownPlace(work, employerId, placeId)
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const rows = await wishesBy(db, 'place_id', place.id, { after: placeOf(after), limit, state })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => row,
  )
  await auditEach(
    db,
    page.items.map((row) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'holder',
      action: 'internship-wish.looked-at',
      object: `internship-wish:${row.id}`,
      personId: row.person_id,
      detail: {
        what: `${employer.name}看到你报名时同意出示的内容`,
        why: `见习岗位“${place.title}”`,
        employer: employer.id,
      },
    })),
  )
  return { ...page, items: page.items.map((row) => candidateOf(work, row)) }
}

/**
 * Makes the internship of a wish: the base is held, so that two of its people do not fill one seat twice; the person is
 * held, so that two bases do not take one person.
 * @throws Problem internship-quota, internship-already, stipend-twice, internship-base-settled
 */
export const beginInternship = async (
  work: InternshipWork,
  wish: WishRow,
  { answer, byPerson }: { answer: string; byPerson: string | null },
): Promise<InternshipRow> => {
  const { db, now, deps } = work
  const today = await todayOf(work)
  const place = (await placeById(db, wish.place_id)) as PlaceRow
  const base = needApproved(await holdBase(db, place.base_id), today)
  const [inBase, inPlace] = [
    (await seatsTaken(db, 'base_id', [base.id])).get(base.id) ?? 0,
    (await seatsTaken(db, 'place_id', [place.id])).get(place.id) ?? 0,
  ]
  if (inPlace >= place.number)
    throw problem('internship-quota', { detail: `这个岗位招 ${place.number} 人，已经选满` })
  if (inBase >= base.quota)
    throw problem('internship-quota', {
      detail: `核定的名额是同时 ${base.quota} 人，已经用完。有人结束见习，或人才办增加名额以后再选`,
    })
  if (place.start_day < today) throw settled('岗位的开始日已经过去，不能再选人')
  const registration = await need(work, wish.person_id)
  const against = await inTheWay(work, wish.person_id, spanOf(place))
  if (against) throw problem(against.code, { detail: against.detail.replace(/你/g, '对方') })
  const id = uuidv7()
  const [firstDay, lastDay] = spanOf(place)
  const signDay = [addDays(today, signWithinDays), firstDay].sort()[0] as Day
  const row = await insertInternship(db, {
    id,
    wish_id: wish.id,
    place_id: place.id,
    base_id: base.id,
    employer_id: base.employer_id,
    person_id: wish.person_id,
    state: 'to-sign',
    first_day: firstDay,
    last_day: lastDay,
    planned_last_day: lastDay,
    months: place.months,
    station_id: place.station_id,
    title: place.title,
    tasks: place.tasks,
    tutor: seal(
      deps.vault,
      'internship.tutor',
      id,
      unseal(deps.vault, 'internship_place.tutor', place.id, place.tutor),
    ),
    intern_name: seal(deps.vault, 'internship.intern_name', id, registration.name),
    intern_document: seal(
      deps.vault,
      'internship.intern_document',
      id,
      maskDocument(registration.documentNumber ?? ''),
    ),
    sign_by: endOfDay(signDay),
    code_sent: JSON.stringify({}),
    signed_at: null,
    ended_at: null,
    ended_role: null,
    ended_why: null,
    kept_told: null,
    kept_confirmed: null,
    made_at: now,
    version: 1,
  })
  await updateWish(db, wish.id, { state: 'chosen', answer, answered_at: now })
  const by = { role: byPerson === null ? 'system' : 'base', personId: byPerson } as const
  await insertStep(work, id, { event: 'choose', to: 'to-sign', by })
  await emit(db, now, 'internship.moved', {
    internshipId: id,
    personId: wish.person_id,
    event: 'choose',
    by: by.role,
  })
  return row
}

/**
 * Answers a wish. Two of the base who answer at once: the second is told what the first said.
 * @throws Problem not-found, internship-settled, and as {@link beginInternship}
 */
export const answerWish = async (
  work: ByPerson,
  { employerId, wishId }: { employerId: string; wishId: string },
  { chosen, answer }: { chosen: boolean; answer: string },
): Promise<InternshipCandidate> => {
  const { db, now, actor } = work
  const found = await wishById(db, wishId)
  if (!found) throw problem('not-found')
  const place = await ownPlace(work, employerId, found.place_id)
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  if (!(await stillThere(db, found.person_id))) throw settled('对方已经注销账号')
  await holdPerson(db, found.person_id)
  const row = (await holdWish(db, wishId)) as WishRow
  if (row.state !== 'applied')
    throw settled(row.state === 'withdrawn' ? '对方已经撤回报名' : '已经答复过，结果以先答复的为准。请刷新')
  if (place.round_id !== null && chosen)
    throw settled('这个岗位由双方排序后统一分配，不单独选人。请在截止前排好次序')
  if (chosen) await beginInternship(work, row, { answer, byPerson: actor.personId })
  else await updateWish(db, wishId, { state: 'not-chosen', answer, answered_at: now })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'internship-wish.answered',
    object: `internship-wish:${wishId}`,
    personId: row.person_id,
    detail: { chosen },
  })
  await emit(db, now, 'internship-wish.answered', {
    wishId,
    placeId: row.place_id,
    personId: row.person_id,
    chosen,
  })
  return candidateOf(work, (await wishById(db, wishId)) as WishRow)
}
