import type { WorkspaceTenancy } from '@jucai/contract/workspaces'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { WorkspaceDeps } from './deps'
import { allTenanciesOf, openTenancyOf, wishOf, dropWish } from './repository'
import { shownTenancies } from './show'
import { bySystem, holdTenancy } from './steps'
import { endTenancy } from './term'

/** Everything that is kept of somebody's places. */
export const workspacesExport = async (
  deps: WorkspaceDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<Omit<WorkspaceTenancy, 'may'>[]> => {
  const shown = await shownTenancies({ db, now, deps }, await allTenanciesOf(db, personId))
  return shown.map(({ may: _may, ...one }) => one)
}

/**
 * Somebody deletes their account: what has not begun is let go, what is in use ends today and waits for the office to take
 * it back.
 */
export const eraseWorkspaces = async (
  deps: WorkspaceDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<void> => {
  const work = { db, now, deps }
  const open = await openTenancyOf(db, personId)
  if (open?.state !== 'running') return
  const row = await holdTenancy(db, open.id)
  const today = dayOf(now)
  const lastDay = today < row.last_day ? today : row.last_day
  await endTenancy(work, row, { by: bySystem, because: 'own-wish', lastDay, why: '' })
}

/**
 * Two accounts become one: two places in use are for the office. Of two wishes the older account's goes.
 * @throws Problem account-not-empty
 */
export const joinWorkspaces = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  if ((await openTenancyOf(db, fromId)) && (await openTenancyOf(db, intoId)))
    throw problem('account-not-empty', {
      detail: '两个账号在创业平台各有一处在用，不能自动合并。请先交还一处，或者带上证件到人才办办理',
    })
  if ((await wishOf(db, fromId)) && (await wishOf(db, intoId))) await dropWish(db, fromId)
}
