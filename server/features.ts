import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { SignedIn } from '@jucai/contract/accounts'
import { apartmentPolicy, rentParameter } from '@jucai/contract/housing-vocabulary'
import { leaseParameters } from '@jucai/contract/lease-vocabulary'
import { internshipPolicy, stipendParameters } from '@jucai/contract/internship-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { hostelParameters, hostelPolicy } from '@jucai/contract/stay-vocabulary'
import { sql, type Kysely } from 'kysely'
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
import { chains } from './chains'
import { choiceById, choosing, returnChoice, type ChoosingDeps } from './choosing'
import { city, cityInForce, regionNames } from './city'
import { dayOf, type Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import { assemble, type Assembled } from './core/feature'
import type { People } from './core/personal-data'
import { noSignatures } from './adapters/signing-gateway'
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
import { core } from './core/room'
import type { RouteDeps } from './core/route'
import { addWorkingDays } from './core/working-days'
import { credentials, hasCredential, holderOfCode, insertMilestone } from './credentials'
import { employers, type EmployerDeps } from './employers'
import { engagements } from './engagements'
import { evidence, heldFiles, heldPhotos } from './evidence'
import { applicationExports } from './exports'
import { fairs, noLiveRooms, openBoothsOf, type FairDeps } from './fairs'
import { housing, qualificationsOf, type HousingDeps } from './housing'
import { internships, internshipsHeld, type InternshipDeps } from './internships'
import { leaseQualification } from './lease-qualification'
import { areSigned, inUse, leases, leasesHeld, type LeaseDeps } from './leases'
import { ledger } from './ledger'
import { notifications, type DeliveryDeps } from './notifications'
import { office, officeNameOf, officeNamesOf } from './office'
import {
  grantRules,
  judgeByBook,
  parametersOn,
  policies,
  policiesInShort,
  standardChanges,
  toldFacts,
  versionInForce,
  type KnownDeps,
} from './policies'
import { pool } from './pool'
import { openPostsOf, openWorkOf, posts, type PostDeps } from './posts'
import {
  countRegistered,
  namesOf,
  profiles,
  profileStanding,
  findableGroups,
  graduatingGroups,
} from './profiles'
import { programs } from './programs'
import { recognisedTiers } from './recognition/tier'
import { projects } from './projects'
import { isOwner, recovery } from './recovery'
import { referrals } from './referrals'
import { returneeSeen } from './returnee-seen'
import { roundLine } from './round-line'
import { rounds, type RoundDeps } from './rounds'
import { endAllRoles, staff } from './staff'
import { stations } from './stations'
import { stays, type StayDeps } from './stays'
import { holdings, subsidies } from './subsidies'

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
const colleagueNames = async (db: Db, vault: Vault, ids: readonly string[]) =>
  new Map([...(await namesOf(db, vault, ids)), ...(await officeNamesOf(db, vault, ids))])

// What other rooms know of somebody that policies are judged by.
const knownOf = (vault: Vault): KnownDeps => ({
  recognisedTiers: (db, personIds) => recognisedTiers(db, vault, personIds),
})

const stipendOn: InternshipDeps['stipend'] = async (db, day) => {
  const [minimumWageFen, percent] = await parametersOn(db, stipendParameters, day)
  return minimumWageFen === undefined || percent === undefined ? null : { minimumWageFen, percent }
}

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
  judge: {
    judge: (db, asked) => judgeByBook(db, knownOf(vault), asked),
    inForce: versionInForce,
    grantRules,
    changes: standardChanges,
  },
  told: (db, personId, now) => toldFacts(db, { vault, ...knownOf(vault) }, personId, now),
  elsewhere: async (db, personId) => [
    ...(await leasesHeld(db, personId)),
    ...(await internshipsHeld(db, personId, stipendOn)),
  ],
  regionName: await regionNames(),
  staffNames: (db, ids) => colleagueNames(db, vault, ids),
  office: async (db) => {
    const { office, officePhone } = await cityInForce(db)
    return `${office}，电话 ${officePhone}`
  },
})

const databaseClock = async (db: Db): Promise<Date> =>
  (await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)).rows[0]?.at as Date

