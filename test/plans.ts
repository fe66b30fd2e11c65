import { sql, type CompiledQuery, type Kysely } from 'kysely'
import type { Database } from '../server/core/db'

/** The queries that `run` really sends, compiled; what it makes of an empty database does not matter. */
export const queriesOf = async (
  db: Kysely<Database>,
  run: (db: Kysely<Database>) => Promise<unknown>,
): Promise<CompiledQuery[]> => {
  const sent: CompiledQuery[] = []
  const built = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      sent.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  // Statements whose text is made once do not pass a plugin.
  const recording = new Proxy(built, {
    get: (target, name) => {
      if (name === 'executeQuery')
        return (query: CompiledQuery) => {
          sent.push(query)
          return db.executeQuery(query)
        }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  await run(recording).catch(() => undefined)
  return sent
}

/** Takes from the tables of these indexes every other one that no constraint stands on. */
const dropOthers = async (tx: Kysely<Database>, indexes: readonly string[]): Promise<void> => {
  const { rows } = await sql<{ name: string }>`
    select other.indexrelid::regclass::text as name from pg_index as other
    where other.indrelid in (select indrelid from pg_index where indexrelid = any (${indexes}::regclass[]))
      and other.indexrelid <> all (${indexes}::regclass[])
      and not exists (select from pg_constraint where conindid = other.indexrelid)`.execute(tx)
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(tx)
}

/**
 * How PostgreSQL would find the rows of a query by these indexes. On tables of a few rows all ways cost the
 * same, and chance decides; so the plan is made without the other indexes of their tables and without the
 * ways of small tables, and shows whether these can serve. Afterwards everything is back.
 */
export const planOf = async (
  db: Kysely<Database>,
  { sql: text, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
  indexes: readonly string[],
  without: readonly string[] = ['seqscan', 'bitmapscan', 'sort'],
): Promise<string> => {
  const tx = await db.startTransaction().execute()
  try {
    await dropOthers(tx, indexes)
    for (const way of without) await sql.raw(`set local enable_${way} = off`).execute(tx)
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>({
      sql: `explain ${text}`,
      parameters,
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'explain' },
    } as never)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await tx.rollback().execute()
  }
}
