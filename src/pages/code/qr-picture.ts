import { toBase64url } from '@jucai/contract/talent-code/bytes'
import { encode } from 'uqr'

/*
 * A QR code as a PNG of one bit a pixel in a data URI: about 1 KB. An SVG of the same modules is 9 times
 * that, and a canvas needs a node of its own and a draw call a module. Own encoder, 40 lines, because
 * pictures of any size, colour and filter are not needed.
 */

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc >>> 0
})
const crc32 = (bytes: number[]): number =>
  (bytes.reduce((crc, byte) => (crcTable[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8), 0xffffffff) ^
    0xffffffff) >>>
  0
const adler32 = (bytes: number[]): number => {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return b * 65536 + a
}
const uint32 = (value: number): number[] => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
]
const chunk = (name: string, data: number[]): number[] => {
  const body = [...Array.from(name, (character) => character.charCodeAt(0)), ...data]
  return [...uint32(data.length), ...body, ...uint32(crc32(body))]
}

/**
 * PNG (RFC 2083) of rows of modules, true being black: grey of 1 bit, one stored deflate block (RFC 1951,
 * section 3.2.4).
 */
const pngOf = (rows: readonly (readonly boolean[])[]): Uint8Array => {
  const raw = rows.flatMap((row) => {
    const bytes = new Array<number>(Math.ceil(row.length / 8)).fill(0)
    row.forEach((dark, x) => {
      if (!dark) bytes[x >> 3] = (bytes[x >> 3] as number) | (0x80 >> (x & 7))
    })
    return [0, ...bytes]
  })
  const size = raw.length
  const zlib = [
    0x78,
    0x01,
    1,
    size & 255,
    size >> 8,
    ~size & 255,
    (~size >> 8) & 255,
    ...raw,
    ...uint32(adler32(raw)),
  ]
  const width = rows[0]?.length ?? 0
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk('IHDR', [...uint32(width), ...uint32(rows.length), 1, 0, 0, 0, 0]),
    ...chunk('IDAT', zlib),
    ...chunk('IEND', []),
  ])
}

/** The QR code of a text, level M, without its white margin, which the page leaves around it. */
export const qrPicture = (text: string): string => {
  const { data } = encode(text, { ecc: 'M', boostEcc: false, border: 0 })
  const base64 = toBase64url(pngOf(data)).replace(/-/g, '+').replace(/_/g, '/')
  return `data:image/png;base64,${base64}${'='.repeat((4 - (base64.length % 4)) % 4)}`
}
