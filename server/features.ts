import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { SignedIn } from '@jucai/contract/accounts'
import type { Kysely } from 'kysely'
import { dayOf, type Clock } from './core/clock'
import type { Database, Db } from './core/db'
import type { Vault } from './core/encryption'
import { mergeReactions, type Reactions } from './core/outbox'
import type { IssuerKey, Randomness, SmsGateway, Storage, WeChat } from './core/ports'
import type { Handlers, RouteDeps } from './core/route'
import { removeLeftovers } from './core/stored-files'
import { addWorkingDays } from './core/working-days'
import {
  applicationFigures,
  applicationHandlers,
  applicationOf,
  applicationReactions,
  calendarInForce,
  eraseApplications,
  exportApplications,
  noEvidence,
  programsOf,
  queueRows,
  type ApplicationDeps,
  type EvidencePort,
} from './applications'
import {
  accountHandlers,
  accountReactions,
  authenticate,
  identitiesOf,
  peopleWithRole,
  signedIn,
  type AccountDeps,
} from './accounts'
import { cityHandlers, cityInForce, regionNames } from './city'
import {
  countCoded,
  countServed,
  credentialExport,
  credentialHandlers,
  credentialReactions,
  erasePersonal,
  hasCredential,
  type CredentialDeps,
} from './credentials'
import { evidenceHandlers, eraseEvidence, exportEvidence, forgetLooseEvidence } from './evidence'
import { exportHandlers, forgetExports, makeExports, type ExportDeps } from './exports'
import {
  deliverChange,
  deliveriesOf,
  eraseDeliveries,
  notificationHandlers,
  sendDeliveries,
  subscriptionsOf,
  type DeliveryDeps,
} from './notifications'
import {
  deleteAccount as deleteOfficeAccount,
  forgetOldOffice,
  officeHandlers,
  officeNameOf,
  officeNamesOf,
  officeReactions,
  type OfficeDeps,
} from './office'
import { countRegistered, namesOf, profileHandlers, profileReactions, profileStanding } from './profiles'
import { programs } from './programs'
import { eraseRecoveries, recoveriesOf, recoveryHandlers, recoveryReactions } from './recovery'
import { endAllRoles, staffHandlers, staffReactions } from './staff'
import {
  eraseReferrals,
  referralExport,
  referralHandlers,
  referralReactions,
  type ReferralDeps,
} from './referrals'
import { eraseFromStations, leadReactions, stationExport, stationHandlers, visitReactions } from './stations'

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
export interface Chore {
  everyMs: number
  run(now: Date): Promise<unknown>
}

// By the account of the console, like exports; clerks and who signs in by the sample have none and are
// known by their registration.
const colleagueNames = async (db: Db, vault: Vault, ids: readonly string[]) =>
  new Map([...(await namesOf(db, vault, ids)), ...(await officeNamesOf(db, vault, ids))])

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
  regionName: await regionNames(),
  staffNames: (db, ids) => colleagueNames(db, vault, ids),
  office: async (db) => {
    const { office, officePhone } = await cityInForce(db)
    return `${office}，电话 ${officePhone}`
  },
})

const deliveryDeps = ({ db, vault, sms, wechat }: AppDeps): DeliveryDeps => ({
  db,
  vault,
  sms,
  wechat,
  reach: async (handle, personId) => {
    const identities = await identitiesOf(handle, vault, personId)
    const by = (kind: 'wechat' | 'phone') =>
      identities.find((identity) => identity.kind === kind)?.subject ?? null
    return { openId: by('wechat'), phone: by('phone') }
  },
})

/** What is sent outside when an application changed. */
const progressReactions = (deliveries: DeliveryDeps, { programs: known }: ApplicationDeps): Reactions => ({
  'application.changed': [
    async ({ tx, now, eventId }, change) => {
      const record = await applicationOf(tx, deliveries.vault, change.applicationId)
      if (record)
        await deliverChange(tx, deliveries, now, eventId, change, {
          ...record,
          title: known.definition(record.program).title,
        })
    },
  ],
})

const exportEverywhere = async (
  { vault, wechat }: AppDeps,
  db: Db,
  personId: string,
): Promise<Record<string, unknown>> => ({
  files: await exportEvidence(db, vault, personId),
  recoveries: await recoveriesOf(db, vault, personId),
  ...(await credentialExport(db, personId)),
  ...(await exportApplications(db, vault, personId)),
  ...(await stationExport(db, vault, personId)),
  ...(await referralExport(db, vault, personId)),
  subscriptions: await subscriptionsOf(db, personId, wechat.templateIdOf),
  deliveries: await deliveriesOf(db, personId),
})

