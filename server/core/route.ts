import { createHash } from 'node:crypto'
import { routes, type RequestOf, type ResponseOf, type RouteName, type Routes } from '@jucai/contract/routes'
import type { RouteDef } from '@jucai/contract/route'
import type { Role } from '@jucai/contract/vocabulary'
import { problems, type ProblemCode, generalProblems } from '@jucai/contract/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Kysely } from 'kysely'
import type { Clock } from './clock'
import { compressReply } from './compression'
import type { Database, Db } from './db'
import type { Vault } from './encryption'
import { forgetKey, withIdempotency } from './idempotency'
import { stillThere } from './person'
import { Problem, problem } from './problem'
import { sourceOf } from './source'
import { sendStreamed, Streamed } from './streamed'
import { tidyBody } from './validation'

/**
 * Who calls, as the session says. `stationIds` are the stations where the person is a clerk; `office`
 * sessions were opened with a second factor.
 */
export interface Actor {
  personId: string
  sessionId: string
  office: boolean
  /** False while nothing but a number was shown, on a device that the account does not know. */
  confirmed: boolean
  roles: readonly Role[]
  stationIds: readonly string[]
}

/** The headers of a request whose body is taken as it was sent (`asSent`); of others none are told. */
export type Headers = Readonly<Record<string, string>>

type ActorOf<R extends RouteName> = Routes[R]['access'] extends { who: 'anyone' } ? Actor | null : Actor

/**
 * What a handler is given. `db` is the open transaction on every route that writes, the pool on GET.
 * `afterCommit` puts off a call to the outside until the transaction is over; the reply waits for it, and
 * what it throws becomes the reply.
 */
export interface Context<R extends RouteName> {
  db: Db
  now: Date
  actor: ActorOf<R>
  /** Whom limits by address take the caller for, as `sourceOf` tells it. */
  sourceAddress: string
  afterCommit(effect: () => Promise<void>): void
}
/** A handler: takes the validated request, answers the reply or throws a problem; a long one of a GET as a stream. */
export type Handler<R extends RouteName> = (
  context: Context<R>,
  request: Required<RequestOf<R>>,
) => Promise<ResponseOf<R> | Streamed>
/**
 * A handler that first asks something outside (WeChat), or works for long, before any transaction is open,
 * so that it holds no connection meanwhile.
 */
export interface StagedHandler<R extends RouteName> {
  ask(
    request: Required<RequestOf<R>>,
    caller: { actor: ActorOf<R>; now: Date; sourceAddress: string; headers: Headers },
  ): Promise<Handler<R>>
}
/**
 * A handler of a route whose reply tells of others (`idempotent: 'anew'`): a repetition is answered by
 * `again`, from the request and from what `keep` said of the first reply.
 */
export interface RepeatableHandler<R extends RouteName> {
  run: Handler<R>
  /** An id, or another word that says nothing of a person; absent where the request says enough. */
  keep?(reply: ResponseOf<R>): string
  again(context: Context<R>, request: Required<RequestOf<R>>, kept: string): Promise<ResponseOf<R>>
}
type AnyHandler<R extends RouteName> = Handler<R> | StagedHandler<R> | RepeatableHandler<R>
/** Handlers by route string. */
export type Handlers = { [R in RouteName]?: AnyHandler<R> }

/** What routing needs from the rest. */
export interface RouteDeps {
  db: Kysely<Database>
  clock: Clock
  /** Encrypts the replies kept for repeated requests. */
  vault: Vault
  /** Who holds this token; null when nobody does any more. */
  authenticate(token: string, now: Date): Promise<Actor | null>
  /** Counts a request of a session, or of an address. @returns false when it has asked too often in this minute */
  mayAsk(request: FastifyRequest, sessionId: string | null, isHeavy: boolean): Promise<boolean>
  /** Called after a write was committed. */
  committed(): void
}

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null

