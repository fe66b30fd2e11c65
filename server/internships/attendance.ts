import { timeInChina } from '@jucai/contract/china-time'
import {
  dayKindLabels,
  internshipNumber,
  monthParts,
  type DayKind,
  type MonthPart,
} from '@jucai/contract/internship-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { audit, auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { isWorkingDay } from '../core/working-days'
import { requireMember, requireVerified } from '../employers'
import { doorsOf } from './places'
import type { ByPerson, DoorWork, InternshipWork } from './deps'
import { todayOf } from './moments'
import { allInternships, daysOf, internshipById, monthsOf } from './repository'
import { seal, unseal } from './sealed'
import { holdInternship, onRecord, settled, standingOf, type By } from './steps'
import type { DayRow, InternshipRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** A base wrote something else down for a day, and why. */
    'internship-day.corrected': { internshipId: string; personId: string; day: string }
  }
}

/** What is sent when a code was scanned. */
export interface ScannedAtDoor {
  code: string
  scannedAt: string
  challenge?: string | undefined
}
const dayKey = (id: string, day: string) => `${id}:${day}`
// The look at the code that was scanned stays on record.
const notToday = (detail: string) => problem('no-internship-today', { detail, commit: true })

/** Which internship somebody comes for at this door, or why none. @throws Problem no-internship-today */
const cameFor = async (
  { db }: DoorWork,
  personId: string,
  { stationId, employerId, today }: { stationId: string; employerId: string | null; today: Day },
): Promise<InternshipRow> => {
  const all = await allInternships(db, personId)
  const live = all.filter((row) => row.state === 'running' && row.last_day >= today)
  const row = live.find(
    (one) => one.station_id === stationId && (employerId ?? one.employer_id) === one.employer_id,
  )
  const [other] = live
  if (!row && employerId !== null && other && other.employer_id !== employerId)
    throw notToday('这位在别的基地见习，不在本基地，没有登记。请到自己的基地登记')
  if (!row && other) {
    const door = (await doorsOf(db, [other.station_id])).get(other.station_id)
    throw notToday(`这位的到岗登记点是“${door?.name}”，请到那里登记`)
  }
  if (!row)
    throw notToday(
      all.some(({ state }) => state === 'to-sign')
        ? '这位的见习协议还没有签完，签完才能登记到岗'
        : all.some(({ state }) => state === 'finished' || state === 'interrupted' || state === 'running')
          ? '这位的见习已经结束，没有登记'
          : '这位没有见习，没有登记',
    )
  if (row.first_day > today) throw notToday(`这位的见习${dayInWords(row.first_day)}开始，到那天再登记`)
  return row
}

/**
 * Somebody comes: their talent code is scanned at the door, once a day whatever is scanned.
 * @throws Problem scan-refused, own-code, no-internship-today, attendance-known
 */
const arrive = async (
  work: DoorWork,
  { stationId, employerId }: { stationId: string; employerId: string | null },
  scan: ScannedAtDoor,
) => {
  const { db, now, deps, actor } = work
  const personId = await deps.holderOfCode(
    { db, now, actor: { ...actor, stationIds: [...actor.stationIds, stationId] } },
    {
      code: scan.code,
      scannedAt: scan.scannedAt,
      stationId,
      ...(scan.challenge === undefined ? {} : { challenge: scan.challenge }),
      found: '没有登记到岗',
      why: '就业见习到岗登记',
    },
  )
  const today = await todayOf(work)
  const found = await cameFor(work, personId, { stationId, employerId, today })
  const row = await holdInternship(db, found.id)
  const written = await db
    .insertInto('internship_day')
    .values({
      internship_id: row.id,
      day: today,
      kind: 'present',
      by_role: 'desk',
      by_person: actor.personId,
      at: now,
      reason: null,
      correction: null,
      was: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['internship_id', 'day'])
        .doUpdateSet({ kind: 'present', by_role: 'desk', by_person: actor.personId, at: now, was: 'leave' })
        // Who said that they would be away and came all the same is there; what the base wrote stands.
        .where('internship_day.by_role', '=', 'intern'),
    )
    .returning('day')
    .executeTakeFirst()
  if (!written) {
    const [known] = await daysOf(db, row.id, today, today)
    throw problem('attendance-known', {
      detail:
        known?.by_role === 'base'
          ? `今天的记录基地已经更正为“${dayKindLabels[known.kind]}”，要改请用“更正”`
          : `今天 ${timeInChina(known?.at ?? now)} 已经登记过，一天一次，不用再扫`,
      commit: true,
    })
  }
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: employerId === null ? 'clerk' : 'employer',
    action: 'internship.came',
    object: `internship:${row.id}`,
    personId,
    detail: { day: today, what: '登记你到岗', why: '就业见习到岗登记' },
  })
  return arrivedOf(work, row.id, today)
}

