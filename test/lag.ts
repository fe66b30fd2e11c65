import { randomInt } from 'node:crypto'

const mostMs = Number(process.env.TEST_LAG_MS ?? 0)

/**
 * With `TEST_LAG_MS=300` what a page asks of the server waits for a while, up to that, as on a bad network or a busy
 * machine: a test that does not wait for an answer fails then. Null without it.
 */
export const lag = (): Promise<void> | null =>
  mostMs > 0 ? new Promise((resolve) => void setTimeout(resolve, randomInt(mostMs))) : null
