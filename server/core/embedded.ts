import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { lockDirectory } from './data-lock'
import type { EmbeddedWorkerData } from './embedded-worker'
import { threadOf } from './thread'

/**
 * The embedded database: PostgreSQL in WebAssembly, in a thread of its own so that it never blocks the
 * event loop.
 */
export interface Embedded {
  /** Connection settings for `pg.Pool`. */
  connection: { host: string; port: number; user: string; database: string }
  /** Writes the whole database to a file that `dumpFile` of another start takes. */
  dump(file: string): Promise<void>
  /** Closes the database and frees its directory. */
  close(): Promise<void>
}

const said = (worker: Worker, word: string) =>
  new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(error)
    worker.once('error', fail)
    worker.on('message', function heard(message: unknown) {
      if (message !== word) return
      worker.off('message', heard)
      worker.off('error', fail)
      resolve()
    })
  })

/**
 * Notes that a database is being made in this directory, and clears away one whose making was cut short:
 * PGlite takes a directory that holds a version file for complete, though it writes that file long before
 * the last.
 * @returns what to call when the database stands.
 */
const noteCreation = (dataDir: string): (() => void) => {
  const note = `${dataDir}.creating`
  if (fs.existsSync(note))
    for (const name of fs.readdirSync(dataDir)) fs.rmSync(path.join(dataDir, name), { recursive: true })
  if (fs.existsSync(path.join(dataDir, 'PG_VERSION'))) return () => undefined
  fs.writeFileSync(note, '')
  return () => fs.rmSync(note, { force: true })
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/**
 * Makes a private folder for the socket, which names its owner: no port that somebody else on the machine
 * could reach. Folders whose owner is gone, having been killed before it could clear up, are cleared away.
 */
const makeSocketFolder = (): string => {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const owner = /^jucai-db-(\d+)-\w{6}$/.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    try {
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
    } catch {
      /* somebody else's, who will clear it away */
    }
  }
  return fs.mkdtempSync(path.join(os.tmpdir(), `jucai-db-${process.pid}-`)) // for its owner only, as mkdtemp makes it
}

/**
 * Starts the embedded database.
 * @param dataDir where it lives; null keeps it in memory, for tests.
 * @param dumpFile a dump to start a new database from.
 * @throws Error with a sentence for people when another process holds the directory.
 */
export const startEmbedded = async (
  dataDir: string | null,
  dumpFile: string | null = null,
): Promise<Embedded> => {
  const release = dataDir ? await lockDirectory(dataDir) : () => undefined
  const created = dataDir ? noteCreation(dataDir) : () => undefined
  const folder = makeSocketFolder()
  const data: EmbeddedWorkerData = { dataDir, dumpFile, socketPath: path.join(folder, '.s.PGSQL.5432') }
  const worker = threadOf(path.join(__dirname, 'embedded-worker.ts'), { workerData: data })
  await said(worker, 'ready')
  created()
  const ask = async (message: { dumpTo?: string; close?: true }, answer: string) => {
    const heard = said(worker, answer)
    worker.postMessage(message)
    await heard
  }
  return {
    connection: { host: folder, port: 5432, user: 'postgres', database: 'postgres' },
    dump: (file) => ask({ dumpTo: file }, 'dumped'),
    close: async () => {
      await ask({ close: true }, 'closed')
      await worker.terminate()
      fs.rmSync(folder, { recursive: true, force: true })
      release()
    },
  }
}
