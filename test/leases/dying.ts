// One act on a lease by a process of its own that dies by kill -9 at the statement it is told:
// tsx test/leases/dying.ts <database> <statement, 0: none> <act> <lease> <tenant> <clerk> <station> <moment>
import { inspectionItems } from '@jucai/contract/lease-vocabulary'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { sampleStorage, testVault } from '../../mock/fakes'
import { applicationDeps, leaseDeps } from '../../server/app'
import type { Database } from '../../server/core/db'
import { handOver, inspect } from '../../server/leases'

const [url = '', at = '', act = '', lease = '', tenant = '', clerk = '', station = '', moment = ''] =
  process.argv.slice(2)
let statements = 0
const pool = new pg.Pool({ connectionString: url, max: 1 })
const db = new Kysely<Database>({
  dialect: new PostgresDialect({ pool }),
  log: ({ level }) => {
    if (level !== 'query') return
    statements += 1
    if (statements === Number(at)) process.kill(process.pid, 'SIGKILL')
  },
})

const main = async () => {
  const now = new Date(moment)
  const vault = testVault()
  const deps = leaseDeps(
    { db, vault, storage: sampleStorage(), boundary: () => Promise.resolve(now) },
    await applicationDeps({ vault }),
    () => Promise.resolve(tenant),
  )
  const actor = { personId: clerk, stationIds: [station], roles: ['clerk'] } as never
  await db.transaction().execute(async (tx) => {
    const work = { db: tx, now, deps, actor }
    if (act === 'hand-over')
      await handOver(work, station, { code: 'x', scannedAt: moment, challenge: '123456' })
    else
      await inspect(work, station, lease, 'move-out', {
        version: 0,
        items: inspectionItems.map((item) => ({ item, state: 'good', note: '', photos: [] })),
        damages: [],
        repairing: false,
      })
  })
  await db.destroy()
  process.stdout.write(String(statements))
}
void main()
