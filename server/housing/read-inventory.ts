import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { UnusableFile } from '../core/table-file'
import { threadOf } from '../core/thread'
import type { Registered } from './inventory-file'
import type { InspectedInventory } from './inventory-thread'

/** What reading one file may take. */
const limits = { megabytes: 384, seconds: 60 }
const isOutOfMemory = (error: unknown) => (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'

/**
 * Reads an inventory in a thread of its own, so that a large file, or one that unfolds without end, holds up no
 * request; at most so much memory and time.
 * @throws UnusableFile when it is no such file, or unfolds into too much
 */
export const inspectInventory = async (
  bytes: Uint8Array,
  registered: Registered,
  { megabytes, seconds } = limits,
): Promise<Exclude<InspectedInventory, { unusable: string }>> => {
  const thread = threadOf(path.join(__dirname, 'inventory-thread.ts'), {
    workerData: { bytes, registered },
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
  })
  const waiting = new AbortController()
  try {
    const read = await Promise.race([
      once(thread, 'message').then(([one]) => one as InspectedInventory),
      after(seconds * 1000, { unusable: '表格读了太久还没有读完，请拆成几个文件导入' }, waiting),
    ])
    if ('unusable' in read) throw new UnusableFile(read.unusable)
    return read
  } catch (error) {
    if (isOutOfMemory(error)) throw new UnusableFile('表格展开后太大，请拆成几个文件导入')
    throw error
  } finally {
    waiting.abort()
    await thread.terminate()
  }
}
