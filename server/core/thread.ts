import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * A thread that runs a TypeScript file of ours. `--import tsx` does not reach worker threads on Node 20, so the thread
 * registers it itself.
 * @param file absolute path
 */
export const threadOf = (file: string, options: Omit<WorkerOptions, 'eval'> = {}): Worker =>
  new Worker(`require(${JSON.stringify(require.resolve('tsx/cjs'))}); require(${JSON.stringify(file)})`, {
    ...options,
    eval: true,
  })
