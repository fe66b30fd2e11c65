import { projectEventsAt, quotaRuleText, type IntroductionState } from '@jucai/contract/project-vocabulary'
import type { OwnIntroduction, ProjectFile, ProjectRow as ShownRow } from '@jucai/contract/projects'
import { auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { maskName } from '../core/masking'
import { problem } from '../core/problem'
import { employersById } from '../employers'
import { namesOf } from '../profiles'
import type { ByPerson, ProjectWork } from './deps'
import {
  capitalOf,
  commitmentsOf,
  introductionsOf,
  openWords,
  projectsById,
  quotaOf,
  rewardsOf,
  stepsOf,
} from './repository'
import { differencesOf, standingById, type StandingRow } from './standing'
import type { CapitalRow, CommitmentRow, IntroductionRow, ProjectRow } from './tables'

/** Whose a project is, in words. */
export const employerNames = async (
  db: Db,
  rows: readonly Pick<ProjectRow, 'employer_id' | 'employer_name'>[],
): Promise<(row: Pick<ProjectRow, 'employer_id' | 'employer_name'>) => string> => {
  const known = await employersById(
    db,
    rows.flatMap(({ employer_id: id }) => (id ? [id] : [])),
  )
  return ({ employer_id: id, employer_name: name }) => (id && known.get(id)?.name) || name
}

/** Rows of the list. */
export const shownRows = async (
  { db, deps }: ProjectWork,
  rows: readonly StandingRow[],
): Promise<ShownRow[]> => {
  const employerOf = await employerNames(db, rows)
  const chains = rows.length > 0 ? await deps.chainNames(db) : new Map<string, { name: string }>()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    employerName: employerOf(row),
    chain: row.chain_key
      ? { key: row.chain_key, name: chains.get(row.chain_key)?.name ?? row.chain_key }
      : null,
    stage: row.stage,
    stageOn: row.stage_on,
    changedAt: row.changed_at.toISOString(),
    promisedFen: row.promised_fen,
    inPlaceFen: row.in_place_fen,
    promisedPeople: row.promised_people,
    people: row.people,
    earned: row.earned,
    used: row.used,
    remaining: row.earned - row.used,
    differences: differencesOf(row),
  }))
}

/** Where an introduction stands at a moment. */
export const stateOf = (row: IntroductionRow, now: Date): IntroductionState =>
  row.state === 'asked' && row.expires_at <= now ? 'expired' : row.state

const shownCapital = (rows: readonly CapitalRow[], personId: string) => {
  const corrected = new Set(rows.flatMap((row) => (row.state === 'refused' ? [] : [row.corrects])))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    amountFen: row.amount_fen,
    on: row.happened_on,
    document: row.document,
    reason: row.reason,
    corrects: row.corrects,
    isCorrected: corrected.has(row.id),
    state: row.state,
    enteredByMe: row.entered_by === personId,
    enteredAt: row.entered_at.toISOString(),
    decision: row.decision,
  }))
}
const shownCommitments = (
  rows: readonly CommitmentRow[],
  people: readonly IntroductionRow[],
  { today, isOver }: { today: string; isOver: boolean },
) => {
  const here = (kind: string) => people.filter((one) => one.state === 'here' && one.kind === kind).length
  const dueSoFar = (kind: string, by: string) =>
    rows
      .filter((row) => row.kind === kind && row.withdrawn_at === null && row.due_on <= by)
      .reduce((sum, row) => sum + row.people, 0)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    people: row.people,
    here: here(row.kind),
    due: row.due_on,
    isLate:
      !isOver &&
      row.withdrawn_at === null &&
      row.due_on < today &&
      dueSoFar(row.kind, row.due_on) > here(row.kind),
    document: row.document,
    withdrawnBecause: row.withdrawn_at ? row.withdrawn_because : null,
  }))
}
const shownIntroductions = async (
  { db, now, deps }: ProjectWork,
  rows: readonly IntroductionRow[],
): Promise<ProjectFile['introductions']> => {
  const names = await namesOf(
    db,
    deps.vault,
    rows.flatMap(({ person_id: id }) => (id ? [id] : [])),
  )
  return rows.map((row) => {
    const name = row.person_id === null ? undefined : names.get(row.person_id)
    return {
      id: row.id,
      kind: row.kind,
      state: stateOf(row, now),
      note: openWords(deps.vault, row, 'note'),
      maskedName: name ? maskName(name) : null,
      firstDay: row.first_day,
      askedAt: row.asked_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      endedOn: row.ended_on,
      reason: openWords(deps.vault, row, 'reason'),
      gaveBack: row.gave_back,
    }
  })
}

