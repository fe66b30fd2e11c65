import { type AccountDeps, accounts, authenticate, identitiesOf, peopleWithRole, signedIn } from './accounts'
import {
  applications,
  filesInDrafts,
  noEvidence,
  programsOf,
  queueRows,
  type ApplicationDeps,
} from './applications'
import { chains } from './chains'
import { choosing } from './choosing'
import { city, cityInForce, regionNames } from './city'
import type { Db } from './core/db'
import { assemble, type Assembled } from './core/feature'
import type { People } from './core/personal-data'
import { core } from './core/room'
import type { RouteDeps } from './core/route'
import { credentials, hasCredential, holderOfCode } from './credentials'
import { employers } from './employers'
import { engagements } from './engagements'
import { evidence } from './evidence'
import { applicationExports } from './exports'
import { fairs } from './fairs'
import { housing } from './housing'
import { internships, internshipsHeld } from './internships'
import { leases, leasesHeld } from './leases'
import { ledger } from './ledger'
import { notifications, type DeliveryDeps } from './notifications'
import { office, officeNameOf } from './office'
import {
  grantRules,
  judgeByBook,
  policies,
  policiesInShort,
  standardChanges,
  toldFacts,
  versionInForce,
} from './policies'
import { pool } from './pool'
import { posts, publicPostNames } from './posts'
import {
  countRegistered,
  namesOf,
  profiles,
  profileStanding,
  findableGroups,
  graduatingGroups,
} from './profiles'
import { programs } from './programs'
import { projects } from './projects'
import { isOwner, recovery } from './recovery'
import { referrals } from './referrals'
import { rounds } from './rounds'
import { endAllRoles, staff } from './staff'
import { stations } from './stations'
import { stays } from './stays'
import { holdings, subsidies } from './subsidies'
import { todos } from './todos'
import { workspaces } from './workspaces'
import { type AppDeps, type SampleDeps, colleagueNames, knownOf } from './app-deps'
import {
  employerDeps,
  engagementDeps,
  fairDeps,
  internshipDeps,
  postDeps,
  projectDeps,
  stipendOn,
  workingDaysFrom,
  workspaceDeps,
} from './work-deps'
import { choosingDeps, housingDeps, leaseDeps, roundDeps, stayDeps } from './flat-deps'

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
    todos((...of) => rooms.todos(...of)),
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
    engagements(engagementDeps(deps)),
    projects({ ...projectDeps(deps), db: deps.db }),
    workspaces(workspaceDeps(deps)),
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
    pool({ ...forApplications, posts: publicPostNames, db: deps.db }),
    referrals({
      ...deps,
      publicUrl: deps.publicUrl ?? null,
      workingDaysFrom,
    }),
  ])
  return {
    ...rooms,
    sample: { vault, signIn: openSession },
    authenticate: (token, now) => authenticate(deps.db, token, now),
  }
}
