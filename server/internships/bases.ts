import type { InternshipBase } from '@jucai/contract/internship-shapes'
import type { BaseState } from '@jucai/contract/internship-vocabulary'
import { addDays, addMonths } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import type { ByPerson, InternshipWork } from './deps'
import { todayOf } from './moments'
import { baseById, baseOf, holdBase, retentionOf, reviewsOf, seatsTaken, updateBase } from './repository'
import type { BaseRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** The office decided on a base, or asks for its next review. */
    'internship-base.moved': { baseId: string; what: 'approve' | 'refuse' | 'end' | 'review' | 'applied' }
  }
}

const few = 5
/** Retention as it is shown: a rate of few would tell of persons. */
export const retentionOfBases = async (
  db: Db,
  ids: readonly string[],
  today: string,
): Promise<Map<string, InternshipBase['retention']>> => {
  const counted = await retentionOf(db, ids, addDays(addMonths(today, -12), 1), today)
  return new Map(
    ids.map((id) => {
      const { finished, kept } = counted.get(id) ?? { finished: 0, kept: 0 }
      return [id, { finished, kept, percent: finished < few ? null : Math.round((kept * 100) / finished) }]
    }),
  )
}

/** Where a base stands on a day. */
export const baseStanding = (row: BaseRow, today: string): BaseState =>
  row.state === 'approved' && row.valid_until !== null && row.valid_until < today ? 'expired' : row.state

/** Bases as their employer and the office see them. */
export const shownBases = async (
  work: InternshipWork,
  rows: readonly BaseRow[],
): Promise<InternshipBase[]> => {
  const { db } = work
  const today = await todayOf(work)
  const ids = rows.map(({ id }) => id)
  const names = await employersById(
    db,
    rows.map(({ employer_id: id }) => id),
  )
  const [taken, retention, reviews] = [
    await seatsTaken(db, 'base_id', ids),
    await retentionOfBases(db, ids, today),
    await reviewsOf(db, ids),
  ]
  return rows.map((row) => ({
    id: row.id,
    employer: { id: row.employer_id, name: names.get(row.employer_id)?.name ?? '已注销的单位' },
    state: baseStanding(row, today),
    about: row.about,
    insurance: row.insurance,
    wanted: row.wanted,
    quota: row.quota,
    inUse: taken.get(row.id) ?? 0,
    validUntil: row.valid_until,
    appliedAt: row.applied_at.toISOString(),
    why: row.why,
    retention: retention.get(row.id) ?? { finished: 0, kept: 0, percent: null },
    reviews: reviews
      .filter((one) => one.base_id === row.id)
      .map(({ year, finished, kept, passed, note, at }) => ({
        year,
        finished,
        kept,
        passed,
        note,
        at: at.toISOString(),
      })),
    version: row.version,
  }))
}
/** One of them. */
export const shownBase = async (work: InternshipWork, row: BaseRow): Promise<InternshipBase> =>
  (await shownBases(work, [row]))[0] as InternshipBase

const settledBase = (detail: string) => problem('internship-base-settled', { detail })
const stale = (version: number) =>
  problem('stale-version', { detail: '别人刚刚改过。请刷新，看过再办', extra: { version } })

/**
 * An employer applies to be a base, or changes what it said: what was approved stays so until the office decides anew.
 * @throws Problem not-found, employer-right-needed, employer-not-verified, internship-base-settled, stale-version
 */
export const applyForBase = async (
  work: ByPerson,
  employerId: string,
  said: { about: string; insurance: string; wanted: number; version: number },
): Promise<InternshipBase> => {
  const { db, now, actor } = work
  const { employer } = await requireMember(db, actor, employerId, 'owner')
  requireVerified(employer)
  const known = await baseOf(db, employerId)
  const held = known && (await holdBase(db, known.id))
  if ((held?.version ?? 0) !== said.version) throw stale(held?.version ?? 0)
  const { about, insurance, wanted } = said
  const today = await todayOf(work)
  if (held && baseStanding(held, today) === 'approved' && insurance !== held.insurance)
    throw settledBase('保险办法写在已经签的协议里，不能直接改。请联系人才办重新核定')
  const isApproved = held !== undefined && baseStanding(held, today) === 'approved'
  const row = held
    ? await updateBase(db, held.id, {
        about,
        insurance,
        wanted,
        ...(isApproved ? {} : { state: 'applied' as const, applied_at: now, why: '' }),
        version: held.version + 1,
      })
    : await db
        .insertInto('internship_base')
        .values({
          id: uuidv7(),
          employer_id: employerId,
          state: 'applied',
          about,
          insurance,
          wanted,
          quota: 0,
          valid_until: null,
          applied_at: now,
          decided_at: null,
          decided_by: null,
          why: '',
          reminded_for: null,
          version: 1,
        })
        .onConflict((conflict) => conflict.column('employer_id').doNothing()) // two of its people at once
        .returningAll()
        .executeTakeFirst()
  if (!row) throw stale(1)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'internship-base.applied',
    object: `internship-base:${row.id}`,
    detail: { wanted },
  })
  await emit(db, now, 'internship-base.moved', { baseId: row.id, what: 'applied' })
  return shownBase(work, row)
}

/** The base of one's employer; null while it never applied. @throws Problem not-found */
export const ownBase = async (work: ByPerson, employerId: string) => {
  await requireMember(work.db, work.actor, employerId)
  const row = await baseOf(work.db, employerId)
  return { base: row ? await shownBase(work, row) : null }
}

