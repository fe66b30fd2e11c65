import type { Harness } from '../harness'
import { phone } from '../doubles/taro'

/**
 * `down` fails every request, as in a cellar; `deaf` lets them go out and loses the answers; `until` keeps the
 * answers to what goes out meanwhile.
 */
export interface Network {
  down: boolean
  deaf: boolean
  until: Promise<void> | null
}

/** Sends what a page requests to the real application. */
export const connectPhone = (harness: Harness): Network => {
  const network: Network = { down: false, deaf: false, until: null }
  phone.respond((options) => {
    if (network.down) return options.fail?.({ errMsg: 'request:fail' })
    const { method = 'GET', url, header = {}, data } = options
    const { until } = network
    void harness.app.http
      .inject({
        method: method as 'GET',
        url,
        headers: header,
        ...(data === undefined ? {} : { payload: data as string }),
      })
      .then(async (reply) => {
        await until
        if (network.deaf) return options.fail?.({ errMsg: 'request:fail' })
        return options.success?.({
          statusCode: reply.statusCode,
          data: reply.body === '' ? '' : (JSON.parse(reply.body) as unknown),
          header: { ...(reply.headers as Record<string, string>), date: harness.clock.now().toUTCString() },
        })
      })
  })
  return network
}
