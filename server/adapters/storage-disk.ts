import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from '../core/ports'
import { problem } from '../core/problem'

const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await fs.open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a directory and every missing one above it, each on the disk before the next is made. */
const makeDirectory = async (directory: string): Promise<void> => {
  try {
    await fs.mkdir(directory, { mode: 0o700 })
    await syncDirectory(path.dirname(directory))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      await makeDirectory(path.dirname(directory))
      await makeDirectory(directory)
    } else if (code !== 'EEXIST') throw error
  }
}

const staleMs = 3_600_000

/** Throws away what a process that died was writing. Others may be writing now, so only what is old. */
const clearIncoming = async (incoming: string): Promise<void> => {
  for (const name of await fs.readdir(incoming)) {
    const file = path.join(incoming, name)
    const { mtimeMs } = await fs.stat(file)
    if (Date.now() - mtimeMs > staleMs) await fs.rm(file, { force: true })
  }
}

const writeDurably = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await fs.open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Files on the local disk: written beside, flushed, then renamed, and the directory flushed, so that after
 * a power cut a file is whole or absent.
 * @param failed is told the system's error code, for the operator's log
 */
export const diskStorage = (directory: string, failed: (code: string) => void = () => undefined): Storage => {
  const incoming = path.join(directory, 'incoming')
  let prepared: Promise<void> | null = null
  const prepare = () =>
    (prepared ??= makeDirectory(incoming)
      .then(() => clearIncoming(incoming))
      .catch((error: unknown) => {
        prepared = null
        throw error
      }))
  const placeOf = (name: string): string => {
    if (!/^[a-z0-9]+(?:[/-][a-z0-9]+)*$/.test(name)) throw new Error('not a name for a file in storage')
    return path.join(directory, name)
  }
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      failed((error as NodeJS.ErrnoException).code ?? (error as Error).name)
      throw problem('storage-unavailable')
    }
  }
  return {
    put: (name, bytes) =>
      told(async () => {
        const place = placeOf(name)
        const fresh = path.join(incoming, randomBytes(12).toString('hex'))
        await prepare()
        try {
          await writeDurably(fresh, bytes)
          await makeDirectory(path.dirname(place))
          await fs.rename(fresh, place)
        } catch (error) {
          await fs.rm(fresh, { force: true })
          throw error
        }
        await syncDirectory(path.dirname(place))
      }),
    get: (name) => told(() => fs.readFile(placeOf(name))),
    remove: (name) => told(() => fs.rm(placeOf(name), { force: true })),
  }
}
