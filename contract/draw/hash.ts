/** The hashes that a draw may be made with: FIPS 180-4, GB/T 32905-2016. Both give 32 bytes from blocks of 64. */
export const drawAlgorithms = ['sha-256', 'sm3'] as const
export type DrawAlgorithm = (typeof drawAlgorithms)[number]

/** A hash, handed in: the server's is native, the phone's a library. 32 bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array

const blockBytes = 64
const lowerHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bytes as small hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += lowerHex[byte] ?? ''
  return text
}

/** Whether a text is 32 bytes in small hexadecimal digits. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The bytes of hexadecimal digits that {@link isHash} has looked at. */
export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))

const bytesOfCode = (code: number): number[] => {
  if (code < 0x80) return [code]
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)]
  const end = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
  if (code < 0x10000) return [0xe0 | (code >> 12), ...end]
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...end]
}
const withWideSigns = (text: string): Uint8Array =>
  Uint8Array.from(
    Array.from(text).flatMap((sign) => {
      const code = sign.codePointAt(0) ?? 0xfffd
      return bytesOfCode(code >= 0xd800 && code < 0xe000 ? 0xfffd : code)
    }),
  )

/** Text as UTF-8. Own code, because a mini-program has no `TextEncoder`; half a surrogate pair becomes U+FFFD. */
export const utf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return withWideSigns(text)
    bytes[at] = code
  }
  return bytes
}

/** The hash of a text's UTF-8, in hexadecimal digits. */
export const hashText = (digest: Digest, text: string): string => toHex(digest(utf8(text)))

/**
 * HMAC (RFC 2104) under one key. Own code, because a hash is all that is handed in, and because a long list is
 * computed under one key: the padded keys are made once, and messages of one length share their bytes.
 */
export const hmacUnder = (digest: Digest, key: Uint8Array): ((message: Uint8Array) => Uint8Array) => {
  const padded = new Uint8Array(blockBytes)
  padded.set(key.length > blockBytes ? digest(key) : key)
  const innerPad = padded.map((byte) => byte ^ 0x36)
  const outer = new Uint8Array(blockBytes + 32)
  outer.set(padded.map((byte) => byte ^ 0x5c))
  let inner = innerPad
  return (message) => {
    if (inner.length !== blockBytes + message.length) {
      inner = new Uint8Array(blockBytes + message.length)
      inner.set(innerPad)
    }
    inner.set(message, blockBytes)
    outer.set(digest(inner), blockBytes)
    return digest(outer)
  }
}
