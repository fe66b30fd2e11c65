import Taro from '@tarojs/taro'
import {
  NetworkError,
  ProblemError,
  createCall,
  type ActingCall,
  type Transport,
} from '@jucai/contract/client'
import axios, { AxiosError, type AxiosAdapter, type AxiosResponse } from 'axios'
import { useSession } from './session'

const timeoutMs = 15_000

/**
 * axios over Taro.request, because a mini-program has neither XMLHttpRequest nor fetch. It uses Taro's
 * promise and not its callbacks: Taro makes the promise in any case, and if nobody used it, its rejection
 * would go unhandled.
 */
const taroAdapter: AxiosAdapter = (config) => {
  // For PUT and POST without a body axios names a form's type, which the server refuses.
  if (config.data === undefined) config.headers.delete('content-type')
  return Taro.request<unknown>({
    url: axios.getUri(config),
    method: (config.method ?? 'get').toUpperCase() as 'GET',
    data: config.data as unknown,
    header: Object.fromEntries(
      Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
    ),
    timeout: config.timeout ?? timeoutMs,
  }).then(
    ({ data, statusCode, header }): AxiosResponse => ({
      data,
      status: statusCode,
      statusText: '',
      headers: header,
      config,
    }),
    ({ errMsg }: { errMsg: string }) => {
      throw new AxiosError(errMsg, AxiosError.ERR_NETWORK, config)
    },
  )
}

const http = axios.create({
  adapter: taroAdapter,
  baseURL: `${API_BASE}/api`,
  timeout: timeoutMs,
  validateStatus: () => true,
})

/**
 * Milliseconds by which the server's clock is ahead of this phone's, learnt from each reply's `Date`
 * (resolution one second).
 */
export const clockOffset = { ms: 0, known: false }

/** The time by the server's clock, as far as this phone knows it. */
export const serverNow = (): Date => new Date(Date.now() + clockOffset.ms)

const learnClock = (headers: Record<string, unknown>) => {
  const date = Date.parse(String(headers.date ?? headers.Date ?? ''))
  if (Number.isNaN(date)) return
  const offset = date + 500 - Date.now()
  // Below two seconds the difference is the header's own coarseness.
  clockOffset.ms = Math.abs(offset) < 2_000 ? 0 : offset
  clockOffset.known = true
}

const transport: Transport = async ({ method, path, body, headers }) => {
  try {
    const reply = await http.request<unknown>({ method, url: path, data: body, headers })
    learnClock(reply.headers)
    return { status: reply.status, body: reply.data === '' ? null : reply.data }
  } catch (error) {
    throw new NetworkError(error)
  }
}

const send = createCall(transport, () => useSession.getState().token)

/** A client with a session that this phone does not keep yet. */
export const callWith = (token: string): ActingCall => createCall(transport, () => token)

/**
 * Calls a route of the contract: `call('GET /me/timeline', { query: { after } })`.
 * @throws ProblemError for a reply that is a problem; `signed-out` also ends the session on this phone.
 * @throws NetworkError when no reply came.
 */
export const call: ActingCall = async (route, ...[request, options]) => {
  try {
    return await send(route, request, options)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'signed-out') useSession.getState().signedOut()
    throw error
  }
}
