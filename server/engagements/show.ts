import type { Engagement, EngagementLine } from '@jucai/contract/engagement-shapes'
import {
  engagementNumber,
  type EngagementActor,
  type EngagementParty,
} from '@jucai/contract/engagement-vocabulary'
import { addDays, addMonths } from '@jucai/contract/policies/days'
import { newestAgreements, partiesToSign, signaturesUnder } from '../core/agreement'
import { auditEach } from '../core/audit'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName, maskPhone } from '../core/masking'
import { problem } from '../core/problem'
import { employersById, requireMember } from '../employers'
import { currentAgreement } from './agreements'
import type { ByPerson, EngagementWork } from './deps'
import { isWaiting } from './ending'
import { canEmployerAnswer, shownHours } from './hours'
import { todayOf } from './moments'
import { shownTerms } from './proposing'
import {
  engagementById,
  engagementsBy,
  hoursOf,
  minutesOfAll,
  newestConsents,
  reviewsOf,
  stepsOf,
  termsOf,
  termsOfAll,
  type EngagementFilter,
} from './repository'
import { isReviewOpen } from './review'
import { homeOf, unseal } from './sealed'
import { heldByOf, mayOf } from './steps'
import { payText } from './text'
import type { EngagementRow, TermsRow } from './tables'

type Viewer = Exclude<EngagementActor, 'home' | 'system'>

/** Whose turn it is, of each of these: the answer to a proposal, or the next signature; null: nobody's. */
const turnsOf = async (
  { db }: EngagementWork,
  rows: readonly EngagementRow[],
): Promise<Map<string, EngagementParty | null>> => {
  const waiting = rows.filter(isWaiting)
  const agreements = await newestAgreements(
    db,
    waiting.map(({ id }) => heldByOf(id)),
  )
  const signatures = await signaturesUnder(
    db,
    [...agreements.values()].map(({ id }) => id),
  )
  return new Map(
    rows.map((row) => {
      if (row.state === 'proposed') return [row.id, 'expert']
      if (!isWaiting(row)) return [row.id, null]
      const agreement = agreements.get(heldByOf(row.id))
      // Nobody has opened the new version: the expert draws it up.
      if (agreement?.state !== 'open') return [row.id, 'expert']
      const under = signatures.filter((one) => one.agreement_id === agreement.id)
      return [row.id, (partiesToSign(agreement, under)[0] as EngagementParty | undefined) ?? null]
    }),
  )
}

const nameOf = ({ deps }: EngagementWork, row: EngagementRow, viewer: Viewer): string => {
  const name = unseal(deps.vault, 'engagement.expert_name', row.id, row.expert_name)
  if (name === '') return row.state === 'proposed' ? '还没有登记' : '已注销'
  return viewer === 'employer' && row.home_name === null ? maskName(name) : name
}

/** Lists of engagements, with what each waits for. */
export const linesOf = async (
  work: EngagementWork,
  rows: readonly EngagementRow[],
  viewer: Viewer,
): Promise<EngagementLine[]> => {
  const ids = rows.map(({ id }) => id)
  const [employers, terms, turns] = [
    await employersById(work.db, [...new Set(rows.map(({ employer_id: id }) => id))]),
    await termsOfAll(work.db, ids),
    await turnsOf(work, rows),
  ]
  return rows.map((row) => ({
    id: row.id,
    number: engagementNumber(row.serial),
    kind: row.kind,
    state: row.state,
    employer: { id: row.employer_id, name: employers.get(row.employer_id)?.name ?? '已注销的单位' },
    name: nameOf(work, row, viewer),
    title: terms.find((one) => one.engagement_id === row.id && one.revision === row.revision)?.title ?? '',
    firstDay: row.first_day,
    lastDay: row.last_day,
    waitsFor: turns.get(row.id) ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
  }))
}

const agreementShown = async (
  { db }: EngagementWork,
  row: EngagementRow,
): Promise<Engagement['agreement']> => {
  const agreement = await currentAgreement(db, row)
  if (!agreement) return null
  const signatures = await signaturesUnder(db, [agreement.id])
  const order = (party: string) => agreement.signers.indexOf(party)
  return {
    version: agreement.version,
    sha256: agreement.sha256,
    state: agreement.complete_at === null ? agreement.state : 'signed',
    turn: (partiesToSign(agreement, signatures)[0] as EngagementParty | undefined) ?? null,
    signatures: [...signatures]
      .sort((one, other) => order(one.party) - order(other.party))
      .map(({ party, signed_at: at, sha256 }) => ({
        party: party as EngagementParty,
        at: at.toISOString(),
        sha256,
      })),
  }
}

const monthsHours = async (work: EngagementWork, row: EngagementRow, month: string) => {
  const from = `${month}-01`
  const rows = await hoursOf(work.db, row.id, from, addDays(addMonths(from, 1), -1))
  return rows.map((one) => shownHours(work.deps, one))
}

const reviewShown = async (
  { db, deps }: EngagementWork,
  row: EngagementRow,
): Promise<Engagement['review']> => {
  const due = row.review_due
  if (due === null) return null
  const said = await reviewsOf(db, row.id, due)
  return {
    dueOn: due,
    said: said.map((one) => ({
      party: one.party,
      goOn: one.go_on,
      why: unseal(deps.vault, 'engagement_review.why', `${row.id}:${due}:${one.party}`, one.why),
      at: one.at.toISOString(),
    })),
  }
}

