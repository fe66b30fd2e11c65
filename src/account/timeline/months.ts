import { dayInChina } from '@jucai/contract/china-time'
import type { TimelineEntry } from '@jucai/contract/credentials'

/** Entries by month, in the order they come: `2026年11月`. */
export const byMonth = (entries: readonly TimelineEntry[]): { month: string; entries: TimelineEntry[] }[] => {
  const months: { month: string; entries: TimelineEntry[] }[] = []
  for (const entry of entries) {
    const local = dayInChina(entry.at)
    const month = `${local.slice(0, 4)}年${Number(local.slice(5, 7))}月`
    const last = months.at(-1)
    if (last?.month === month) last.entries.push(entry)
    else months.push({ month, entries: [entry] })
  }
  return months
}
