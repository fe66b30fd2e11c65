import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { createHash } from 'node:crypto'
import type { SignedIn } from '@jucai/contract/accounts'
import { sql, type Kysely } from 'kysely'
import type { Registry } from 'prom-client'
import { dayOf, type Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import { renderProblems } from './core/errors'
import { createMetrics } from './core/metrics'
import { mergeReactions, startOutboxWorker, type OutboxWorker } from './core/outbox'
import type { IssuerKey, Randomness, SmsGateway, WeChat } from './core/ports'
import { problem } from './core/problem'
import { registerRoutes, type Handlers, type RouteDeps } from './core/route'
import { validatorCompiler } from './core/validation'
import { addWorkingDays } from './core/working-days'
import { applicationHandlers, applicationReactions, calendarInForce, countHoused, countRecognised, countReturned, eraseApplications, exportApplications, noEvidence, programsOf, publishPrograms, runTimers, type ApplicationDeps, type EvidencePort } from './applications'
import { accountHandlers, accountReactions, authenticate, peopleWithRole, signedIn, type AccountDeps } from './accounts'
import { cityHandlers, cityInForce, regionNames } from './city'
import { countCoded, countServed, credentialExport, credentialHandlers, credentialReactions, erasePersonal, hasCredential, type CredentialDeps } from './credentials'
import { notificationHandlers } from './notifications'
import { countRegistered, namesOf, profileHandlers, profileReactions, profileStanding, type OwnDataDeps } from './profiles'
import { programs } from './programs'
import { eraseRecoveries, recoveriesOf, recoveryHandlers, recoveryReactions } from './recovery'
import { endAllRoles, staffHandlers, staffReactions } from './staff'
import { eraseReferrals, referralExport, referralHandlers, referralReactions, type ReferralDeps } from './referrals'
import { eraseFromStations, leadReactions, stationExport, stationHandlers, visitReactions } from './stations'
import { pendingHandlers } from './pending'
import { serveSite } from './site'

/** All that the application is built from. Nothing else reaches outside. */
export interface AppDeps {
  db: Kysely<Database>
  clock: Clock
  vault: Vault
  random: Randomness
  sms: SmsGateway
  wechat: WeChat
  issuer: { name: string; key: IssuerKey }
  /** `production` refuses anything made for the sample city. */
  mode: 'production' | 'sample' | 'test'
  /** The built H5 site, served with history fallback; null serves the API alone. */
  siteDir?: string | null
  logger?: FastifyServerOptions['logger']
  /** The address people reach this server by, without a slash at the end; absent: nothing is sent that needs a link. */
  publicUrl?: string | null
  /** Files of applicants; without it none are kept. */
  evidence?: EvidencePort
  /** Requests a minute from one session or address. */
  requestsPerMinute?: number
  trustProxy?: boolean
  /** Routes of the sample city only, below `/api/sample`. */
  sample?: (app: FastifyInstance, deps: RouteDeps & SampleDeps) => void
}

/** What the routes of the sample city are given beside the rest. */
export interface SampleDeps {
  vault: Vault
  /** Opens a session for a person without asking for anything. */
  signIn(db: Db, personId: string, device: string, now: Date, office?: boolean): Promise<SignedIn>
}

/** The running application. */
export interface App {
  http: FastifyInstance; worker: OutboxWorker; metrics: Registry
  /** Fires the deadlines and reminders that are due. @returns how many */
  runTimers(): Promise<number>
  close(): Promise<void>
}

const version = '0.1.0'

/** What applications are built from; the sample city applies through the same. */
export const applicationDeps = async ({ vault, evidence = noEvidence }: Pick<AppDeps, 'vault' | 'evidence'>): Promise<ApplicationDeps> => ({
  vault, evidence, programs: programsOf(programs), regionName: await regionNames(), staffNames: (db, ids) => namesOf(db, vault, ids),
  office: async (db) => {
    const { office, officePhone } = await cityInForce(db)
    return `${office}，电话 ${officePhone}`
  },
})

/** Features add their handlers and reactions here; the one place where they meet. */
const features = (deps: AppDeps, applications: ApplicationDeps) => {
  const { vault } = deps
  const standing: AccountDeps['standing'] = async (db, personId, now) => ({ ...await profileStanding(db, vault, personId, now), hasCredential: await hasCredential(db, personId, now) })
  const accounts: AccountDeps = { ...deps, standing }
  const eraseEverywhere = async (db: Db, personId: string, now: Date) => {
    await eraseApplications(db, applications, personId, now)
    await eraseRecoveries(db, personId)
    await erasePersonal(db, personId)
    await eraseFromStations(db, personId, now)
    await eraseReferrals(db, personId)
  }
  const exports: OwnDataDeps['exports'] = async (db, personId) => ({
    recoveries: await recoveriesOf(db, vault, personId), ...await credentialExport(db, personId), ...await exportApplications(db, vault, personId),
    ...await stationExport(db, vault, personId), ...await referralExport(db, vault, personId),
  })
  const workingDaysFrom: ReferralDeps['workingDaysFrom'] = async (db, from, days) => addWorkingDays(await calendarInForce(db), dayOf(from), days)
  const credentials: CredentialDeps = { ...deps, staffWith: peopleWithRole }
  const handlers: Handlers = {
    ...pendingHandlers(),
    ...cityHandlers({ registered: countRegistered, coded: countCoded, served: countServed, recognised: countRecognised, returned: countReturned, housed: countHoused }),
    ...accountHandlers(accounts),
    ...notificationHandlers({ vault }),
    ...profileHandlers({ vault, exports, endRoles: endAllRoles, erase: eraseEverywhere }),
    ...credentialHandlers(credentials),
    ...recoveryHandlers({ vault }),
    ...staffHandlers(deps),
    ...applicationHandlers(applications),
    ...stationHandlers({ vault, applications }),
    ...referralHandlers({ ...deps, publicUrl: deps.publicUrl ?? null, workingDaysFrom }),
  }
  const reactions = mergeReactions(
    accountReactions({ vault }), profileReactions({ vault }), staffReactions({ vault }), recoveryReactions({ vault }), credentialReactions(credentials), applicationReactions(applications),
    visitReactions({ vault }), leadReactions({ vault, applications }), referralReactions({ vault }),
  )
  const sample: SampleDeps = { vault, signIn: (db, personId, device, now, office) => signedIn(db, accounts, personId, device, now, office) }
  return { handlers, reactions, sample, authenticate: (token: string, now: Date) => authenticate(deps.db, token, now) }
}

const rateKey = (authorization: string | undefined, ip: string) => authorization ? createHash('sha256').update(authorization).digest('base64url') : ip

const guard = async (http: FastifyInstance, requestsPerMinute: number) => {
  await http.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        // wasm-unsafe-eval: the QR decoder of the clerks' page; blob: and data: are pictures made on the page
        defaultSrc: ["'self'"], scriptSrc: ["'self'", "'wasm-unsafe-eval'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'], connectSrc: ["'self'"], upgradeInsecureRequests: null, frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 31_536_000 },
  })
  http.addHook('onSend', async (_request, reply) => { reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()') })
  await http.register(rateLimit, {
    max: requestsPerMinute, timeWindow: '1 minute', keyGenerator: (request) => rateKey(request.headers.authorization, request.ip),
    errorResponseBuilder: () => problem('too-many-requests'),
    allowList: (request) => !request.url.startsWith('/api/') || request.url.startsWith('/api/health/'),
  })
}

const document = async (http: FastifyInstance) => {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0', info: { title: '聚才 Jucai API', version, license: { name: 'Apache-2.0' } }, servers: [{ url: '/' }],
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
  if (deps.mode === 'production' && deps.sample) throw new Error('production must not carry the sample routes')
  const http = Fastify({
    logger: deps.logger ?? false, bodyLimit: 64 * 1024, trustProxy: deps.trustProxy ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    serializerOpts: { ajv: { formats: { line: true, paragraph: true } } }, // replies are written, not judged by them
    genReqId: () => crypto.randomUUID(), routerOptions: { maxParamLength: 200 },
  })
  http.setValidatorCompiler(validatorCompiler)
  // wx.request declares JSON even where it sends nothing: nothing is then no body, not a broken one.
  const parseJson = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else void parseJson(request, text as string, done)
  })
  renderProblems(http)
  await publishPrograms(deps.db, programs, deps.clock())
  const applications = await applicationDeps(deps)
  const { handlers, reactions, sample, authenticate: whoHolds } = features(deps, applications)
  const worker = startOutboxWorker(deps.db, reactions, deps.clock, (error) => http.log.error({ name: (error as Error).name }, 'outbox worker'))
  const metrics = createMetrics(deps.db)
  metrics.observe(http)
  http.addHook('onResponse', async (request, reply) => { // the route's pattern, never the address asked for: ids and searches are personal
    request.log.info({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
  await guard(http, deps.requestsPerMinute ?? 600)
  await document(http)
  health(http, deps.db)
  const routeDeps: RouteDeps = { db: deps.db, clock: deps.clock, vault: deps.vault, authenticate: whoHolds, committed: worker.wake }
  await http.register(async (api) => registerRoutes(api, handlers, routeDeps), { prefix: '/api' })
  if (deps.sample) await http.register(async (api) => deps.sample?.(api, { ...routeDeps, ...sample }), { prefix: '/api/sample' })
  await serveSite(http, deps.siteDir ?? null)
  await http.ready()
  const fireTimers = async () => {
    const fired = await runTimers(deps.db, applications, deps.clock())
    if (fired > 0) worker.wake()
    return fired
  }
  return { http, worker, metrics: metrics.registry, runTimers: fireTimers, close: async () => { await http.close(); await worker.stop() } }
}
