import { randomUUID } from 'node:crypto'
import { createCall, NetworkError, type Call, type Transport } from '@jucai/contract/client'
import type { RequestOf, ResponseOf, RouteName } from '@jucai/contract/routes'

/** The server in hand: its address changes with every restart. Where there is a second on the same data, every other request goes there. */
export const target: { address: string; second?: string } = { address: '' }
let turn = 0
const nextAddress = (): string => {
  turn += 1
  return turn % 2 === 0 ? (target.second ?? target.address) : target.address
}

const transport: Transport = async ({ method, path, body, headers }) => {
  try {
    const reply = await fetch(`${nextAddress()}/api${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  } catch (error) {
    throw new NetworkError(error)
  }
}

/** A client with this session token; null: signed out. */
export const as = (token: string | null): Call => createCall(transport, () => token)

/** A request with an idempotency key: what was answered, if anything was, and how to ask again. */
export interface Attempt {
  name: string
  reply: unknown
  answered: boolean
  repeat(): Promise<unknown>
}

/**
 * Sends with an idempotency key and notes the attempt before it leaves, so that it can be repeated whatever
 * happens. `acknowledge` hears every answer.
 */
export const sendOnce = async <R extends RouteName>(
  attempts: Attempt[],
  call: Call,
  route: R,
  request: RequestOf<R>,
  acknowledge: (reply: ResponseOf<R>) => void,
): Promise<ResponseOf<R>> => {
  const options = { idempotencyKey: randomUUID() }
  const send = async () => {
    const reply = await call(route, request, options)
    acknowledge(reply)
    return reply
  }
  const attempt: Attempt = {
    name: `${route} ${options.idempotencyKey}`,
    reply: undefined,
    answered: false,
    repeat: send,
  }
  attempts.push(attempt)
  const reply = await send()
  attempt.reply = reply
  attempt.answered = true
  return reply
}
