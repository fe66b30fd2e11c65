import { deadEvents, reviveEvent } from './core/outbox'
import { readEnvironment } from './env'
import { explainAndExit, openStore } from './serve'

/**
 * Lists events that were set aside: `npm run events`; has them tried again: `npm run events -- retry <id>`
 * or `… retry all`. The running server does them at its next turn.
 */
const main = async () => {
  const [act, which] = process.argv.slice(2)
  const store = await openStore(readEnvironment())
  try {
    const rows = await deadEvents(store.db, null, 200)
    if (act !== 'retry') {
      for (const { id, kind, dead_at: at, last_error: error } of rows)
        process.stdout.write(`${id}  ${at.toISOString()}  ${kind}  ${error ?? ''}\n`)
      process.stdout.write(rows.length === 0 ? '没有搁置的事件。\n' : `共 ${rows.length} 条。\n`)
      return
    }
    const ids = which === 'all' ? rows.map(({ id }) => id) : [which ?? '']
    let retried = 0
    for (const id of ids) if (await reviveEvent(store.db, id, new Date())) retried += 1
    process.stdout.write(`已安排重试 ${retried} 条。\n`)
    if (retried < ids.length) process.exitCode = 1
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
