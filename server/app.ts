import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { Registry } from 'prom-client'
import type { Database } from './core/db'
import { refuseConnection, renderError, renderProblems } from './core/errors'
import { createMetrics } from './core/metrics'
import { startOutboxWorker, type OutboxWorker } from './core/outbox'
import type { People } from './core/personal-data'
import { problem } from './core/problem'
import { registerRoutes, type RouteDeps } from './core/route'
import { buildSerializer } from './core/serialization'
import { sourceOf } from './core/source'
import { validatorCompiler } from './core/validation'
import { isDeeperThan } from './core/values'
import { publishPrograms, runTimers } from './applications'
import { evidencePort } from './evidence'
import type { Chore } from './core/feature'
import type { AppDeps } from './app-deps'
import { applicationDeps, features } from './features'
import { programs } from './programs'
import { serveSite } from './site'

export type { AppDeps, SampleDeps } from './app-deps'
export { applicationDeps } from './features'
export { choosingDeps, housingDeps, leaseDeps, roundDeps, stayDeps } from './flat-deps'
export { engagementDeps, fairDeps, internshipDeps, workspaceDeps } from './work-deps'
export type { Chore } from './core/feature'

/** The running application. */
export interface App {
  http: FastifyInstance
  worker: OutboxWorker
  chores: readonly Chore[]
  metrics: Registry
  /** What all rooms keep of people. */
  people: People
  /** Fires the deadlines and reminders that are due. @returns how many */
  runTimers(): Promise<number>
  close(): Promise<void>
}

const version = '0.1.0'
/** Lists and objects in each other; the deepest request there is has five. */
const deepest = 32
/** Of the requests of a session, one in so many may be for long work or a large reply. */
const heavyShare = 10

/** @returns what counts the requests of a session, beside those of an address */
const guard = async (http: FastifyInstance, requestsPerMinute: number): Promise<RouteDeps['mayAsk']> => {
  await http.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        // wasm-unsafe-eval: the QR decoder of the clerks' page; blob: and data: are pictures made on the page
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        upgradeInsecureRequests: null,
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 31_536_000 },
  })
  http.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()')
  })
  await http.register(rateLimit, {
    // By address whatever the request says of itself; a campus or an office has one address for many people.
    max: requestsPerMinute * 5,
    timeWindow: '1 minute',
    keyGenerator: (request) => sourceOf(request.ip),
    errorResponseBuilder: () => problem('too-many-requests'),
    allowList: (request) => !request.url.startsWith('/api/') || request.url.startsWith('/api/health/'),
  })
  const sessions = new WeakMap<FastifyRequest, string>()
  const counter = (what: string, max: number) =>
    http.createRateLimit({
      max,
      timeWindow: '1 minute',
      keyGenerator: (request) => `${what} of ${sessions.get(request) ?? `address ${sourceOf(request.ip)}`}`,
    })
  const all = counter('requests', requestsPerMinute)
  const heavy = counter('heavy requests', Math.ceil(requestsPerMinute / heavyShare))
  const heavyOfAddress = counter('heavy requests', Math.ceil((requestsPerMinute * 5) / heavyShare))
  return async (request, sessionId, isHeavy) => {
    if (sessionId !== null) sessions.set(request, `session ${sessionId}`)
    // All that an address asks for was counted before it came here.
    const counts = sessionId === null ? [] : [all]
    if (isHeavy) counts.push(sessionId === null ? heavyOfAddress : heavy)
    for (const count of counts) {
      const counted = await count(request)
      if (!counted.isAllowed && counted.isExceeded) return false
    }
    return true
  }
}

const document = async (http: FastifyInstance) => {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '聚才 Jucai API', version, license: { name: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
  })
  await http.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
}

const health = (http: FastifyInstance, db: Kysely<Database>) => {
  http.get('/api/health/live', { schema: { hide: true } }, async () => ({ status: 'live' }))
  http.get('/api/health/ready', { schema: { hide: true } }, async () => {
    try {
      await sql`select 1`.execute(db)
    } catch {
      throw problem('unavailable')
    }
    return { status: 'ready' }
  })
}

/** Builds the application; it does not listen yet. @throws Error when sample parts meet production. */
export const buildApp = async (deps: AppDeps): Promise<App> => {
  if (deps.mode === 'production' && deps.sample)
    throw new Error('production must not carry the sample routes')
  const http = Fastify({
    logger: deps.logger ?? false,
    bodyLimit: 64 * 1024,
    trustProxy: (_address, hop) => hop < (deps.trustProxy ?? 0),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      void renderError(error, request, reply)
    },
    clientErrorHandler: refuseConnection,
    schemaController: { compilersFactory: { buildSerializer } },
  })
  http.setValidatorCompiler(validatorCompiler)
  // wx.request declares JSON even where it sends nothing: nothing is then no body, not a broken one.
  const parseJson = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else
      void parseJson(request, text as string, (error, body) => {
        if (!error && isDeeperThan(body, deepest))
          done(problem('malformed-request', { detail: '内容嵌套太深' }))
        else done(error, body)
      })
  })
  renderProblems(http)
  await publishPrograms(deps.db, programs, deps.clock())
  const applications = await applicationDeps({
    vault: deps.vault,
    evidence: deps.evidence ?? evidencePort(deps),
  })
  const { handlers, reactions, chores, people, sample, authenticate: whoHolds } = features(deps, applications)
  const worker = startOutboxWorker({
    ...deps,
    reactions,
    failed: (failure) => http.log.error(failure, 'a reaction failed'),
    broken: (error) => http.log.error({ name: (error as Error).name }, 'outbox worker'),
  })
  const metrics = createMetrics(deps.db, deps.clock)
  metrics.observe(http)
  http.addHook('onResponse', async (request, reply) => {
    // the route's pattern, never the address asked for: ids and searches are personal
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  const mayAsk = await guard(http, deps.requestsPerMinute ?? 600)
  await document(http)
  health(http, deps.db)
  const routeDeps: RouteDeps = {
    db: deps.db,
    clock: deps.clock,
    vault: deps.vault,
    authenticate: whoHolds,
    mayAsk,
    committed: worker.wake,
  }
  await http.register(async (api) => registerRoutes(api, handlers, routeDeps), { prefix: '/api' })
  if (deps.sample)
    await http.register(async (api) => deps.sample?.(api, { ...routeDeps, ...sample }), {
      prefix: '/api/sample',
    })
  await serveSite(http, deps.siteDir ?? null, deps.consoleDir ?? null)
  await http.ready()
  const fireTimers = async () => {
    const fired = await runTimers(deps.db, deps.clock())
    if (fired > 0) worker.wake()
    return fired
  }
  return {
    http,
    worker,
    chores,
    metrics: metrics.registry,
    people,
    runTimers: fireTimers,
    close: async () => {
      await http.close()
      await worker.stop()
    },
  }
}
