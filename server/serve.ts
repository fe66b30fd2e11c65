import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { buildApp, type App, type AppDeps, type Chore } from './app'
import type { Clock } from './core/clock'
import { openDatabase, type Database } from './core/db'
import { startEmbedded } from './core/embedded'
import { migrate } from './core/migrate'
import { Problem } from './core/problem'
import type { Environment } from './env'

/** Tells the person at the terminal what is going on: a line when a step begins and one with its duration. */
export const step = async <T>(title: string, run: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  process.stdout.write(`… ${title}\n`)
  const result = await run()
  process.stdout.write(`✓ ${title}（${((performance.now() - began) / 1000).toFixed(1)} 秒）\n`)
  return result
}

/** What is done about the tables when a database is opened; a server brings them up to date. */
type Schema = (db: Kysely<Database>) => Promise<unknown>
const broughtUpToDate: Schema = (db) =>
  step('更新表结构', async () => {
    const ran = await migrate(db)
    if (ran.length > 0) process.stdout.write(`  新增 ${ran.join('、')}\n`)
  })

/** A pool on PostgreSQL or on the embedded database. @throws SchemaMismatch as `schema` does */
export const openStore = async (
  environment: Environment,
  schema: Schema = broughtUpToDate,
): Promise<{ db: Kysely<Database>; close(): Promise<void> }> => {
  const embedded = environment.databaseUrl
    ? null
    : await step('打开内置数据库', () => startEmbedded(path.join(environment.dataDir, 'database')))
  const db = openDatabase(embedded?.connection ?? (environment.databaseUrl as string))
  const close = async () => {
    await db.destroy()
    await embedded?.close()
  }
  try {
    await schema(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, close }
}

const listenOrExplain = async (listen: () => Promise<unknown>, port: number, option: string) => {
  try {
    await listen()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortBusy(port, option)
    throw error
  }
}

/** The port belongs to somebody else. The message says what to do. */
export class PortBusy extends Error {
  constructor(port: number, option: string) {
    super(`端口 ${port} 已被占用。请关掉占用它的程序，或${option}换一个。`)
    this.name = 'PortBusy'
  }
}

const serveMetrics = (app: App, host: string): http.Server =>
  http
    .createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      app.metrics.metrics().then(
        (text) => response.writeHead(200, { 'content-type': app.metrics.contentType }).end(text),
        () => response.writeHead(503).end(),
      )
    })
    .on('error', () =>
      process.stdout.write(
        `! 指标端口被占用，/metrics 没有开（用 JUCAI_METRICS_PORT 换一个）；${host} 上的服务照常\n`,
      ),
    )

/** Runs chores at their intervals, each one run at a time: a slow one keeps no other waiting. */
const startChores = (
  chores: readonly Chore[],
  clock: Clock,
  failed: (error: unknown) => void,
): (() => Promise<void>) => {
  const started = chores.map(({ everyMs, run }) => {
    let running: Promise<unknown> | null = null
    const begin = () => {
      running ??= run(clock())
        .catch(failed)
        .finally(() => {
          running = null
        })
    }
    const timer = setInterval(begin, everyMs).unref()
    return async () => {
      clearInterval(timer)
      await running
    }
  })
  return async () => {
    await Promise.all(started.map((stop) => stop()))
  }
}

/** A server that listens; `stop` lets requests in hand finish, then closes the database. */
export interface Server {
  address: string
  stop(): Promise<void>
}

/** Opens the store, prepares it, builds the application and listens. */
export const serve = async (
  environment: Environment,
  assemble: (db: Kysely<Database>) => Promise<AppDeps>,
): Promise<Server> => {
  const store = await openStore(environment)
  let app: App | null = null
  try {
    const deps = await assemble(store.db)
    const built = await buildApp(deps)
    app = built
    await listenOrExplain(
      () => built.http.listen({ host: environment.host, port: environment.port }),
      environment.port,
      '用 --port 或环境变量 PORT ',
    )
    const { port } = built.http.server.address() as AddressInfo
    const metrics = serveMetrics(built, environment.host).listen(environment.metricsPort, environment.host)
    const stopChores = startChores(built.chores, deps.clock, (error) =>
      built.http.log.error({ name: (error as Error).name }, 'chore'),
    )
    const stop = async () => {
      metrics.close()
      metrics.closeAllConnections()
      await stopChores()
      await built.close()
      await store.close()
    }
    return {
      address: `http://${environment.host === '0.0.0.0' ? '127.0.0.1' : environment.host}:${port}`,
      stop,
    }
  } catch (error) {
    await app?.close()
    await store.close()
    throw error
  }
}

/** Stops on Ctrl-C and on SIGTERM, gracefully once, at once the second time. */
export const stopOnSignal = (server: Server): void => {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(130)
    stopping = true
    process.stdout.write('\n… 正在收尾，数据都已保存\n')
    setTimeout(() => process.exit(1), 10_000).unref()
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** A command that was called otherwise than it is meant; the message says how. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What a failed command says: a sentence where the failure is one that is foreseen, else its stack. */
export const explanation = (error: unknown): string => {
  if (error instanceof Problem) {
    const { title, detail } = error.body()
    return detail ?? title
  }
  const known =
    error instanceof Error &&
    [
      'PortBusy',
      'DataDirectoryBusy',
      'EnvironmentError',
      'SchemaMismatch',
      'UsageError',
      'BookRefused',
    ].includes(error.name)
  return known ? error.message : String((error as Error).stack ?? error)
}

/** Ends the process with its {@link explanation}. */
export const explainAndExit = (error: unknown): never => {
  process.stderr.write(`✗ ${explanation(error)}\n`)
  process.exit(1)
}
