import { dayInChina } from '@jucai/contract/china-time'
import { sql, type Kysely } from 'kysely'
import { peopleWithRole } from '../accounts'
import { dayOf, spokenDay } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { quoted } from '../core/quoted'
import { endOfDay, nextWorkingDay, type WorkCalendar } from '../core/working-days'
import { notify } from '../notifications'
import { calendarInForce, missingYear } from './calendar'
import { counting, dueOf, timersFor, type ClockFields } from './due'
import { applicationLink } from './messages'
import type { ApplicationDeps } from './ports'
import { applicationForUpdate, applicationRow, isOpenRow, sealedTo, updateApplication } from './repository'
import { refusalOf } from './steps'
import { rescheduleTimers } from './timer-rows'
import type { VersionedProgram } from './versions'

declare module '../core/db' {
  interface Database {
    calendar_warning: { year: number; week: string }
  }
}
declare module '../core/outbox' {
  interface Events {
    /** The day of an application was computed at last, or moved off a holiday. */
    'application.dated': { applicationId: string; version: number; moved: boolean }
    'calendar.entered': { year: number }
    'calendar.year-missing': { year: number }
  }
}

/** Applications whose day was not known and can be computed now. */
const settleOne = async (db: Db, now: Date, calendar: WorkCalendar, id: string): Promise<void> => {
  const row = await applicationForUpdate(db, id)
  if (!row || row.counts_from === null || row.days_left === null) return
  const clock = counting(calendar, row.counts_from, row.days_left)
  if (clock.due_at === null) return
  await updateApplication(db, id, clock)
  await rescheduleTimers(db, row, timersFor(calendar, now, 'runs', { ...row, ...clock }))
  await emit(db, now, 'application.dated', { applicationId: id, version: row.version, moved: false })
}

/**
 * Computes the days that could not be told when an application was taken, once the calendar of their year is
 * known, and has their applicants told. Several processes may run it at once.
 * @returns how many.
 */
export const settleDates = async (db: Kysely<Database>, now: Date): Promise<number> => {
  const waiting = await db
    .selectFrom('application')
    .select(['counts_from', 'days_left'])
    .distinct()
    .where('counts_from', 'is not', null)
    .execute()
  if (waiting.length === 0) return 0
  const calendar = await calendarInForce(db)
  let settled = 0
  for (const { counts_from: from, days_left: days } of waiting) {
    if (from === null || days === null || counting(calendar, from, days).due_at === null) continue
    const rows = await db
      .selectFrom('application')
      .select('id')
      .where('counts_from', '=', from)
      .where('days_left', '=', days)
      .execute()
    for (const { id } of rows) await db.transaction().execute((tx) => settleOne(tx, now, calendar, id))
    settled += rows.length
  }
  return settled
}

/** To which day a last day moves that is still to come in a year just entered; null when it stays. */
const movedTo = (calendar: WorkCalendar, now: Date, year: number, lastDay: string | null): string | null => {
  if (lastDay === null || Number(lastDay.slice(0, 4)) !== year || lastDay < dayOf(now)) return null
  const to = nextWorkingDay(calendar, lastDay)
  return to === lastDay ? null : to
}

const yearMs = 366 * 86_400_000

/** The same for the last day of an appeal, which stands in the sealed refusal of an application at rest. */
const moveAppeals = async (
  { db, now, deps }: { db: Db; now: Date; deps: ApplicationDeps },
  year: number,
): Promise<void> => {
  const calendar = await calendarInForce(db)
  const rows = await db
    .selectFrom('application')
    .select('id')
    .where('state', '=', 'rejected')
    .where('refusal', 'is not', null)
    .where('appeal', 'is', null)
    .where('updated_at', '>', new Date(now.getTime() - yearMs)) // longer than anybody may appeal
    .orderBy('id')
    .execute()
  for (const { id } of rows) {
    const row = await applicationForUpdate(db, id)
    const refusal = row && row.state === 'rejected' ? refusalOf(deps, row) : null
    const to = movedTo(calendar, now, year, refusal?.appealBy ? dayInChina(new Date(refusal.appealBy)) : null)
    if (!row || to === null) continue
    const moved = { ...refusal, appealBy: endOfDay(to).toISOString() }
    await updateApplication(db, id, {
      refusal: deps.vault.encrypt(JSON.stringify(moved), sealedTo.refusal(id)),
    })
    await emit(db, now, 'application.dated', { applicationId: id, version: row.version, moved: true })
  }
}

