import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  type CompiledQuery,
} from 'kysely'
import { keepPlanOf, type Database, type Db } from './db'

class Slot {
  constructor(readonly name: string) {}
}

const compiler = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A statement whose text is made once. */
export interface Statement<V, R> {
  (db: Db, values: V): Promise<{ rows: R[]; affected: number }>
}

/**
 * A typed query for the busiest paths: Kysely builds it on first use and PostgreSQL plans it once a
 * connection; later calls only fill in the values. Building and planning take about as long as sending,
 * which is nothing on most routes and a good part of recording a scan. Name the columns: a kept plan of
 * `select *` fails once when a migration adds one.
 * `build` sees each value as a placeholder, so it must not look at them; all of them must be used as
 * parameters.
 */
export const statement =
  <V extends object>() =>
  <R>(build: (db: Kysely<Database>, values: V) => Compilable<R>): Statement<V, R> => {
    let compiled: CompiledQuery<R> | null = null
    const placeholders = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as V
    return async (db, values) => {
      if (!compiled) {
        compiled = build(compiler, placeholders).compile()
        keepPlanOf(compiled.sql)
      }
      const parameters = compiled.parameters.map((parameter) =>
        parameter instanceof Slot ? values[parameter.name as keyof V] : parameter,
      )
      const { rows, numAffectedRows } = await db.executeQuery<R>({ ...compiled, parameters })
      return { rows, affected: Number(numAffectedRows ?? 0) }
    }
  }
