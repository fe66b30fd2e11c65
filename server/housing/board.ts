import type { BoardFlat, FlatHistory } from '@jucai/contract/housing-office'
import { flatMoves, flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'
import { stationNames } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import type { OfficeWork } from './deps'
import { expectFree, moveFlat } from './flat-state'
import { onRecord } from './office'
import { projectById, typeById, type FlatRow } from './repository'

const shown = (row: FlatRow): BoardFlat => ({
  id: row.id,
  code: row.code,
  building: row.building,
  floor: row.floor,
  number: row.number,
  type: row.type_id,
  accessible: row.accessible,
  state: row.state,
  since: row.state_since.toISOString(),
  freeFrom: row.free_from,
})

/** Where every flat of a project stands. @throws Problem not-found */
export const projectBoard = async (
  { db }: OfficeWork,
  stationId: string,
): Promise<{ items: BoardFlat[] }> => {
  if (!(await projectById(db, stationId))) throw problem('not-found')
  const rows = await db
    .selectFrom('flat')
    .selectAll()
    .where('station_id', '=', stationId)
    .orderBy('building')
    .orderBy('floor')
    .orderBy('number')
    .execute()
  return { items: rows.map(shown) }
}

const flatById = (db: Db, id: string): Promise<FlatRow | undefined> =>
  db.selectFrom('flat').selectAll().where('id', '=', id).executeTakeFirst()
const mostEvents = 200
const officeStates = ['free', 'repairing', 'withdrawn'] as const

/** What became of a flat. @throws Problem not-found */
export const flatHistory = async (work: OfficeWork, id: string): Promise<FlatHistory> => {
  const { db, deps } = work
  const row = await flatById(db, id)
  if (!row) throw problem('not-found')
  const events = await db
    .selectFrom('flat_event')
    .selectAll()
    .where('flat_id', '=', id)
    .orderBy('id', 'desc')
    .limit(mostEvents)
    .execute()
  const who = await deps.staffNames(db, [...new Set(events.flatMap(({ by_person: by }) => by ?? []))])
  const inUse = await deps.inUse(db, id)
  return {
    flat: shown(row),
    typeName: (await typeById(db, row.type_id))?.name ?? '',
    projectName: (await stationNames(db, [row.station_id])).get(row.station_id) ?? '',
    mayBecome: inUse ? [] : officeStates.filter((state) => flatMoves[row.state].includes(state)),
    inUse,
    events: events.map(({ at, from_state: from, to_state: to, reason, by_person: by }) => ({
      at: at.toISOString(),
      from,
      to,
      reason,
      by: by && (who.get(by) ?? '已离开的工作人员'),
    })),
  }
}

const checkDay = ({ now }: OfficeWork, day: string | null): void => {
  if (day !== null && day < dayOf(now)) throw fieldProblem('/freeFrom', '这一天已经过去，请写今天或以后')
}

/** The office says where a flat stands. @throws Problem not-found, invalid-request, flat-not-there */
export const changeState = async (
  work: OfficeWork,
  id: string,
  asked: { from: FlatState; to: (typeof officeStates)[number]; reason: string; freeFrom: string | null },
): Promise<FlatHistory> => {
  const { db, deps, actor } = work
  const { from, to, reason } = asked
  const freeFrom = to === 'repairing' ? asked.freeFrom : null
  checkDay(work, freeFrom)
  // The flat first: what uses it holds it too, so that nobody begins to between the question and the change.
  const row = await db.selectFrom('flat').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw problem('not-found')
  const inUse = await deps.inUse(db, id)
  if (inUse) throw problem('flat-not-there', { detail: inUse, extra: { state: row.state } })
  await moveFlat(work, { flatId: id, from: [from], to, reason, by: actor.personId, freeFrom })
  await onRecord(work, 'flat.moved', `flat:${id}`, { from, to })
  return flatHistory(work, id)
}

/** The office says when a flat is expected to be free. @throws Problem not-found, invalid-request, flat-not-there */
export const changeExpected = async (
  work: OfficeWork,
  id: string,
  { freeFrom, reason }: { freeFrom: string | null; reason: string },
): Promise<FlatHistory> => {
  checkDay(work, freeFrom)
  const row = await flatById(work.db, id)
  if (!row) throw problem('not-found')
  if (row.state !== 'let' && row.state !== 'repairing')
    throw problem('flat-not-there', {
      detail: `这套房现在是“${flatStateLabels[row.state]}”，只有已出租和维修中的才写预计空出日期`,
      extra: { state: row.state },
    })
  await expectFree(work, { flatId: id, freeFrom, reason, by: work.actor.personId })
  await onRecord(work, 'flat.expected', `flat:${id}`, { freeFrom })
  return flatHistory(work, id)
}
