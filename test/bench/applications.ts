import http from 'node:http'
import { median, type Line } from './line'
import { startQueueWorld, type QueueWorld } from './queue-world'
import { inTurns, send, startServed, stopServed, turnsLine, type Served } from './serving'
import { submitting } from './submitting'

const [few, many] = [10_000, 1_000_000]
const [rounds, looksPerRound, longest] = [25, 20, 1.3]

/** The time of one request in milliseconds, the median of some, one after the other. */
const timeOf = async (port: number, path: string, token: string): Promise<number> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  for (let look = 0; look < looksPerRound; look += 1) {
    const began = performance.now()
    await send(agent, port, { method: 'GET', path, headers: { authorization: `Bearer ${token}` } })
    times.push(performance.now() - began)
  }
  agent.destroy()
  return median(times)
}

/** Pages of the reviewers' queue, of a million applications and of ten thousand, in turns. */
const queueLines = async (postgres: string): Promise<Line[]> => {
  const worlds: QueueWorld[] = []
  const started: Served[] = []
  try {
    const small = await startQueueWorld(postgres, 'few', few)
    worlds.push(small)
    const large = await startQueueWorld(postgres, 'many', many)
    worlds.push(large)
    for (const { url } of worlds) started.push(await startServed({ kind: 'ours', url }))
    const [atFew, atMany] = started as [Served, Served]
    const lines: Line[] = []
    for (const [at, { name, path }] of large.pages.entries()) {
      const turns = await inTurns(
        rounds,
        () => timeOf(atMany.port, path, large.reviewer),
        () => timeOf(atFew.port, small.pages[at]?.path ?? '', small.reviewer),
      )
      lines.push(
        turnsLine(
          `queue of ${many.toLocaleString('en')}, ${name}, ms, against ${few.toLocaleString('en')}`,
          turns,
          { atMost: longest },
        ),
      )
    }
    return lines
  } finally {
    await stopServed(started)
    for (const world of worlds) await world.close()
  }
}

/** The names of all that is measured here, for a machine that cannot. */
export const applicationBounds: readonly (readonly [name: string, bound: string])[] = [
  ['reviewers’ queue of 1,000,000 applications against 10,000', `ratio ≤ ${longest}`],
  ['POST /programs/:program/applications against bare Fastify + pg', 'ratio ≥ 0.6'],
]

/** What applying and reviewing cost on PostgreSQL. */
export const applicationsOnPostgres = async (postgres: string): Promise<Line[]> => [
  ...(await queueLines(postgres)),
  ...(await submitting(postgres)),
]
