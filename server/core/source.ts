import { isIPv4, isIPv6 } from 'node:net'

/**
 * Whom limits take the sender of an address for: an IPv4 address, however it is written (`::ffff:…`, with the
 * port that some proxies add); of IPv6 the first 64 bits, for the rest of it is the sender's own to choose.
 */
export const sourceOf = (written: string): string => {
  const address = written
    .replace(/^\[?([^\]%]*?)(%[^\]]*)?(\](:\d+)?)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
  if (isIPv4(address) || !isIPv6(address)) return address
  // The address's one form: lower case, without leading zeros, its last 32 bits never in dots.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => (part ? part.split(':') : []))
  const groups = [
    ...(before ?? []),
    ...Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0'),
    ...(after ?? []),
  ].map((group) => parseInt(group, 16))
  const [g6 = 0, g7 = 0] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [g6 >> 8, g6 & 255, g7 >> 8, g7 & 255].join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}
