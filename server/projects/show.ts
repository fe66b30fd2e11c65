import { projectEvents, projectEventsAt, quotaRuleText } from '@jucai/contract/project-vocabulary'
import type { OwnIntroduction, ProjectFile, ProjectRow as ShownRow } from '@jucai/contract/projects'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { employersById } from '../employers'
import type { ByPerson, ProjectWork } from './deps'
import { openWords, projectsById, rewardsOf, standingSteps } from './repository'
import { capitalPage, commitmentPage, introductionPage, quotaPage, stateOf, stepPage } from './show-lists'
import { differencesOf, standingById, type StandingRow } from './standing'
import type { IntroductionRow, ProjectRow } from './tables'

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

/** A project as the office works on it: of each list the first entries, and where it goes on. @throws Problem not-found */
export const shownProject = async (work: ByPerson, id: string): Promise<ProjectFile> => {
  const { db, now, deps } = work
  const row = await standingById(db, id, dayOf(now))
  if (!row) throw problem('not-found')
  const [shown] = await shownRows(work, [row])
  const rule = row.signed_on ? await deps.rule(db, row.signed_on) : null
  const capital = await capitalPage(work, row)
  const commitments = await commitmentPage(work, row)
  const introductions = await introductionPage(work, row)
  const quota = await quotaPage(work, row)
  const steps = await stepPage(work, row)
  const [last] = await standingSteps(db, id, 1)
  return {
    ...(shown as ShownRow),
    version: row.version,
    employer: row.employer_id,
    link: row.link_key,
    signedOn: row.signed_on,
    rule: rule && row.signed_on ? quotaRuleText(rule, row.signed_on) : null,
    capital: capital.items,
    commitments: commitments.items,
    introductions: introductions.items,
    quota: quota.items,
    steps: steps.items,
    more: {
      capital: capital.next,
      commitments: commitments.next,
      introductions: introductions.next,
      quota: quota.next,
      steps: steps.next,
    },
    referral: row.referral_id,
    rewards: (await rewardsOf(db, id)).map((one) => ({
      part: one.part,
      amountFen: one.amount_fen,
      dueAt: one.due_at.toISOString(),
      isOwed: one.owed_at !== null,
    })),
    allowedEvents: projectEventsAt(row.stage),
    mayTakeBack: projectEvents.find((event) => event === last?.event) ?? null,
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
