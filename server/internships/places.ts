import type { InternshipPlace } from '@jucai/contract/internship-shapes'
import { lastDayOf, monthlyStipend, type PlaceState } from '@jucai/contract/internship-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce, openStation, stationNames } from '../city'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import { needApproved, retentionOfBases } from './bases'
import type { ByPerson, InternshipWork } from './deps'
import { todayOf } from './moments'
import {
  baseOf,
  basesByIds,
  holdBase,
  openPlaces,
  placeById,
  placesOf,
  roundsByIds,
  seatsTaken,
  waitingAt,
  type PlaceFilter,
} from './repository'
import { seal } from './sealed'
import { foundBy } from './search'
import type { BaseRow, PlaceRow } from './tables'
import { answerWaiting } from './answering'

/** The stations of places as the contract shows them, closed ones by name. */
export const doorsOf = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, InternshipPlace['station']>> => {
  const { stations } = await cityInForce(db)
  const names = await stationNames(db, [...ids])
  return new Map(
    ids.map((id) => [
      id,
      {
        id,
        name: names.get(id) ?? '到岗登记点',
        address: stations.find((one) => one.id === id)?.address ?? '',
      },
    ]),
  )
}

/** Where a place stands. */
const placeStanding = (
  row: PlaceRow,
  { at, isPaused, taken }: { at: Date; isPaused: boolean; taken: number },
): PlaceState => {
  if (row.state === 'closed') return 'closed'
  if (row.apply_by <= at) return 'over'
  if (isPaused) return 'paused'
  return taken >= row.number ? 'full' : 'open'
}

/** Places as everybody sees them. */
export const shownPlaces = async (
  work: InternshipWork,
  rows: readonly PlaceRow[],
): Promise<InternshipPlace[]> => {
  const { db, deps } = work
  const [at, today] = [await deps.boundary(db), await todayOf(work)]
  const unique = (ids: (string | null)[]) => [...new Set(ids.filter((id): id is string => id !== null))]
  const bases = new Map((await basesByIds(db, unique(rows.map((one) => one.base_id)))).map((b) => [b.id, b]))
  const employers = await employersById(
    db,
    [...bases.values()].map(({ employer_id: id }) => id),
  )
  const doors = await doorsOf(db, unique(rows.map((one) => one.station_id)))
  const rounds = new Map(
    (await roundsByIds(db, unique(rows.map((one) => one.round_id)))).map((r) => [r.id, r]),
  )
  const ids = rows.map(({ id }) => id)
  const [taken, waiting] = [await seatsTaken(db, 'place_id', ids), await waitingAt(db, ids)]
  const retention = await retentionOfBases(db, [...bases.keys()], today)
  const rates = new Map<string, Awaited<ReturnType<typeof deps.stipend>>>()
  for (const day of unique(rows.map((one) => one.start_day))) rates.set(day, await deps.stipend(db, day))
  return rows.map((row): InternshipPlace => {
    const base = bases.get(row.base_id) as BaseRow
    const rate = rates.get(row.start_day)
    const round = row.round_id === null ? undefined : rounds.get(row.round_id)
    return {
      id: row.id,
      base: employers.get(base.employer_id)?.name ?? '已注销的单位',
      title: row.title,
      tasks: row.tasks,
      startDay: row.start_day,
      lastDay: lastDayOf(row.start_day, row.months),
      months: row.months,
      number: row.number,
      left: Math.max(0, row.number - (taken.get(row.id) ?? 0)),
      station: doors.get(row.station_id) as InternshipPlace['station'],
      applyBy: row.apply_by.toISOString(),
      state: placeStanding(row, { at, isPaused: base.paused, taken: taken.get(row.id) ?? 0 }),
      closedWhy: row.closed_why,
      round: round
        ? {
            id: round.id,
            title: round.title,
            rankBy: round.rank_by.toISOString(),
            allotted: round.allotted_at !== null,
          }
        : null,
      monthlyFen: rate ? monthlyStipend(rate.minimumWageFen, rate.percent) : null,
      percent: rate?.percent ?? null,
      insurance: base.insurance,
      retention: retention.get(base.id) ?? { finished: 0, kept: 0, percent: null },
      wishes: waiting.get(row.id) ?? 0,
    }
  })
}
/** One of them. */
export const shownPlace = async (work: InternshipWork, row: PlaceRow): Promise<InternshipPlace> =>
  (await shownPlaces(work, [row]))[0] as InternshipPlace

/** A place, for everybody. @throws Problem not-found */
export const publicPlace = async (work: InternshipWork, id: string): Promise<InternshipPlace> => {
  const row = await placeById(work.db, id)
  if (!row) throw problem('not-found')
  return shownPlace(work, row)
}

