import type { Harness } from '../harness'
import { phone } from '../doubles/taro'

/** Sends what a page requests to the real application; `network.down` fails every request, as in a cellar. */
export const connectPhone = (harness: Harness): { down: boolean } => {
  const network = { down: false }
  phone.respond((options) => {
    if (network.down) return options.fail?.({ errMsg: 'request:fail' })
    const { method = 'GET', url, header = {}, data } = options
    void harness.app.http.inject({ method: method as 'GET', url, headers: header, ...(data === undefined ? {} : { payload: data as string }) }).then((reply) => options.success?.({
      statusCode: reply.statusCode, data: reply.body === '' ? '' : JSON.parse(reply.body) as unknown, header: reply.headers as Record<string, string>,
    }))
  })
  return network
}
