import diagnostics from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import type { Clock } from '../server/core/clock'

/**
 * A clock that shows `start` now and runs on. Replies carry it as their `Date`, from which phones learn what time it
 * is; without a start it is the machine's own.
 */
export const clockFrom = (start: Date | null): Clock => {
  if (!start) return () => new Date()
  const aheadMs = start.getTime() - Date.now()
  const clock = () => new Date(Date.now() + aheadMs)
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    response.setHeader('date', clock().toUTCString())
  })
  return clock
}