/** What stays are built from; the sample city books through the same. */
export const stayDeps = ({
  vault,
  boundary = databaseClock,
}: Pick<AppDeps, 'vault' | 'boundary'>): StayDeps => ({
  vault,
  judge: (db, { registration, day }) =>
    judgeByBook(db, knownOf(vault), { policy: hostelPolicy, facts: {}, day, registration }),
  limits: async (db, day) => {
    const [nightsPerStay, staysPerYear] = await parametersOn(db, hostelParameters, day)
    return nightsPerStay === undefined || staysPerYear === undefined ? null : { nightsPerStay, staysPerYear }
  },
  boundary,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'stay', title),
})

/** What internships are built from; the sample city takes interns through the same. */
export const internshipDeps = (
  deps: Pick<AppDeps, 'db' | 'vault' | 'storage' | 'signatures' | 'boundary' | 'random'>,
  forApplications: ApplicationDeps,
  holderOfCode: InternshipDeps['holderOfCode'],
): InternshipDeps => ({
  db: deps.db,
  vault: deps.vault,
  storage: deps.storage,
  signatures: deps.signatures ?? noSignatures,
  random: deps.random,
  boundary: deps.boundary ?? databaseClock,
  judge: (db, { registration, firstDay, lastDay, employed }) =>
    judgeByBook(db, knownOf(deps.vault), {
      policy: internshipPolicy,
      // The policy counts months to the day after the last one: both days of an agreement are in it.
      facts: {
        internshipFrom: { value: firstDay, source: 'office', asOf: firstDay },
        internshipTo: { value: addDays(lastDay, 1), source: 'office', asOf: firstDay },
        employedHere: { value: employed, source: 'self', asOf: firstDay },
      },
      day: firstDay,
      registration,
    }),
  stipend: stipendOn,
  heldBy: (db, personId, now) =>
    holdings(db, { programs: forApplications.programs, elsewhere: leasesHeld }, personId, now),
  calendar: calendarInForce,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  holderOfCode,
})

/** What fairs are built from; the sample city holds its own by the same. */
export const fairDeps = (
  deps: Pick<AppDeps, 'vault' | 'boundary' | 'live'>,
  holderOfCode: FairDeps['holderOfCode'],
): FairDeps => ({
  vault: deps.vault,
  live: deps.live ?? noLiveRooms,
  boundary: deps.boundary ?? databaseClock,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  holderOfCode,
})

/** What rounds are built from; the sample city applies through the same. */
export const roundDeps = ({
  vault,
  random,
  boundary = databaseClock,
}: Pick<AppDeps, 'vault' | 'random' | 'boundary'>): RoundDeps => ({
  vault,
  random,
  boundary,
  tiers: (db, personIds) => recognisedTiers(db, vault, personIds),
  rentPercent: housingDeps({ vault }).rentPercent,
})

/** What flats are built from; the sample city registers its own through the same. */
export const housingDeps = ({ vault }: Pick<AppDeps, 'vault'>): HousingDeps => ({
  vault,
  rentPercent: async (db, day) => (await parametersOn(db, [rentParameter], day))[0] ?? null,
  judge: async (db, { personId, registration, now }) =>
    judgeByBook(db, knownOf(vault), {
      policy: apartmentPolicy,
      facts: await toldFacts(db, { vault, ...knownOf(vault) }, personId, now),
      day: dayOf(now),
      registration,
    }),
  staffNames: (db, ids) => colleagueNames(db, vault, ids),
  inUse,
})

/** What leases are built from; the sample city lets its flats through the same. */
export const leaseDeps = (
  deps: Pick<AppDeps, 'db' | 'vault' | 'storage' | 'signatures' | 'boundary' | 'choosing'>,
  forApplications: ApplicationDeps,
  holderOfCode: LeaseDeps['holderOfCode'],
): LeaseDeps => ({
  db: deps.db,
  vault: deps.vault,
  storage: deps.storage,
  signatures: deps.signatures ?? noSignatures,
  boundary: deps.boundary ?? databaseClock,
  rentPercent: housingDeps(deps).rentPercent,
  limits: async (db, day) => {
    const [months, depositMonths] = await parametersOn(db, leaseParameters, day)
    return months === undefined ? null : { months, depositMonths: depositMonths ?? 1 }
  },
  ...leaseQualification(forApplications),
  photos: heldPhotos(deps),
  returnChoice: (work, returned) => returnChoice({ ...work, deps: choosingDeps(deps) }, returned),
  flatOfChoice: async (db, choiceId) => (await choiceById(db, choiceId))?.flat_id ?? null,
  holderOfCode,
})

