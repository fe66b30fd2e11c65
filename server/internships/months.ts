import type { InternshipMonth } from '@jucai/contract/internship-shapes'
import {
  confirmWithinDays,
  internshipPolicy,
  internshipScheme,
  monthParts,
  monthlyStipend,
  stipendFor,
  stipendTitle,
  type MonthPart,
} from '@jucai/contract/internship-vocabulary'
import { addDays, monthInWords } from '@jucai/contract/policies/days'
import type { Held } from '@jucai/contract/policies/granting'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { addWorkingDays } from '../core/working-days'
import { employersById } from '../employers'
import { owe } from '../ledger'
import { countedDays } from './attendance'
import type { ByPerson, InternshipWork } from './deps'
import { todayOf } from './moments'
import { allInternships, monthsOf } from './repository'
import { holdInternship, needOther, onRecord, settled, type By } from './steps'
import type { InternshipRow, MonthRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    'internship-month.moved': {
      internshipId: string
      personId: string
      month: string
      what: 'confirmed' | 'approved' | 'returned' | 'waiting'
    }
  }
}

/** Under which reference a month stands in the ledger. */
export const referenceOf = (internshipId: string, month: string): string =>
  `internship:${internshipId}:${month}`
const paidWithinDays = 10

const fromRow = (row: MonthRow) => ({
  days: row.days,
  daysInMonth: row.days_in_month,
  attended: row.attended,
  leave: row.leave_days,
  expected: row.expected,
  monthlyFen: row.monthly_fen,
  amountFen: row.amount_fen,
})
/** What a part of a month comes to as things stand; null amounts where the book has no value for its first day. */
const computed = async (work: InternshipWork, row: InternshipRow, part: MonthPart) => {
  const rate = await work.deps.stipend(work.db, part.from)
  const { expected, attended, leave } = await countedDays(work, row, part)
  const { days, daysInMonth } = part
  const monthlyFen = rate ? monthlyStipend(rate.minimumWageFen, rate.percent) : null
  const amountFen =
    monthlyFen === null ? null : stipendFor({ monthlyFen, days, daysInMonth, attended, expected })
  return { days, daysInMonth, attended, leave, expected, monthlyFen, amountFen }
}

/** The months of an internship and what each gives: of those that were confirmed as they were confirmed. */
export const shownMonths = async (work: InternshipWork, row: InternshipRow): Promise<InternshipMonth[]> => {
  const today = await todayOf(work)
  if (row.state === 'to-sign' || row.state === 'cancelled') return []
  const known = new Map((await monthsOf(work.db, [row.id])).map((one) => [one.month, one]))
  const months: InternshipMonth[] = []
  for (const part of monthParts(row.first_day, row.last_day)) {
    if (part.from > today) continue
    const one = known.get(part.month)
    const isKept = one !== undefined && one.state !== 'returned'
    months.push({
      month: part.month,
      from: part.from,
      to: part.to,
      ...(isKept ? fromRow(one) : await computed(work, row, part)),
      isOver: part.to < today || row.state !== 'running',
      state: one?.state ?? 'open',
      why: one?.why ?? '',
      inStead: isKept ? one.stead_why : '',
    })
  }
  return months
}

/** The month of the subsidy for internships, where it is paid for the same month. */
const paidElsewhere = async (
  { db, deps, now }: InternshipWork,
  personId: string,
  month: string,
): Promise<void> => {
  const held = (await deps.heldBy(db, personId, now)).find(
    ({ code, payments }) =>
      code === internshipPolicy && payments.some((one) => one.month === month && one.fen > 0),
  )
  if (held)
    throw problem('stipend-twice', {
      detail: `“${held.label}”已经有${monthInWords(month)}的一笔，同一个月不能发两次。先核对那一项`,
    })
}

/**
 * The office confirms a month in the stead of its base: one that may not act any more, or that has not confirmed in so
 * many days. Why is on record, and another officer decides.
 * @throws Problem not-found, internship-settled, stale-version, stipend-twice
 */
export const confirmInStead = async (
  work: ByPerson,
  id: string,
  { month, amountFen, why }: { month: string; amountFen: number; why: string },
): Promise<InternshipRow> => {
  const row = await holdInternship(work.db, id)
  needOther(row, work.actor)
  const part = monthParts(row.first_day, row.last_day).find((one) => one.month === month)
  if (part && !(await mayConfirmInStead(work, row, part)))
    throw settled(
      `请基地确认；基地在这个月过完 ${confirmWithinDays} 天以后还没有确认，或者单位暂停、注销的，人才办才代为确认`,
    )
  const by: By = { role: 'office', personId: work.actor.personId }
  await confirmMonth(work, row, { month, amountFen, by, inStead: why })
  return row
}

/** Whether the office confirms a month in the stead of its base. */
export const mayConfirmInStead = async (
  work: InternshipWork,
  row: InternshipRow,
  { to }: { to: string },
): Promise<boolean> => {
  const employer = (await employersById(work.db, [row.employer_id])).get(row.employer_id)
  return employer?.state !== 'verified' || addDays(to, confirmWithinDays) < (await todayOf(work))
}

/**
 * A base confirms a month that is over, as it was shown to it. Days of it stay as they are from then on.
 * @throws Problem internship-settled, stale-version, stipend-twice
 */
