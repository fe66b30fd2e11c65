// The sample server without the site, as a process of its own to be killed. Its parent learns the address
// when it listens, and may ask for what stands in the database. The audit log is sealed far more often than
// usual, and deadlines come sooner, so that kills hit these too.
import type { Kysely } from 'kysely'
import { sampleDeps } from '../../mock/deps'
import { seedSampleCity } from '../../mock/seed'
import { sealAudit } from '../../server/core/audit'
import type { Database } from '../../server/core/db'
import { readEnvironment } from '../../server/env'
import { explainAndExit, serve, stopOnSignal } from '../../server/serve'
import { readFacts } from './facts'
import { hurryTimers } from './hurried-timers'
import { openSentLog } from './sent-log'

const main = async () => {
  const environment = readEnvironment()
  const sent = openSentLog(environment.dataDir)
  let database: Kysely<Database> | null = null
  const server = await serve(environment, async (db) => {
    database = db
    const deps = sampleDeps(environment, db, null)
    await seedSampleCity(db, deps, deps.clock())
    return {
      ...deps,
      sms: sent.sms(deps.sms),
      wechat: sent.wechat(deps.wechat),
      requestsPerMinute: 1_000_000,
    }
  })
  stopOnSignal(server)
  const db = database as unknown as Kysely<Database>
  let work: Promise<unknown> = Promise.resolve()
  setInterval(() => {
    work = work
      .then(() => sealAudit(db))
      .then(() => hurryTimers(db))
      .catch(() => undefined)
  }, 200).unref()
  process.on('message', () => {
    readFacts(db, sent).then(
      (facts) => process.send?.({ facts }),
      (error: unknown) => process.send?.({ failure: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0)) // nobody is left to kill this
  const { user, system } = process.cpuUsage()
  process.send?.({ listening: { address: server.address, cpuMs: (user + system) / 1000 } })
}

main().catch(explainAndExit)
