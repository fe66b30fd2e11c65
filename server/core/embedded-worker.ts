import fs from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

/**
 * What the host hands to this thread: where data live (null: in memory), a dump to begin with, the socket
 * to serve.
 */
export interface EmbeddedWorkerData {
  dataDir: string | null
  dumpFile: string | null
  socketPath: string
}

type EmscriptenModule = {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } } }
}
const EIO = 29

/**
 * NodeFS as shipped has no fsync hook, so PostgreSQL's fsync would reach nothing; this hands it to the
 * disk.
 */
class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const result = await super.init(pg, options)
    const preRun = (result.emscriptenOpts.preRun ?? []) as ((mod: EmscriptenModule) => void)[]
    preRun.unshift((mod) => {
      mod.FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        try {
          fs.fsyncSync(stream.nfd)
          return 0
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code
          return code === 'EINVAL' || code === 'EBADF' ? 0 : EIO // directories and closed streams cannot be synced
        }
      }
    })
    return result
  }
}

const open = (data: EmbeddedWorkerData): Promise<PGlite> => {
  const { dataDir, dumpFile } = data
  const dump = dumpFile ? { loadDataDir: new Blob([new Uint8Array(fs.readFileSync(dumpFile))]) } : {}
  if (!dataDir) return PGlite.create(dump)
  const durable: PGliteOptions = {
    fs: new DurableNodeFS(dataDir),
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
      '-c',
      'fsync=on',
      '-c',
      'wal_sync_method=fsync',
    ],
  }
  return PGlite.create({ ...durable, ...dump })
}

const main = async () => {
  const data = workerData as EmbeddedWorkerData
  const db = await open(data)
  const server = new PGLiteSocketServer({ db, path: data.socketPath, maxConnections: 40 })
  await server.start()
  parentPort?.on('message', (message: { dumpTo?: string; close?: true }) => {
    void (async () => {
      if (message.dumpTo) {
        const dump = await db.dumpDataDir('none')
        fs.writeFileSync(message.dumpTo, Buffer.from(await dump.arrayBuffer()))
        parentPort?.postMessage('dumped')
      }
      if (message.close) {
        await server.stop()
        await db.close()
        parentPort?.postMessage('closed')
      }
    })()
  })
  parentPort?.postMessage('ready')
}

void main().catch((error: unknown) => {
  throw error
})
