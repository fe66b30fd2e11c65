import { chinaOffsetMs, inChina } from '@jucai/contract/china-time'
import { nightHours } from '@jucai/contract/choosing-vocabulary'

const hourMs = 3_600_000

/** When somebody may be called, from a moment on: that moment, or the morning after where it is night here. */
export const callableFrom = (at: Date): Date => {
  const local = inChina(at)
  const hour = local.getUTCHours()
  if (hour >= nightHours.to && hour < nightHours.from) return at
  const midnight = Math.floor(local.getTime() / (24 * hourMs)) * 24 * hourMs
  const morning = midnight + (hour >= nightHours.from ? 24 : 0) * hourMs + nightHours.to * hourMs
  return new Date(morning - chinaOffsetMs)
}
