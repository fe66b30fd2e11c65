import type { Turn } from '@jucai/contract/policies/change'
import { addDays, addMonths, type Day } from '@jucai/contract/policies/days'
import type { PreparedBook } from '@jucai/contract/policies/entitlements'
import type { Facts } from '@jucai/contract/policies/facts'
import { monthsAhead, offersAhead, offersOn, turnsAhead } from '@jucai/contract/policies/offers'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { holdPerson } from '../core/person'
import type { Work } from '../core/work'
import { notify } from '../notifications'
import { versionInForce } from './books'
import { factsOf, type FactDeps } from './facts'
import { changeOffer, closeOffer, lastingOffers } from './offer-rows'
import { endingOf } from './offers'
import { changedByBook, turnedWords, type Told } from './outlook-words'
import { preparedBy, preparedInForce } from './prepared'

interface PolicyOutlookTable {
  person_id: string
  book_version: number
  looked_on: string
  next_on: string
  watched_since: Date | null
}
declare module '../core/db' {
  interface Database {
    policy_outlook: PolicyOutlookTable
  }
}
type Outlook = PolicyOutlookTable

/** When somebody is next looked at; absent for who is neither registered nor asked to be told. */
export const outlookOf = (db: Db, personId: string): Promise<Outlook | undefined> =>
  db.selectFrom('policy_outlook').selectAll().where('person_id', '=', personId).executeTakeFirst()

