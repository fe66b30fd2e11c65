import { act, configure, fireEvent, screen } from '@testing-library/react'
import type { Transport } from '@jucai/contract/client'
import { useSession } from '@/session'
import { phone } from '../doubles/taro'
import type { Harness, Visitor } from '../harness'
import { currentNotice } from '../../server/profiles'

// The first request of a file also warms the application up.
configure({ asyncUtilTimeout: 8_000 })
jest.setTimeout(40_000)

/** Sends what the phone asks into the real application, as the network would. */
export const connect = (transport: Transport): void =>
  phone.respond((options) => {
    const method = (options.method ?? 'GET') as 'GET'
    const body =
      typeof options.data === 'string' && options.data !== ''
        ? (JSON.parse(options.data) as unknown)
        : undefined
    transport({ method, path: options.url.replace(/^\/api/, ''), body, headers: options.header ?? {} }).then(
      ({ status, body: data }) => options.success?.({ statusCode: status, data: data ?? '', header: {} }),
      () => options.fail?.({ errMsg: 'request:fail' }),
    )
  })

/** No reply comes, as in a tunnel. */
export const disconnect = (): void =>
  phone.respond((options) => options.fail?.({ errMsg: 'request:fail timeout' }))

/** Signs this phone in as somebody. */
export async function hold(visitor: Visitor): Promise<void> {
  const me = await visitor.call('GET /me')
  act(() => {
    useSession.setState({ token: visitor.token, me })
  })
}

/** Signs this phone out, without telling the server. */
export function letGo(): void {
  act(() => {
    useSession.setState({ token: null, me: null })
  })
}

/** Types into the field of a label. */
export const type = (label: string | RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } })
/** Taps a button. */
export const tap = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))
/** Taps a button as soon as it is there: one that just refused is busy for a moment. */
export const tapWhenThere = async (name: string | RegExp): Promise<void> =>
  void fireEvent.click(await screen.findByRole('button', { name }))
/** What a screen reader hears with the field of a label. */
export const describedBy = (label: string): string => {
  const field = screen.getByLabelText(label)
  return (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
}

/** A number nobody else has in this run. */
let numbers = 0
export const newPhone = (): string => `1360000${String((numbers += 1)).padStart(4, '0')}`

/** Somebody signed in who has agreed to what a registration needs, but not registered. */
export async function consenting(harness: Harness): Promise<Visitor> {
  const visitor = await harness.signIn()
  for (const purpose of ['registration', 'id-number'] as const)
    await visitor.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: currentNotice.version },
    })
  return visitor
}
