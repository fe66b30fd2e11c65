import type { QueueFilter, QueueItem } from '@jucai/contract/review'
import { sql } from 'kysely'
import { stationRows } from '../city'
import { auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { cursorOf, pageOf, readCursor } from '../core/keyset'
import { quoted } from '../core/quoted'
import type { WorkBy } from '../core/work'
import { endOfDay, estimatedDay, type WorkCalendar } from '../core/working-days'
import { calendarInForce } from './calendar'
import { claimantOf, shownLine } from './case'
import { colleaguesOf } from './colleagues'
import { farBehind } from './due'
import type { ApplicationDeps } from './ports'
import { isOpenRow } from './repository'
import type { OfficeWork } from './work'

/** Due within this many working days is soon. */
const soonDays = 3
const columns = [
  'application.id',
  'application.number',
  'application.program',
  'application.person_id',
  'application.state',
  'application.version',
  'application.masked_name',
  'application.submitted_at',
  'application.due_at',
  'application.days_left',
  'application.counts_from',
  'application.answer_by',
  'application.rank_at',
  'application.station_id',
  'application.assigned_to',
  'application.claimed_by',
  'application.claimed_until',
] as const

/** The first moment that is not soon any more; for colour only, so an estimate does where the calendar ends. */
const soonUntil = (calendar: WorkCalendar, now: Date): Date =>
  endOfDay(estimatedDay(calendar, dayOf(now), soonDays))

/** Bounds on the order of the queue itself, so that `due` is a range of the index and no test of each row. */
const rankBounds = (
  due: QueueFilter['due'],
  calendar: WorkCalendar,
  now: Date,
): { from?: Date; before?: Date } => {
  const soon = soonUntil(calendar, now)
  switch (due) {
    case 'overdue':
      return { before: now }
    case 'soon':
      return { from: now, before: new Date(soon.getTime() + 1) }
    case 'later':
      return { from: new Date(soon.getTime() + 1), before: farBehind(now) }
    default:
      return {}
  }
}

/** Where a page of the queue begins. */
interface Place {
  at: Date
  id: string
}

/** What is asked of the queue. */
export interface QueueRequest {
  filter: QueueFilter
  /** Who “me” is. */
  callerId: string
  calendar: WorkCalendar
  now: Date
  /** Absent: from the top. */
  after?: Place | null
  limit: number
}

/** The rows of a filter in the order of the queue, after a place in it. */
export const queueQuery = (db: Db, { filter, callerId, calendar, now, after, limit }: QueueRequest) => {
  const { from, before } = rankBounds(filter.due, calendar, now)
  let query = db
    .selectFrom('application')
    .leftJoin(stationRows(db).as('station'), 'station.id', 'application.station_id')
    .select(columns)
    .select('station.name as station_name')
  if (filter.state !== undefined) query = query.where('application.state', '=', filter.state)
  // A number finds its application wherever it stands.
  if (filter.number === undefined && filter.state === undefined) query = query.where(isOpenRow)
  if (filter.program !== undefined) query = query.where('application.program', '=', filter.program)
  if (filter.stationId !== undefined) query = query.where('application.station_id', '=', filter.stationId)
  if (filter.number !== undefined) query = query.where('application.number', '=', filter.number)
  if (filter.assigned === 'me') query = query.where('application.assigned_to', '=', callerId)
  if (filter.assigned === 'nobody') query = query.where('application.assigned_to', 'is', null)
  if (filter.assigned === 'others')
    query = query
      .where('application.assigned_to', 'is not', null)
      .where('application.assigned_to', '!=', callerId)
  if (filter.claimed === 'me')
    query = query.where('application.claimed_by', '=', callerId).where('application.claimed_until', '>', now)
  if (filter.claimed === 'nobody')
    query = query.where(({ or, eb }) =>
      or([eb('application.claimed_by', 'is', null), eb('application.claimed_until', '<=', now)]),
    )
  if (filter.claimed === 'others')
    query = query
      .where('application.claimed_by', 'is not', null)
      .where('application.claimed_by', '!=', callerId)
      .where('application.claimed_until', '>', now)
  // One lower bound only: with two, the scan would begin at the first of them and walk to the page.
  if (from && !(after && after.at >= from)) query = query.where('application.rank_at', '>=', from)
  if (before) query = query.where('application.rank_at', '<', before)
  if (after)
    query = query.where(
      sql<boolean>`(application.rank_at, application.id) > (${after.at}::timestamptz, ${after.id}::uuid)`,
    )
  return query.orderBy('application.rank_at').orderBy('application.id').limit(limit)
}

type QueueRow = Awaited<ReturnType<ReturnType<typeof queueQuery>['execute']>>[number]

const shownLines = async (
  work: WorkBy<{ personId: string }, ApplicationDeps>,
  rows: readonly QueueRow[],
  calendar: WorkCalendar,
): Promise<QueueItem[]> => {
  const people = rows.flatMap((row) => [claimantOf(row, work.now), row.assigned_to])
  const colleagues = await colleaguesOf(work.db, work.deps, people)
  return rows.map((row) => shownLine(work, row, { station: row.station_name, calendar, colleagues }))
}

/** A page of the queue. The look is on record for each person on it. */
export const queuePage = async (
  work: OfficeWork,
  { after, limit = 20, ...filter }: QueueFilter & { after?: string; limit?: number },
) => {
  const { db, now, deps, actor: officer } = work
  const calendar = await calendarInForce(db)
  const rows = await queueQuery(db, {
    filter,
    callerId: officer.personId,
    calendar,
    now,
    after: after === undefined ? null : readCursor(after),
    limit: limit + 1,
  }).execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.rank_at, row.id),
    (row) => row,
  )
  const items = await shownLines(work, page.items, calendar)
  await auditEach(
    db,
    page.items.map((row) => ({
      at: now,
      actorId: officer.personId,
      actorRole: officer.role,
      action: 'application.listed',
      object: `application:${row.id}`,
      personId: row.person_id,
      detail: {
        what: `在申请列表中看到你的${quoted(deps.programs.definition(row.program).title)}申请（姓名已隐去部分）`,
        why: '审核申请',
        filter,
      },
    })),
  )
  return { items, next: page.next }
}

const exportPage = 500

/** A line of the queue, and whose application it shows. */
export interface ListedCase {
  item: QueueItem
  personId: string
}

/**
 * All rows of a filter, page by page, for spreadsheets. `callerId` is who “me” is. Whoever makes one puts
 * on record whom it shows.
 */
export const queueRows = async (
  db: Db,
  deps: ApplicationDeps,
  { callerId, now, ...filter }: QueueFilter & { callerId: string; now: Date },
  onPage: (cases: ListedCase[]) => Promise<void>,
): Promise<void> => {
  const calendar = await calendarInForce(db)
  const work = { db, now, deps, actor: { personId: callerId } }
  for (let after: Place | null = null; ;) {
    const request: QueueRequest = { filter, callerId, calendar, now, after, limit: exportPage }
    const rows: QueueRow[] = await queueQuery(db, request).execute()
    const items = await shownLines(work, rows, calendar)
    if (rows.length > 0)
      await onPage(rows.map((row, turn) => ({ item: items[turn] as QueueItem, personId: row.person_id })))
    const last = rows.at(-1)
    if (!last || rows.length < exportPage) return
    after = { at: last.rank_at, id: last.id }
  }
}
