import { internshipNumber } from '@jucai/contract/internship-vocabulary'
import { auditEach } from '../core/audit'
import { cursorOf, cursorUnknown, pageOf, readCursor, type PageRequest, type Place } from '../core/keyset'
import { maskName } from '../core/masking'
import { employersById } from '../employers'
import type { ByPerson } from './deps'
import { unseal } from './sealed'

/** Two months of one internship may be confirmed in one moment, so the place of a page names the month too. */
const readPlace = (after: string): Place & { month: string } => {
  const [place = '', month = '', ...more] = after.split('.')
  if (!/^\d{4}-\d{2}$/.test(month) || more.length > 0) throw cursorUnknown()
  return { ...readCursor(place), month }
}

/** Months that bases have confirmed and nobody has decided, oldest first; each is a look on record. */
export const monthPage = async (work: ByPerson, { after, limit = 20 }: PageRequest) => {
  const { db, now, deps, actor } = work
  const place = after === undefined ? null : readPlace(after)
  const rows = await db
    .selectFrom('internship_month')
    .innerJoin('internship', 'internship.id', 'internship_month.internship_id')
    .select([
      'internship.serial',
      'internship.intern_name',
      'internship.employer_id',
      'internship.first_day',
      'internship.last_day',
    ])
    .selectAll('internship_month')
    .where('internship_month.state', '=', 'confirmed')
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('confirmed_at', 'internship_id', 'month'),
          '>',
          tuple(place?.at as Date, place?.id as string, place?.month as string),
        ),
      ),
    )
    .orderBy('confirmed_at')
    .orderBy('internship_id')
    .orderBy('month')
    .limit(limit + 1)
    .execute()
  const names = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  const page = pageOf(
    rows,
    limit,
    (row) => `${cursorOf(row.confirmed_at, row.internship_id)}.${row.month}`,
    (row) => row,
  )
  await auditEach(
    db,
    page.items.map((row) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'lead',
      action: 'internship.looked-at',
      object: `internship:${row.internship_id}`,
      personId: row.person_id,
      detail: { what: '在待核定的名单里看到你（姓名已隐去部分）和出勤', why: '核定见习补贴' },
    })),
  )
  return {
    ...page,
    items: page.items.map((row) => {
      const [first, last] = [`${row.month}-01`, row.last_day]
      const name = unseal(deps.vault, 'internship.intern_name', row.internship_id, row.intern_name)
      return {
        internshipId: row.internship_id,
        number: internshipNumber(row.serial),
        name: maskName(name) || '已注销',
        base: names.get(row.employer_id)?.name ?? '已注销的单位',
        month: row.month,
        from: row.first_day > first ? row.first_day : first,
        to:
          last.slice(0, 7) === row.month
            ? last
            : `${row.month}-${String(row.days_in_month).padStart(2, '0')}`,
        days: row.days,
        daysInMonth: row.days_in_month,
        attended: row.attended,
        leave: row.leave_days,
        expected: row.expected,
        monthlyFen: row.monthly_fen,
        amountFen: row.amount_fen,
        isOver: true,
        state: 'confirmed' as const,
        why: row.why,
        inStead: row.stead_why,
        confirmedAt: row.confirmed_at.toISOString(),
      }
    }),
  }
}
