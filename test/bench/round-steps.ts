import { openDatabase } from '../../server/core/db'
import { createSchema } from '../../server/core/migrate'
import { enterBoth, lockWorld, runStep } from '../faults/lock-world'
import { atMost, type Line } from './line'
import { ownDatabase } from './postgres'

const people = 300_000
/** What is measured here, with its bounds: a request meanwhile waits so long at most; the server has so much memory. */
const bounds = (['lock', 'draw'] as const).map((step) => ({
  step,
  stopped: { name: `${step} of 300,000: the longest that everybody else waits, ms`, most: 250 },
  memory: { name: `${step} of 300,000: memory of the process, MB`, most: 1000 },
}))
export const stepBounds = bounds.flatMap(({ stopped, memory }) =>
  [stopped, memory].map(({ name, most }) => [name, `≤ ${most}`] as const),
)

/** Lock and draw of many tickets, each in a process of its own: what everybody else of the server has of it. */
export const stepsOnPostgres = async (server: string): Promise<Line[]> => {
  const own = await ownDatabase(server, 'steps')
  const db = openDatabase(own.url)
  try {
    await createSchema(db)
    await lockWorld(db, people)
    const lines: Line[] = []
    for (const { step, stopped, memory } of bounds) {
      if (step === 'draw') await enterBoth(db)
      const { ended, ms, stoppedMs, megabytes } = await runStep(own.url, step)
      if (!ended) throw new Error(`the ${step} did not come to its end`)
      process.stdout.write(`  ${step} of ${people}: ${(ms / 1000).toFixed(1)} s\n`)
      lines.push(atMost(stopped.name, stoppedMs, stopped.most), atMost(memory.name, megabytes, memory.most))
    }
    return lines
  } finally {
    await db.destroy()
    await own.drop()
  }
}
