import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

/**
 * All tables. Each feature adds its own beside its SQL:
 * `declare module '../core/db' { interface Database { person: PersonTable } }`.
 */
export interface Database {}

/**
 * A connection, or the transaction at hand. On the embedded database a query outside the open transaction
 * would wait for ever, so pass it on.
 */
export type Db = Kysely<Database> | Transaction<Database>

pg.types.setTypeParser(pg.types.builtins.INT8, Number) // counts and sequence numbers here stay far below 2^53
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day) // a calendar day has no time zone

const plans = new Map<string, string>()

/**
 * Lets PostgreSQL keep the plan of this statement a connection, instead of parsing and planning it at every
 * call. For texts that are few and fixed.
 */
export const keepPlanOf = (text: string): void => {
  if (!plans.has(text)) plans.set(text, `jucai_${plans.size}`)
}

type Query = (query: unknown, values?: unknown, ...rest: unknown[]) => unknown

/** Sends the statements of {@link keepPlanOf} by name. */
class PlanKeepingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const sendNamed: Query = (query, values, ...rest) => {
      const name = typeof query === 'string' ? plans.get(query) : undefined
      return (pg.Client.prototype.query as Query).call(
        this,
        name === undefined ? query : { name, text: query },
        values,
        ...rest,
      )
    }
    Object.assign(this, { query: sendNamed })
  }
}

/** The pool whose transaction the code at hand runs in. */
const transactionOf = new AsyncLocalStorage<pg.Pool>()

/** Runs what comes from outside, such as another request, as being in nobody's transaction. */
export const outOfTransaction = <T>(run: () => T): T => transactionOf.exit(run)

/**
 * Notices a question to the pool from inside a transaction: it waits for a connection while it holds one, and
 * where all do so, none gets one, for ever.
 */
class WatchedDatabase extends Kysely<Database> {
  constructor(
    dialect: PostgresDialect,
    private readonly pool: pg.Pool,
  ) {
    super({ dialect })
  }
  override transaction() {
    const builder = super.transaction()
    const execute = builder.execute.bind(builder)
    builder.execute = (run) => execute((tx) => transactionOf.run(this.pool, () => run(tx)))
    return builder
  }
}

/** How a pool is opened, beside where to. */
interface PoolOptions {
  /** Connections at most. */
  max?: number
  /** Throws where the pool is asked from inside a transaction. Costs a little, so not in production. */
  watched?: boolean
}

/**
 * Opens a pool. `connection` is a URL or the settings of the embedded database, which gets one connection:
 * it is a single session, and its socket server mixes the statements of connections that speak at once, so
 * that one gets another's rows.
 */
export const openDatabase = (
  connection: string | pg.PoolConfig,
  { max = typeof connection === 'string' ? 10 : 1, watched = false }: PoolOptions = {},
): Kysely<Database> => {
  const config = typeof connection === 'string' ? { connectionString: connection } : connection
  const pool = new pg.Pool({
    ...config,
    max,
    ...(typeof connection === 'string' ? { Client: PlanKeepingClient } : {}),
  })
  // A connection lost, idle or in use: what runs on it fails by itself, and the next query opens another.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  if (!watched) return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const connect = async () => {
    if (transactionOf.getStore() === pool) throw new Error('the pool was asked inside a transaction')
    return pool.connect()
  }
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end() } })
  return new WatchedDatabase(dialect, pool)
}