type Shown = Omit<Engagement, 'may'>
const actsOf = async (
  work: EngagementWork,
  row: EngagementRow,
  { shown, viewer, today }: { shown: Shown; viewer: Viewer; today: string },
): Promise<Engagement['may']> => {
  const may: Engagement['may'] = mayOf(row, viewer).filter((event) => event !== 'sign')
  const { agreement } = shown
  const isTurn = agreement?.state === 'open' && agreement.turn === viewer
  if (isTurn && isWaiting(row)) may.unshift('sign')
  const mayReview = isReviewOpen(row, today) && !shown.review?.said.some(({ party }) => party === viewer)
  if (viewer === 'expert') {
    if (isWaiting(row) && agreement?.state !== 'open') may.unshift('draw-up')
    if (isWaiting(row) && agreement?.state === 'open' && agreement.turn === 'home') may.push('send-link')
    if (row.state === 'running' && today >= row.first_day) may.push('record')
    if (mayReview) may.push('review')
  }
  if (viewer === 'employer') {
    if (mayReview) may.push('review')
  }
  const confirms = (await canEmployerAnswer(work, row)) ? 'employer' : 'office'
  if (row.in_force !== null && viewer === confirms) may.push('confirm')
  return may
}

const homeShown = ({ deps }: EngagementWork, row: EngagementRow): Engagement['home'] => {
  const home = homeOf(deps.vault, row)
  return home && { ...home, phone: home.phone === '' ? '' : maskPhone(home.phone) }
}

const termsShown = async (work: EngagementWork, row: EngagementRow) => {
  const newest = await termsOf(work.db, row.id, row.revision)
  const inForce: TermsRow | null =
    row.in_force === null || row.in_force === row.revision
      ? null
      : await termsOf(work.db, row.id, row.in_force)
  const terms = shownTerms(newest)
  return {
    terms,
    inForce: inForce ? shownTerms(inForce) : row.in_force === null ? null : terms,
    payText: payText(engagementNumber(row.serial), terms, newest),
  }
}

/** An engagement as its expert, its employer or the office sees it. */
export const shownEngagement = async (
  work: EngagementWork,
  row: EngagementRow,
  viewer: Viewer,
  asked?: string,
): Promise<Engagement> => {
  const { db, deps } = work
  const today = await todayOf(work)
  const month = asked ?? (today > row.last_day ? row.last_day : today).slice(0, 7)
  const consent = (await newestConsents(db, [row.id])).get(row.id)
  const minutes = await minutesOfAll(db, row.id)
  const shown: Shown = {
    ...((await linesOf(work, [row], viewer))[0] as EngagementLine),
    ...(await termsShown(work, row)),
    revision: row.revision,
    home: homeShown(work, row),
    agreement: await agreementShown(work, row),
    link: consent
      ? {
          sentAt: consent.sent_at.toISOString(),
          expiresAt: consent.expires_at.toISOString(),
          state: consent.state,
        }
      : null,
    month,
    hours: await monthsHours(work, row, month),
    confirmedMinutes: minutes.confirmed,
    recordedMinutes: minutes.recorded,
    review: await reviewShown(work, row),
    endedBy: row.ended_role,
    endedWhy: unseal(deps.vault, 'engagement.ended_why', row.id, row.ended_why),
    steps: (await stepsOf(db, row.id)).map(({ at, by_role: by, event, note }) => ({
      at: at.toISOString(),
      by,
      event,
      note,
    })),
  }
  return { ...shown, may: await actsOf(work, row, { shown, viewer, today }) }
}

/** One's own engagement. @throws Problem not-found */
export const ownEngagement = async (work: ByPerson, id: string): Promise<EngagementRow> => {
  const row = await engagementById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return row
}
/** An engagement of one's employer. @throws Problem not-found */
export const employerEngagement = async (
  work: ByPerson,
  employerId: string,
  id: string,
): Promise<EngagementRow> => {
  await requireMember(work.db, work.actor, employerId)
  const row = await engagementById(work.db, id)
  if (row?.employer_id !== employerId) throw problem('not-found')
  return row
}

const who = { employer: '聘用单位', office: '人才办' } as const
/** Puts a look of the employer or the office on record. */
export const looked = (
  work: ByPerson,
  rows: readonly EngagementRow[],
  viewer: 'employer' | 'office',
  what = '聘用',
) =>
  auditEach(
    work.db,
    rows.map((row) => ({
      at: work.now,
      actorId: work.actor.personId,
      actorRole: viewer === 'employer' ? 'holder' : 'lead',
      action: 'engagement.looked-at',
      object: `engagement:${row.id}`,
      personId: row.person_id,
      detail: { what: `${who[viewer]}查看你的${what}`, why: '办理双聘和周末专家' },
    })),
  )
/** For the employer or the office, on record. */
export const lookAt = async (
  work: ByPerson,
  row: EngagementRow,
  viewer: 'employer' | 'office',
  month?: string,
): Promise<Engagement> => {
  await looked(work, [row], viewer)
  return shownEngagement(work, row, viewer, month)
}

/** A page of engagements. */
export const engagementPage = async (
  work: ByPerson,
  by: EngagementFilter,
  viewer: Viewer,
  { after, limit = 20 }: PageRequest,
) => {
  const rows = await engagementsBy(work.db, by, { after: placeOf(after), limit })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => row,
  )
  if (viewer !== 'expert') await looked(work, page.items, viewer)
  return { ...page, items: await linesOf(work, page.items, viewer) }
}
