import { yuanText } from '@jucai/contract/ledger-rules'
import { paymentStateWords, type PaymentState } from '@jucai/contract/ledger-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import type { Ruled } from '@jucai/contract/policies/granting'
import type { Instalment, Subsidy } from '@jucai/contract/subsidies'
import { isOwed, isToCome } from '@jucai/contract/subsidy-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { owedTo } from '../ledger'
import { isUndoable } from './ending'
import { endedNote, instalmentsOf, plannedOf, referenceOf, type GrantRow, type InstalmentRow } from './grants'
import { isAfter, monthFor, monthInWords } from './schedule'
import { schemeOf } from './schemes'

/** A payment as the ledger tells it. */
type Owed = Awaited<ReturnType<typeof owedTo>>[number]
type Payments = ReadonlyMap<string, Owed>

const keyOf = (scheme: string, reference: string): string => `${scheme} ${reference}`
const byReference = (payments: readonly Owed[]): Payments =>
  new Map(payments.map((one) => [keyOf(one.scheme, one.reference), one]))

/** The sum of instalments, in fen. */
export const fenOf = (instalments: readonly Pick<Instalment, 'amountFen'>[]): number =>
  instalments.reduce((sum, { amountFen }) => sum + amountFen, 0)

/** What is certain of an instalment that nobody has put down yet. */
const waitingWords = ({ ended_on: on }: GrantRow, row: InstalmentRow, today: string): string => {
  if (on !== null && isAfter(plannedOf(row), on)) return `${dayInWords(on)}停发，这一期不会发放。`
  return row.falls_due_on > today
    ? `${dayInWords(row.falls_due_on)}到期，由 ${row.year} 年的预算支付，预算登记以后才排付款。到期那天预算还没有到位，当天发消息告诉你。`
    : `已经到期，${row.year} 年的预算还没有到位，现在说不出到账日期。人才办负责人已收到提醒。`
}
const wordsOf = (grant: GrantRow, row: InstalmentRow, payment: Owed | undefined, today: string): string => {
  if (row.cancelled_at) return paymentStateWords.cancelled
  if (!payment) return waitingWords(grant, row, today)
  if (payment.state === 'approved' && row.falls_due_on > today)
    return `预算已留出，${dayInWords(row.falls_due_on)}到期。`
  return payment.words
}

const shownInstalment = (
  grant: GrantRow,
  row: InstalmentRow,
  payment: Owed | undefined,
  today: string,
): Instalment => {
  const state = row.cancelled_at ? 'cancelled' : (payment?.state ?? 'waiting')
  return {
    number: row.number,
    period: row.period,
    amountFen: row.amount_fen,
    fallsDueOn: row.falls_due_on,
    promisedOn: payment?.promisedOn ?? null,
    lateSince: payment && isToCome(payment.state) ? payment.lateSince : null,
    state,
    words: wordsOf(grant, row, payment, today),
  }
}

const monthsOf = (instalments: readonly Instalment[]): string =>
  instalments.map((one) => monthInWords(monthFor(one))).join('、')
const ofMonths = (those: readonly Instalment[], say: (months: string, fen: string) => string): string[] =>
  those.length === 0 ? [] : [say(monthsOf(those), yuanText(fenOf(those)))]

/** What an end means, in plain words: what goes on, what is cancelled, what was paid beyond it. */
const endWords = (on: string, instalments: readonly Instalment[], today: string): string => {
  const last = monthInWords(on.slice(0, 7))
  if (on > today) return `${dayInWords(on)}起停发，${last}是最后一个月。之后的各期到那天取消。`
  const beyond = instalments.filter((one) => isAfter(one, on))
  const stillOwed = instalments.filter((one) => !isAfter(one, on) && isOwed(one.state))
  const cancelled = instalments.filter(({ state }) => state === 'cancelled')
  return [
    `发到 ${last}为止，之后的不再发放。`,
    ...(cancelled.length > 0 ? [`已取消 ${cancelled.length} 期，共 ${yuanText(fenOf(cancelled))} 元。`] : []),
    ...(stillOwed.length > 0 ? [`${monthsOf(stillOwed)}的 ${yuanText(fenOf(stillOwed))} 元照常发放。`] : []),
    ...ofMonths(
      beyond.filter(({ state }) => state === 'submitted'),
      (months, fen) => `${months}的 ${fen} 元付款指令已经送出，取消不了，银行还没有回结果。`,
    ),
    ...ofMonths(
      beyond.filter(({ state }) => state === 'paid'),
      (months, fen) =>
        `${months}的 ${fen} 元银行已经入账，它属于停发以后的月份。不会自动扣回；要不要退、怎样退，由人才办联系你说明。`,
    ),
  ].join('')
}

