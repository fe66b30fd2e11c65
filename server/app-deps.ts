import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { SignedIn } from '@jucai/contract/accounts'
import { sql, type Kysely } from 'kysely'
import type { EvidencePort } from './applications'
import type { ChoosingDeps } from './choosing'
import type { Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import type {
  IssuerKey,
  LiveRooms,
  Payments,
  Randomness,
  Signatures,
  SmsGateway,
  Storage,
  WeChat,
} from './core/ports'
import type { RouteDeps } from './core/route'
import { officeNamesOf } from './office'
import type { KnownDeps } from './policies'
import { namesOf } from './profiles'
import { recognisedTiers } from './recognition/tier'

/** All that the application is built from. Nothing else reaches outside. */
export interface AppDeps {
  db: Kysely<Database>
  clock: Clock
  /** The clock by which what goes to the next is judged; absent: the database's own, the same for every server. */
  boundary?: (db: Db) => Promise<Date>
  vault: Vault
  random: Randomness
  sms: SmsGateway
  wechat: WeChat
  /** Receives what people owe the city. */
  payments: Payments
  /** Where files lie, encrypted. */
  storage: Storage
  issuer: { name: string; key: IssuerKey }
  /** The e-signature provider; absent: nothing can be signed. */
  signatures?: Signatures
  /** Where people talk online at fairs; without it they talk on site only. */
  live?: LiveRooms
  /** `production` refuses anything made for the sample city. */
  mode: 'production' | 'sample' | 'test'
  /** The built H5 site, served with history fallback; null serves the API alone. */
  siteDir?: string | null
  /** The built review console, served below `/console/`. */
  consoleDir?: string | null
  logger?: FastifyServerOptions['logger']
  /** Files of applicants, where a test brings its own. */
  evidence?: EvidencePort
  /** What choosing is handed of other rooms, where a test brings its own. */
  choosing?: Partial<ChoosingDeps>
  /**
   * The address people reach this server by, without a slash at the end; absent: nothing is sent that needs
   * a link.
   */
  publicUrl?: string | null
  /** Requests a minute from one session; from one address five times as many. */
  requestsPerMinute?: number
  /** How many reverse proxies stand in front; 0: none, and the address is the caller's own. */
  trustProxy?: number
  /** Whether an address is that of a campus, from which more codes may be asked for; absent: none is. */
  isCampus?: (address: string) => boolean
  /** Routes of the sample city only, below `/api/sample`. */
  sample?: (app: FastifyInstance, deps: RouteDeps & SampleDeps) => void
}

/** What the routes of the sample city are given beside the rest. */
export interface SampleDeps {
  vault: Vault
  /** Opens a session for a person without asking for anything. */
  signIn(db: Db, personId: string, device: string, now: Date, office?: boolean): Promise<SignedIn>
}

// By the account of the console, like exports; clerks and who signs in by the sample have none and are
// known by their registration.
export const colleagueNames = async (db: Db, vault: Vault, ids: readonly string[]) =>
  new Map([...(await namesOf(db, vault, ids)), ...(await officeNamesOf(db, vault, ids))])

// What other rooms know of somebody that policies are judged by.
export const knownOf = (vault: Vault): KnownDeps => ({
  recognisedTiers: (db, personIds) => recognisedTiers(db, vault, personIds),
})

export const databaseClock = async (db: Db): Promise<Date> =>
  (await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)).rows[0]?.at as Date
