import type { FieldError, ProblemBody, ProblemCode } from './problems'
import type { RequestOf, ResponseOf, RouteName } from './routes'

/**
 * What a transport is asked to send. `path` starts below `/api` and has its parameters and query filled in.
 */
export interface TransportRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  headers: Record<string, string>
}
/** What a transport answers for every HTTP status. It throws only when no reply came. */
export interface TransportReply {
  status: number
  body: unknown
}
/** Carries a request: axios over Taro.request on the phone, `inject` in tests. */
export type Transport = (request: TransportRequest) => Promise<TransportReply>

/** A reply that is a problem (RFC 9457). `code` is for a switch, `message` and `errors` are for people. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly errors: FieldError[]
  readonly body: Partial<ProblemBody>
  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? '系统出错了')
    this.name = 'ProblemError'
    this.status = status
    this.body = body
    this.errors = body.errors ?? []
    this.code = (body.type?.replace('urn:jucai:problem:', '') ?? 'internal') as ProblemCode
  }
}

/**
 * No reply came: no network, time out, or the server is away. Nothing is known about the effect; repeat
 * with the same key.
 */
export class NetworkError extends Error {
  constructor(cause?: unknown) {
    super('网络不通，请检查后重试')
    this.name = 'NetworkError'
    this.cause = cause
  }
}

/** Options of one call. `idempotencyKey`: repeat a call with the same key and it is done once. */
export interface CallOptions {
  idempotencyKey?: string
}
/** Calls a route by its name: typed request, typed reply, {@link ProblemError} or {@link NetworkError}. */
export type Call = <R extends RouteName>(
  route: R,
  request?: RequestOf<R>,
  options?: CallOptions,
) => Promise<ResponseOf<R>>

type Loose = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** Fills `:name` parts and the query of a route string. Values are percent-encoded. */
export const pathOf = (route: string, request: Loose): string => {
  const template = route.slice(route.indexOf(' ') + 1)
  const path = template.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(request.params?.[name] ?? '')),
  )
  const query = Object.entries(request.query ?? {})
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query ? `${path}?${query}` : path
}

/** A client over a transport. `token` is asked before each call; null means signed out. */
export const createCall =
  (transport: Transport, token: () => string | null): Call =>
  async (route, request, options) => {
    const parts = (request ?? {}) as Loose
    const headers: Record<string, string> = { accept: 'application/json' }
    const bearer = token()
    if (bearer) headers.authorization = `Bearer ${bearer}`
    if (options?.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
    if (parts.body !== undefined) headers['content-type'] = 'application/json'
    const method = route.slice(0, route.indexOf(' ')) as TransportRequest['method']
    const reply = await transport({ method, path: pathOf(route, parts), body: parts.body, headers })
    if (reply.status >= 200 && reply.status < 300) return reply.body as never
    throw new ProblemError(reply.status, reply.body ?? {})
  }
