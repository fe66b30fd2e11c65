import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { SignedIn } from '@jucai/contract/accounts'
import type { Kysely } from 'kysely'
import { type AccountDeps, accounts, authenticate, identitiesOf, peopleWithRole, signedIn } from './accounts'
import {
  applications,
  calendarInForce,
  filesInDrafts,
  noEvidence,
  programsOf,
  queueRows,
  type ApplicationDeps,
  type EvidencePort,
} from './applications'
import { city, cityInForce, regionNames } from './city'
import { dayOf, type Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import { assemble, type Assembled } from './core/feature'
import type { People } from './core/personal-data'
import type { IssuerKey, Randomness, SmsGateway, Storage, WeChat } from './core/ports'
import { core } from './core/room'
import type { RouteDeps } from './core/route'
import { addWorkingDays } from './core/working-days'
import { credentials, hasCredential } from './credentials'
import { evidence } from './evidence'
import { applicationExports } from './exports'
import { ledger } from './ledger'
import { notifications, type DeliveryDeps } from './notifications'
import { office, officeNameOf, officeNamesOf } from './office'
import { judgeByBook, policies, policiesInShort, versionInForce, type KnownDeps } from './policies'
import { pool } from './pool'
import { countRegistered, namesOf, profiles, profileStanding } from './profiles'
import { programs } from './programs'
import { recognisedTiers } from './recognition/tier'
import { isOwner, recovery } from './recovery'
import { referrals } from './referrals'
import { endAllRoles, staff } from './staff'
import { stations } from './stations'
import { subsidies } from './subsidies'

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
  /** The built review console, served below `/console/`. */
  consoleDir?: string | null
  logger?: FastifyServerOptions['logger']
  /** Files of applicants, where a test brings its own. */
  evidence?: EvidencePort
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
const colleagueNames = async (db: Db, vault: Vault, ids: readonly string[]) =>
  new Map([...(await namesOf(db, vault, ids)), ...(await officeNamesOf(db, vault, ids))])

// What other rooms know of somebody that policies are judged by.
const knownOf = (vault: Vault): KnownDeps => ({
  recognisedTiers: (db, personIds) => recognisedTiers(db, vault, personIds),
})

/**
 * What applications are built from; the sample city applies through the same. Without `evidence` there are
 * no files.
 */
export const applicationDeps = async ({
  vault,
  evidence = noEvidence,
}: Pick<AppDeps, 'vault' | 'evidence'>): Promise<ApplicationDeps> => ({
  vault,
  evidence,
  programs: programsOf(programs),
  judge: { judge: (db, asked) => judgeByBook(db, knownOf(vault), asked), inForce: versionInForce },
  regionName: await regionNames(),
  staffNames: (db, ids) => colleagueNames(db, vault, ids),
  office: async (db) => {
    const { office, officePhone } = await cityInForce(db)
    return `${office}，电话 ${officePhone}`
  },
})

const deliveryDeps = (deps: AppDeps): DeliveryDeps => ({
  ...deps,
  reach: async (db, personId) => {
    const identities = await identitiesOf(db, deps.vault, personId)
    const by = (kind: 'wechat' | 'phone') => identities.find((one) => one.kind === kind)?.subject ?? null
    return { openId: by('wechat'), phone: by('phone') }
  },
})

/** The rooms, assembled, and what the entry point needs beside them. */
export interface Features extends Assembled {
  sample: SampleDeps
  authenticate: RouteDeps['authenticate']
}

/**
 * The list of rooms, and the wiring between them: what one needs of another that it may not know is handed
 * in here.
 * @throws Error when two rooms claim the same thing
 */
export const features = (deps: AppDeps, forApplications: ApplicationDeps): Features => {
  const { vault } = deps
  const deliveries = deliveryDeps(deps)
  const standing = async (db: Db, personId: string, now: Date) => ({
    ...(await profileStanding(db, vault, personId, now)),
    hasCredential: await hasCredential(db, personId, now),
  })
  // Rooms that act on all rooms get them when they act: by then they are assembled.
  const people: Pick<People, 'exportAll' | 'erase' | 'holdsOf' | 'merge'> = {
    exportAll: (...of) => rooms.people.exportAll(...of),
    erase: (...of) => rooms.people.erase(...of),
    holdsOf: (...of) => rooms.people.holdsOf(...of),
    merge: (...of) => rooms.people.merge(...of),
  }
  const forAccounts: AccountDeps = {
    ...deps,
    isCampus: deps.isCampus ?? (() => false),
    standing,
    merge: people.merge,
    holdsOf: people.holdsOf,
    isOwner: (db, personId, claim) => isOwner(db, vault, personId, claim),
  }
  const openSession = (db: Db, personId: string, device: string, now: Date, isOffice?: boolean) =>
    signedIn({ db, now, deps: forAccounts }, { personId, device, office: isOffice })
  const rooms = assemble([
    core(deps),
    city({
      figures: (db, now) => rooms.figures(db, now),
      schools: async (db) => (await countRegistered(db)).bySchool,
      policies: policiesInShort,
    }),
    accounts(forAccounts),
    notifications(deliveries),
    profiles({ db: deps.db, vault, people, endRoles: endAllRoles }),
    credentials({ ...deps, staffWith: peopleWithRole }),
    recovery({ db: deps.db, vault, merge: people.merge }),
    staff({ ...deps, names: (db, ids) => colleagueNames(db, vault, ids) }),
    office({
      ...deps,
      sample: deps.mode === 'sample',
      openSession: (db, personId, device, now) => openSession(db, personId, device, now, true),
      registeredName: async (db, personId, now) => (await standing(db, personId, now)).name,
    }),
    evidence({ ...deps, inDrafts: (db, personIds) => filesInDrafts(db, forApplications, personIds) }),
    applicationExports({
      ...deps,
      rows: (db, filter, onPage) => queueRows(db, forApplications, filter, onPage),
      nameOf: async (db, personId) =>
        (await officeNameOf(db, vault, personId)) ??
        (await standing(db, personId, deps.clock())).name ??
        '未登记姓名',
    }),
    applications({ ...forApplications, db: deps.db }, programs, deliveries),
    stations({ vault, applications: forApplications }, deliveries),
    subsidies({ db: deps.db, vault, names: (db, ids) => namesOf(db, vault, ids) }),
    ledger({
      ...deps,
      registeredName: async (db, personId, now) => (await standing(db, personId, now)).name,
    }),
    policies({ ...deps, ...knownOf(vault), names: (db, ids) => colleagueNames(db, vault, ids) }),
    pool({ ...forApplications, db: deps.db }),
    referrals({
      ...deps,
      publicUrl: deps.publicUrl ?? null,
      workingDaysFrom: async (db, from, days) => addWorkingDays(await calendarInForce(db), dayOf(from), days),
    }),
  ])
  return {
    ...rooms,
    sample: { vault, signIn: openSession },
    authenticate: (token, now) => authenticate(deps.db, token, now),
  }
}
