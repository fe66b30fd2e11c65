import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../../server/core/db'
import type { Line, LinePlace } from '../../server/choosing'

interface TicketRow {
  round_id: string
  person_id: string
  ticket_id: string
  number: number
  quota: string | null
  longer: boolean
  people: number
  standing: 'in' | 'gone' | 'chosen'
}

/** Who stands in the line of a test. */
export interface InLine {
  personId: string
  quota?: string | null
  longer?: boolean
  people?: number
}
/** How a round of a test goes. */
export interface RoundRules {
  slotMinutes?: number
  longerSlotMinutes?: number
  holdSeconds?: number
  atOnce?: number
  choosingFrom?: Date
}

/**
 * A round in plain tables of the test, for any number of processes: the numbers are the order, and everybody whom
 * the test gives a quota is called, so that a test can let as many choose at once as it likes.
 */
export const openRound = async (
  db: Db,
  people: readonly InLine[],
  flats: readonly { flatId: string; flatCode: string; pool?: string; reservedFor?: string | null }[],
  rules: RoundRules = {},
): Promise<string> => {
  await sql`create table if not exists test_round (id uuid primary key, title text, state text, slot int, longer int,
    hold int, at_once int, choosing_from timestamptz)`.execute(db)
  await sql`create table if not exists test_ticket (round_id uuid, person_id uuid, ticket_id uuid, number int, quota text,
    longer boolean, people int, standing text, flat_id uuid, reason text, primary key (round_id, number))`.execute(
    db,
  )
  await sql`create table if not exists test_flat (round_id uuid, flat_id uuid, flat_code text, pool text, reserved text)`.execute(
    db,
  )
  const id = uuidv7()
  await sql`insert into test_round values (${id}, '测试批次', 'drawn', ${rules.slotMinutes ?? 30}, ${rules.longerSlotMinutes ?? 90},
    ${rules.holdSeconds ?? 300}, ${rules.atOnce ?? 2}, ${rules.choosingFrom ?? new Date('2026-11-22T00:00:00Z')})`.execute(
    db,
  )
  for (const [at, one] of people.entries())
    await sql`insert into test_ticket values (${id}, ${one.personId}, ${uuidv7()}, ${at + 1}, ${one.quota === undefined ? 'general' : one.quota},
      ${one.longer ?? false}, ${one.people ?? 1}, 'in')`.execute(db)
  for (const one of flats)
    await sql`insert into test_flat values (${id}, ${one.flatId}, ${one.flatCode}, ${one.pool ?? 'all'}, ${one.reservedFor ?? null})`.execute(
      db,
    )
  return id
}

const ticketsOf = async (db: Db, roundId: string): Promise<TicketRow[]> =>
  (await sql<TicketRow>`select * from test_ticket where round_id = ${roundId} order by number`.execute(db))
    .rows
const ticketBy = async (db: Db, roundId: string, personId: string): Promise<TicketRow | undefined> =>
  (
    await sql<TicketRow>`select * from test_ticket where round_id = ${roundId} and person_id = ${personId}`.execute(
      db,
    )
  ).rows[0]
const setState = (db: Db, roundId: string, state: string) =>
  sql`update test_round set state = ${state} where id = ${roundId}`.execute(db)
const hasTables = async (db: Db): Promise<boolean> =>
  (await sql<{ there: boolean }>`select to_regclass('test_round') is not null as there`.execute(db)).rows[0]
    ?.there ?? false