const admit = async (
  definition: RouteDef,
  request: FastifyRequest,
  deps: RouteDeps,
  now: Date,
): Promise<Actor | null> => {
  if (definition.access.who === 'anyone' && !definition.access.session) return null
  const token = bearerOf(request)
  const actor = token ? await deps.authenticate(token, now) : null
  if (definition.access.who === 'anyone') return actor?.confirmed ? actor : null
  if (!actor) throw problem('signed-out')
  if (!actor.confirmed && !definition.access.unconfirmed) throw problem('confirmation-needed')
  if (!definition.access.who.some((role) => actor.roles.includes(role))) throw problem('not-allowed')
  if (definition.access.office && !actor.office) throw problem('office-session-needed')
  return actor
}

const idempotencyKeyOf = (definition: RouteDef, request: FastifyRequest): string | null => {
  const key = request.headers['idempotency-key']
  if (!definition.idempotent || key === undefined) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key))
    throw problem('malformed-request', { detail: 'Idempotency-Key 应为 8 到 100 个可见字符' })
  return key
}

/**
 * Runs the handler of a write in one transaction. A problem that asks for it commits what was written
 * before it was thrown.
 * @param undone is called when an effect after the commit failed: the reply was never given, so it must not
 * be repeated either
 */
const write = async <T>(
  deps: RouteDeps,
  run: (tx: Db, afterCommit: (effect: () => Promise<void>) => void) => Promise<T>,
  undone: () => Promise<void>,
): Promise<T> => {
  const effects: (() => Promise<void>)[] = []
  const outcome = await deps.db
    .transaction()
    .execute(async (tx): Promise<{ reply: T } | { refusal: Problem }> => {
      try {
        return {
          reply: await run(tx, (effect) => {
            effects.push(effect)
          }),
        }
      } catch (error) {
        if (error instanceof Problem && error.options.commit) return { refusal: error }
        throw error
      }
    })
  deps.committed()
  if ('refusal' in outcome) throw outcome.refusal
  try {
    for (const effect of effects) await effect()
  } catch (error) {
    await undone()
    throw error
  }
  return outcome.reply
}

const hashOf = (name: string, request: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([name, request.params, request.query, request.body ?? null]))
    .digest('base64url')

const problemSchema = {
  type: 'object',
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' } },
  additionalProperties: true,
}
const replySchemas = (definition: RouteDef): Record<string, object> => {
  const codes = [...definition.problems, ...generalProblems] as ProblemCode[]
  const statuses = new Set(codes.map((code) => problems[code].status))
  const refusals = [...statuses].map((status): [number, object] => [
    status,
    {
      ...problemSchema,
      description: codes
        .filter((code) => problems[code].status === status)
        .map((code) => `${code}：${problems[code].title}`)
        .join('；'),
    },
  ])
  return { [definition.status]: definition.reply ?? { type: 'null' }, ...Object.fromEntries(refusals) }
}

const accessWords = (definition: RouteDef): string =>
  definition.access.who === 'anyone'
    ? 'anyone'
    : `${definition.access.who.join(', ')} · rows: ${definition.access.rows}${definition.access.office ? ' · session of the console' : ''}`

const textHeaders = ({ headers }: FastifyRequest): Headers =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

/** Lets a scope take every body as the text that was sent. */
const takeAsSent = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text))
}

interface Caller {
  actor: Actor | null
  now: Date
}

/** A route of the contract with what answers it. */
interface Served {
  name: RouteName
  definition: RouteDef
  handler: AnyHandler<RouteName>
}