export const confirmMonth = async (
  work: ByPerson,
  row: InternshipRow,
  { month, amountFen, by, inStead = '' }: { month: string; amountFen: number; by: By; inStead?: string },
): Promise<void> => {
  const { db, now } = work
  const shown = (await shownMonths(work, row)).find((one) => one.month === month)
  if (!shown) throw settled('这个月不在见习期内，或者还没有开始')
  if (row.intern_name === null) throw settled('本人已经注销账号，没有可以付的人，不用确认')
  if (!shown.isOver) throw settled('这个月还没有过完，过完再确认')
  if (shown.state === 'confirmed' || shown.state === 'approved') throw settled('这个月已经确认过')
  if (shown.amountFen === null || shown.monthlyFen === null)
    throw settled('政策库里没有这个月的补贴标准，请联系人才办')
  if (shown.amountFen !== amountFen)
    throw problem('stale-version', {
      detail: '出勤刚刚有改动，金额变了。请刷新，看过再确认',
      extra: { version: shown.amountFen },
    })
  const set = {
    state: 'confirmed' as const,
    monthly_fen: shown.monthlyFen,
    days: shown.days,
    days_in_month: shown.daysInMonth,
    attended: shown.attended,
    leave_days: shown.leave,
    expected: shown.expected,
    amount_fen: amountFen,
    confirmed_by: by.personId,
    confirmed_at: now,
    decided_by: null,
    decided_at: null,
    why: '',
    stead_why: inStead,
  }
  const other = await db
    .selectFrom('internship_month')
    .select('internship_id')
    .where('person_id', '=', row.person_id)
    .where('month', '=', month)
    .where('internship_id', '<>', row.id)
    .executeTakeFirst()
  if (other)
    throw problem('stipend-twice', {
      detail: `${monthInWords(month)}已经在另一份见习里确认过，一人一月只发一次`,
    })
  await db
    .insertInto('internship_month')
    .values({ internship_id: row.id, person_id: row.person_id, month, ...set })
    .onConflict((conflict) => conflict.columns(['internship_id', 'month']).doUpdateSet(set))
    .execute()
  const what = `${inStead === '' ? '' : '代见习基地'}确认了你 ${monthInWords(month)}的出勤`
  await onRecord(work, row, by, 'internship.month-confirmed', {
    ...{ what, month, amountFen },
    ...(inStead === '' ? {} : { why: inStead }),
  })
  await emit(db, now, 'internship-month.moved', {
    internshipId: row.id,
    personId: row.person_id,
    month,
    what: 'confirmed',
  })
}

/**
 * The office approves a month, which is owed and reserved from the budget in the same act, or returns it. Two officers
 * at once: the second is told.
 * @throws Problem not-found, internship-settled, budget-exhausted (the approval is undone with it), stipend-twice
 */
export const decideMonth = async (
  work: ByPerson,
  id: string,
  { month, approved, why }: { month: string; approved: boolean; why: string },
): Promise<InternshipRow> => {
  const { db, now, deps, actor } = work
  const row = await holdInternship(db, id)
  needOther(row, actor)
  const held = await db
    .selectFrom('internship_month')
    .selectAll()
    .where('internship_id', '=', id)
    .where('month', '=', month)
    .forUpdate()
    .executeTakeFirst()
  if (!held) throw problem('not-found')
  if (held.state !== 'confirmed')
    throw settled(held.state === 'approved' ? '这个月已经核定' : '这个月已经退回，等基地重新确认')
  if (approved && held.stead_why !== '' && held.confirmed_by === actor.personId)
    throw settled('这个月是你代基地确认的，核定要另一位负责人办理')
  if (approved) await paidElsewhere(work, row.person_id, month)
  await db
    .updateTable('internship_month')
    .set({ state: approved ? 'approved' : 'returned', decided_by: actor.personId, decided_at: now, why })
    .where('internship_id', '=', id)
    .where('month', '=', month)
    .execute()
  const today = dayOf(now)
  if (approved && held.amount_fen > 0)
    await owe(
      { db, now },
      {
        scheme: internshipScheme,
        year: Number(today.slice(0, 4)),
        personId: row.person_id,
        amountFen: held.amount_fen,
        reference: referenceOf(id, month),
        promisedOn: addWorkingDays(await deps.calendar(db), today, paidWithinDays),
        why: `${stipendTitle}，${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`,
      },
    )
  const by = { role: 'office', personId: actor.personId } as const
  await onRecord(work, row, by, approved ? 'internship.month-approved' : 'internship.month-returned', {
    month,
    amountFen: held.amount_fen,
  })
  await emit(db, now, 'internship-month.moved', {
    internshipId: id,
    personId: row.person_id,
    month,
    what: approved ? 'approved' : 'returned',
  })
  return row
}

/**
 * Internships as benefits beside others: months that are paid or still to come, so that the subsidy for internships is
 * not granted for the same months.
 */
export const internshipsHeld = async (
  db: Db,
  personId: string,
  stipend: InternshipWork['deps']['stipend'],
): Promise<Held[]> => {
  const held: Held[] = []
  for (const row of await allInternships(db, personId)) {
    if (row.state === 'to-sign' || row.state === 'cancelled') continue
    const rate = await stipend(db, row.first_day)
    const fen = rate ? monthlyStipend(rate.minimumWageFen, rate.percent) : 1
    held.push({
      code: internshipPolicy,
      label: stipendTitle,
      from: row.first_day,
      until: row.last_day,
      payments: monthParts(row.first_day, row.last_day).map(({ month }) => ({ month, fen })),
    })
  }
  return held
}
