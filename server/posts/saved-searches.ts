import type { PostFilter, SavedSearch } from '@jucai/contract/post-shapes'
import { postLimits, postPages } from '@jucai/contract/post-vocabulary'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { inChina } from '@jucai/contract/china-time'
import { startOfDay } from '../core/clock'
import type { Database, Db } from '../core/db'
import { stillThere } from '../core/person'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { notify } from '../notifications'
import type { PersonWork, PostDeps, PostWork } from './deps'
import { newestRank } from './repository'
import { findRanks, postsByRank } from './search'

interface SavedSearchTable {
  id: string
  person_id: string
  filter: unknown
  filter_key: string
  alerts: boolean
  checked_rank: number
  made_at: Date
  told_at: Date | null
}
declare module '../core/db' {
  interface Database {
    saved_search: SavedSearchTable
  }
}
type SavedRow = Omit<SavedSearchTable, 'filter'> & { filter: PostFilter }

const shown = (row: SavedRow): SavedSearch => ({
  id: row.id,
  filter: row.filter,
  alerts: row.alerts,
  madeAt: row.made_at.toISOString(),
  toldAt: row.told_at?.toISOString() ?? null,
})
const keyOf = (filter: PostFilter): string =>
  JSON.stringify(Object.entries(filter).sort(([one], [other]) => (one < other ? -1 : 1)))

/** Searches that somebody kept, newest first. */
export const savedOf = async (db: Db, personId: string): Promise<SavedRow[]> =>
  (await db
    .selectFrom('saved_search')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()) as SavedRow[]
/** As the contract shows them. */
export const savedSearches = async ({ db, actor }: PersonWork): Promise<{ items: SavedSearch[] }> => ({
  items: (await savedOf(db, actor.personId)).map(shown),
})

/** Keeps a search; what is new is told from now on. @throws Problem saved-searches-full */
export const saveSearch = async (
  { db, now, actor: { personId } }: PersonWork,
  { filter, alerts }: { filter: PostFilter; alerts: boolean },
): Promise<SavedSearch> => {
  await takeTurns(db, `saved-searches:${personId}`)
  const rows = await savedOf(db, personId)
  const key = keyOf(filter)
  const same = rows.find((row) => row.filter_key === key)
  if (same) {
    await db.updateTable('saved_search').set({ alerts }).where('id', '=', same.id).execute()
    return shown({ ...same, alerts })
  }
  if (rows.length >= postLimits.savedSearches)
    throw problem('saved-searches-full', {
      detail: `最多保存 ${postLimits.savedSearches} 个，请先删掉不用的`,
    })
  const row: SavedRow = {
    id: uuidv7(),
    person_id: personId,
    filter,
    filter_key: key,
    alerts,
    checked_rank: await newestRank(db),
    made_at: now,
    told_at: null,
  }
  await db
    .insertInto('saved_search')
    .values({ ...row, filter: JSON.stringify(filter) })
    .execute()
  return shown(row)
}

const ownSearch = async ({ db, actor }: PersonWork, id: string): Promise<SavedRow> => {
  const row = (await savedOf(db, actor.personId)).find((one) => one.id === id)
  if (!row) throw problem('not-found')
  return row
}
/** Switches its messages on or off, at once. @throws Problem not-found */
export const setAlerts = async (work: PersonWork, id: string, alerts: boolean): Promise<SavedSearch> => {
  const row = await ownSearch(work, id)
  // What came while it was off is not told later.
  const change = alerts && !row.alerts ? { alerts, checked_rank: await newestRank(work.db) } : { alerts }
  await work.db.updateTable('saved_search').set(change).where('id', '=', id).execute()
  return shown({ ...row, alerts })
}
/** Forgets a search. @throws Problem not-found */
export const forgetSearch = async (work: PersonWork, id: string): Promise<void> => {
  const row = await ownSearch(work, id)
  await work.db.deleteFrom('saved_search').where('id', '=', row.id).execute()
}

const [fromHour, untilHour] = [8, 21]
const searchesAtOnce = 100
const namedAtOnce = 3
/** Searches that were not held against the newest posts and told nothing today. */
const due = async (db: Db, newest: number, today: Date): Promise<SavedRow[]> =>
  (await db
    .selectFrom('saved_search')
    .selectAll()
    .where('alerts', '=', true)
    .where('checked_rank', '<', newest)
    .where(({ eb, or }) => or([eb('told_at', 'is', null), eb('told_at', '<', today)]))
    .orderBy('checked_rank')
    .orderBy('id')
    .limit(searchesAtOnce)
    .execute()) as SavedRow[]

/** Holds one search against what is new, and tells of it in one message. */
const tellOf = async (
  { db, now, deps }: PostWork,
  { id, person_id: personId }: Pick<SavedRow, 'id' | 'person_id'>,
  newest: number,
): Promise<void> => {
  if (!(await stillThere(db, personId))) return // person first, as everywhere
  const [row] = (await db
    .selectFrom('saved_search')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .execute()) as SavedRow[]
  if (!row?.alerts || row.checked_rank >= newest) return
  const asked = { filter: row.filter, now, below: newest + 1, above: row.checked_rank, limit: 20 }
  const ranks = await findRanks(db, asked)
  const found = ranks.length > 0
  await db
    .updateTable('saved_search')
    .set({ checked_rank: newest, ...(found ? { told_at: now } : {}) })
    .where('id', '=', id)
    .execute()
  if (!found) return
  const titles = (await postsByRank(db, ranks.slice(0, namedAtOnce))).map(({ title }) => `“${title}”`)
  const count = ranks.length === asked.limit ? `${asked.limit} 个以上` : `${ranks.length} 个`
  await notify(db, deps.vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: `你保存的搜索有 ${count}新岗位`,
    body: `${titles.join('、')}${ranks.length > namedAtOnce ? '等' : ''}。一天最多发一次，在搜索页可以随时关掉。`,
    link: `${postPages.search}?saved=${row.id}`,
  })
}

/** Tells of new posts, by day only, each search at most once a day; a page of them at a time. */
export const tellSearches = async (db: Kysely<Database>, deps: PostDeps, now: Date): Promise<void> => {
  const hour = inChina(now).getUTCHours()
  if (hour < fromHour || hour >= untilHour) return
  const newest = await newestRank(db)
  for (const row of await due(db, newest, startOfDay(now)))
    await db.transaction().execute((tx) => tellOf({ db: tx, now, deps }, row, newest))
}
