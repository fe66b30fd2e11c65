import { verifyAudit } from './core/audit'
import { needSchema } from './core/migrate'
import { readEnvironment } from './env'
import { explainAndExit, openStore } from './serve'

/**
 * Recomputes the audit log's hash chain: `npm run audit:verify`. Exit 1, with the sequence number, where an
 * entry or a seal does not fit. On the embedded database stop the service first; on PostgreSQL it may go on
 * running.
 */
const main = async () => {
  const store = await openStore(readEnvironment(), needSchema)
  try {
    const { sealed, unsealed, brokenAt } = await verifyAudit(store.db)
    if (brokenAt === null) {
      process.stdout.write(`✓ 审计链完整：已封 ${sealed} 条，待封 ${unsealed} 条\n`)
    } else {
      process.stderr.write(
        `✗ 审计链在第 ${brokenAt} 条断开：这一条或它的封签被改动、删除或插入过；之前的 ${sealed} 条完整\n`,
      )
      process.exitCode = 1
    }
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
