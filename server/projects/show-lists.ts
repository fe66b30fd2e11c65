import type { IntroductionState } from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { namesOf } from '../profiles'
import type { ByPerson, ProjectWork } from './deps'
import {
  capitalOf,
  commitmentsOf,
  correctedAmong,
  introductionsOf,
  numberAfter,
  quotaOf,
  stepsOf,
  type CommitmentWithSum,
} from './lists'
import { hereByKind, openWords } from './repository'
import type { CapitalRow, IntroductionRow, ProjectRow } from './tables'

/** How many entries of a list are shown at once. */
const atOnce = 20
type Page<T> = { items: T[]; next: string | null }
type Shown<K extends 'capital' | 'commitments' | 'introductions' | 'quota' | 'steps'> = Page<
  ProjectFile[K][number]
>

/** Where an introduction stands at a moment. */
export const stateOf = (row: IntroductionRow, now: Date): IntroductionState =>
  row.state === 'asked' && row.expires_at <= now ? 'expired' : row.state

/** Entries of capital of a project, newest first. */
export const capitalPage = async (
  { db, actor }: ByPerson,
  { id }: ProjectRow,
  { after, limit = atOnce }: PageRequest = {},
): Promise<Shown<'capital'>> => {
  const rows = await capitalOf(db, id, placeOf(after), limit)
  const corrected = await correctedAmong(
    db,
    rows.map((row) => row.id),
  )
  const show = (row: CapitalRow) => ({
    id: row.id,
    kind: row.kind,
    amountFen: row.amount_fen,
    on: row.happened_on,
    document: row.document,
    reason: row.reason,
    corrects: row.corrects,
    isCorrected: corrected.has(row.id),
    state: row.state,
    enteredByMe: row.entered_by === actor.personId,
    enteredAt: row.entered_at.toISOString(),
    decision: row.decision,
  })
  return pageOf(rows, limit, (row) => cursorOf(row.entered_at, row.id), show)
}

/** What a project promised of people, due first before others, against who is there. */
export const commitmentPage = async (
  { db, now }: ByPerson,
  { id, stage }: ProjectRow,
  { after, limit = atOnce }: PageRequest = {},
): Promise<Shown<'commitments'>> => {
  const place = placeOf(after)
  const before = place && { due_on: place.at.toISOString().slice(0, 10), id: place.id }
  const here = await hereByKind(db, id)
  const today = dayOf(now)
  const show = (row: CommitmentWithSum) => ({
    id: row.id,
    kind: row.kind,
    people: row.people,
    here: here.get(row.kind) ?? 0,
    due: row.due_on,
    isLate:
      stage !== 'ended' &&
      row.withdrawn_at === null &&
      row.due_on < today &&
      row.promised_by_then > (here.get(row.kind) ?? 0),
    document: row.document,
    withdrawnBecause: row.withdrawn_at ? row.withdrawn_because : null,
  })
  return pageOf(
    await commitmentsOf(db, id, before, limit),
    limit,
    (row) => cursorOf(new Date(row.due_on), row.id),
    show,
  )
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

/** People introduced with a project, asked last first; each of those shown can see that they were. */
export const introductionPage = async (
  work: ByPerson,
  { id }: ProjectRow,
  { after, limit = atOnce }: PageRequest = {},
): Promise<Shown<'introductions'>> => {
  const page = pageOf(
    await introductionsOf(work.db, id, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.asked_at, row.id),
    (row) => row,
  )
  await onRecord(work, page.items)
  return { items: await shownIntroductions(work, page.items), next: page.next }
}

/** Rows of the quota ledger of a project, newest first. */
export const quotaPage = async (
  { db }: ByPerson,
  { id }: ProjectRow,
  { after, limit = atOnce }: PageRequest = {},
): Promise<Shown<'quota'>> =>
  pageOf(
    await quotaOf(db, id, numberAfter(after), limit),
    limit,
    (row) => String(row.number),
    ({ number, kind, places, remaining, reason, at }) => ({
      ...{ number, kind, places, remaining, reason },
      at: at.toISOString(),
    }),
  )

/** What happened to a project, newest first. */
export const stepPage = async (
  { db }: ByPerson,
  { id }: ProjectRow,
  { after, limit = atOnce }: PageRequest = {},
): Promise<Shown<'steps'>> =>
  pageOf(
    await stepsOf(db, id, numberAfter(after), limit),
    limit,
    (row) => String(row.id),
    (step) => ({
      at: step.at.toISOString(),
      on: step.happened_on,
      event: step.event,
      stage: step.to_stage,
      note: step.note,
    }),
  )
