import type { TransportRequest } from '@jucai/contract/client'
import { useSession } from '@/session'
import type { Harness, Visitor } from '../harness'
import { phone } from '../doubles/taro'

/**
 * Gives the phone the real API for a network, and with each reply the harness's time. `refuse` names routes
 * that get no reply.
 */
export const connect = (harness: Harness, refuse: (path: string) => boolean = () => false): void =>
  phone.respond(({ url, method = 'GET', data, header = {}, success, fail }) => {
    const path = url.replace(/^.*\/api/, '')
    if (refuse(path)) {
      fail?.({ errMsg: 'request:fail ' })
      return
    }
    const body: unknown = typeof data === 'string' && data !== '' ? JSON.parse(data) : undefined
    void harness
      .transport({ method: method as TransportRequest['method'], path, body, headers: header })
      .then(({ status, body: reply }) =>
        success?.({
          statusCode: status,
          data: reply ?? '',
          header: { date: harness.clock.now().toUTCString() },
        }),
      )
  })

/** Signs the phone in as somebody of the harness; null is nobody. */
export const carry = async (visitor: Visitor | null): Promise<void> => {
  const me = visitor ? await visitor.call('GET /me') : null
  useSession.setState({ token: visitor?.token ?? null, me })
}
