import type { FieldError, ProblemBody, ProblemCode } from './problems'
import type { ProblemExtras } from './problem-extras'
import type { RequestOf, ResponseOf, RouteName, Routes } from './routes'

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

/** What a problem carries when it has this code; undefined for every other failure. */
export const extraOf = <Code extends keyof ProblemExtras>(
  error: unknown,
  code: Code,
): ProblemExtras[Code] | undefined =>
  error instanceof ProblemError && error.code === code ? (error.body as ProblemExtras[Code]) : undefined

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

/** What was sent and not answered yet: the same body goes again under the same key. */
export interface Tried {
  body: string
  key: string
}

/** Where an attempt keeps what it tries, when that has to outlive a page. */
export interface AttemptMemory {
  read(): Tried | undefined
  write(tried: Tried | undefined): void
}

/** An act that takes effect once, however often a lost reply makes somebody repeat it. */
export interface Attempt {
  /**
   * Sends a request under an idempotency key: a new one, or the key of the last try when that was the same
   * request and nobody knows what came of it.
   */
  once<T>(request: unknown, send: (idempotencyKey: string) => Promise<T>): Promise<T>
  /** It is known how things stand: the same request is another act from now on. */
  over(): void
}

/**
 * Whether a failure leaves open what an earlier try did. No reply tells nothing, nor does a server or proxy
 * that failed, nor a refusal at the door (session, role, limit), which is given before the act is looked at.
 */
const leavesOpen = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status >= 500 || [401, 403, 429].includes(error.status)

const inMemory = (): AttemptMemory => {
  let tried: Tried | undefined
  return {
    read: () => tried,
    write: (next) => {
      tried = next
    },
  }
}

/** An act that has not been tried yet. `newKey` makes a key that nobody else makes. */
export const createAttempt = (
  newKey: () => string | Promise<string>,
  memory: AttemptMemory = inMemory(),
): Attempt => {
  const keyFor = async (body: string): Promise<string> => {
    const before = memory.read()
    if (before?.body === body) return before.key
    const key = await newKey()
    const meanwhile = memory.read() // a second tap, while the key was made
    if (meanwhile?.body === body) return meanwhile.key
    memory.write({ body, key })
    return key
  }
  return {
    async once(request, send) {
      const key = await keyFor(JSON.stringify(request))
      const forget = () => {
        if (memory.read()?.key === key) memory.write(undefined)
      }
      try {
        const reply = await send(key)
        forget()
        return reply
      } catch (error) {
        if (!leavesOpen(error)) forget()
        throw error
      }
    },
    over: () => memory.write(undefined),
  }
}

/** Options of one call: how a repetition is known to be the same act. */
export interface CallOptions {
  /** The act this call is a try of: the usual way. */
  attempt?: Attempt
  /** A key that the caller keeps, for what waits on a phone until there is a network. */
  idempotencyKey?: string
}
/** Calls a route by its name: typed request, typed reply, {@link ProblemError} or {@link NetworkError}. */
export type Call = <R extends RouteName>(
  route: R,
  request?: RequestOf<R>,
  options?: CallOptions,
) => Promise<ResponseOf<R>>

/** How the server is to know a repetition of an act: by an attempt, or by a key that the caller keeps. */
export type ActOptions = { attempt: Attempt } | { idempotencyKey: string }

/**
 * {@link Call} for those who press buttons: where a route can know a repetition, it is told by what. A lost answer
 * and a second press would otherwise be a second act.
 */
export type ActingCall = <R extends RouteName>(
  route: R,
  ...asked: Routes[R] extends { idempotent: true | 'anew' }
    ? [request: RequestOf<R>, by: ActOptions]
    : [request?: RequestOf<R>, options?: CallOptions]
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
    const send = async (idempotencyKey: string | undefined) => {
      const headers: Record<string, string> = { accept: 'application/json' }
      const bearer = token()
      if (bearer) headers.authorization = `Bearer ${bearer}`
      if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
      if (parts.body !== undefined) headers['content-type'] = 'application/json'
      const method = route.slice(0, route.indexOf(' ')) as TransportRequest['method']
      const reply = await transport({ method, path: pathOf(route, parts), body: parts.body, headers })
      const isDone = reply.status >= 200 && reply.status < 300
      if (!isDone) throw new ProblemError(reply.status, reply.body ?? {})
      // Every other success carries an object: one without has broken off, or somebody else has answered.
      if (reply.status !== 204 && (typeof reply.body !== 'object' || reply.body === null))
        throw new NetworkError()
      return reply.body as never
    }
    return options?.attempt ? options.attempt.once([route, parts], send) : send(options?.idempotencyKey)
  }
