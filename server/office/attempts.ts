import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'

interface OfficeAttemptTable {
  login: string
  source: string
  failures: number
  locked_until: Date | null
  at: Date
}
declare module '../core/db' {
  interface Database {
    office_attempt: OfficeAttemptTable
  }
}

/** How long a lock lasts. */
export const lockMs = 15 * 60_000
const maxFailures = 5
// Whoever has very many addresses is still bounded; browsers known to the login are not held up by it.
const maxOfStrangers = 50
const strangers = 'strangers'

/** Where tries at a login are counted, and how many wrong ones lock it there. */
export interface Source {
  source: string
  max: number
}

const markOf = (vault: Vault, login: string, id: string) =>
  vault.blindIndex(`${login}:${id}`, 'office.known-browser')

/** What a browser keeps after a sign-in, by which it is known at the next one to the same login. */
export const newBrowserMark = (vault: Vault, random: Randomness, login: string): string => {
  const id = Buffer.from(random.bytes(16)).toString('base64url')
  return `${id}.${markOf(vault, login, id)}`
}

const knownBrowser = (vault: Vault, login: string, mark: string | undefined): string | null => {
  const [id = '', given = ''] = (mark ?? '').split('.')
  const [a, b] = [Buffer.from(given), Buffer.from(markOf(vault, login, id))]
  return a.length === b.length && timingSafeEqual(a, b) ? id : null
}

/** Tries from a browser that signed in to this login before are counted apart from those of an address. */
export const sourcesOf = (
  vault: Vault,
  login: string,
  { address, browser }: { address: string; browser: string | undefined },
): Source[] => {
  const known = knownBrowser(vault, login, browser)
  return known
    ? [{ source: `browser:${known}`, max: maxFailures }]
    : [
        { source: strangers, max: maxOfStrangers },
        { source: `address:${vault.blindIndex(address, 'office.address')}`, max: maxFailures },
      ]
}

/** Tries of somebody who is signed in. */
export const sourcesOfSession = (sessionId: string): Source[] => [
  { source: `session:${sessionId}`, max: maxFailures },
]

/** Until when a login is locked for these sources; null when it is not. */
export const lockedUntil = async (
  db: Db,
  now: Date,
  login: string,
  sources: readonly Source[],
): Promise<Date | null> =>
  (
    await db
      .selectFrom('office_attempt')
      .select('locked_until')
      .where('login', '=', login)
      .where(
        'source',
        'in',
        sources.map(({ source }) => source),
      )
      .where('locked_until', '>', now)
      .orderBy('locked_until', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.locked_until ?? null

/** Holds the counts of a login at these sources until the transaction ends; those of unknown logins too. */
export const holdAttempts = async (
  db: Db,
  now: Date,
  login: string,
  sources: readonly Source[],
): Promise<void> => {
  for (const { source } of sources)
    await db
      .insertInto('office_attempt')
      .values({ login, source, failures: 0, locked_until: null, at: now })
      .onConflict((conflict) => conflict.columns(['login', 'source']).doUpdateSet({ at: now }))
      .execute()
}

/** Counts a wrong try at each source. A lock that ended begins anew. @returns the lock it brought, if any */
export const countWrongTry = async (
  db: Db,
  now: Date,
  login: string,
  sources: readonly Source[],
): Promise<Date | null> => {
  const until = new Date(now.getTime() + lockMs)
  let locks = false
  for (const { source, max } of sources) {
    const row = await db
      .selectFrom('office_attempt')
      .selectAll()
      .where('login', '=', login)
      .where('source', '=', source)
      .executeTakeFirstOrThrow()
    const failures = (row.locked_until ? 0 : row.failures) + 1
    if (failures >= max) locks = true
    await db
      .updateTable('office_attempt')
      .set({ failures, locked_until: failures >= max ? until : null, at: now })
      .where('login', '=', login)
      .where('source', '=', source)
      .execute()
  }
  return locks ? until : null
}

/** Forgets the wrong tries at a login: at some sources, or at all. */
export const forgetTries = async (db: Db, login: string, sources?: readonly Source[]): Promise<void> => {
  await db
    .updateTable('office_attempt')
    .set({ failures: 0, locked_until: null })
    .where('login', '=', login)
    .$if(sources !== undefined, (query) =>
      query.where('source', 'in', sources?.map(({ source }) => source) ?? []),
    )
    .execute()
}

/** Accounts that are locked somewhere now, with how many places and until when at the latest. */
export const locksNow = (db: Db, now: Date) =>
  db
    .selectFrom('office_attempt as attempt')
    .innerJoin('office_account as account', 'account.login', 'attempt.login')
    .select(({ fn }) => [
      'account.person_id',
      'account.login',
      'account.name',
      fn.max('attempt.locked_until').as('until'),
      fn.countAll<number>().as('places'),
    ])
    .where('attempt.locked_until', '>', now)
    .groupBy(['account.person_id', 'account.login', 'account.name'])
    .orderBy('until', 'desc')
    .limit(50)
    .execute()

/** Forgets wrong tries of a day ago. */
export const forgetOldTries = async (db: Db, now: Date): Promise<void> => {
  await db
    .deleteFrom('office_attempt')
    .where('at', '<', new Date(now.getTime() - 86_400_000))
    .execute()
}
