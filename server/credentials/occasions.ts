import type { Service, Station } from '@jucai/contract/city'
import { dayOf, monthOf } from '../core/clock'

/**
 * Names the occasion for which a service may be recorded once: two scans with the same name are the same
 * occasion.
 * `2026-11-22`, `2026-11` or `ever`, with `@<station>` where each station counts apart.
 */
export const occasionOf = (
  { occasion }: Pick<Service, 'occasion'>,
  stationId: Station['id'],
  scannedAt: Date,
): string => {
  const when = { day: dayOf, month: monthOf, ever: () => 'ever' }[occasion.per](scannedAt)
  return occasion.scope === 'station' ? `${when}@${stationId}` : when
}

/** Why the claimed time of a scan cannot be taken. */
export type TimeFault = 'ahead' | 'tap-late' | 'too-old'

const aheadMs = 60_000
const atOnceMs = 10 * 60_000
const oldestMs = 72 * 3_600_000

/**
 * How a claimed time of a scan is taken. A record that waited on the phone for a network is judged as of its
 * scan, at most 72 hours back; one that did not, too, but its clerk has 10 minutes to choose a service. A date
 * more than a minute ahead means that the phone's clock is off.
 * @returns the time to judge for, and null or what is wrong with the claim
 */
export const scanTime = (
  scannedAt: Date,
  queued: boolean,
  now: Date,
): { at: Date; fault: TimeFault | null } => {
  const late = now.getTime() - scannedAt.getTime()
  if (late < -aheadMs) return { at: now, fault: 'ahead' }
  if (late < 0) return { at: now, fault: null }
  if (queued) return late <= oldestMs ? { at: scannedAt, fault: null } : { at: now, fault: 'too-old' }
  return late <= atOnceMs ? { at: scannedAt, fault: null } : { at: now, fault: 'tap-late' }
}
