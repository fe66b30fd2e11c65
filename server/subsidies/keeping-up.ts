import { yuanText } from '@jucai/contract/ledger-rules'
import { dayInWords } from '@jucai/contract/policies/days'
import { sql, type Kysely } from 'kysely'
import { peopleWithRole } from '../accounts'
import { calendarInForce } from '../applications'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { Problem } from '../core/problem'
import { budgetOf, promise } from '../ledger'
import { notify } from '../notifications'
import { minePage, settleEnd } from './ending'
import { holdGrant, markInstalments, referenceOf, type GrantRow, type InstalmentRow } from './grants'
import { oweInstalment, promiseOf } from './owing'
import { monthInWords } from './schedule'
import { schemeOf } from './schemes'

/** What the room keeps up by itself. */
export interface KeepingUpDeps {
  db: Kysely<Database>
  vault: Vault
}

const atOnce = 50
/** From this day on leads are told that the budget of the next year is missing. */
const asksFrom = '12-01'

// What is announced to end is not owed for months after it.
const isKept = sql<boolean>`(subsidy_grant.ended_on is null
  or coalesce(period, to_char(falls_due_on, 'YYYY-MM')) <= to_char(subsidy_grant.ended_on, 'YYYY-MM'))`

const waiting = (db: Db) =>
  db
    .selectFrom('subsidy_instalment')
    .innerJoin('subsidy_grant', 'subsidy_grant.id', 'subsidy_instalment.grant_id')
    .where('owed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('subsidy_grant.state', 'in', ['running', 'ended']) // the months up to an end are owed also after it
    .where(isKept)

/** A budget that is asked for more than it has, or is not there. */
interface Wanted {
  scheme: string
  year: number
  count: number
  fen: number
}
const wantedUntil = async (db: Db, year: number): Promise<Wanted[]> => {
  const rows = await waiting(db)
    .select(({ fn }) => [
      'subsidy_grant.scheme',
      'year',
      fn.countAll<number>().as('count'),
      fn.sum<string>('amount_fen').as('fen'),
    ])
    .where('falls_due_on', '<=', `${year}-12-31`)
    .groupBy(['subsidy_grant.scheme', 'year'])
    .orderBy('subsidy_grant.scheme')
    .orderBy('year')
    .execute()
  return rows.map((row) => ({ ...row, fen: Number(row.fen) }))
}

const warningWords = {
  missing: ({ scheme, year, count, fen }: Wanted) => ({
    title: `请登记 ${year} 年的预算`,
    body: `“${schemeOf(scheme).title}”已批准的补贴里，有 ${count} 期、共 ${yuanText(fen)} 元在 ${year} 年到期，这一年的预算还没有登记。请在审核台“预算”里登记，登记以后会自动列入，申请人不用重新申请。`,
  }),
  short: ({ scheme, year, count, fen }: Wanted) => ({
    title: `${year} 年的预算不够发已批准的补贴`,
    body: `“${schemeOf(scheme).title}”还有 ${count} 期、共 ${yuanText(fen)} 元没有预算可用，先到期的已先列入。请在审核台“预算”里追加，追加以后会自动列入余下的。`,
  }),
}

/** Tells leads of a budget, once; of one that does not reach anew, when it was changed since. */
const warn = (
  { db, vault }: KeepingUpDeps,
  now: Date,
  kind: keyof typeof warningWords,
  wanted: Wanted,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { scheme, year } = wanted
    const changed = (await budgetOf(tx, scheme, year))?.changed_at
    const { numInsertedOrUpdatedRows: told } = await tx
      .insertInto('subsidy_warning')
      .values({ scheme, year, kind, told_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['scheme', 'year', 'kind'])
          .doUpdateSet({ told_at: now })
          .where('subsidy_warning.told_at', '<', changed ?? new Date(0)),
      )
      .executeTakeFirstOrThrow()
    if (told !== 1n) return
    const words = warningWords[kind](wanted)
    for (const personId of await peopleWithRole(tx, 'lead'))
      await notify(tx, vault, now, { personId, kind: 'payment', ...words, deskLink: `/budgets?year=${year}` })
  })

type Both = InstalmentRow & { grant: GrantRow }
/** The next instalments of a budget that nobody has put down, those due first, held. */
const nextWaiting = async (tx: Db, { scheme, year }: Wanted): Promise<Both[]> => {
  const rows = await waiting(tx)
    .selectAll('subsidy_instalment')
    .where('subsidy_grant.scheme', '=', scheme)
    .where('year', '=', year)
    .orderBy('falls_due_on')
    .orderBy('grant_id')
    .orderBy('number')
    .limit(atOnce)
    .forUpdate('subsidy_instalment')
    .skipLocked()
    .execute()
  const ids = [...new Set(rows.map((row) => row.grant_id))]
  const grants =
    ids.length === 0 ? [] : await tx.selectFrom('subsidy_grant').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(grants.map((grant) => [grant.id, grant]))
  return rows.flatMap((row) => {
    const grant = byId.get(row.grant_id)
    return grant ? [{ ...row, grant }] : []
  })
}

