import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/** Somebody else works on this data directory. The message says what to do. */
export class DataDirectoryBusy extends Error {
  constructor(directory: string) {
    super(
      `数据目录 ${directory} 正被另一个进程使用。请先停掉它（在它的窗口按 Ctrl-C），或用 --data 换一个目录。`,
    )
    this.name = 'DataDirectoryBusy'
  }
}

const listen = (at: string) =>
  new Promise<net.Server>((resolve, reject) => {
    const server = net.createServer((socket) => socket.end())
    server.once('error', reject)
    server.listen(at, () => resolve(server.unref()))
  })

const answers = (at: string) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(at)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/**
 * Holds a directory for this process until `release` or its end, kill -9 included: PGlite takes no lock of
 * its own, and two processes on one directory lose data silently. On Linux an abstract socket vanishes with
 * the process; elsewhere a named pipe or a socket file does, a stale socket file being recognised by nobody
 * answering.
 * @throws DataDirectoryBusy
 */
export const lockDirectory = async (directory: string): Promise<() => void> => {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
  const { dev, ino } = fs.statSync(directory)
  const name = `jucai-${createHash('sha256')
    .update(`${dev}:${ino}:${fs.realpathSync(directory)}`)
    .digest('hex')
    .slice(0, 32)}`
  const file = path.join(directory, '..', `.${name}.sock`)
  const at =
    process.platform === 'linux' ? `\0${name}` : process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : file
  try {
    const server = await listen(at)
    return () => server.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    if (at !== file || (await answers(file))) throw new DataDirectoryBusy(directory)
    fs.rmSync(file)
    const server = await listen(file)
    return () => server.close()
  }
}
