import type { InternshipCandidate } from '@jucai/contract/internship-shapes'
import { signWithinDays, type WishState } from '@jucai/contract/internship-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskDocument } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson, stillThere } from '../core/person'
import { problem } from '../core/problem'
import { lookedAt, requireMember, requireVerified } from '../employers'
import { needApproved } from './bases'
import type { ByPerson, InternshipWork } from './deps'
import { endOfDay, todayOf } from './moments'
import { ownPlace } from './places'
import {
  holdBase,
  holdWish,
  insertInternship,
  placeById,
  placesToFill,
  seatsTaken,
  updateWish,
  wishById,
  wishesBy,
} from './repository'
import { seal, unseal } from './sealed'
import { insertStep, settled } from './steps'
import type { InternshipRow, PlaceRow, WishRow } from './tables'
import { inTheWay, ofOwnPeople, registrationOf, spanOf } from './wishes'

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

/**
 * Puts on record that these wishes are looked at, within what the posts and places of the employer explain. In the
 * transaction that shows them, before anything of a person is shown.
 * @throws Problem employer-look-limit
 */
const lookAtWishes = async (
  { db, now, deps, actor }: ByPerson,
  employerId: string,
  place: PlaceRow,
  rows: readonly WishRow[],
): Promise<void> => {
  const personIds = rows.filter((row) => row.masked_name !== null).map((row) => row.person_id)
  if (personIds.length === 0) return
  const openPosts =
    (await deps.openPosts(db, employerId)) +
    (await placesToFill(db, place.base_id, await todayOf({ db, deps })))
  await lookedAt(db, now, {
    employerId,
    actorId: actor.personId,
    personIds,
    openPosts,
    what: '看到了你的见习报名，你同意出示的内容',
    why: `见习岗位：${place.title}`,
  })
}

/** Who wishes for a place of one's employer; each look is on record. @throws Problem not-found, employer-look-limit */
export const candidatePage = async (
  work: ByPerson,
  { employerId, placeId }: { employerId: string; placeId: string },
  { after, limit = 20, state }: PageRequest & { state?: WishState | undefined },
) => {
  const { db, actor } = work
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
  await lookAtWishes(work, employerId, place, page.items)
  return { ...page, items: page.items.map((row) => candidateOf(work, row)) }
}

/** What else somebody has is theirs to know. */
const notFree = '对方在这几个月已经有别的见习或者补贴，现在不能选。可以选别人，或者写明理由不选'

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
  if (place.start_day <= today) throw settled('岗位的开始日到了，来不及在开始以前签协议，不能再选人')
  const registration = await registrationOf(work, wish.person_id)
  if (await ofOwnPeople(work, wish.person_id, base.employer_id))
    throw settled('对方是本单位的人员，不能到本单位见习')
  const against = await inTheWay(work, wish.person_id, spanOf(place))
  if (against) throw problem(against.code, { detail: notFree })
  const id = uuidv7()
  const [firstDay, lastDay] = spanOf(place)
  const signDay = [addDays(today, signWithinDays), addDays(firstDay, -1)].sort()[0] as Day
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
  if (found.person_id === actor.personId) throw settled('这是你自己的报名，请别的同事答复')
  if (!(await stillThere(db, found.person_id))) throw settled('对方已经注销账号')
  await holdPerson(db, found.person_id)
  const row = (await holdWish(db, wishId)) as WishRow
  if (row.state !== 'applied')
    throw settled(row.state === 'withdrawn' ? '对方已经撤回报名' : '已经答复过，结果以先答复的为准。请刷新')
  if (place.round_id !== null && chosen)
    throw settled('这个岗位由双方排序后统一分配，不单独选人。请在截止前排好次序')
  await lookAtWishes(work, employerId, place, [row]) // the answer shows them; over the limit it is not given
  if (chosen) await beginInternship(work, row, { answer, byPerson: actor.personId })
  else await updateWish(db, wishId, { state: 'not-chosen', answer, answered_at: now })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'employer',
    action: 'internship-wish.answered',
    object: `internship-wish:${wishId}`,
    personId: row.person_id,
    detail: {
      what: chosen ? '选中了你的见习报名' : '答复了你的见习报名',
      why: `见习岗位：${place.title}`,
      station: employer.name,
      chosen,
    },
  })
  await emit(db, now, 'internship-wish.answered', {
    wishId,
    placeId: row.place_id,
    personId: row.person_id,
    chosen,
  })
  return candidateOf(work, (await wishById(db, wishId)) as WishRow)
}