/** That people of a project were looked at goes on record, for each of them. */
const onRecord = ({ db, now, actor }: ByPerson, people: readonly IntroductionRow[]): Promise<void> =>
  auditEach(
    db,
    people.flatMap((row) =>
      row.person_id === null
        ? []
        : [
            {
              at: now,
              actorId: actor.personId,
              actorRole: 'office',
              action: 'project.people-listed',
              object: `project:${row.project_id}`,
              personId: row.person_id,
              detail: { what: '看了你随哪个项目引进（姓名已隐去部分）', why: '核对项目的引进名额' },
            },
          ],
    ),
  )

/** A project as the office works on it. @throws Problem not-found */
export const shownProject = async (work: ByPerson, id: string): Promise<ProjectFile> => {
  const { db, now, deps, actor } = work
  const today = dayOf(now)
  const row = await standingById(db, id, today)
  if (!row) throw problem('not-found')
  const [shown] = await shownRows(work, [row])
  const people = await introductionsOf(db, id)
  await onRecord(work, people)
  const rule = row.signed_on ? await deps.rule(db, row.signed_on) : null
  return {
    ...(shown as ShownRow),
    version: row.version,
    employer: row.employer_id,
    link: row.link_key,
    signedOn: row.signed_on,
    rule: rule && row.signed_on ? quotaRuleText(rule, row.signed_on) : null,
    capital: shownCapital(await capitalOf(db, id), actor.personId),
    commitments: shownCommitments(await commitmentsOf(db, id), people, {
      today,
      isOver: row.stage === 'ended',
    }),
    introductions: await shownIntroductions(work, people),
    quota: (await quotaOf(db, id)).map(({ number, kind, places, remaining, reason, at }) => ({
      ...{ number, kind, places, remaining, reason },
      at: at.toISOString(),
    })),
    steps: (await stepsOf(db, id)).map((step) => ({
      at: step.at.toISOString(),
      on: step.happened_on,
      event: step.event,
      stage: step.to_stage,
      note: step.note,
    })),
    referral: row.referral_id,
    rewards: (await rewardsOf(db, id)).map((one) => ({
      part: one.part,
      amountFen: one.amount_fen,
      dueAt: one.due_at.toISOString(),
      isOwed: one.owed_at !== null,
    })),
    allowedEvents: projectEventsAt(row.stage),
  }
}

/** Introductions as the person reads them. */
export const shownToPerson = async (
  { db, now, deps }: ProjectWork,
  rows: readonly IntroductionRow[],
): Promise<OwnIntroduction[]> => {
  const projects = await projectsById(
    db,
    rows.map(({ project_id: id }) => id),
  )
  const employerOf = await employerNames(db, [...projects.values()])
  return rows.map((row) => {
    const project = projects.get(row.project_id) as ProjectRow
    return {
      id: row.id,
      projectName: project.name,
      employerName: employerOf(project),
      stage: project.stage,
      kind: row.kind,
      state: stateOf(row, now),
      firstDay: row.first_day,
      agreedAt: (row.agreed_at as Date).toISOString(),
      endedOn: row.ended_on,
      reason: openWords(deps.vault, row, 'reason'),
      mayObject: row.state === 'here',
    }
  })
}