/** What the door reads of somebody who came. */
const arrivedOf = async ({ db, deps }: InternshipWork, id: string, day: Day) => {
  const row = await internshipById(db, id)
  const [known] = await daysOf(db, id, day, day)
  if (!row || !known) throw problem('not-found')
  return {
    internshipId: id,
    name: maskName(unseal(deps.vault, 'internship.intern_name', id, row.intern_name)) || '已注销',
    day,
    at: known.at.toISOString(),
  }
}
/** The same for a repeated request. */
export const arrivedAgain = (work: InternshipWork, kept: string) => {
  const [id = '', day = ''] = kept.split(' ')
  return arrivedOf(work, id, day)
}

/** At the door of a station, by its clerk. @throws Problem not-found, and as {@link arrive} */
export const scanAtStation = async (work: DoorWork, stationId: string, scan: ScannedAtDoor) => {
  if (!work.actor.stationIds.includes(stationId)) throw problem('not-found')
  return arrive(work, { stationId, employerId: null }, scan)
}
/** At the door, by somebody of the base. @throws Problem not-found, employer-not-verified, and as {@link arrive} */
export const scanForBase = async (
  work: DoorWork,
  employerId: string,
  { stationId, ...scan }: ScannedAtDoor & { stationId: string },
) => {
  const { db, actor } = work
  requireVerified((await requireMember(db, actor, employerId)).employer)
  const isTheirs = await db
    .selectFrom('internship')
    .select('id')
    .where('employer_id', '=', employerId)
    .where('station_id', '=', stationId)
    .limit(1)
    .executeTakeFirst()
  if (!isTheirs) throw notToday('本基地没有见习在这个登记点。请选对登记点再扫')
  return arrive(work, { stationId, employerId }, scan)
}

/** Interns of one's verified employer who are to come today, and who came; each look is on record. */
export const baseToday = async (work: DoorWork, employerId: string) => {
  const { db, now, deps, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const day = await todayOf(work)
  const rows = await db
    .selectFrom('internship')
    .leftJoin('internship_day', (join) =>
      join.onRef('internship_day.internship_id', '=', 'internship.id').on('internship_day.day', '=', day),
    )
    .select(['internship.id', 'serial', 'intern_name', 'station_id', 'person_id', 'kind', 'at'])
    .where('employer_id', '=', employerId)
    .where('internship.state', '=', 'running')
    .where('first_day', '<=', day)
    .where('last_day', '>=', day)
    .orderBy('serial')
    .limit(1000) // a base has this many at most
    .execute()
  await auditEach(
    db,
    rows.map((row) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'employer',
      action: 'internship.looked-at',
      object: `internship:${row.id}`,
      personId: row.person_id,
      detail: { what: '看今天谁到岗，你在名单里', why: '就业见习到岗登记', station: employer.name },
    })),
  )
  const doors = await doorsOf(db, [...new Set(rows.map((row) => row.station_id))])
  return {
    day,
    isWorkday: isWorkingDay(await deps.calendar(db), day),
    items: rows.map((row) => {
      const name = unseal(deps.vault, 'internship.intern_name', row.id, row.intern_name)
      return {
        internshipId: row.id,
        number: internshipNumber(row.serial),
        name: name || '已注销',
        station: { id: row.station_id, name: doors.get(row.station_id)?.name ?? '到岗登记点' },
        kind: row.kind,
        at: row.at?.toISOString() ?? null,
      }
    }),
  }
}

/** Days of months that a base has confirmed stay as they are. @throws Problem internship-settled */
const needOpenDay = async (work: InternshipWork, row: InternshipRow, day: Day): Promise<void> => {
  if (row.state === 'to-sign' || row.state === 'cancelled') throw settled('协议还没有签完，没有出勤可以记')
  if (day < row.first_day || day > row.last_day) throw settled('这一天不在见习期内')
  const month = (await monthsOf(work.db, [row.id])).find((one) => one.month === day.slice(0, 7))
  if (month && month.state !== 'returned')
    throw settled('这个月基地已经确认，不能再改。有出入的，请人才办退回这个月再改')
}