/** Open places, those that close first. */
export const publicPlaces = async (
  work: InternshipWork,
  { after, limit = 20, ...filter }: PageRequest & PlaceFilter,
) => {
  const { db, deps } = work
  const at = await deps.boundary(db)
  const rows = await openPlaces(db, { at, today: dayOf(at), after: placeOf(after), limit }, filter)
  const shown = await shownPlaces(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.apply_by, row.id),
    (row) => shown[rows.indexOf(row)] as InternshipPlace,
  )
}

/** Places of one's employer. @throws Problem not-found */
export const basePlaces = async (work: ByPerson, employerId: string, { after, limit = 20 }: PageRequest) => {
  const { db, actor } = work
  await requireMember(db, actor, employerId)
  const base = await baseOf(db, employerId)
  const rows = base ? await placesOf(db, base.id, { after: placeOf(after), limit }) : []
  const shown = await shownPlaces(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => shown[rows.indexOf(row)] as InternshipPlace,
  )
}

/** What a place is offered with. */
export interface OfferedPlace {
  title: string
  tasks: string
  tutor: string
  stationId: string
  startDay: string
  months: number
  number: number
  applyBy: string
  roundId: string | null
}

const checkDays = async (work: InternshipWork, said: OfferedPlace, at: Date): Promise<Date> => {
  const { db } = work
  if (said.startDay <= dayOf(at)) throw fieldProblem('/startDay', '开始日要在今天以后')
  if (!(await openStation(db, said.stationId)))
    throw fieldProblem('/stationId', '这个登记点没有开放，请另选一个')
  if (said.roundId === null) {
    const applyBy = new Date(said.applyBy)
    if (applyBy <= at) throw fieldProblem('/applyBy', '报名截止的时间已经过去')
    if (dayOf(applyBy) >= said.startDay) throw fieldProblem('/applyBy', '报名截止要早于开始日')
    return applyBy
  }
  const [round] = await roundsByIds(db, [said.roundId])
  if (!round || round.apply_by <= at) throw fieldProblem('/roundId', '这一轮已经不能加入')
  if (dayOf(round.rank_by) >= said.startDay)
    throw fieldProblem('/startDay', '开始日要晚于这一轮双方排序截止的那天')
  return round.apply_by
}

/**
 * A base offers a place.
 * @throws Problem not-found, employer-right-needed, employer-not-verified, internship-base-settled, internship-quota,
 * invalid-request
 */
export const offerPlace = async (
  work: ByPerson,
  employerId: string,
  said: OfferedPlace,
): Promise<InternshipPlace> => {
  const { db, now, actor, deps } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const at = await deps.boundary(db)
  const known = await baseOf(db, employerId)
  const base = needApproved(known && (await holdBase(db, known.id)), dayOf(at))
  if (base.valid_until !== null && said.startDay > base.valid_until)
    throw fieldProblem('/startDay', `见习基地的有效期到${dayInWords(base.valid_until)}，开始日不能晚于它`)
  if (said.number > base.quota)
    throw problem('internship-quota', {
      detail: `核定的名额是同时 ${base.quota} 人，一个岗位不能招更多。要增加名额，请联系人才办`,
    })
  const applyBy = await checkDays(work, said, at)
  const id = uuidv7()
  const row = {
    id,
    base_id: base.id,
    round_id: said.roundId,
    title: said.title,
    tasks: said.tasks,
    tutor: seal(deps.vault, 'internship_place.tutor', id, said.tutor),
    offered_by: actor.personId,
    station_id: said.stationId,
    start_day: said.startDay,
    months: said.months,
    number: said.number,
    apply_by: applyBy,
    state: 'open' as const,
    closed_why: '',
    made_at: now,
    ...foundBy(said.title, employer.name),
  }
  await db.insertInto('internship_place').values(row).execute()
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'internship-place.offered',
    object: `internship-place:${id}`,
    detail: { base: base.id, number: said.number },
  })
  return shownPlace(work, row)
}

/** A place of one's employer. @throws Problem not-found */
export const ownPlace = async (work: ByPerson, employerId: string, id: string): Promise<PlaceRow> => {
  const { employer } = await requireMember(work.db, work.actor, employerId)
  const [row, base] = [await placeById(work.db, id), await baseOf(work.db, employer.id)]
  if (!row || row.base_id !== base?.id) throw problem('not-found')
  return row
}

/** Closes a place: who waits is answered. @throws Problem not-found */
export const closePlace = async (
  work: InternshipWork,
  id: string,
  why: string,
  byPerson: string | null,
): Promise<PlaceRow> => {
  const { db, now } = work
  const row = await db
    .selectFrom('internship_place')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw problem('not-found')
  if (row.state === 'closed') return row
  const closed = await db
    .updateTable('internship_place')
    .set({ state: 'closed', closed_why: why })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await answerWaiting(work, [id], `岗位已关闭：${why}`)
  await audit(db, {
    at: now,
    actorId: byPerson,
    actorRole: byPerson === null ? 'system' : 'holder',
    action: 'internship-place.closed',
    object: `internship-place:${id}`,
  })
  return closed
}