/** The line of rounds made by {@link openRound}. */
export const testLine: Line = {
  roundById: async (db, id) => {
    if (!(await hasTables(db))) return undefined
    const row = (
      await sql<{
        id: string
        title: string
        state: string
        slot: number
        longer: number
        hold: number
        at_once: number
        choosing_from: Date
      }>`select * from test_round where id = ${id}`.execute(db)
    ).rows[0]
    return (
      row && {
        ...row,
        slot_minutes: row.slot,
        longer_slot_minutes: row.longer,
        hold_seconds: row.hold,
        refusing: '名额给下一位',
      }
    )
  },
  roundsChoosing: async (db) =>
    (await hasTables(db))
      ? (
          await sql<{
            id: string
          }>`select id from test_round where state in ('drawn', 'choosing') order by id`.execute(db)
        ).rows.map(({ id }) => id)
      : [],
  waitsOf: () => Promise.resolve(null),
  roundFlats: async (db, roundId) =>
    (
      await sql<{ flatId: string; flatCode: string; pool: string; reservedFor: string | null }>`
        select flat_id as "flatId", flat_code as "flatCode", pool, reserved as "reservedFor" from test_flat
        where round_id = ${roundId} order by flat_code`.execute(db)
    ).rows,
  roundFlat: async (db, roundId, code) =>
    (await testLine.roundFlats(db, roundId)).find(({ flatCode }) => flatCode === code),
  nextUp: (db, roundId, limit) => testLine.calledAfter(db, roundId, null, limit),
  calledAfter: async (db, roundId, after, limit) =>
    (await ticketsOf(db, roundId))
      .filter(
        ({ quota, standing, number }) => quota !== null && standing === 'in' && number > (after?.number ?? 0),
      )
      .slice(0, limit)
      .map((row) => ({
        ticketId: row.ticket_id,
        personId: row.person_id,
        number: row.number,
        rank: row.number,
        quota: row.quota as string,
        longerSlot: row.longer,
      })),
  calledFor: async (db, roundId) => {
    const called = (await ticketsOf(db, roundId)).filter(
      ({ quota, standing }) => quota !== null && standing === 'in',
    )
    return [...new Set(called.map(({ quota }) => quota as string))].map((quota) => ({
      pool: 'all',
      quota,
      count: called.filter((one) => one.quota === quota).length,
    }))
  },
  placeOf: async (db, roundId, personId): Promise<LinePlace | null> => {
    const row = await ticketBy(db, roundId, personId)
    if (!row) return null
    const before = (
      await sql<{
        count: number
      }>`select count(*) from test_ticket where round_id = ${roundId} and number < ${row.number}
        and standing = 'in'`.execute(db)
    ).rows[0]?.count
    return {
      ticketId: row.ticket_id,
      number: row.number,
      rank: row.number,
      pool: 'all',
      before: Number(before),
      quota: row.standing === 'gone' ? null : row.quota,
      longerSlot: row.longer,
      people: row.people,
      wishes: [],
      called: row.standing !== 'gone',
    }
  },
  household: () => Promise.resolve([{ relation: '本人', maskedName: '林**', document: '' }]),
  personOf: async (db, roundId, number) =>
    (await ticketsOf(db, roundId)).find((row) => row.number === number)?.person_id ?? null,
  passOver: async ({ db }, { roundId, number, reason }) =>
    sql`update test_ticket set standing = 'gone', reason = ${reason} where round_id = ${roundId} and number = ${number}`.execute(
      db,
    ),
  recordChoice: async ({ db }, { roundId, number, flatId }) => {
    await sql`select from test_round where id = ${roundId} for update`.execute(db) // lines of the log come one after another
    await sql`update test_ticket set standing = 'chosen', flat_id = ${flatId} where round_id = ${roundId} and number = ${number}`.execute(
      db,
    )
  },
  markChoosing: async ({ db }, roundId) => {
    await setState(db, roundId, 'choosing')
    return { state: 'choosing' }
  },
  endRound: ({ db }, roundId) => setState(db, roundId, 'ended'),
  roundsOf: async (db, personId) =>
    (await hasTables(db))
      ? (
          await sql<{ roundId: string; title: string; drawnAt: Date }>`
            select test_round.id as "roundId", title, choosing_from as "drawnAt" from test_round
            join test_ticket on round_id = test_round.id where person_id = ${personId} order by choosing_from desc`.execute(
            db,
          )
        ).rows
      : [],
}