const handle = async (
  { name, definition, handler: given }: Served,
  deps: RouteDeps,
  { actor, now }: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> => {
  const parts = { params: request.params, query: request.query, body: request.body } as never
  const context = (db: Db, afterCommit: (effect: () => Promise<void>) => void) =>
    ({ db, now, actor, sourceAddress: sourceOf(request.ip), afterCommit }) as Context<RouteName>
  reply.header('cache-control', 'no-store')
  const repeatable = 'again' in given ? given : null
  const handler =
    'ask' in given
      ? await given.ask(parts, {
          actor,
          now,
          sourceAddress: sourceOf(request.ip),
          headers: definition.asSent ? textHeaders(request) : {},
        } as never)
      : (repeatable?.run ?? (given as Handler<RouteName>))
  if (name.startsWith('GET ')) {
    // also asked by HEAD, which must not write either
    const found = await handler(
      context(deps.db, (effect) => {
        void effect()
      }),
      parts,
    )
    return found instanceof Streamed ? sendStreamed(request, reply, found) : found
  }
  const key = idempotencyKeyOf(definition, request)
  const body = await write(
    deps,
    async (tx, afterCommit) => {
      // Joined to another account, or erased, since the session was looked up.
      if (actor && !(await stillThere(tx, actor.personId))) throw problem('signed-out')
      const here = context(tx, afterCommit)
      const run = () => handler(here, parts) as Promise<unknown>
      if (!key || !actor) return run()
      return withIdempotency(
        tx,
        deps.vault,
        { actor: actor.personId, key, requestHash: hashOf(name, request), now },
        run,
        repeatable
          ? {
              keep: (first) => repeatable.keep?.(first as never) ?? '',
              again: (kept) => repeatable.again(here, parts, kept) as Promise<unknown>,
            }
          : undefined,
      )
    },
    async () => {
      if (key && actor) await forgetKey(deps.db, actor.personId, key)
    },
  )
  reply.code(definition.status)
  return definition.status === 204 ? null : body
}

/**
 * Puts every route of the contract on the server, below its prefix.
 * @throws Error when a route has no handler, or one that keeps replies which the contract says are not kept: a
 * contract that is not held to must not start.
 */
export const registerRoutes = (app: FastifyInstance, handlers: Handlers, deps: RouteDeps): void => {
  const callers = new WeakMap<FastifyRequest, Caller>()
  for (const [name, definition] of Object.entries(routes) as [RouteName, RouteDef][]) {
    const handler = handlers[name] as AnyHandler<RouteName> | undefined
    if (!handler) throw new Error(`no handler for ${name}`)
    if ('again' in handler !== (definition.idempotent === 'anew'))
      throw new Error(`${name} does not say alike in contract and handler whether its reply is kept`)
    const [method, url] = name.split(' ') as [HTTPMethods, string]
    const { params, query, body } = definition
    const scope = (add: (to: FastifyInstance) => void) =>
      definition.asSent
        ? void app.register(async (own) => {
            takeAsSent(own)
            add(own)
          })
        : add(app)
    scope((to) =>
      to.route({
        method,
        url,
        ...(definition.bodyLimitBytes ? { bodyLimit: definition.bodyLimitBytes } : {}),
        schema: {
          summary: definition.summary,
          description: `Access: ${accessWords(definition)}`,
          tags: [url.split('/')[1] ?? ''],
          ...(params ? { params } : {}),
          ...(query ? { querystring: query } : {}),
          ...(body ? { body } : {}),
          response: replySchemas(definition),
          security: definition.access.who === 'anyone' ? [] : [{ session: [] }],
        },
        // Before the body is read: a stranger learns nothing from validation, and nobody spends work on them.
        onRequest: async (request) => {
          const now = deps.clock()
          const actor = await admit(definition, request, deps, now)
          if (!(await deps.mayAsk(request, actor?.sessionId ?? null, definition.heavy === true)))
            throw problem('too-many-requests')
          callers.set(request, { now, actor })
        },
        ...(body && !definition.asSent
          ? { preValidation: async (request: FastifyRequest) => tidyBody(body, request.body) }
          : {}),
        ...(method === 'GET' && definition.access.who === 'anyone' ? { onSend: compressReply } : {}),
        handler: (request, reply) =>
          handle({ name, definition, handler }, deps, callers.get(request) as Caller, request, reply),
      }),
    )
  }
}