const isExhausted = (error: unknown): boolean => error instanceof Problem && error.code === 'budget-exhausted'

/** Puts down what its budget reaches for. @returns whether the budget came to its end */
const oweFrom = async ({ db }: KeepingUpDeps, now: Date, wanted: Wanted): Promise<'all' | 'short'> => {
  for (;;) {
    const came = await db.transaction().execute(async (tx) => {
      const rows = await nextWaiting(tx, wanted)
      const calendar = await calendarInForce(tx)
      for (const row of rows) {
        try {
          await oweInstalment({ db: tx, now }, calendar, row.grant, row)
        } catch (error) {
          // Refused before anything was written: what was put down before it stays.
          if (isExhausted(error)) return 'short' as const
          throw error
        }
      }
      return rows.length < atOnce ? ('all' as const) : ('more' as const)
    })
    if (came !== 'more') return came
  }
}

/** Instalments of later years become owed once the budget of their year is there. */
const oweLater = async (deps: KeepingUpDeps, now: Date): Promise<void> => {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4))
  for (const wanted of await wantedUntil(deps.db, year + 1)) {
    if (await budgetOf(deps.db, wanted.scheme, wanted.year)) {
      if ((await oweFrom(deps, now, wanted)) === 'all') continue
      const left = (await wantedUntil(deps.db, wanted.year)).find(
        (one) => one.scheme === wanted.scheme && one.year === wanted.year,
      )
      if (left) await warn(deps, now, 'short', left)
    } else if (wanted.year <= year || today.slice(5) >= asksFrom) await warn(deps, now, 'missing', wanted)
  }
}

/** Days that were announced and have come. */
const endAnnounced = async ({ db }: KeepingUpDeps, now: Date): Promise<void> => {
  const due = await db
    .selectFrom('subsidy_grant')
    .select('id')
    .where('state', '=', 'running')
    .where('ended_on', '<=', dayOf(now))
    .orderBy('id')
    .execute()
  for (const { id } of due)
    await db.transaction().execute(async (tx) => {
      const grant = await holdGrant(tx, id)
      if (grant?.state === 'running' && grant.ended_on !== null && grant.ended_on <= dayOf(now))
        await settleEnd({ db: tx, now }, grant)
    })
}

/** Promised days that could not be told when an instalment was put down, once their calendar is known. */
const datePromises = async ({ db }: KeepingUpDeps, now: Date): Promise<void> => {
  const calendar = await calendarInForce(db)
  const rows = await db
    .selectFrom('subsidy_instalment')
    .innerJoin('subsidy_grant', 'subsidy_grant.id', 'subsidy_instalment.grant_id')
    .select(['grant_id', 'number', 'falls_due_on', 'within_days', 'scheme', 'application_id'])
    .where('owed_at', 'is not', null)
    .where('dated', '=', false)
    .where('cancelled_at', 'is', null)
    .orderBy('falls_due_on')
    .execute()
  for (const row of rows) {
    const promisedOn = promiseOf(calendar, row, row)
    if (promisedOn === null) continue
    await db.transaction().execute(async (tx) => {
      const reference = referenceOf(row, row.number)
      await promise({ db: tx, now }, { scheme: row.scheme, reference, promisedOn })
      await markInstalments(tx, row.grant_id, [row.number], { dated: true })
    })
  }
}

/** Who waits for a budget on the day an instalment falls due is told so, once for each. */
const tellWaiting = async ({ db, vault }: KeepingUpDeps, now: Date): Promise<void> => {
  const due = await waiting(db)
    .select(['grant_id', 'number', 'period', 'amount_fen', 'falls_due_on', 'year', 'scheme', 'person_id'])
    .where('falls_due_on', '<=', dayOf(now))
    .where('told_at', 'is', null)
    .orderBy('grant_id')
    .orderBy('number')
    .execute()
  for (const row of due)
    await db.transaction().execute(async (tx) => {
      const { numUpdatedRows: marked } = await tx
        .updateTable('subsidy_instalment')
        .set({ told_at: now })
        .where('grant_id', '=', row.grant_id)
        .where('number', '=', row.number)
        .where('told_at', 'is', null)
        .where('owed_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .executeTakeFirstOrThrow()
      if (marked !== 1n) return
      const what = [schemeOf(row.scheme).title, ...(row.period ? [monthInWords(row.period)] : [])].join('，')
      await notify(tx, vault, now, {
        personId: row.person_id,
        kind: 'payment',
        title: '有一期补贴在等预算',
        body: `${what}，${yuanText(row.amount_fen)} 元，${dayInWords(row.falls_due_on)}到期。${row.year} 年的预算还没有到位，现在说不出到账日期。资格不受影响，不用重新申请；人才办负责人已收到提醒。`,
        link: minePage,
      })
    })
}

/**
 * What time and budgets bring: announced ends, instalments that become owed, days that become known, and who is told.
 * Several processes may run it at once, and after a kill the next run goes on.
 */
export const keepUp = async (deps: KeepingUpDeps, now: Date): Promise<void> => {
  await endAnnounced(deps, now)
  await oweLater(deps, now)
  await datePromises(deps, now)
  await tellWaiting(deps, now)
}