/** What choosing is built from; the sample city chooses through the same. */
export const choosingDeps = ({
  vault,
  boundary,
  choosing: own = {},
}: Pick<AppDeps, 'vault' | 'boundary' | 'choosing'>): ChoosingDeps => ({
  vault,
  line: roundLine,
  boundary: boundary ?? databaseClock,
  moment: async (db) =>
    boundary
      ? sql<Date>`${await boundary(db)}::timestamptz(3)`
      : sql<Date>`date_trunc('milliseconds', clock_timestamp())`,
  rentPercent: housingDeps({ vault }).rentPercent,
  depositMonths: async (db, day) => (await parametersOn(db, ['apartmentDeposit'], day))[0] ?? 1,
  isBound: areSigned,
  isQualified: async (db, personId) =>
    (await qualificationsOf(db, [personId])).get(personId)?.state === 'approved',
  ...own,
})

/** What posts are built from; the sample city posts and applies through the same. */
export const postDeps = (
  deps: Pick<AppDeps, 'db' | 'vault' | 'storage'>,
  { regionName }: Pick<ApplicationDeps, 'regionName'>,
): PostDeps => ({
  vault: deps.vault,
  regionName,
  calendar: calendarInForce,
  files: heldFiles(deps),
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  names: (db, ids) => namesOf(db, deps.vault, ids),
})

/**
 * What each room of work has that is not finished for an employer, in words and with its number; a room adds
 * its own here. The office and the employer read it before the employer is closed.
 */
const openThingsOf: readonly EmployerDeps['openThings'][] = [openWorkOf, openBoothsOf]

/** What employers are built from; the sample city registers its own through the same. */
export const employerDeps = (
  deps: Pick<AppDeps, 'db' | 'clock' | 'vault' | 'random' | 'storage'>,
  forApplications: Pick<ApplicationDeps, 'vault'>,
): EmployerDeps => ({
  vault: deps.vault,
  random: deps.random,
  licences: heldPhotos(deps),
  openThings: async (db, employerId) => {
    const found = []
    for (const open of openThingsOf) found.push(...(await open(db, employerId)))
    return found
  },
  openPosts: async (db, employerId) => (await openPostsOf(db, employerId, deps.clock())).length,
  returnee: returneeSeen(forApplications),
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
  const forCredentials = { ...deps, staffWith: peopleWithRole }
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
    credentials(forCredentials),
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
    stays({
      ...stayDeps(deps),
      db: deps.db,
      holderOfCode: (work, scan) => holderOfCode({ ...work, deps: forCredentials }, scan),
    }),
    housing({ ...housingDeps(deps), db: deps.db }),
    rounds({
      ...deps,
      ...roundDeps(deps),
      names: (db, ids) => colleagueNames(db, vault, ids),
    }),
    choosing({ ...choosingDeps(deps), db: deps.db }, deliveries),
    employers({ ...employerDeps(deps, forApplications), db: deps.db }),
    posts({ ...postDeps(deps, forApplications), db: deps.db }),
    chains({
      names: (db, ids) => colleagueNames(db, vault, ids),
      findableGroups,
      graduatingGroups,
    }),
    fairs({
      ...fairDeps(deps, (work, scan) => holderOfCode({ ...work, deps: forCredentials }, scan)),
      db: deps.db,
    }),
    internships(
      internshipDeps(deps, forApplications, (work, scan) =>
        holderOfCode({ ...work, deps: forCredentials }, scan),
      ),
    ),
    engagements(),
    projects(),
    leases(
      leaseDeps(deps, forApplications, (work, scan) => holderOfCode({ ...work, deps: forCredentials }, scan)),
    ),
    subsidies({ db: deps.db, vault, names: (db, ids) => namesOf(db, vault, ids) }),
    ledger({
      ...deps,
      registeredName: async (db, personId, now) => (await standing(db, personId, now)).name,
      openIdOf: async (db, personId) =>
        (await identitiesOf(db, vault, personId)).find(({ kind }) => kind === 'wechat')?.subject ?? null,
    }),
    policies({
      ...deps,
      ...knownOf(vault),
      heldBy: (db, personId, now) => holdings(db, forApplications, personId, now),
      programs: programs.map(({ key }) => key),
      names: (db, ids) => colleagueNames(db, vault, ids),
    }),
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
