import { fitsWish } from '@jucai/contract/housing-vocabulary'
import { stationNames } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { notify } from '../notifications'
import { countsByType } from './counts'
import type { HousingDeps } from './deps'
import { rentsOf } from './projects'
import { allTypes, flatsById } from './repository'
import { markTold, watchersAfter, wishOf } from './watch'

interface FreedTable {
  type_id: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    flat_freed: FreedTable
  }
}
declare module '../core/outbox' {
  interface Events {
    /**
     * Flats became free a while ago: time to tell who waits for them. `types`: which, where telling goes on
     * after the person `after`; absent: all that are noted by now.
     */
    'flats.freed': { types?: string[]; after?: string }
  }
}

/** What becomes free within this time of the first is told together. */
const gatherMs = 60_000
const toldAtOnce = 200

/** Notes that flats of these types became free, and that it is told in a while; noted ones are told anyway. */
export const noteFreed = async (db: Db, now: Date, types: readonly string[]): Promise<void> => {
  if (types.length === 0) return
  const noted = await db
    .insertInto('flat_freed')
    .values(types.map((type) => ({ type_id: type, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('type_id')
    .execute()
  if (noted.length > 0) await emit(db, now, 'flats.freed', {}, new Date(now.getTime() + gatherMs))
}

const takeNoted = async (db: Db): Promise<string[]> =>
  (await db.deleteFrom('flat_freed').returning('type_id').execute()).map(({ type_id: type }) => type)

interface Offer {
  name: string
  projectId: string
  project: string
  layout: Parameters<typeof fitsWish>[1]['layout']
  fen: number
}

/** Those of the types of which something is still free, with what is paid a month. */
const offersOf = async (
  db: Db,
  deps: HousingDeps,
  day: string,
  types: readonly string[],
): Promise<Offer[]> => {
  const counts = await countsByType(db, day)
  const rows = (await allTypes(db)).filter(({ id }) => types.includes(id) && (counts.get(id)?.free ?? 0) > 0)
  const percent = await deps.rentPercent(db, day)
  const names = await stationNames(
    db,
    rows.map((row) => row.station_id),
  )
  return rows.map((row) => {
    const { marketFen, talentFen } = rentsOf(row, percent)
    return {
      name: row.name,
      projectId: row.station_id,
      project: names.get(row.station_id) ?? '人才公寓',
      layout: row.layout,
      fen: talentFen ?? marketFen,
    }
  })
}

const yuan = (fen: number): string => (fen / 100).toLocaleString('en-US', { maximumFractionDigits: 2 })
const wordsOf = (fitting: readonly Offer[]): { title: string; body: string } => {
  const named = fitting
    .slice(0, 3)
    .map(({ project, name, fen }) => `${project}的${name}，每月 ${yuan(fen)} 元`)
    .join('；')
  const more = fitting.length > 3 ? `；还有 ${fitting.length - 3} 种户型` : ''
  return {
    title: '你想要的房子空出来了',
    body: `${named}${more}。今天不再重复提醒，打开看看现在还有几套。`,
  }
}

/** Who waits for something is told when it becomes free: one message, at most one a day. */
export const tellingReactions = (deps: HousingDeps): NamedReactions => ({
  'flat.moved': {
    'note-freed': async ({ tx, now }, { flatId, to }) => {
      if (to !== 'free') return
      const [flat] = await flatsById(tx, [flatId])
      if (flat) await noteFreed(tx, now, [flat.typeId])
    },
  },
  'flats.freed': {
    tell: async ({ tx, now }, { types: given, after = null }) => {
      const types = given ?? (await takeNoted(tx))
      const day = dayOf(now)
      const offers = await offersOf(tx, deps, day, types)
      if (offers.length === 0) return
      const watchers = await watchersAfter(tx, day, after, toldAtOnce)
      for (const row of watchers) {
        const wish = wishOf(row)
        const fitting = offers.filter((offer) => fitsWish(wish, offer))
        if (fitting.length === 0 || !(await markTold(tx, row.person_id, day))) continue
        await notify(tx, deps.vault, now, {
          personId: row.person_id,
          kind: 'housing',
          ...wordsOf(fitting),
          link: '/housing/projects/index',
        })
      }
      const last = watchers.at(-1)
      if (watchers.length === toldAtOnce && last)
        await emit(tx, now, 'flats.freed', { types, after: last.person_id })
    },
  },
})