const keep = async (db: Db, personId: string, row: Omit<Outlook, 'person_id'>): Promise<void> => {
  await db
    .insertInto('policy_outlook')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Who is looked at, by what they are judged, on which day. */
interface Look {
  personId: string
  version: number
  prepared: PreparedBook
  facts: Facts
  day: Day
}

const lastDayOf = (turns: readonly Turn[], code: string): Day | null =>
  turns.find(({ policy, kind }) => policy === code && kind === 'ends')?.on ?? null

const tellOffered = async ({ db, now, deps }: Work<FactDeps>, personId: string, titles: readonly string[]) =>
  notify(db, deps.vault, now, {
    personId,
    kind: 'policy',
    title: '有待遇可以直接给你，不用申请',
    body: `${titles.map((title) => `《${title}》`).join('、')}：按登记的记录，你已经符合条件。打开看看，确认一下就有；不确认也不会失去。`,
    link: '/policies/offers/index',
  })

/** Makes offers that records call for, and closes those that they do not any more. A confirmed one stays. @returns what turns ahead */
const settleOffers = async (work: Work<FactDeps>, look: Look, tells: boolean) => {
  const { db, now } = work
  const { personId, version, prepared, facts, day } = look
  const standings = offersOn(prepared, facts, day)
  const turns = offersAhead(prepared, facts, day)
  const lasting = await lastingOffers(db, personId)
  for (const { id, policy, state, lasts_until } of lasting) {
    const because = endingOf(standings, policy)
    if (because && state !== 'confirmed') await closeOffer(db, id, because)
    else if (!because && lastDayOf(turns, policy) !== lasts_until)
      await changeOffer(db, id, { lasts_until: lastDayOf(turns, policy) })
  }
  const fresh = standings.filter(
    ({ outcome, policy }) => outcome === 'pass' && !lasting.some((row) => row.policy === policy.code),
  )
  if (fresh.length === 0) return turns
  await db
    .insertInto('policy_offer')
    .values(
      fresh.map(({ policy: { code, title } }) => ({
        id: uuidv7(),
        person_id: personId,
        policy: code,
        title,
        book_version: version,
        state: 'open' as const,
        made_at: now,
        decided_at: null,
        settled_at: null,
        lasts_until: lastDayOf(turns, code),
        closed_because: null,
        facts: null,
      })),
    )
    .execute()
  const titles = fresh.map(({ policy }) => policy.title)
  if (tells) await tellOffered(work, personId, titles)
  return turns
}

/** One message of all that turned since they were looked at last. */
const tellTurned = async ({ db, now, deps }: Work<FactDeps>, personId: string, turned: readonly Told[]) => {
  const [first] = turned
  if (!first) return
  const isOne = turned.every(({ policy }) => policy === first.policy)
  await notify(db, deps.vault, now, {
    personId,
    kind: 'policy',
    title: '有政策对你有了变化',
    body: `${turned.map(({ words }) => words).join('')}按你登记和填写的情况计算，以审核为准。不想再收到，到“往后两年”里关掉。`,
    link: isOne ? `/policies/policy/index?code=${first.policy}` : '/policies/mine/index',
  })
}

/** What a book newer than the one they were last looked at by changed, but for what turned on a day of its own. */
const turnedByBook = async (
  db: Db,
  before: Outlook,
  look: Look,
  turned: readonly Told[],
): Promise<Told[]> => {
  const old = before.book_version < look.version ? await preparedBy(db, before.book_version) : null
  if (!old) return []
  return changedByBook({ prepared: old, day: before.looked_on }, look, look.facts).filter(
    ({ policy }) => !turned.some((one) => one.policy === policy),
  )
}

const earliest = (days: readonly Day[], last: Day): Day => days.reduce((a, b) => (b < a ? b : a), last)

/**
 * Why somebody is looked at: their day came or there is a new book; they told or registered something themselves,
 * and see what comes of it; something was decided of them.
 */
type Because = 'the day' | 'own act' | 'a decision'

/**
 * Holds somebody against the book as of now: offers are made and closed, what turned is told to who agreed, and
 * the next day is set. Where facts are others than at the last look, nothing can be told of the days between.
 */
export const lookAt = async (work: Work<FactDeps>, personId: string, because: Because): Promise<void> => {
  const { db, now, deps } = work
  if (!(await holdPerson(db, personId))) return
  const before = await outlookOf(db, personId)
  const day = dayOf(now)
  const watchedSince = before?.watched_since ?? null
  if ((await versionInForce(db)) === 0)
    return keep(db, personId, { book_version: 0, looked_on: day, next_on: day, watched_since: watchedSince })
  const { version, prepared } = await preparedInForce(db)
  const { facts } = await factsOf(db, deps, personId, now)
  const look: Look = { personId, version, prepared, facts, day }
  const offers = await settleOffers(work, look, because !== 'own act')
  const days = offers.map(({ kind, on }) => (kind === 'opens' ? on : addDays(on, 1)))
  if (watchedSince) {
    const from = before && because === 'the day' && before.looked_on < day ? before.looked_on : day
    const turns = turnsAhead(prepared, facts, from)
    const turned = turnedWords(
      prepared,
      turns.filter(({ on }) => on > from && on <= day),
    )
    const byBook = before && because === 'the day' ? await turnedByBook(db, before, look, turned) : []
    await tellTurned(work, personId, [...turned, ...byBook])
    days.push(...turns.filter(({ on }) => on > day).map(({ on }) => on))
  }
  await keep(db, personId, {
    book_version: version,
    looked_on: day,
    next_on: earliest(days, addMonths(day, monthsAhead)),
    watched_since: watchedSince,
  })
}

const atOnce = 200

const dueBy = (db: Db, version: number, today: Day): Promise<{ person_id: string }[]>[] => [
  db
    .selectFrom('policy_outlook')
    .select('person_id')
    .where('book_version', '<', version)
    .orderBy('book_version')
    .orderBy('person_id')
    .limit(atOnce)
    .execute(),
  db
    .selectFrom('policy_outlook')
    .select('person_id')
    .where('next_on', '<=', today)
    .orderBy('next_on')
    .orderBy('person_id')
    .limit(atOnce)
    .execute(),
]

/** Looked at already by another server in the meantime, or gone: nothing is done. */
const lookIfDue = async (work: Work<FactDeps>, personId: string, version: number): Promise<void> => {
  if (!(await holdPerson(work.db, personId)))
    return void (await work.db.deleteFrom('policy_outlook').where('person_id', '=', personId).execute())
  const row = await outlookOf(work.db, personId)
  if (row && (row.book_version < version || row.next_on <= dayOf(work.now)))
    await lookAt(work, personId, 'the day')
}

/**
 * Looks at everybody for whom a day has come or a new book is in force, each in a transaction of their own. Who
 * cannot be looked at is put off by a day, and keeps nobody waiting.
 * @returns how many were looked at
 * @throws the first of what went wrong, after everybody had their turn
 */
export const lookAtDue = async (deps: FactDeps & { db: Kysely<Database> }, now: Date): Promise<number> => {
  const version = await versionInForce(deps.db)
  if (version === 0) return 0
  const today = dayOf(now)
  const failed: unknown[] = []
  for (let looked = 0; ;) {
    const due = (await Promise.all(dueBy(deps.db, version, today))).flat()
    const people = [...new Set(due.map(({ person_id }) => person_id))]
    if (people.length === 0) {
      if (failed.length > 0) throw failed[0]
      return looked
    }
    for (const personId of people) {
      try {
        await deps.db.transaction().execute((tx) => lookIfDue({ db: tx, now, deps }, personId, version))
        looked += 1
      } catch (error) {
        failed.push(error)
        await putOff(deps.db, personId, version, addDays(today, 1))
      }
    }
  }
}

const putOff = async (db: Db, personId: string, version: number, until: Day): Promise<void> => {
  await db
    .updateTable('policy_outlook')
    .set({ book_version: version, next_on: until })
    .where('person_id', '=', personId)
    .execute()
}
