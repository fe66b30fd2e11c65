import { explained, holdAll, type RoundFacts } from '@jucai/contract/round-rules'
import type { RoundStanding } from '@jucai/contract/rounds'
import { fullMonths } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { maskDocument } from '../core/masking'
import { householdIn, qualificationsOf, type Qualification, type Relative } from '../housing'
import { schoolingOf } from '../profiles'
import type { RoundDeps, RoundWork } from './deps'
import { keptDocuments } from './households'
import { classesOf, scoringOf, type RoundClass, type RoundPoints, type RoundRow } from './repository'
import { arrivalOf, type MemberRow } from './ticket-rows'

/** What somebody brings to a round, in the words of the server. */
export interface Brought {
  qualification: Qualification | null
  household: Relative[]
  facts: RoundFacts
}

/** Somebody of whom facts are asked, and how they live. */
export interface Asked {
  personId: string
  /** Relations of who lives with them. */
  relations: readonly string[]
  approvedAt: Date | null
}

/** Facts of several people as of a day, in the order asked for. What nobody knows is null. */
export const factsOf = async (
  db: Db,
  deps: Pick<RoundDeps, 'tiers'>,
  day: string,
  asked: readonly Asked[],
): Promise<RoundFacts[]> => {
  const ids = asked.map(({ personId }) => personId)
  const [tiers, schooling] = [await deps.tiers(db, ids), await schoolingOf(db, ids)]
  const monthsSince = (from: string | null | undefined) =>
    from === null || from === undefined || from > day ? null : fullMonths(from, day)
  return asked.map(({ personId, relations, approvedAt }) => ({
    tier: tiers.get(personId)?.tier ?? null,
    degree: schooling.get(personId)?.degree ?? null,
    people: relations.length + 1,
    children: relations.filter((relation) => relation === 'child').length,
    'months-since-graduation': monthsSince(schooling.get(personId)?.graduatesOn),
    'months-since-qualified': monthsSince(approvedAt && dayOf(approvedAt)),
  }))
}

/** The day as of which a round judges: that of its close. */
export const judgedOn = (row: RoundRow): string => dayOf(row.closes_at)

/** What somebody brings to a round now. */
export const broughtBy = async (
  { db, deps }: RoundWork,
  row: RoundRow,
  personId: string,
): Promise<Brought> => {
  const qualification = (await qualificationsOf(db, [personId])).get(personId) ?? null
  const household = qualification ? await householdIn(db, deps.vault, qualification.applicationId) : []
  const [facts = {}] = await factsOf(db, deps, judgedOn(row), [
    {
      personId,
      relations: household.map(({ relation }) => relation),
      approvedAt: qualification?.approvedAt ?? null,
    },
  ])
  return { qualification, household, facts }
}

/** A class held against facts, with why. */
const judgedClass = ({ code, title, clause, when }: RoundClass, facts: RoundFacts) => ({
  code,
  title,
  clause,
  outcome: holdAll(when, facts),
  because: explained(when, facts),
})

/** Classes that are claimed and granted, in the order of their code points, as the list has them. */
export const grantedOf = (row: RoundRow, claimed: readonly string[], facts: RoundFacts): string[] =>
  classesOf(row)
    .filter(({ code, when }) => claimed.includes(code) && holdAll(when, facts) === 'yes')
    .map(({ code }) => code)
    .sort()

const earns = ({ when }: RoundPoints, facts: RoundFacts) => holdAll(when, facts) === 'yes'
/** Points of a scoring round; 0 in the others. */
export const pointsOf = (row: RoundRow, facts: RoundFacts): number =>
  row.rule === 'points'
    ? scoringOf(row)
        .filter((one) => earns(one, facts))
        .reduce((sum, { points }) => sum + points, 0)
    : 0

/** What somebody brings, as they see it; `members` are those of their ticket. */
export const standingOf = async (
  { db, deps: { vault } }: RoundWork,
  row: RoundRow,
  personId: string,
  { qualification, household, facts, members }: Brought & { members: readonly MemberRow[] },
): Promise<RoundStanding> => {
  const documents = keptDocuments(vault, members, household)
  return {
    qualification: qualification?.state ?? 'none',
    applicationId: qualification?.applicationId ?? null,
    household: household.map((one, member) => {
      const kept = documents.get(member)
      const document = kept ? { type: kept.documentType, masked: maskDocument(kept.documentNumber) } : null
      return { member, ...one, document }
    }),
    classes: classesOf(row).map((one) => judgedClass(one, facts)),
    scoring: scoringOf(row).map((one) => ({ ...judgedClass(one, facts), points: one.points })),
    points: pointsOf(row, facts),
    arrivedAt: (await arrivalOf(db, row.id, personId))?.first_at.toISOString() ?? null,
  }
}
