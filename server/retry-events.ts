import { audit } from './core/audit'
import { deadEvents, reviveEvent } from './core/outbox'
import type { DeadEvent } from './core/outbox'
import type { Db } from './core/db'
import { needSchema } from './core/migrate'
import { readEnvironment } from './env'
import { explainAndExit, openStore } from './serve'

const usage = '用法：npm run events（列出）｜ npm run events -- retry <编号> ｜ npm run events -- retry all'
const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const pageSize = 200

/** Every event set aside, the latest first. */
async function* allDead(db: Db): AsyncGenerator<DeadEvent> {
  let before: { at: Date; id: string } | null = null
  for (;;) {
    const rows: DeadEvent[] = await deadEvents(db, before, pageSize)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    before = { at: last.dead_at, id: last.id }
  }
}

/** Has one tried again, on record as the act of whoever runs the server. */
const retry = (db: Awaited<ReturnType<typeof openStore>>['db'], id: string, now: Date): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    if (!(await reviveEvent(tx, id, now))) return false
    await audit(tx, {
      at: now,
      actorId: null,
      actorRole: 'system',
      action: 'event.retried',
      object: `event:${id}`,
    })
    return true
  })

/**
 * Lists events that were set aside: `npm run events`; has them tried again: `npm run events -- retry <id>`
 * or `… retry all`. The running server does them at its next turn. Exit 1 when something asked for was not
 * set aside, 2 when it was not understood.
 */
const main = async () => {
  const [act, which = '', ...more] = process.argv.slice(2)
  const isList = act === undefined
  if (!isList && (act !== 'retry' || more.length > 0 || !(which === 'all' || anId.test(which)))) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const store = await openStore(readEnvironment(), needSchema)
  try {
    if (isList) {
      let count = 0
      for await (const { id, kind, dead_at: at, last_error: error } of allDead(store.db)) {
        count += 1
        process.stdout.write(`${id}  ${at.toISOString()}  ${kind}  ${error ?? ''}\n`)
      }
      process.stdout.write(count === 0 ? '没有搁置的事件。\n' : `共 ${count} 条。\n`)
      return
    }
    const ids: string[] = []
    if (which === 'all') for await (const { id } of allDead(store.db)) ids.push(id)
    else ids.push(which)
    let retried = 0
    for (const id of ids) if (await retry(store.db, id, new Date())) retried += 1
    process.stdout.write(`已安排重试 ${retried} 条。\n`)
    if (retried < ids.length) process.exitCode = 1
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
