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

/**
 * How a claimed time of a scan is taken. `at` is the time to verify for; null when the claim cannot be
 * taken at all.
 */
export interface ScanTime {
  at: Date | null
  offline: boolean
  refusal: 'clock-off' | 'stale-proof' | null
}

const onlineMs = 15_000
const aheadMs = 60_000
const oldestMs = 72 * 3_600_000

/**
 * A scan that the clerk's phone dates within 15 seconds of now, or up to a minute ahead, counts as now. An
 * earlier one was made without a network and is judged as of then, at most 72 hours back. A date further
 * ahead means that the phone's clock is off.
 */
export const scanTime = (scannedAt: Date, now: Date): ScanTime => {
  const late = now.getTime() - scannedAt.getTime()
  if (late < -aheadMs) return { at: null, offline: false, refusal: 'clock-off' }
  if (late <= onlineMs) return { at: now, offline: false, refusal: null }
  return late <= oldestMs
    ? { at: scannedAt, offline: true, refusal: null }
    : { at: null, offline: true, refusal: 'stale-proof' }
}
