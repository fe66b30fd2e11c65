import { once } from 'node:events'
import path from 'node:path'
import { threadOf } from '../core/thread'
import type { FaultyLine, ReadLine } from './return-file'
import type { Read } from './return-thread'
import { UnusableFile } from '../core/table-file'

/** How much the lines of one file may take while they are read, in MB. */
const mostMegabytes = 512
const isOutOfMemory = (error: unknown) => (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'

/**
 * The lines of the bank's answer, some hundred at a time, read in a thread of its own: a file of 200,000 lines, or one
 * that unfolds without end, holds up no request. The next lines are read when they are asked for.
 * @throws UnusableFile when it is no such file, or unfolds into too much
 */
export const readReturn = async function* (
  bytes: Uint8Array,
  maxOldGenerationSizeMb = mostMegabytes,
): AsyncGenerator<(ReadLine | FaultyLine)[]> {
  const thread = threadOf(path.join(__dirname, 'return-thread.ts'), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: 32 },
  })
  try {
    for (let isEnd = false; !isEnd;) {
      thread.postMessage('next')
      const [read] = (await once(thread, 'message')) as [Read]
      if ('unusable' in read) throw new UnusableFile(read.unusable)
      isEnd = read.isEnd
      if (read.lines.length > 0) yield read.lines
    }
  } catch (error) {
    if (isOutOfMemory(error)) throw new UnusableFile('表格展开后太大，请拆成几个文件导入')
    throw error
  } finally {
    await thread.terminate()
  }
}
