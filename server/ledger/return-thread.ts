import { parentPort, workerData } from 'node:worker_threads'
import { linesOf, type FaultyLine, type ReadLine } from './return-file'
import { UnusableFile } from '../core/table-file'

/** What the thread answers each time it is asked for more; `unusable`: why the file cannot be used at all. */
export type Read = { lines: (ReadLine | FaultyLine)[]; isEnd: boolean } | { unusable: string }

const linesAtOnce = 500

const readOn = async (lines: AsyncGenerator<ReadLine | FaultyLine>): Promise<Read> => {
  const read: (ReadLine | FaultyLine)[] = []
  while (read.length < linesAtOnce) {
    const next = await lines.next()
    if (next.done) return { lines: read, isEnd: true }
    read.push(next.value)
  }
  return { lines: read, isEnd: false }
}

const lines = linesOf(Buffer.from(workerData as Uint8Array))
parentPort?.on('message', () => {
  void readOn(lines).then(
    (read) => parentPort?.postMessage(read),
    (error: unknown) => {
      // Anything else is not the file's fault, and ends the thread: the attempt is made again.
      if (!(error instanceof UnusableFile)) throw error
      parentPort?.postMessage({ unusable: error.words } satisfies Read)
    },
  )
})
