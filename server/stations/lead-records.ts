import type { FollowUpKind } from '@jucai/contract/application-vocabulary'
import { chinaOffsetMs } from '@jucai/contract/china-time'
import { sql, type RawBuilder } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { applicationRows } from '../applications'
import { stationRows } from '../city'
import { startOfDay } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'

interface LeadTable {
  application_id: string
  next_contact_on: string | null
  answer: Buffer | null
  answered_at: Date | null
}
interface LeadNoteTable {
  id: string
  application_id: string
  person_id: string
  text: Buffer
  at: Date
}
interface FollowUpTable {
  id: string
  application_id: string
  person_id: string
  station_id: string
  kind: FollowUpKind
  happened_on: string
  note: Buffer | null
  amount_fen: number | null
  recorded_by: string
  recorded_at: Date
}
interface HandOverTable {
  id: string
  application_id: string
  from_station_id: string | null
  to_station_id: string
  why: Buffer
  handed_by: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    lead: LeadTable
    lead_note: LeadNoteTable
    follow_up: FollowUpTable
    hand_over: HandOverTable
  }
}

const context = {
  answer: (id: string) => `lead.answer:${id}`,
  note: (id: string) => `lead_note.text:${id}`,
  followUp: (id: string) => `follow_up.note:${id}`,
  why: (id: string) => `hand_over.why:${id}`,
}

/** When each of these is to be spoken to next, where that is planned. */
export const nextContactsOf = async (
  db: Db,
  applicationIds: readonly string[],
): Promise<Map<string, string>> =>
  new Map(
    (
      await db
        .selectFrom('lead')
        .select(['application_id', 'next_contact_on'])
        .where('application_id', 'in', applicationIds)
        .execute()
    ).flatMap((row) => (row.next_contact_on ? [[row.application_id, row.next_contact_on]] : [])),
  )

/** What a station keeps beside the application. */
export const leadOf = async (
  db: Db,
  vault: Vault,
  applicationId: string,
): Promise<{ nextContactOn: string | null; answer: string | null }> => {
  const row = await db
    .selectFrom('lead')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  return {
    nextContactOn: row?.next_contact_on ?? null,
    answer: row?.answer ? vault.decrypt(row.answer, context.answer(applicationId)) : null,
  }
}

/** Keeps the answer that the returnee was given. */
export const keepAnswer = async (
  db: Db,
  vault: Vault,
  {
    application_id: applicationId,
    answered_at,
    answerText,
  }: { application_id: string; answered_at: Date; answerText: string },
): Promise<void> => {
  const change = { answer: vault.encrypt(answerText, context.answer(applicationId)), answered_at }
  await db
    .insertInto('lead')
    .values({ application_id: applicationId, next_contact_on: null, ...change })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet(change))
    .execute()
}

/** Plans when to speak next; null: not planned. */
export const planContact = async (db: Db, applicationId: string, on: string | null): Promise<void> => {
  await db
    .insertInto('lead')
    .values({ application_id: applicationId, next_contact_on: on, answer: null, answered_at: null })
    .onConflict((conflict) => conflict.column('application_id').doUpdateSet({ next_contact_on: on }))
    .execute()
}

