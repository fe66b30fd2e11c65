import { concat } from './bytes'

/*
 * The part of CBOR (RFC 8949) that a talent code is made of: whole numbers of at most 53 bits, byte
 * strings, ASCII text, arrays, and maps with whole numbers as keys. Own code, because cborg can be loaded
 * neither by a CommonJS server nor by a mini-program without TextEncoder, and because a verifier that knows
 * no floats, tags or indefinite lengths has nothing there to get wrong. Tests hold it against cborg.
 */

/** A map with whole numbers as keys, as COSE and CWT use it. */
export type IntMap = Map<number, Cbor>
/** A value this code reads and writes. */
export type Cbor = number | string | Uint8Array | Cbor[] | IntMap

const [unsigned, negative, byteString, textString, array, map] = [0, 1, 2, 3, 4, 5]

/** The head of an item, in shortest form. */
export const head = (major: number, count: number): number[] => {
  const type = major << 5
  if (count < 24) return [type | count]
  if (count < 0x100) return [type | 24, count]
  const low = [(count >>> 8) & 0xff, count & 0xff]
  if (count < 0x10000) return [type | 25, ...low]
  const middle = [(count >>> 24) & 0xff, (count >>> 16) & 0xff]
  if (count < 0x100000000) return [type | 26, ...middle, ...low]
  const high = Math.floor(count / 0x100000000)
  return [type | 27, 0, (high >>> 16) & 0xff, (high >>> 8) & 0xff, high & 0xff, ...middle, ...low]
}
/** A byte string with its head. */
export const bstr = (bytes: Uint8Array): Uint8Array => concat(head(byteString, bytes.length), bytes)

const asciiOf = (text: string): number[] =>
  Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    if (code > 0x7e || code < 0x20)
      throw new RangeError('only printable ASCII text can stand in a talent code')
    return code
  })

/** Bytewise order of encoded keys: whole numbers from 0 up come before negative ones from -1 down. */
const byEncoding = (a: number, b: number): number => (a < 0 === b < 0 ? Math.abs(a) - Math.abs(b) : b - a)

/**
 * Deterministic CBOR (RFC 8949, section 4.2.1).
 * @throws RangeError on text that is not printable ASCII and on numbers beyond 53 bits.
 */
export const encodeCbor = (value: Cbor): Uint8Array => {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new RangeError('only whole numbers of 53 bits can stand in a talent code')
    return Uint8Array.from(value < 0 ? head(negative, -1 - value) : head(unsigned, value))
  }
  if (typeof value === 'string')
    return Uint8Array.from([...head(textString, value.length), ...asciiOf(value)])
  if (value instanceof Uint8Array) return bstr(value)
  if (Array.isArray(value)) return concat(head(array, value.length), ...value.map(encodeCbor))
  const entries = [...value].sort(([a], [b]) => byEncoding(a, b))
  return concat(
    head(map, value.size),
    ...entries.flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]),
  )
}

class Malformed extends Error {}
const deepest = 8 // the outermost item counts 0

class Reader {
  private at = 0
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at === this.bytes.length
  }

  private byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw new Malformed()
    return byte
  }

  private take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new Malformed()
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  /** The argument of a head; a longer form than needed is refused. */
  private count(additional: number): number {
    if (additional < 24) return additional
    if (additional > 27) throw new Malformed()
    const width = 1 << (additional - 24)
    let count = 0
    for (let index = 0; index < width; index += 1) count = count * 256 + this.byte()
    const smallest = [24, 0x100, 0x10000, 0x100000000][additional - 24] as number
    if (count < smallest || !Number.isSafeInteger(count)) throw new Malformed()
    return count
  }

  item(depth = 0): Cbor {
    if (depth > deepest) throw new Malformed()
    const first = this.byte()
    const major = first >> 5
    if (major > map) throw new Malformed()
    const count = this.count(first & 31)
    switch (major) {
      case unsigned:
        return count
      case negative:
        if (count === Number.MAX_SAFE_INTEGER) throw new Malformed() // -2^53 is none of 53 bits
        return -1 - count
      case byteString:
        return this.take(count)
      case textString:
        return this.text(count)
      case array:
        return this.items(count, depth)
      default:
        return this.entries(count, depth)
    }
  }

  private text(length: number): string {
    let text = ''
    for (const code of this.take(length)) {
      if (code > 0x7e || code < 0x20) throw new Malformed()
      text += String.fromCharCode(code)
    }
    return text
  }

  private items(count: number, depth: number): Cbor[] {
    const items: Cbor[] = []
    for (let index = 0; index < count; index += 1) items.push(this.item(depth + 1))
    return items
  }

  private entries(count: number, depth: number): IntMap {
    const entries: IntMap = new Map()
    let last: number | null = null
    for (let index = 0; index < count; index += 1) {
      const key = this.item(depth + 1)
      if (typeof key !== 'number' || (last !== null && byEncoding(last, key) >= 0)) throw new Malformed() // repeated, or not in order
      last = key
      entries.set(key, this.item(depth + 1))
    }
    return entries
  }
}

/** One item of deterministic CBOR and nothing after it. @returns undefined for anything else. */
export const decodeCbor = (bytes: Uint8Array): Cbor | undefined => {
  const reader = new Reader(bytes)
  try {
    const value = reader.item()
    return reader.done ? value : undefined
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}
