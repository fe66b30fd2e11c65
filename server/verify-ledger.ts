import { needSchema } from './core/migrate'
import { readEnvironment } from './env'
import { verifyLedger } from './ledger'
import { explainAndExit, openStore } from './serve'

/**
 * Proves every sum of the payment ledger: `npm run ledger:verify`. Exit 1, with what does not hold and where, when one
 * fails. On the embedded database stop the service first; on PostgreSQL it may go on running.
 */
const main = async () => {
  const store = await openStore(readEnvironment(), needSchema)
  try {
    const { bookings, entries, payments, faults } = await verifyLedger(store.db, new Date())
    if (faults.length === 0)
      process.stdout.write(`✓ 账目相符：${payments} 笔款，${bookings} 笔记账，${entries} 条分录\n`)
    for (const { what, where } of faults) process.stderr.write(`✗ 不成立：${what}\n  ${where.join('\n  ')}\n`)
    if (faults.length > 0) process.exitCode = 1
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
