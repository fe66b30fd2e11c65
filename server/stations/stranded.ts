import type { StrandedLead } from '@jucai/contract/stations'
import { sql } from 'kysely'
import {
  applicationOf,
  applicationRecordsOf,
  applicationRows,
  calendarInForce,
  dueOf,
  holdApplication,
} from '../applications'
import { openStation, stationRows } from '../city'
import { auditEach } from '../core/audit'
import type { Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest, type Place } from '../core/keyset'
import { maskName } from '../core/masking'
import { fieldProblem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { namesOf } from '../profiles'
import { stationServing } from './assign'
import { cityName, moveLead, stillGoing, type LeadDeps } from './leads'
import { stationsInForce } from './profiles'

const closedStation = async (db: Db, id: string | null): Promise<{ id: string; name: string } | null> =>
  id === null
    ? null
    : ((await db
        .selectFrom(stationRows(db).as('station'))
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('closed_at', 'is not', null)
        .executeTakeFirst()) ?? null)

const strandedRows = (db: Db, after: Place | null, limit: number) =>
  db
    .selectFrom(applicationRows(db).as('application'))
    .innerJoin(stationRows(db).as('station'), 'station.id', 'application.station_id')
    .select([
      'application.id',
      'application.submitted_at',
      'station.id as station_id',
      'station.name as station_name',
    ])
    .where('application.program', '=', 'homecoming')
    .where('station.closed_at', 'is not', null)
    .where('application.state', 'in', stillGoing)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(application.submitted_at, application.id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('application.submitted_at')
    .orderBy('application.id')
    .limit(limit + 1)
    .execute()

type StrandedWork = WorkBy<{ personId: string }, LeadDeps>

/** A page of returnees whose station has closed: nobody answers them until they are given to another. */
export const strandedPage = async (
  { db, now, deps, actor }: StrandedWork,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: StrandedLead[]; next: string | null }> => {
  const page = pageOf(
    await strandedRows(db, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.submitted_at, row.id),
    (row) => row,
  )
  const { stations } = await stationsInForce(db)
  const calendar = await calendarInForce(db)
  const records = await applicationRecordsOf(
    db,
    deps.vault,
    page.items.map(({ id }) => id),
  )
  const names = await namesOf(
    db,
    deps.vault,
    records.map(({ personId }) => personId),
  )
  const closed = new Map(page.items.map((row) => [row.id, { id: row.station_id, name: row.station_name }]))
  const items = records.map(({ id, number, personId, state, answers, clock, submittedAt }): StrandedLead => {
    const region = String(answers.presentRegion ?? '')
    const served = stationServing(stations, region)
    return {
      id,
      number,
      maskedName: maskName(names.get(personId) ?? ''),
      state,
      presentCity: cityName(deps, region),
      due: dueOf(calendar, clock, now),
      station: closed.get(id) as StrandedLead['station'],
      suggested: served && { id: served.id, name: served.name },
      submittedAt: submittedAt.toISOString(),
    }
  })
  await auditEach(
    db,
    records.map(({ id, personId }) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'lead',
      action: 'lead.listed',
      object: `application:${id}`,
      personId,
      detail: {
        what: '在待转名单中看到你的归根登记（姓名已隐去部分）',
        why: `${closed.get(id)?.name ?? ''}已撤销，要转给别的工作站`,
      },
    })),
  )
  return { items, next: page.next }
}

/**
 * Gives returnees of closed stations to an open one.
 * @returns who was not moved: they have an open station or are over by now.
 * @throws Problem invalid-request
 */
export const reassignStranded = async (
  { db, now, deps, actor }: StrandedWork,
  { leads, stationId, why }: { leads: string[]; stationId: string; why: string },
): Promise<{ moved: number; skipped: string[]; stationName: string }> => {
  const target = await openStation(db, stationId)
  if (!target) throw fieldProblem('/stationId', '没有这个站点，请从列表中选择')
  const skipped: string[] = []
  for (const id of [...leads].sort()) {
    // in one order, so that two leads at once cannot wait for each other
    await holdApplication(db, id)
    const record = await applicationOf(db, deps.vault, id)
    const closed = await closedStation(db, record?.stationId ?? null)
    if (!record || record.program !== 'homecoming' || !closed || !stillGoing.includes(record.state))
      skipped.push(id)
    else
      await moveLead({ db, now, deps, actor: { personId: actor.personId, role: 'lead' } }, record, {
        from: closed,
        target,
        why,
      })
  }
  return { moved: leads.length - skipped.length, skipped, stationName: target.name }
}