/** Adds a note for colleagues. */
export const insertNote = async (
  db: Db,
  vault: Vault,
  row: Omit<LeadNoteTable, 'id' | 'text'> & { noteText: string },
): Promise<void> => {
  const { noteText, ...columns } = row
  const id = uuidv7()
  await db
    .insertInto('lead_note')
    .values({ id, ...columns, text: vault.encrypt(noteText, context.note(id)) })
    .execute()
}
/** Notes, newest first. */
export const notesOf = async (
  db: Db,
  vault: Vault,
  applicationId: string,
): Promise<{ id: string; at: Date; personId: string; text: string }[]> =>
  (
    await db
      .selectFrom('lead_note')
      .selectAll()
      .where('application_id', '=', applicationId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute()
  ).map((row) => ({
    id: row.id,
    at: row.at,
    personId: row.person_id,
    text: vault.decrypt(row.text, context.note(row.id)),
  }))

/** Adds an outcome; it belongs to the station that has the returnee now. */
export const insertFollowUp = async (
  db: Db,
  vault: Vault,
  row: Omit<FollowUpTable, 'id' | 'note'> & { noteText: string },
): Promise<void> => {
  const { noteText, ...columns } = row
  const id = uuidv7()
  await db
    .insertInto('follow_up')
    .values({ id, ...columns, note: vault.encrypt(noteText, context.followUp(id)) })
    .execute()
}
/** Outcomes, oldest first. */
export const followUpsOf = async (
  db: Db,
  vault: Vault,
  applicationId: string,
): Promise<{ id: string; kind: FollowUpKind; on: string; note: string; amountFen: number | null }[]> =>
  (
    await db
      .selectFrom('follow_up')
      .selectAll()
      .where('application_id', '=', applicationId)
      .orderBy('happened_on')
      .orderBy('id')
      .execute()
  ).map((row) => ({
    id: row.id,
    kind: row.kind,
    on: row.happened_on,
    note: row.note ? vault.decrypt(row.note, context.followUp(row.id)) : '',
    amountFen: row.amount_fen,
  }))

/** Puts a hand-over on record. */
export const insertHandOver = async (
  db: Db,
  vault: Vault,
  row: Omit<HandOverTable, 'id' | 'why'> & { whyText: string },
): Promise<void> => {
  const { whyText, ...columns } = row
  const id = uuidv7()
  await db
    .insertInto('hand_over')
    .values({ id, ...columns, why: vault.encrypt(whyText, context.why(id)) })
    .execute()
}
/** Hand-overs, oldest first. */
export const handOversOf = async (
  db: Db,
  vault: Vault,
  applicationId: string,
): Promise<{ at: Date; from: string | null; to: string; why: string }[]> =>
  (
    await db
      .selectFrom('hand_over')
      .leftJoin(stationRows(db).as('source'), 'source.id', 'hand_over.from_station_id')
      .innerJoin(stationRows(db).as('target'), 'target.id', 'hand_over.to_station_id')
      .select([
        'hand_over.id',
        'hand_over.at',
        'hand_over.why',
        'source.name as from_name',
        'target.name as to_name',
      ])
      .where('application_id', '=', applicationId)
      .orderBy('at')
      .orderBy('hand_over.id')
      .execute()
  ).map((row) => ({
    at: row.at,
    from: row.from_name,
    to: row.to_name,
    why: vault.decrypt(row.why, context.why(row.id)),
  }))

/** The moment at which a calendar day of the database begins here. */
export const dayBegins = (day: RawBuilder<unknown>): RawBuilder<Date> =>
  sql<Date>`(${day}::timestamp - ${sql.lit(`${chinaOffsetMs} milliseconds`)}::interval) at time zone 'UTC'`

// Whoever must be answered first, then whoever was to be spoken to next; the rest in the order they came.
const turn = sql<Date>`coalesce(
  least(
    case when application.state = 'submitted' then application.due_at end,
    ${dayBegins(sql.ref('lead.next_contact_on'))}
  ),
  application.submitted_at + interval '100 years'
)`

/**
 * Returnees of stations, whose turn it is first; `today` only those to be answered, or to be spoken to by
 * now. One more than `limit`.
 */
export const leadRows = (
  db: Db,
  {
    stationIds,
    today,
    after,
    limit,
  }: { stationIds: readonly string[]; today: Date | null; after: Place | null; limit: number },
): Promise<{ id: string; person_id: string; turn: Date }[]> =>
  db
    .selectFrom(applicationRows(db).as('application'))
    .leftJoin('lead', 'lead.application_id', 'application.id')
    .select(['application.id', 'application.person_id', turn.as('turn')])
    .where('application.program', '=', 'homecoming')
    .where('application.station_id', 'in', stationIds)
    .where('application.state', 'not in', ['withdrawn', 'lapsed'])
    .$if(today !== null, (query) =>
      query.where(({ or, eb, and }) =>
        or([
          eb('application.state', '=', 'submitted'),
          and([eb('lead.next_contact_on', 'is not', null), eb(turn, '<=', startOfDay(today as Date))]),
        ]),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${turn}, application.id) > (${after?.at}, ${after?.id}::uuid)`),
    )
    .orderBy(turn)
    .orderBy('application.id')
    .limit(limit + 1)
    .execute()

/** Applications of a person that stations may have kept something about. */
export const homecomingsOf = async (db: Db, personId: string): Promise<string[]> =>
  (
    await db
      .selectFrom(applicationRows(db).as('application'))
      .select('id')
      .where('person_id', '=', personId)
      .where('program', '=', 'homecoming')
      .orderBy('submitted_at')
      .execute()
  ).map(({ id }) => id)
