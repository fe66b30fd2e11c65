// One step of a round, on a database that somebody else fills and looks at; killed there, or measured: in the end it says
// how long the event loop stood still at most, ms, and the most memory it had, MB. `--torn`: without the transaction,
// which is what the run has to notice.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { testVault } from '../../mock/fakes'
import { issuerKeyFromSeed, systemRandomness } from '../../server/adapters/keys'
import { openDatabase, type Db } from '../../server/core/db'
import { confirmLock, draw, roundById, type RoundRoomDeps } from '../../server/rounds'

const main = async () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: '' },
      round: { type: 'string', default: '' },
      person: { type: 'string', default: '' },
      at: { type: 'string', default: '' },
      step: { type: 'string', default: 'lock' },
      torn: { type: 'boolean', default: false },
    },
  })
  const db = openDatabase(values.url)
  const now = new Date(values.at)
  const deps: RoundRoomDeps = {
    db,
    vault: testVault(),
    random: systemRandomness,
    boundary: () => Promise.resolve(now),
    tiers: () => Promise.resolve(new Map()),
    rentPercent: () => Promise.resolve(null),
    names: () => Promise.resolve(new Map()),
    issuer: { key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) },
  }
  const act = async (tx: Db) => {
    const work = { db: tx, now, deps, actor: { personId: values.person } }
    if (values.step === 'draw') return draw(work, values.round)
    return confirmLock(work, values.round, (await roundById(tx, values.round))?.version ?? 0)
  }
  const stops = monitorEventLoopDelay({ resolution: 1 })
  process.stdout.write('begins\n')
  stops.enable()
  await (values.torn ? act(db) : db.transaction().execute(act))
  stops.disable()
  process.stdout.write(`done ${stops.max / 1e6} ${process.resourceUsage().maxRSS / 1024}\n`)
  await db.destroy()
}
void main()