/** Features add their handlers and reactions here; the one place where they meet. */
export const features = (deps: AppDeps, applications: ApplicationDeps) => {
  const { vault } = deps
  const standing: AccountDeps['standing'] = async (db, personId, now) => ({
    ...(await profileStanding(db, vault, personId, now)),
    hasCredential: await hasCredential(db, personId, now),
  })
  const accounts: AccountDeps = { ...deps, standing }
  const eraseEverywhere = async (db: Db, personId: string, now: Date) => {
    await eraseEvidence(db, now, personId) // before the applications that the files point to
    await eraseApplications(db, applications, personId, now)
    await eraseFromStations(db, personId, now)
    await eraseReferrals(db, personId)
    await eraseRecoveries(db, personId)
    await erasePersonal(db, personId)
    await deleteOfficeAccount(db, personId)
    await eraseDeliveries(db, personId)
  }
  const office: OfficeDeps = {
    ...deps,
    sample: deps.mode === 'sample',
    openSession: (db, personId, device, now) => signedIn(db, accounts, personId, device, now, true),
    registeredName: async (db, personId, now) => (await standing(db, personId, now)).name,
  }
  const deliveries = deliveryDeps(deps)
  const exports: ExportDeps = {
    ...deps,
    rows: (db, filter, onPage) => queueRows(db, applications, filter, onPage),
    nameOf: async (db, personId) =>
      (await officeNameOf(db, vault, personId)) ??
      (await standing(db, personId, deps.clock())).name ??
      '未登记姓名',
  }
  const workingDaysFrom: ReferralDeps['workingDaysFrom'] = async (db, from, days) =>
    addWorkingDays(await calendarInForce(db), dayOf(from), days)
  const credentials: CredentialDeps = { ...deps, staffWith: peopleWithRole }
  const handlers: Handlers = {
    ...cityHandlers({
      registered: countRegistered,
      coded: countCoded,
      served: countServed,
      ...(applicationFigures(programs) as Record<
        'recognised' | 'returned' | 'housed',
        (db: Db) => Promise<number>
      >),
    }),
    ...accountHandlers(accounts),
    ...notificationHandlers(deps),
    ...profileHandlers({
      vault,
      exports: (db, personId) => exportEverywhere(deps, db, personId),
      endRoles: endAllRoles,
      erase: eraseEverywhere,
    }),
    ...credentialHandlers(credentials),
    ...recoveryHandlers({ vault }),
    ...staffHandlers({ ...deps, names: (db, ids) => colleagueNames(db, vault, ids) }),
    ...officeHandlers(office),
    ...evidenceHandlers(deps),
    ...exportHandlers(exports),
    ...applicationHandlers(applications),
    ...stationHandlers({ vault, applications }),
    ...referralHandlers({ ...deps, publicUrl: deps.publicUrl ?? null, workingDaysFrom }),
  }
  const reactions = mergeReactions(
    accountReactions({ vault }),
    profileReactions({ vault }),
    staffReactions({ vault }),
    recoveryReactions({ vault }),
    credentialReactions(credentials),
    officeReactions(),
    applicationReactions(applications),
    progressReactions(deliveries, applications),
    visitReactions({ vault, deliveries }),
    leadReactions({ vault, applications }),
    referralReactions({ vault }),
  )
  const chores: Chore[] = [
    { everyMs: 1_000, run: (now) => sendDeliveries(deliveries, now) },
    { everyMs: 2_000, run: (now) => makeExports(exports, now) },
    { everyMs: 60_000, run: (now) => forgetExports(exports, now) },
    { everyMs: 60_000, run: (now) => removeLeftovers(deps.db, deps.storage, now) },
    { everyMs: 3_600_000, run: (now) => forgetLooseEvidence(deps, now) },
    { everyMs: 3_600_000, run: (now) => forgetOldOffice(deps.db, now) },
  ]
  const sample: SampleDeps = {
    vault,
    signIn: (db, personId, device, now, office) => signedIn(db, accounts, personId, device, now, office),
  }
  return {
    handlers,
    reactions,
    chores,
    sample,
    authenticate: (token: string, now: Date) => authenticate(deps.db, token, now),
  }
}
