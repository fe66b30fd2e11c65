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

/**
 * How PostgreSQL would find the rows of a query. On an empty table the planner would scan and sort; without
 * those ways the plan shows whether an index could serve.
 */
export const planOf = (
  db: Kysely<Database>,
  { sql: text, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
  without: readonly string[] = ['seqscan', 'bitmapscan', 'sort'],
): Promise<string> =>
  db.transaction().execute(async (tx) => {
    for (const way of without) await sql.raw(`set local enable_${way} = off`).execute(tx)
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>({
      sql: `explain ${text}`,
      parameters,
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'explain' },
    } as never)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