const endedOf = (
  vault: Vault,
  grant: GrantRow,
  instalments: readonly Instalment[],
  today: string,
): Subsidy['ended'] =>
  grant.ended_on && grant.ended_because
    ? {
        on: grant.ended_on,
        because: grant.ended_because,
        note: endedNote.open(vault, grant),
        words: endWords(grant.ended_on, instalments, today),
        undoable: isUndoable(grant, today),
      }
    : null

/** What a subsidy is shown from. */
interface Looked {
  vault: Vault
  today: string
  payments: Payments
  rows: readonly InstalmentRow[]
}

const instalmentsShown = (
  grant: GrantRow,
  { today, payments, rows }: Pick<Looked, 'today' | 'payments' | 'rows'>,
): Instalment[] =>
  rows
    .filter((row) => row.grant_id === grant.id)
    .map((row) =>
      shownInstalment(grant, row, payments.get(keyOf(grant.scheme, referenceOf(grant, row.number))), today),
    )

/** The instalments of one subsidy as they stand, each with the state of its payment. */
export const instalmentsToday = async (db: Db, grant: GrantRow, today: string): Promise<Instalment[]> =>
  instalmentsShown(grant, {
    today,
    payments: byReference(await owedTo(db, grant.person_id)),
    rows: await instalmentsOf(db, [grant.id]),
  })

/** A subsidy as its person sees it. */
const shownSubsidy = (grant: GrantRow, looked: Looked): Subsidy => {
  const { vault, today } = looked
  const instalments = instalmentsShown(grant, looked)
  const live = instalments.filter(({ state }) => state !== 'cancelled')
  const isKept = (one: Instalment) => grant.ended_on === null || !isAfter(one, grant.ended_on)
  const { title, endReasons } = schemeOf(grant.scheme)
  return {
    id: grant.id,
    application: grant.application_id,
    scheme: grant.scheme,
    title,
    label: grant.label,
    state: grant.state,
    fenPerMonth: grant.fen_per_month,
    months: grant.months,
    totalFen: fenOf(live),
    paidFen: fenOf(instalments.filter(({ state }) => state === 'paid')),
    owedFen: fenOf(instalments.filter(({ state }) => isOwed(state))),
    ruled: grant.ruled as Ruled[],
    approvedOn: grant.approved_on,
    next: live.find((one) => isToCome(one.state) && isKept(one)) ?? null,
    ends: grant.conditions as string[],
    endReasons: grant.state === 'running' && grant.ended_on === null ? [...endReasons] : [],
    ended: endedOf(vault, grant, instalments, today),
    instalments,
  }
}

/** All subsidies, newest first. */
export const newest = (db: Db) =>
  db.selectFrom('subsidy_grant').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
/** A page of them, and one more by which it is known whether another follows. */
export const afterPlace = (db: Db, { after, limit = 20 }: PageRequest) => {
  const from = placeOf(after)
  return newest(db)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
}

/** Whose subsidies are looked at, and on which day. */
export interface Look {
  vault: Vault
  personId: string
  today: string
}

const shownAll = async (db: Db, { vault, personId, today }: Look, grants: readonly GrantRow[]) => {
  const payments = byReference(await owedTo(db, personId))
  const rows = await instalmentsOf(
    db,
    grants.map(({ id }) => id),
  )
  return grants.map((grant) => shownSubsidy(grant, { vault, today, payments, rows }))
}

/** Everything that was granted to a person, newest first. */
export const allSubsidies = async (db: Db, look: Look): Promise<Subsidy[]> =>
  shownAll(db, look, await newest(db).where('person_id', '=', look.personId).execute())

/** A page of a person's subsidies, with what all of them come to. */
export const ownSubsidies = async (db: Db, look: Look, page: PageRequest) => {
  const { limit = 20 } = page
  const rows = await afterPlace(db, page).where('person_id', '=', look.personId).execute()
  const { items, next } = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  const mine = await db
    .selectFrom('subsidy_instalment')
    .innerJoin('subsidy_grant', 'subsidy_grant.id', 'subsidy_instalment.grant_id')
    .select(['scheme', 'application_id', 'number'])
    .where('person_id', '=', look.personId)
    .execute()
  const all = byReference(await owedTo(db, look.personId))
  const payments = mine.flatMap((row) => all.get(keyOf(row.scheme, referenceOf(row, row.number))) ?? [])
  const sum = (counts: (state: PaymentState) => boolean) =>
    fenOf(payments.filter(({ state }) => counts(state)))
  return {
    items: await shownAll(db, look, items),
    next,
    paidFen: sum((state) => state === 'paid'),
    owedFen: sum(isOwed),
  }
}

/** One of a person's subsidies. @throws Problem not-found */
export const ownSubsidy = async (db: Db, look: Look, id: string): Promise<Subsidy> => {
  const rows = await newest(db).where('id', '=', id).where('person_id', '=', look.personId).execute()
  const [shown] = await shownAll(db, look, rows)
  if (!shown) throw problem('not-found')
  return shown
}
