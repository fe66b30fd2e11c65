import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { createHash } from 'node:crypto'
import type { SignedIn } from '@jucai/contract/accounts'
import { sql, type Kysely } from 'kysely'
import type { Registry } from 'prom-client'
import type { Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import { renderProblems } from './core/errors'
import { createMetrics } from './core/metrics'
import { mergeReactions, startOutboxWorker, type OutboxWorker, type Reactions } from './core/outbox'
import type { IssuerKey, Randomness, SmsGateway, Storage, WeChat } from './core/ports'
import { problem } from './core/problem'
import { removeLeftovers } from './core/stored-files'
import { registerRoutes, type Handlers, type RouteDeps } from './core/route'
import { validatorCompiler } from './core/validation'
import { applicationHandlers, applicationOf, applicationReactions, countHoused, countRecognised, countReturned, eraseApplications, exportApplications, programsOf, publishPrograms, queueRows, runTimers, type ApplicationDeps, type EvidencePort } from './applications'
import { accountHandlers, accountReactions, authenticate, identitiesOf, peopleWithRole, signedIn, type AccountDeps } from './accounts'
import { cityHandlers, cityInForce, regionNames } from './city'
import { countCoded, countServed, credentialExport, credentialHandlers, credentialReactions, erasePersonal, hasCredential, type CredentialDeps } from './credentials'
import { evidenceHandlers, eraseEvidence, evidencePort, exportEvidence, forgetLooseEvidence } from './evidence'
import { exportHandlers, forgetExports, makeExports, type ExportDeps } from './exports'
import { deliverChange, deliveriesOf, eraseDeliveries, notificationHandlers, sendDeliveries, subscriptionsOf, type DeliveryDeps } from './notifications'
import { deleteAccount as deleteOfficeAccount, forgetOldOffice, officeHandlers, officeNameOf, officeReactions, type OfficeDeps } from './office'
import { countRegistered, namesOf, profileHandlers, profileReactions, profileStanding } from './profiles'
import { programs } from './programs'
import { eraseRecoveries, recoveriesOf, recoveryHandlers, recoveryReactions } from './recovery'
import { endAllRoles, staffHandlers, staffReactions } from './staff'
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
  /** Where files lie, encrypted. */
  storage: Storage
  issuer: { name: string; key: IssuerKey }
  /** `production` refuses anything made for the sample city. */
  mode: 'production' | 'sample' | 'test'
  /** The built H5 site, served with history fallback; null serves the API alone. */
  siteDir?: string | null
  logger?: FastifyServerOptions['logger']
  /** Files of applicants, where a test brings its own. */
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

/** Background work of a feature beside the outbox; the server runs it again and again, one run at a time. */
export interface Chore { everyMs: number; run(now: Date): Promise<unknown> }

/** The running application. */
export interface App {
  http: FastifyInstance; worker: OutboxWorker; chores: readonly Chore[]; metrics: Registry
  /** Fires the deadlines and reminders that are due. @returns how many */
  runTimers(): Promise<number>
  close(): Promise<void>
}

const version = '0.1.0'

/** What applications are built from; the sample city applies through the same. */
export const applicationDeps = async (deps: Pick<AppDeps, 'db' | 'vault' | 'storage' | 'clock' | 'evidence'>): Promise<ApplicationDeps> => ({
  vault: deps.vault, evidence: deps.evidence ?? evidencePort(deps), programs: programsOf(programs), regionName: await regionNames(), staffNames: (db, ids) => namesOf(db, deps.vault, ids),
  office: async (db) => {
    const { office, officePhone } = await cityInForce(db)
    return `${office}，电话 ${officePhone}`
  },
})

const deliveryDeps = ({ db, vault, sms, wechat }: AppDeps): DeliveryDeps => ({
  db, vault, sms, wechat,
  reach: async (handle, personId) => {
    const identities = await identitiesOf(handle, vault, personId)
    const by = (kind: 'wechat' | 'phone') => identities.find((identity) => identity.kind === kind)?.subject ?? null
    return { openId: by('wechat'), phone: by('phone') }
  },
})

/** What is sent outside when an application changed. */
const progressReactions = (deliveries: DeliveryDeps, { programs: known }: ApplicationDeps): Reactions => ({
  'application.changed': [async ({ tx, now, eventId }, change) => {
    const record = await applicationOf(tx, deliveries.vault, change.applicationId)
    if (record) await deliverChange(tx, deliveries, now, eventId, change, { ...record, title: known.definition(record.program).title })
  }],
})

const exportEverywhere = async ({ vault, wechat }: AppDeps, db: Db, personId: string): Promise<Record<string, unknown>> => ({
  files: await exportEvidence(db, vault, personId), recoveries: await recoveriesOf(db, vault, personId), ...await credentialExport(db, personId), ...await exportApplications(db, vault, personId),
  subscriptions: await subscriptionsOf(db, personId, wechat.templateIdOf), deliveries: await deliveriesOf(db, personId),
})

/** Features add their handlers and reactions here; the one place where they meet. */
const features = (deps: AppDeps, applications: ApplicationDeps) => {
  const { vault } = deps
  const standing: AccountDeps['standing'] = async (db, personId, now) => ({ ...await profileStanding(db, vault, personId, now), hasCredential: await hasCredential(db, personId, now) })
  const accounts: AccountDeps = { ...deps, standing }
  const eraseEverywhere = async (db: Db, personId: string, now: Date) => {
    await eraseEvidence(db, now, personId) // before the applications that the files point to
    await eraseApplications(db, applications, personId, now)
    await eraseRecoveries(db, personId)
    await erasePersonal(db, personId)
    await deleteOfficeAccount(db, personId)
    await eraseDeliveries(db, personId)
  }
  const office: OfficeDeps = {
    ...deps, sample: deps.mode === 'sample', openSession: (db, personId, device, now) => signedIn(db, accounts, personId, device, now, true),
    registeredName: async (db, personId, now) => (await standing(db, personId, now)).name,
  }
  const deliveries = deliveryDeps(deps)
  const exports: ExportDeps = {
    ...deps, rows: (db, filter, onPage) => queueRows(db, applications, filter, onPage),
    nameOf: async (db, personId) => await officeNameOf(db, vault, personId) ?? (await standing(db, personId, deps.clock())).name ?? '未登记姓名',
  }
  const credentials: CredentialDeps = { ...deps, staffWith: peopleWithRole }
  const handlers: Handlers = {
    ...pendingHandlers(),
    ...cityHandlers({ registered: countRegistered, coded: countCoded, served: countServed, recognised: countRecognised, returned: countReturned, housed: countHoused }),
    ...accountHandlers(accounts),
    ...notificationHandlers(deps),
    ...profileHandlers({ vault, exports: (db, personId) => exportEverywhere(deps, db, personId), endRoles: endAllRoles, erase: eraseEverywhere }),
    ...credentialHandlers(credentials),
    ...recoveryHandlers({ vault }),
    ...staffHandlers(deps),
    ...officeHandlers(office),
    ...evidenceHandlers(deps),
    ...exportHandlers(exports),
    ...applicationHandlers(applications),
  }
  const reactions = mergeReactions(
    accountReactions({ vault }), profileReactions({ vault }), staffReactions({ vault }), recoveryReactions({ vault }), credentialReactions(credentials), officeReactions(),
    applicationReactions(applications), progressReactions(deliveries, applications),
  )
  const chores: Chore[] = [
    { everyMs: 1_000, run: (now) => sendDeliveries(deliveries, now) },
    { everyMs: 2_000, run: (now) => makeExports(exports, now) },
    { everyMs: 60_000, run: (now) => forgetExports(exports, now) },
    { everyMs: 60_000, run: (now) => removeLeftovers(deps.db, deps.storage, now) },
    { everyMs: 3_600_000, run: (now) => forgetLooseEvidence(deps, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldOffice(deps.db, now) },
  ]
  const sample: SampleDeps = { vault, signIn: (db, personId, device, now, office) => signedIn(db, accounts, personId, device, now, office) }
  return { handlers, reactions, chores, sample, authenticate: (token: string, now: Date) => authenticate(deps.db, token, now) }
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
  const { handlers, reactions, chores, sample, authenticate: whoHolds } = features(deps, applications)
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
  return {
    http, worker, chores: [...chores, { everyMs: 20_000, run: fireTimers }], metrics: metrics.registry, runTimers: fireTimers, close: async () => { await http.close(); await worker.stop() },
  }
}
