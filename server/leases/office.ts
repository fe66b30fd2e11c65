import type { OfficeLease, OfficeLeaseLine, Repair } from '@jucai/contract/lease-shapes'
import { leaseViews, type LeaseView } from '@jucai/contract/lease-vocabulary'
import { addDays, addMonths, type Day } from '@jucai/contract/policies/days'
import { sql, type SelectQueryBuilder } from 'kysely'
import { dayOf, monthOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { goneAmong } from '../core/person'
import { problem } from '../core/problem'
import { flatCounts, flatsById, moveFlat } from '../housing'
import { holdLease, onRecord } from './advance'
import { dayPlaceOf, nextOf } from './day-keyset'
import type { OfficeWork } from './deps'
import { flatName, leaseFlats } from './flat-facts'
import { endBeforeKey, offerLease } from './offer'
import { repairsOf, leaseById, type LeaseRow, type RepairRow } from './repository'
import { shownRepairs } from './repairs'
import { unseal } from './sealed'
import { lineOf, shownLease } from './show'
import { keptUntil } from './kept-papers'
import { todayOf } from './moments'
import { daysWaited } from './unfetched'

type Query<T> = SelectQueryBuilder<Database, 'lease', T>

/** Leases of a list, by what has to be done about them as of a day. */
const inView = <T>(query: Query<T>, view: LeaseView, today: Day): Query<T> => {
  const overdue = sql<boolean>`exists (select from lease_bill bill where bill.lease_id = lease.id
    and bill.state = 'open' and bill.due_on < ${today}::date)`
  const objected = sql<boolean>`exists (select from lease_damage damage where damage.lease_id = lease.id
    and damage.state = 'objected')`
  const soon = addDays(today, 30)
  switch (view) {
    case 'to-sign':
      return query.where('state', '=', 'to-sign')
    case 'unpaid':
      return query.where('state', '=', 'signed')
    case 'keys':
      return query.where('state', '=', 'paid')
    case 'living':
      return query.where('state', 'in', ['living', 'ending'])
    case 'arrears':
      return query.where('state', 'not in', ['lapsed', 'cancelled']).where(overdue)
    case 'ending':
      return query
        .where('last_day', '>=', today)
        .where(({ or, and, eb }) =>
          or([eb('state', '=', 'ending'), and([eb('state', '=', 'living'), eb('last_day', '<=', soon)])]),
        )
    case 'overstay':
      return query.where('state', 'in', ['living', 'ending']).where('last_day', '<', today)
    case 'objections':
      return query.where('state', '=', 'inspected').where(objected)
    case 'over':
      return query.where('state', 'in', ['inspected', 'settled', 'lapsed', 'cancelled'])
  }
}

const overdueOf = async (db: Db, ids: readonly string[], today: Day) =>
  new Map(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('lease_bill')
            .select(({ fn }) => [
              'lease_id',
              fn.min<string>('due_on').as('due'),
              fn.sum<string>('amount_fen').filterWhere('due_on', '<', today).as('fen'),
            ])
            .where('lease_id', 'in', ids)
            .where('state', '=', 'open')
            .groupBy('lease_id')
            .execute()
        ).map((row) => [row.lease_id, { due: row.due, fen: Number(row.fen ?? 0) }] as const),
  )

/** A page of a list of leases, what ends first before. */
export const leasePage = async (
  { db, now, deps }: OfficeWork,
  {
    view = 'living',
    after,
    limit = 20,
  }: { view?: LeaseView; after?: string | undefined; limit?: number | undefined },
): Promise<{ items: OfficeLeaseLine[]; next: string | null }> => {
  const today = dayOf(now)
  const place = dayPlaceOf(after)
  const rows = await inView(db.selectFrom('lease').selectAll(), view, today)
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('last_day', 'id'), '>', tuple(place?.day as string, place?.id as string)),
      ),
    )
    .orderBy('last_day')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const at = await deps.boundary(db)
  const flats = await leaseFlats(
    db,
    page.map((row) => row.flat_id),
  )
  const due = await overdueOf(
    db,
    page.map(({ id }) => id),
    today,
  )
  return {
    items: page.map((row) => {
      const flat = flats.get(row.flat_id)
      return {
        ...lineOf(row, at),
        flat: flat ? flatName(flat) : '',
        project: flat?.project ?? '',
        maskedName: unseal(deps.vault, 'lease.masked_name', row.id, row.masked_name) || '已注销',
        dueOn: due.get(row.id)?.due ?? null,
        overdueFen: due.get(row.id)?.fen ?? 0,
        keyWaits: daysWaited(row, dayOf(at)),
      }
    }),
    next: rows.length > limit ? nextOf(page.at(-1), (row) => row.last_day) : null,
  }
}

/** One lease as the office sees it. */
export const officeLease = async (work: OfficeWork, row: LeaseRow): Promise<OfficeLease> => {
  const { db, deps, actor } = work
  const repairs = (await repairsOf(db, row.id, { after: null, limit: 50 })).slice(0, 50)
  const waited = daysWaited(row, await todayOf(work))
  return {
    ...(await shownLease(work, row)),
    may: [],
    maskedName: unseal(deps.vault, 'lease.masked_name', row.id, row.masked_name) || '已注销',
    repairs: await shownRepairs(work, repairs, 'office'),
    accountGone: (await goneAmong(db, [row.person_id])).has(row.person_id),
    papersUntil: await keptUntil(db, row.id),
    keyWaits: waited,
    mayEndUnfetched: waited !== null && row.key_within !== null && waited >= row.key_within,
    mayDecide: row.back_by !== actor.personId && row.person_id !== actor.personId,
  }
}