/** An intern says that they are absent, a week ahead at most. @throws Problem not-found, internship-settled */
export const tellAbsence = async (
  work: ByPerson,
  id: string,
  { day, reason }: { day: Day; reason: string },
): Promise<InternshipRow> => {
  const { db, now, deps, actor } = work
  const row = await holdInternship(db, id)
  if (row.person_id !== actor.personId) throw problem('not-found')
  await needOpenDay(work, row, day)
  const today = await todayOf(work)
  if (day > addDays(today, 30)) throw settled('最多提前 30 天请假')
  if (day < addDays(today, -7)) throw settled('过了 7 天的缺勤不能再补原因，请基地更正')
  const written = await db
    .insertInto('internship_day')
    .values({
      internship_id: id,
      day,
      kind: 'leave',
      by_role: 'intern',
      by_person: actor.personId,
      at: now,
      reason: seal(deps.vault, 'internship_day.reason', dayKey(id, day), reason),
      correction: null,
      was: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['internship_id', 'day'])
        .doUpdateSet({ reason: seal(deps.vault, 'internship_day.reason', dayKey(id, day), reason), at: now })
        .where('internship_day.by_role', '=', 'intern'),
    )
    .returning('day')
    .executeTakeFirst()
  if (!written) throw settled('这一天已经有到岗记录，或者基地更正过。有出入的，请和基地说')
  await onRecord(work, row, { role: 'intern', personId: actor.personId }, 'internship.absence-told', { day })
  return row
}

/** The base writes something else down for a day, with a reason that both read. @throws Problem internship-settled */
export const correctDay = async (
  work: ByPerson,
  row: InternshipRow,
  { day, kind, why, by }: { day: Day; kind: DayKind; why: string; by: By },
): Promise<void> => {
  const { db, now, deps } = work
  await needOpenDay(work, row, day)
  if (day > (await todayOf(work))) throw settled('还没有到这一天')
  const [known] = await daysOf(db, row.id, day, day)
  const set = {
    kind,
    by_role: 'base' as const,
    by_person: by.personId,
    at: now,
    correction: seal(deps.vault, 'internship_day.correction', dayKey(row.id, day), why),
    was: known?.kind ?? ('none' as const),
  }
  await db
    .insertInto('internship_day')
    .values({ internship_id: row.id, day, reason: null, ...set })
    .onConflict((conflict) => conflict.columns(['internship_id', 'day']).doUpdateSet(set))
    .execute()
  const what = `更正了你${dayInWords(day)}的出勤`
  await onRecord(work, row, by, 'internship.day-corrected', { what, day, kind, was: set.was })
  await emit(db, now, 'internship-day.corrected', { internshipId: row.id, personId: row.person_id, day })
}

/** The days of a calendar month as both see them. */
export const shownDays = async (work: InternshipWork, row: InternshipRow, month: string) => {
  const { db, deps } = work
  const part = monthParts(row.first_day, row.last_day).find((one) => one.month === month)
  if (!part) return []
  const calendar = await deps.calendar(db)
  const known = new Map((await daysOf(db, row.id, part.from, part.to)).map((one) => [one.day, one]))
  return Array.from({ length: part.days }, (_, at) => {
    const day = addDays(part.from, at)
    const one: DayRow | undefined = known.get(day)
    return {
      day,
      isWorkday: isWorkingDay(calendar, day),
      kind: one?.kind ?? null,
      at: one?.at.toISOString() ?? null,
      reason: unseal(deps.vault, 'internship_day.reason', dayKey(row.id, day), one?.reason ?? null),
      correction: unseal(
        deps.vault,
        'internship_day.correction',
        dayKey(row.id, day),
        one?.correction ?? null,
      ),
      was: one?.was ?? null,
    }
  })
}

/**
 * Working days of a part of a month, on how many of them until today the intern came or was on leave, and on how many
 * of those on leave: the base reads it before it confirms.
 */
export const countedDays = async (
  work: InternshipWork,
  row: InternshipRow,
  part: MonthPart,
): Promise<{ expected: number; attended: number; leave: number }> => {
  const { db, deps } = work
  const today = await todayOf(work)
  const calendar = await deps.calendar(db)
  const known = new Map((await daysOf(db, row.id, part.from, part.to)).map(({ day, kind }) => [day, kind]))
  const workdays = Array.from({ length: part.days }, (_, at) => addDays(part.from, at)).filter((day) =>
    isWorkingDay(calendar, day),
  )
  const kinds = workdays.filter((day) => day <= today).map((day) => known.get(day))
  const leave = kinds.filter((kind) => kind === 'leave').length
  return {
    expected: workdays.length,
    attended: leave + kinds.filter((kind) => kind === 'present').length,
    leave,
  }
}

/** Where it stands today. */
export const standingToday = async (work: InternshipWork, row: InternshipRow) =>
  standingOf(row, dayOf(await work.deps.boundary(work.db)))
