import { parentPort, workerData } from 'node:worker_threads'
import { UnusableFile } from '../core/table-file'
import { readInventory, type ReadInventory, type Registered } from './inventory-file'
import { annotatedCopy } from './inventory-sheets'

/** What the thread answers; `unusable`: why the file cannot be used at all. */
export type InspectedInventory =
  (Omit<ReadInventory, 'lines'> & { annotated: Uint8Array | null }) | { unusable: string }

const { bytes, registered } = workerData as { bytes: Uint8Array; registered: Registered }
const inspect = async (): Promise<InspectedInventory> => {
  const { lines, ...read } = await readInventory(Buffer.from(bytes), registered)
  const annotated = read.faults.length > 0 ? await annotatedCopy({ lines, faults: read.faults }) : null
  return { ...read, annotated }
}
void inspect().then(
  (read) => parentPort?.postMessage(read),
  (error: unknown) => {
    // Anything else is not the file's fault, and ends the thread.
    if (!(error instanceof UnusableFile)) throw error
    parentPort?.postMessage({ unusable: error.words } satisfies InspectedInventory)
  },
)