/** The same, looked at: on record. @throws Problem not-found */
export const lookAt = async (work: OfficeWork, id: string): Promise<OfficeLease> => {
  const row = await leaseById(work.db, id)
  if (!row) throw problem('not-found')
  await onRecord(work, row, { role: 'office', personId: work.actor.personId }, 'lease.looked-at', {
    what: '查看你的租约、账单、验房和报修',
    why: '公寓管理',
  })
  return officeLease(work, row)
}

/**
 * Assigns a free flat beside the rounds. Of two officers who want the last one, one is refused; a flat whose tenant has
 * not left is refused, and says so; so is one that is too small for whom the qualification names.
 * @throws Problem not-found, not-qualified, registration-needed, lease-already, flat-full, flat-not-there
 */
export const assignFlat = async (
  work: OfficeWork,
  { flatId, applicationNumber, why }: { flatId: string; applicationNumber: string; why: string },
): Promise<LeaseRow> => {
  const { db, now, deps, actor } = work
  const personId = await deps.qualifiedBy(db, applicationNumber)
  if (personId === null)
    throw problem('not-qualified', {
      detail: `没有查到编号 ${applicationNumber} 的、已经取得的公寓资格，请核对`,
    })
  if (personId === actor.personId) throw problem('two-person-rule', { detail: '不能给自己分配' })
  const judged = await deps.qualification(db, personId, now)
  if (judged?.outcome !== 'pass')
    throw problem('not-qualified', { detail: '按现行政策重新核对，这位现在不符合公寓条件，请先核对资格' })
  const [flat] = await flatsById(db, [flatId])
  if (!flat) throw problem('not-found')
  const people = (await deps.household(db, personId)).length + 1
  if (flat.people < people)
    throw problem('flat-full', {
      detail: `${flat.building} ${flat.number} 最多住 ${flat.people} 人，资格里登记了 ${people} 人同住。请选大一些的`,
    })
  const by = { role: 'office', personId: actor.personId } as const
  await moveFlat(work, {
    flatId,
    from: ['free'],
    to: 'chosen',
    reason: `人才办分配：${why}`,
    by: actor.personId,
  })
  return offerLease(work, { personId, flatId, choiceId: null, roundId: null, by, note: why })
}

/** Ends a lease before the key, with a reason. @throws Problem not-found, lease-settled */
export const cancelByOffice = async (work: OfficeWork, id: string, why: string): Promise<OfficeLease> => {
  const row = await holdLease(work.db, id)
  if (row.state === 'cancelled') return officeLease(work, row)
  const by = { role: 'office', personId: work.actor.personId } as const
  return officeLease(work, await endBeforeKey(work, row, { event: 'cancel', by, why }))
}

/** Open repairs of all projects, what is promised first before. */
export const repairPage = async (
  work: OfficeWork,
  { after, limit = 20 }: { after?: string | undefined; limit?: number | undefined },
): Promise<{ items: Repair[]; next: string | null }> => {
  const place = dayPlaceOf(after)
  const rows: RepairRow[] = await work.db
    .selectFrom('lease_repair')
    .selectAll()
    .where('state', 'in', ['reported', 'promised', 'under-way'])
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('due_on', 'id'), '>', tuple(place?.day as string, place?.id as string)),
      ),
    )
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    items: await shownRepairs(work, page, 'office'),
    next: rows.length > limit ? nextOf(page.at(-1), (row) => row.due_on) : null,
  }
}

const countOf = async (query: Query<object>): Promise<number> =>
  Number((await query.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count)

const monthsShown = 12
const byMonth = async ({ db, now }: OfficeWork) => {
  const first = addMonths(`${monthOf(now)}-01`, 1 - monthsShown)
  const { rows } = await sql<{ month: string; began: number; ended: number; lived: number }>`
    with month as (
      select generate_series(${first}::date, ${first}::date + interval '11 months', '1 month')::date as first
    ), span as (
      select first, least((first + interval '1 month')::date - 1, ${dayOf(now)}::date) as last from month
    ), lived as (
      select ((key_at at time zone 'Asia/Shanghai')::date) as key_on, back_on from lease where key_at is not null
    )
    select to_char(span.first, 'YYYY-MM') as month,
      (select count(*)::int from lived where key_on between span.first and span.last) as began,
      (select count(*)::int from lived where back_on between span.first and span.last) as ended,
      (select count(*)::int from lived where key_on <= span.last and (back_on is null or back_on > span.last)) as lived
    from span order by span.first`.execute(db)
  return rows
}

/** How many leases stand in each list, moves by month, flats by where they stand. */
export const leaseFigures = async (work: OfficeWork) => {
  const { db, now } = work
  const today = dayOf(now)
  const views: { view: LeaseView; count: number }[] = []
  for (const view of leaseViews)
    views.push({ view, count: await countOf(inView(db.selectFrom('lease'), view, today)) })
  const { open, late } = await db
    .selectFrom('lease_repair')
    .select(({ fn }) => [
      fn.countAll<number>().as('open'),
      fn.countAll<number>().filterWhere('due_on', '<', today).as('late'),
    ])
    .where('state', 'in', ['reported', 'promised', 'under-way'])
    .executeTakeFirstOrThrow()
  return {
    views,
    repairsOpen: Number(open),
    repairsLate: Number(late),
    months: await byMonth(work),
    flats: await flatCounts(db),
  }
}
