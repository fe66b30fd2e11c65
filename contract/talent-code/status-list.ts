import { fromBase64url, toBase64url } from './bytes'

/**
 * The revoked places of the status list, ascending, each as its difference from the one before in LEB128,
 * as base64url. Revocations are rare, so this is smaller than a deflated bit string and a phone needs no
 * inflating code to read it.
 */
export const encodeStatusList = (revoked: readonly number[]): string => {
  const bytes: number[] = []
  let last = 0
  for (const index of revoked) {
    let rest = index - last
    last = index
    while (rest > 127) {
      bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
  }
  return toBase64url(Uint8Array.from(bytes))
}

/** The revoked places as a set to ask. */
export const decodeStatusList = (list: string): ReadonlySet<number> => {
  const revoked = new Set<number>()
  let last = 0
  let part = 0
  let scale = 1
  for (const byte of fromBase64url(list)) {
    part += (byte % 128) * scale
    scale *= 128
    if (byte < 128) {
      last += part
      revoked.add(last)
      part = 0
      scale = 1
    }
  }
  return revoked
}
