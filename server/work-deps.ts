import { internshipPolicy, stipendParameters } from '@jucai/contract/internship-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { projectParameters } from '@jucai/contract/project-vocabulary'
import { calendarInForce, type ApplicationDeps } from './applications'
import { chainNames, chainsKnown } from './chains'
import { dayOf } from './core/clock'
import type { Db } from './core/db'
import { noSignatures } from './adapters/signing-gateway'
import { addWorkingDays } from './core/working-days'
import { insertMilestone } from './credentials'
import { type EmployerDeps } from './employers'
import { openEngagementsOf, type EngagementDeps } from './engagements'
import { heldFiles, heldPhotos } from './evidence'
import { noLiveRooms, openBoothsOf, type FairDeps } from './fairs'
import { openInternshipsOf, type InternshipDeps } from './internships'
import { leasesHeld } from './leases'
import { judgeByBook, parametersOn } from './policies'
import { applicantOf, openPostsOf, openWorkOf, type PostDeps } from './posts'
import { namesOf } from './profiles'
import { type ProjectDeps } from './projects'
import { correctByProject, moveByProject, paidByLedger, promisedFor, tieToProject } from './referrals'
import { returneeSeen } from './returnee-seen'
import { holdings } from './subsidies'
import { type WorkspaceDeps } from './workspaces'
import { type AppDeps, knownOf, databaseClock } from './app-deps'

export const stipendOn: InternshipDeps['stipend'] = async (db, day) => {
  const [minimumWageFen, percent] = await parametersOn(db, stipendParameters, day)
  return minimumWageFen === undefined || percent === undefined ? null : { minimumWageFen, percent }
}

/** What internships are built from; the sample city takes interns through the same. */
export const internshipDeps = (
  deps: Pick<AppDeps, 'db' | 'clock' | 'vault' | 'storage' | 'signatures' | 'boundary' | 'random'>,
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
  openPosts: async (db, employerId) => (await openPostsOf(db, employerId, deps.clock())).length,
  calendar: calendarInForce,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  holderOfCode,
})

/** What workspaces are built from; the sample city allots its own through the same. */
export const workspaceDeps = (deps: Pick<AppDeps, 'db' | 'vault'>): WorkspaceDeps => ({
  db: deps.db,
  vault: deps.vault,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
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

/** What posts are built from; the sample city posts and applies through the same. */
export const postDeps = (
  deps: Pick<AppDeps, 'db' | 'vault' | 'storage'>,
  { regionName }: Pick<ApplicationDeps, 'regionName'>,
): PostDeps => ({
  vault: deps.vault,
  regionName,
  calendar: calendarInForce,
  minimumWageFen: async (db, day) => (await parametersOn(db, ['minimumWage'], day))[0] ?? null,
  chains: chainsKnown,
  files: heldFiles(deps),
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  names: (db, ids) => namesOf(db, deps.vault, ids),
})

/** What engagements are built from; the sample city engages its experts through the same. */
export const engagementDeps = (
  deps: Pick<
    AppDeps,
    'db' | 'vault' | 'storage' | 'signatures' | 'boundary' | 'random' | 'sms' | 'publicUrl'
  >,
): EngagementDeps => ({
  db: deps.db,
  vault: deps.vault,
  storage: deps.storage,
  signatures: deps.signatures ?? noSignatures,
  random: deps.random,
  sms: deps.sms,
  publicUrl: deps.publicUrl ?? null,
  calendar: calendarInForce,
  boundary: deps.boundary ?? databaseClock,
  milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
  applicant: applicantOf,
})

/**
 * What each room of work has that is not finished for an employer, in words and with its number; a room adds
 * its own here. The office and the employer read it before the employer is closed.
 */
const openThingsOf: readonly ((
  ...asked: [...Parameters<EmployerDeps['openThings']>, now: Date]
) => ReturnType<EmployerDeps['openThings']>)[] = [
  openWorkOf,
  openBoothsOf,
  openEngagementsOf,
  openInternshipsOf,
]

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
    for (const open of openThingsOf) found.push(...(await open(db, employerId, deps.clock())))
    return found
  },
  openPosts: async (db, employerId) => (await openPostsOf(db, employerId, deps.clock())).length,
  returnee: returneeSeen(forApplications),
})

export const workingDaysFrom = async (db: Db, from: Date, days: number) =>
  addWorkingDays(await calendarInForce(db), dayOf(from), days)

/** What projects are built from; the sample city introduces people through the same. */
export const projectDeps = ({ vault, random }: Pick<AppDeps, 'vault' | 'random'>): ProjectDeps => {
  const forReferrals = { vault, workingDaysFrom }
  return {
    vault,
    random,
    rule: async (db, day) => {
      const [unitFen, cap, stays, rewardSignedPercent] = await parametersOn(db, projectParameters, day)
      return unitFen === undefined || cap === undefined || stays === undefined
        ? null
        : { unitFen, cap, stays, rewardSignedPercent: rewardSignedPercent ?? 0 }
    },
    chainNames,
    milestone: (db, at, personId, title) => insertMilestone(db, at, personId, 'work', title),
    referrals: {
      tie: (work, tied) => tieToProject({ ...work, deps: forReferrals }, tied),
      of: promisedFor,
      moved: (work, move) => moveByProject({ ...work, deps: forReferrals }, move),
      corrected: (work, correction) => correctByProject({ ...work, deps: forReferrals }, correction),
      paid: (work, id, on) => paidByLedger({ ...work, deps: forReferrals }, id, on),
    },
    calendar: calendarInForce,
  }
}