/** A base that may take interns today, held or not. @throws Problem internship-base-settled */
export const needApproved = (row: BaseRow | undefined, today: string): BaseRow => {
  if (row?.paused) throw settledBase('这个基地的单位已被暂停，恢复以前不能报名、选人')
  if (row && baseStanding(row, today) === 'approved') return row
  throw settledBase(
    !row
      ? '单位还不是见习基地。请先申请认定'
      : baseStanding(row, today) === 'expired'
        ? '见习基地已经到期。请联系人才办年审以后再招人'
        : '见习基地还没有核定，或者已经终止，现在不能招人',
  )
}

/**
 * The office approves a base, refuses it or ends it. Interns who are there stay until their last day.
 * @throws Problem not-found, internship-base-settled, stale-version
 */
export const decideBase = async (
  work: ByPerson,
  id: string,
  said: {
    decision: 'approve' | 'refuse' | 'end'
    quota: number
    validUntil: string | null
    why: string
    version: number
  },
): Promise<InternshipBase> => {
  const { db, now, actor } = work
  const held = await holdBase(db, id)
  if (!held) throw problem('not-found')
  if (held.version !== said.version) throw stale(held.version)
  const today = await todayOf(work)
  const { decision, quota, validUntil, why } = said
  if (decision === 'approve') {
    const employer = (await employersById(db, [held.employer_id])).get(held.employer_id)
    if (employer?.state !== 'verified') throw settledBase('单位没有核实或已暂停，不能核定为见习基地')
    if (quota < 1)
      throw problem('invalid-request', { errors: [{ pointer: '/quota', detail: '名额至少 1 人' }] })
    if (validUntil === null || validUntil < today)
      throw problem('invalid-request', { errors: [{ pointer: '/validUntil', detail: '有效期要在今天以后' }] })
  }
  if (decision === 'refuse' && held.state !== 'applied')
    throw settledBase('只有等核定的申请能不予核定；已经核定的请用“终止”')
  if (decision === 'end' && held.state !== 'approved') throw settledBase('还没有核定，不能终止')
  const states = { approve: 'approved', refuse: 'refused', end: 'ended' } as const
  const row = await updateBase(db, id, {
    state: states[decision],
    ...(decision === 'approve' ? { quota, valid_until: validUntil, reminded_for: null } : {}),
    why,
    decided_at: now,
    decided_by: actor.personId,
    version: held.version + 1,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: `internship-base.${decision}`,
    object: `internship-base:${id}`,
    detail: { quota, validUntil },
  })
  await emit(db, now, 'internship-base.moved', { baseId: id, what: decision })
  return shownBase(work, row)
}

/**
 * The yearly review: the numbers are counted from the records, never typed in.
 * @throws Problem not-found, internship-base-settled
 */
export const reviewBase = async (
  work: ByPerson,
  id: string,
  said: { year: number; passed: boolean; note: string; validUntil: string | null },
): Promise<InternshipBase> => {
  const { db, now, actor } = work
  const held = await holdBase(db, id)
  if (!held) throw problem('not-found')
  const today = await todayOf(work)
  if (held.state !== 'approved') throw settledBase('只有核定的见习基地要年审')
  if (said.year > Number(today.slice(0, 4))) throw settledBase('这一年还没有到，不能年审')
  const counted = await retentionOf(db, [id], `${said.year}-01-01`, `${said.year}-12-31`)
  const { finished, kept } = counted.get(id) ?? { finished: 0, kept: 0 }
  const { year, passed, note, validUntil } = said
  const at = { finished, kept, note, passed, by_person: actor.personId, at: now }
  await db
    .insertInto('internship_review')
    .values({ base_id: id, year, ...at })
    .onConflict((conflict) => conflict.columns(['base_id', 'year']).doUpdateSet(at))
    .execute()
  const row = await updateBase(db, id, {
    ...(passed && validUntil !== null && validUntil >= today ? { valid_until: validUntil } : {}),
    ...(passed ? {} : { state: 'ended' as const, decided_at: now, decided_by: actor.personId }),
    why: note,
    reminded_for: null,
    version: held.version + 1,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'internship-base.reviewed',
    object: `internship-base:${id}`,
    detail: { year, passed, finished, kept },
  })
  await emit(db, now, 'internship-base.moved', { baseId: id, what: passed ? 'approve' : 'end' })
  return shownBase(work, row)
}

/** Bases for the office: those that wait first by the moment they applied. */
export const basePage = async (
  work: InternshipWork,
  { after, limit = 20, state }: PageRequest & { state?: BaseState | undefined },
) => {
  const { db } = work
  const today = await todayOf(work)
  const place = placeOf(after)
  const rows = await db
    .selectFrom('internship_base')
    .selectAll()
    .$if(state !== undefined && state !== 'expired' && state !== 'approved', (query) =>
      query.where('state', '=', state as BaseRow['state']),
    )
    .$if(state === 'expired', (query) =>
      query.where('state', '=', 'approved').where('valid_until', '<', today),
    )
    .$if(state === 'approved', (query) =>
      query.where('state', '=', 'approved').where('valid_until', '>=', today),
    )
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('applied_at', 'id'), '<', tuple(place?.at as Date, place?.id as string)),
      ),
    )
    .orderBy('applied_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = await shownBases(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.applied_at, row.id),
    (row) => shown[rows.indexOf(row)] as InternshipBase,
  )
}

/** A base again, for who decided. */
export const baseAgain = async (work: InternshipWork, id: string): Promise<InternshipBase> => {
  const row = await baseById(work.db, id)
  if (!row) throw problem('not-found')
  return shownBase(work, row)
}
