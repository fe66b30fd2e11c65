import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** An entry of a zip file as its directory names it. */
interface Entry {
  name: string
  crc: number
  packed: number
  unpacked: number
  /** Where its own header begins. */
  at: number
}
const mostInZip = 0xff_ff_ff_ff
const directoryOf = (bytes: Buffer): { entries: Entry[]; begins: number } | null => {
  const end = bytes.lastIndexOf('PK\x05\x06')
  if (end === -1 || end + 22 > bytes.length) return null
  const begins = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let at = begins; at < end;) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02_01_4b_50) return null
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
    const [crc, packed, unpacked, header] = [16, 20, 24, 42].map((field) => bytes.readUInt32LE(at + field))
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameBytes as number))
    entries.push({ name, crc, packed, unpacked, at: header } as Entry)
    at += 46 + (nameBytes as number) + (extra as number) + (comment as number)
  }
  // Larger ones keep their sizes elsewhere.
  return entries.some(({ packed, unpacked, at }) => [packed, unpacked, at].includes(mostInZip))
    ? null
    : { entries, begins }
}

/** The bytes of an entry, its header saying itself how long it is. */
const entryBytes = (bytes: Buffer, { crc, packed, unpacked, at }: Entry): Buffer | null => {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04_03_4b_50) return null
  const end = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28) + packed
  if (end > bytes.length) return null
  const own = Buffer.from(bytes.subarray(at, end))
  own.writeUInt16LE(own.readUInt16LE(6) & ~8, 6)
  own.writeUInt32LE(crc, 14)
  own.writeUInt32LE(packed, 18)
  own.writeUInt32LE(unpacked, 22)
  return own
}

/**
 * A zip file with the same entries, still packed, in another order: for who reads it from front to back. What is no plain
 * zip file is answered as it came.
 * @param rank entries with a smaller one come first
 */
export const inZipOrder = (bytes: Buffer, rank: (name: string) => number): Buffer => {
  const directory = directoryOf(bytes)
  if (!directory) return bytes
  // Entries that share their bytes would be more than the file once each has its own.
  if (directory.entries.reduce((sum, { packed }) => sum + packed, 0) > bytes.length) return bytes
  const ordered = [...directory.entries].sort((a, b) => rank(a.name) - rank(b.name))
  const parts = ordered.map((entry) => entryBytes(bytes, entry))
  return parts.includes(null)
    ? bytes
    : Buffer.concat([...(parts as Buffer[]), bytes.subarray(directory.begins)])
}

/** Names of the entries of a zip file; empty where it is no plain one. */
export const zipNames = (bytes: Buffer): string[] => directoryOf(bytes)?.entries.map(({ name }) => name) ?? []

/** What is wrong with a zip file before anybody reads it. */
export type TooMuch = 'unpacks' | 'one-text'
const textEnds = 0x3c // `<`

/**
 * Unpacks a zip file without keeping anything of it: what its entries say of themselves need not be true.
 * @param most how many bytes they may unpack to in all
 * @param longest how many bytes of xml may follow each other without a tag; who reads them holds them in one piece
 */
export const tooMuchIn = async (
  bytes: Buffer,
  { most, longest }: { most: number; longest: number },
): Promise<TooMuch | null> => {
  let sum = 0
  for (const { name, at, packed } of directoryOf(bytes)?.entries ?? []) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue // kept as it is: no more than the file
    const begins = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    let run = 0
    const unpacked = Readable.from([bytes.subarray(begins, begins + packed)]).pipe(createInflateRaw())
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        sum += chunk.length
        if (sum > most) return 'unpacks'
        const first = chunk.indexOf(textEnds)
        run = first === -1 ? run + chunk.length : chunk.length - chunk.lastIndexOf(textEnds)
        if (run > longest && /\.(xml|rels)$/.test(name)) return 'one-text'
      }
    } catch {
      return null // no zip data: its reader says so
    }
  }
  return null
}
