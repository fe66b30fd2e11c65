// The sample server without the site, as a process of its own to be killed. Its parent learns the address
// when it listens, and may ask for what stands in the database. The audit log is sealed and the bank's files are
// worked on far more often than usual, and deadlines come sooner, so that kills hit these too.
import type { Kysely } from 'kysely'
import { sampleDeps } from '../../mock/deps'
import { seedSampleCity } from '../../mock/seed'
import { sealAudit } from '../../server/core/audit'
import type { Database } from '../../server/core/db'
import { readEnvironment } from '../../server/env'
import { workReturns } from '../../server/ledger/returns'
import { explainAndExit, serve, stopOnSignal } from '../../server/serve'
import { stayDeps } from '../../server/app'
import { passStays } from '../../server/stays/jobs'
import { readFacts } from './facts'
import { dropClaims, hurryStays, hurryTimers } from './hurried-timers'
import { openSentLog } from './sent-log'
import { readStayFacts } from './stay-rules'

const main = async () => {
  const environment = readEnvironment()
  const sent = openSentLog(environment.dataDir)
  let database: Kysely<Database> | null = null
  let workOnReturns: () => Promise<unknown> = () => Promise.resolve()
  let passStaysNow: () => Promise<unknown> = () => Promise.resolve()
  const server = await serve(environment, async (db) => {
    database = db
    const deps = sampleDeps(environment, db, null)
    await seedSampleCity(db, deps, deps.clock())
    await dropClaims(db)
    workOnReturns = () => workReturns({ ...deps, registeredName: () => Promise.resolve(null) }, new Date())
    const holderOfCode = () => Promise.reject(new Error('nobody arrives by a chore'))
    passStaysNow = () => passStays({ ...stayDeps(deps), db, holderOfCode }, new Date())
    return {
      ...deps,
      sms: sent.sms(deps.sms),
      wechat: sent.wechat(deps.wechat),
      requestsPerMinute: 1_000_000,
    }
  })
  stopOnSignal(server)
  const db = database as unknown as Kysely<Database>
  let hurriesStays = false
  let work: Promise<unknown> = Promise.resolve()
  setInterval(() => {
    work = work
      .then(() => sealAudit(db))
      .then(() => hurryTimers(db))
      .then(() => workOnReturns())
      .then(() => (hurriesStays ? hurryStays(db) : undefined))
      .then(() => (hurriesStays ? passStaysNow() : undefined))
      .catch(() => undefined)
  }, 200).unref()
  process.on('message', (asked) => {
    if (asked === 'hurry stays') {
      hurriesStays = true
      return
    }
    const answer =
      asked === 'stays'
        ? readStayFacts(db).then((stays) => ({ stays }))
        : readFacts(db, sent).then((facts) => ({ facts }))
    answer.then(
      (found) => process.send?.(found),
      (error: unknown) => process.send?.({ failure: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0)) // nobody is left to kill this
  const { user, system } = process.cpuUsage()
  process.send?.({ listening: { address: server.address, cpuMs: (user + system) / 1000 } })
}

main().catch(explainAndExit)
