import {
  createAttempt,
  NetworkError,
  ProblemError,
  createCall,
  type Attempt,
  type ActingCall,
  type Transport,
} from '@jucai/contract/client'
import { useSession } from './session'

/** Twenty seconds, and for a large file one more for each 50 KB that goes up. */
const timeoutMs = (sent: string | undefined): number => 20_000 + (sent?.length ?? 0) / 50

/** fetch as a transport; replaced in tests by one that goes into the real application. */
const overFetch: Transport = async ({ method, path, body, headers }) => {
  try {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const reply = await fetch(`/api${path}`, {
      method,
      headers,
      body: text,
      signal: AbortSignal.timeout(timeoutMs(text)),
      cache: 'no-store',
    })
    const answer = await reply.text()
    return { status: reply.status, body: answer === '' ? null : (JSON.parse(answer) as unknown) }
  } catch (error) {
    throw new NetworkError(error)
  }
}

/** How requests travel, and when the last one left: the server counts idleness from it. */
export const network: { transport: Transport; lastRequestAt: number } = {
  transport: overFetch,
  lastRequestAt: 0,
}

const send = createCall(
  (request) => {
    network.lastRequestAt = Date.now()
    return network.transport(request)
  },
  () => useSession.getState().token,
)

/**
 * Calls a route of the contract: `call('GET /applications', { query })`.
 * @throws ProblemError for a reply that is a problem; `signed-out` also ends the session of this tab.
 * @throws NetworkError when no reply came.
 */
export const call: ActingCall = async (route, ...[request, options]) => {
  try {
    return await send(route, request, options)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'signed-out' && useSession.getState().token)
      useSession.getState().signedOut('ended')
    throw error
  }
}

/** An act that takes effect once, however often a lost reply makes somebody repeat it. */
export const newAttempt = (): Attempt => createAttempt(() => crypto.randomUUID())

/** A failure in words: what happened, and what to do. */
export const wordsOf = (error: unknown): { title: string; detail: string } => {
  if (error instanceof NetworkError)
    return {
      title: '网络不通，没有收到服务器的答复',
      detail: '您填写的内容还在。请检查网络后重试；重试不会重复办理。',
    }
  if (error instanceof ProblemError) {
    const { title, detail } = error.body
    const fields = error.errors.map((fault) => fault.detail).join('；')
    const said = [detail, fields].filter((text) => text && text !== title).join('　')
    return {
      title: title ?? error.message,
      detail: said || (error.status >= 500 ? '请稍后重试；反复出现时请联系系统管理员。' : ''),
    }
  }
  return { title: '页面出错了', detail: '请刷新后重试；反复出现时请联系系统管理员。' }
}
