import { useEffect, useState } from 'react'
import { call } from '@/api'

const names = new Map<string, string>()

/** Remembers the name of a division that was chosen from a list. */
export const rememberRegion = (code: string, name: string): void => void names.set(code, name)
/** The name of a division as far as it is known here; else its code. */
export const regionName = (code: string): string => names.get(code) ?? code

/** Learns the names of divisions given by code; draws again when they come. Without a network codes stay. */
export function useRegionNames(codes: readonly string[]): void {
  const [, drawn] = useState(0)
  const unknown = codes.filter((code) => /^\d{6}$/.test(code) && !names.has(code)).join(',')
  useEffect(() => {
    let current = true
    const asked = unknown
      .split(',')
      .filter(Boolean)
      .map(async (q) => {
        const { items } = await call('GET /regions', { query: { q, limit: 1 } })
        const found = items.find(({ code }) => code === q)
        if (found) names.set(q, found.path)
      })
    if (asked.length > 0) void Promise.allSettled(asked).then(() => current && drawn((turn) => turn + 1))
    return () => void (current = false)
  }, [unknown])
}