/** Last days of what applicants and the public may do that have become a holiday move to the next working day. */
const moveLastDays = async (
  { db, now, deps }: { db: Db; now: Date; deps: ApplicationDeps },
  year: number,
): Promise<void> => {
  const calendar = await calendarInForce(db)
  const rows = await db
    .selectFrom('application')
    .select('id')
    .where(isOpenRow)
    .where((eb) => eb.or([eb('answer_by', 'is not', null), eb('notice_to', 'is not', null)]))
    .orderBy('id')
    .execute()
  for (const { id } of rows) {
    const row = await applicationForUpdate(db, id)
    if (!row) continue
    const lastDay = row.answer_by
      ? dayInChina(row.answer_by)
      : row.state === 'public-notice'
        ? row.notice_to
        : null
    const to = movedTo(calendar, now, year, lastDay)
    if (to === null) continue
    const changes = row.answer_by
      ? { answer_by: endOfDay(to) }
      : { notice_to: to, due_at: endOfDay(to), rank_at: endOfDay(to) }
    await updateApplication(db, id, changes)
    const program: VersionedProgram = await deps.programs.at(db, row.program, row.program_version)
    const clock: ClockFields = { ...row, ...changes }
    await rescheduleTimers(
      db,
      row,
      timersFor(calendar, now, program.definition.machine.clock[row.state], clock),
    )
    await emit(db, now, 'application.dated', { applicationId: id, version: row.version, moved: true })
  }
}

/** Has leads told, once a week, that a calendar is missing; once for all processes. */
export const warnOfMissingYear = async (db: Kysely<Database>, now: Date): Promise<void> => {
  const year = missingYear(await calendarInForce(db), now)
  if (year === null) return
  await db.transaction().execute(async (tx) => {
    const week = sql<string>`date_trunc('week', ${dayOf(now)}::date)::date`
    const { numInsertedOrUpdatedRows: told } = await tx
      .insertInto('calendar_warning')
      .values({ year, week })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (told === 1n) await emit(tx, now, 'calendar.year-missing', { year })
  })
}

/** What follows a calendar that was entered, or was not. */
export const calendarReactions = (deps: ApplicationDeps): NamedReactions => ({
  'calendar.entered': {
    'move-last-days': ({ tx, now }, { year }) => moveLastDays({ db: tx, now, deps }, year),
    'move-appeals': ({ tx, now }, { year }) => moveAppeals({ db: tx, now, deps }, year),
  },
  'calendar.year-missing': {
    'warn-leads': async ({ tx, now }, { year }) => {
      for (const personId of await peopleWithRole(tx, 'lead'))
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'staff',
          title: `请录入 ${year} 年的工作日历`,
          body: `国务院办公厅的放假通知公布后，请在审核台“工作日历”里录入 ${year} 年。在那之前，落在 ${year} 年的期限算不出日期，申请照常受理。`,
          deskLink: '/calendar',
        })
    },
  },
  'application.dated': {
    tell: async ({ tx, now }, { applicationId, version, moved }) => {
      const row = await applicationRow(tx, applicationId)
      if (!row || row.version !== version) return // it has moved on, and said so
      const about = `${quoted(deps.programs.definition(row.program).title)}（${row.number}）`
      const appealBy = row.state === 'rejected' ? refusalOf(deps, row)?.appealBy : null
      const words = row.answer_by
        ? `请在 ${spokenDay(row.answer_by)} 前补正`
        : appealBy
          ? `不服的，可以在 ${spokenDay(new Date(appealBy))} 前申诉`
          : dueOf(await calendarInForce(tx), row, now).words
      await notify(tx, deps.vault, now, {
        personId: row.person_id,
        kind: 'application',
        title: moved ? '遇节假日，期限顺延' : '答复期限已确定',
        body: `${about}：${words}。`,
        link: applicationLink(applicationId),
      })
    },
  },
})
