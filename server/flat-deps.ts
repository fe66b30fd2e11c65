import { apartmentPolicy, rentParameter } from '@jucai/contract/housing-vocabulary'
import { leaseParameters } from '@jucai/contract/lease-vocabulary'
import { hostelParameters, hostelPolicy } from '@jucai/contract/stay-vocabulary'
import { sql } from 'kysely'
import type { ApplicationDeps } from './applications'
import { choiceById, returnChoice, type ChoosingDeps } from './choosing'
import { dayOf } from './core/clock'
import { noSignatures } from './adapters/signing-gateway'
import { insertMilestone } from './credentials'
import { heldPhotos } from './evidence'
import { qualificationsOf, type HousingDeps } from './housing'
import { leaseQualification } from './lease-qualification'
import { areSigned, inUse, type LeaseDeps } from './leases'
import { judgeByBook, parametersOn, toldFacts } from './policies'
import { recognisedTiers } from './recognition/tier'
import { roundLine } from './round-line'
import { type RoundDeps } from './rounds'
import { type StayDeps } from './stays'
import { type AppDeps, colleagueNames, knownOf, databaseClock } from './app-deps'

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
