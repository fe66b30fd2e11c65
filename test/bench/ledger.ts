import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { addPerson } from '../../server/core/person'
import { openDatabase, type Database } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { foldTotals, owe } from '../../server/ledger'
import { allMonths, allSchemes, drawMedians } from '../../server/ledger/balances'
import { publicTotals } from '../../server/ledger/totals'
import { median, type Line } from './line'
import { ownDatabase } from './postgres'
import { inTurns, turnsLine } from './serving'

/** `LEDGER_BENCH_ENTRIES=10000000` for as many as one likes; the making takes most of the time, 10 minutes and more. */
const { LEDGER_BENCH_ENTRIES: many = '1000000' } = process.env
const few = 100_000
const [rounds, looks, longest] = [15, 10, 1.3]
const [bookingRounds, perRound, least] = [15, 60, 0.6]
const now = new Date('2026-11-22T02:00:00.000Z')
const schemes = 23
/** Bookings that no chore has added yet, as there are some at any moment. */
const fresh = 500

interface World {
  db: Kysely<Database>
  url: string
  close(): Promise<void>
}

const opened = async (server: string, name: string): Promise<World> => {
  const database = await ownDatabase(server, name)
  const db = openDatabase(database.url)
  await migrate(db)
  return {
    db,
    url: database.url,
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

/** Fills a ledger with so many entries, spread over schemes and three years of months: each payment is owed and paid. */
const filled = async (server: string, name: string, entries: number): Promise<World> => {
  const world = await opened(server, name)
  const { db } = world
  const person = await addPerson(db, now)
  const payments = entries / 4
  await db.transaction().execute(async (tx) => {
    // What the triggers prove is so by how the rows are made.
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`insert into ledger_payment (id, person_id, scheme, year, reference, why, amount_fen, approved_on, promised_on, state, created_at)
      select gen_random_uuid(), ${person}, 'scheme-' || n % ${schemes}, 2024 + (n / ${schemes}) % 3, n::text, 'x', 1000 + n % 9000,
        make_date(2024 + (n / ${schemes}) % 3, 1 + (n / 100) % 10, 1 + n % 28), null, 'paid', ${now}
      from generate_series(1, ${payments}) n`.execute(tx)
    for (const [act, from, to, wait] of [
      ['owe', 'available', 'approved', null],
      ['pay', 'approved', 'paid', 1],
    ] as const) {
      await sql`insert into ledger_booking (id, act, source, external_id, payment_id, happened_on, recorded_at, wait_days)
        select gen_random_uuid(), ${act}, ${act}, id::text, id,
          approved_on + case when ${act} = 'pay' then (amount_fen % 40)::integer else 0 end, ${now},
          case when ${wait}::integer is null then null else (amount_fen % 40)::integer end
        from ledger_payment`.execute(tx)
      await sql`insert into ledger_entry (booking_id, line, account, scheme, year, payment_id, amount_fen)
        select booking.id, line, case line when 1 then ${from} else ${to} end, payment.scheme, payment.year, payment.id,
          case line when 1 then -payment.amount_fen else payment.amount_fen end
        from ledger_booking booking join ledger_payment payment on payment.id = booking.payment_id, generate_series(1, 2) line
        where booking.act = ${act}`.execute(tx)
    }
    await sql`insert into ledger_unsummed select id from ledger_booking order by id limit ${fresh}`.execute(
      tx,
    )
    await sql`insert into ledger_total (account, scheme, year, month, amount_fen)
      select account, scheme, year, date_trunc('month', happened_on)::date, sum(amount_fen)
      from ledger_entry join ledger_booking booking on booking.id = booking_id
      where booking_id not in (select booking_id from ledger_unsummed) group by 1, 2, 3, 4`.execute(tx)
    await sql`insert into ledger_wait (scheme, month, days, payments)
      select coalesce(scheme, ${allSchemes}), coalesce(month, ${allMonths}::date), days, count(*) from (
        select scheme, date_trunc('month', happened_on)::date as month, wait_days as days
        from ledger_booking booking join ledger_payment payment on payment.id = booking.payment_id
        where wait_days is not null and booking.id not in (select booking_id from ledger_unsummed)
      ) as paid group by grouping sets ((scheme, month, days), (scheme, days), (days))`.execute(tx)
    const { rows } = await sql<{
      scheme: string
      month: string
    }>`select distinct scheme, month from ledger_wait`.execute(tx)
    await drawMedians(tx, rows)
  })
  await sql`vacuum analyze`.execute(db) // as the database does by itself in time
  return world
}

const timeOfTotals = async (db: Kysely<Database>): Promise<number> => {
  const times: number[] = []
  for (let look = 0; look < looks; look += 1) {
    const began = performance.now()
    await publicTotals(db, now, undefined)
    times.push(performance.now() - began)
  }
  return median(times)
}

const totalsLines = async (server: string): Promise<Line[]> => {
  const worlds: World[] = []
  try {
    const small = await filled(server, 'ledger_few', few)
    worlds.push(small)
    const large = await filled(server, 'ledger_many', Number(many))
    worlds.push(large)
    const turns = await inTurns(
      rounds,
      () => timeOfTotals(large.db),
      () => timeOfTotals(small.db),
    )
    const name = `public totals over ${Number(many).toLocaleString('en')} entries, ms, against ${few.toLocaleString('en')}`
    return [turnsLine(name, turns, { atMost: longest })]
  } finally {
    for (const world of worlds) await world.close()
  }
}

/** A payment owed in the least SQL that does it: the same rows, the same check of the budget under the same lock. */
const oweBare = async (client: pg.Client, personId: string): Promise<void> => {
  const [payment, booking] = [randomUUID(), randomUUID()]
  const run = (name: string, text: string, values: unknown[] = []) => client.query({ name, text, values })
  await client.query('begin')
  await run('lock', 'select pg_advisory_xact_lock($1)', [7])
  await run('known', 'select id from ledger_payment where scheme = $1 and reference = $2', ['bench', payment])
  await run('budget', 'select title from ledger_budget where scheme = $1 and year = $2', ['bench', 2026])
  await run(
    'balance',
    `select account, sum(amount_fen) from (
      select account, amount_fen from ledger_total where scheme = $1 and year = $2
      union all select account, amount_fen from ledger_unsummed join ledger_entry using (booking_id) where scheme = $1 and year = $2
    ) parts group by account`,
    ['bench', 2026],
  )
  await run(
    'payment',
    `insert into ledger_payment (id, person_id, scheme, year, reference, why, amount_fen, approved_on, promised_on, state, created_at)
      values ($1, $2, 'bench', 2026, $4, 'x', 100, '2026-11-22', '2026-12-11', 'approved', $3)`,
    [payment, personId, now, payment],
  )
  await run(
    'booking',
    `insert into ledger_booking (id, act, source, external_id, payment_id, happened_on, recorded_at)
      values ($1, 'owe', 'owe', $4, $2, '2026-11-22', $3)`,
    [booking, payment, now, payment],
  )
  await run(
    'entries',
    `insert into ledger_entry (booking_id, line, account, scheme, year, payment_id, amount_fen)
      values ($1, 1, 'available', 'bench', 2026, null, -100), ($1, 2, 'approved', 'bench', 2026, $2, 100)`,
    [booking, payment],
  )
  await run('unsummed', 'insert into ledger_unsummed values ($1)', [booking])
  await client.query('commit')
}

/** Payments a second. */
const rateOf = async (act: () => Promise<void>): Promise<number> => {
  const began = performance.now()
  for (let turn = 0; turn < perRound; turn += 1) await act()
  return (perRound * 1000) / (performance.now() - began)
}

const bookingLines = async (server: string): Promise<Line[]> => {
  const { db, url, close } = await opened(server, 'ledger_book')
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const personId = await addPerson(db, now)
    await sql`insert into ledger_budget (scheme, year, title, version, changed_at) values ('bench', 2026, 'x', 1, ${now})`.execute(
      db,
    )
    await sql`insert into ledger_total values ('available', 'bench', 2026, '2026-01-01', 1000000000000),
      ('appropriated', 'bench', 2026, '2026-01-01', -1000000000000)`.execute(db)
    const oweOne = () =>
      db.transaction().execute((tx) =>
        owe(
          { db: tx, now },
          {
            scheme: 'bench',
            year: 2026,
            personId,
            amountFen: 100,
            reference: randomUUID(),
            promisedOn: '2026-12-11',
            why: 'x',
          },
        ),
      )
    const measured = async (act: () => Promise<unknown>) => {
      await foldTotals(db) // the same for both
      return rateOf(async () => {
        await act()
      })
    }
    const turns = await inTurns(
      bookingRounds,
      () => measured(oweOne),
      () => measured(() => oweBare(client, personId)),
    )
    return [turnsLine('payments owed a second, against their bare SQL', turns, { atLeast: least })]
  } finally {
    await client.end()
    await close()
  }
}

/** The names of all that is measured here, for a machine that cannot. */
export const ledgerBounds: readonly (readonly [name: string, bound: string])[] = [
  ['public totals over many entries against 100,000', `ratio ≤ ${longest}`],
  ['payments owed a second, against their bare SQL', `ratio ≥ ${least}`],
]

/** What the ledger costs on PostgreSQL. */
export const ledgerOnPostgres = async (server: string): Promise<Line[]> => [
  ...(await bookingLines(server)),
  ...(await totalsLines(server)),
]
