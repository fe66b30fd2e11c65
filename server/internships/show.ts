import type { Internship, InternshipLine } from '@jucai/contract/internship-shapes'
import {
  internshipNumber,
  internshipParties,
  type InternshipActor,
  type InternshipParty,
} from '@jucai/contract/internship-vocabulary'
import { heldAtTurn, newestAgreements, partiesToSign, signaturesUnder } from '../core/agreement'
import { auditEach } from '../core/audit'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { problem } from '../core/problem'
import { employersById, requireMember, requireVerified } from '../employers'
import { shownDays } from './attendance'
import type { ByPerson, InternshipWork } from './deps'
import { shownCertificate } from './ending'
import { todayOf } from './moments'
import { mayConfirmInStead, shownMonths } from './months'
import { doorsOf } from './places'
import { baseById, certificateOf, internshipById, internshipsBy } from './repository'
import { unseal } from './sealed'
import { heldByOf, internshipOf, mayOf, standingOf } from './steps'
import type { InternshipRow } from './tables'

/** In the order of the parties: two that sign in one millisecond stand as they had to sign. */
const inOrder = <T extends { party: string }>(signers: readonly string[], signatures: readonly T[]): T[] =>
  [...signatures].sort((one, other) => signers.indexOf(one.party) - signers.indexOf(other.party))

const agreementOf = async ({ db }: InternshipWork, id: string): Promise<Internship['agreement']> => {
  const row = (await newestAgreements(db, [heldByOf(id)])).get(heldByOf(id))
  if (!row) return null
  const signatures = await signaturesUnder(db, [row.id])
  return {
    version: row.version,
    sha256: row.sha256,
    state: row.state,
    turn: (partiesToSign(row, signatures)[0] as InternshipParty | undefined) ?? null,
    signatures: inOrder(row.signers, signatures).map(({ party, signed_at: at, sha256 }) => ({
      party: party as InternshipParty,
      at: at.toISOString(),
      sha256,
    })),
  }
}

const monthShown = (row: InternshipRow, today: string, asked: string | undefined): string => {
  const month = asked ?? today.slice(0, 7)
  const [first, last] = [row.first_day.slice(0, 7), row.last_day.slice(0, 7)]
  return month < first ? first : month > last ? last : month
}

type Shown = Omit<Internship, 'may'>
const actsOf = async (
  work: InternshipWork,
  row: InternshipRow,
  shown: Shown,
  role: InternshipActor,
): Promise<Internship['may']> => {
  const { agreement, state } = shown
  const isTurn = agreement?.turn === role
  const drawn = agreement?.state === 'open' || agreement?.state === 'signed'
  const paused = row.state === 'to-sign' && ((await baseById(work.db, row.base_id))?.paused ?? false)
  const isSignable = !paused && (row.state === 'to-sign' || row.state === 'running')
  const may: Internship['may'] = mayOf(row, role, await todayOf(work)).filter(
    (event) => event !== 'sign' && event !== 'finish',
  )
  if (isTurn && isSignable) may.unshift('sign')
  const ran = state === 'running' || state === 'finished' || state === 'interrupted'
  const openMonths = shown.stipends.filter(
    (one) => one.isOver && (one.state === 'open' || one.state === 'returned'),
  )
  if (role === 'intern') {
    if (!drawn && isSignable) may.unshift('draw-up')
    if (state === 'running' || state === 'waiting') may.push('tell-absence')
    if (row.state === 'finished' && row.kept_told !== null && row.kept_told !== row.kept_confirmed)
      may.push('confirm-kept')
    if (row.state === 'finished' && shown.certificate === null) may.push('certify')
  }
  if (role === 'base') {
    if (ran) may.push('correct-day')
    if (openMonths.length > 0) may.push('confirm-month')
    if (row.state === 'finished' && (row.kept_told === null || row.kept_told !== row.kept_confirmed))
      may.push('tell-kept')
  }
  const [oldest] = openMonths
  if (role === 'office' && oldest && (await mayConfirmInStead(work, row, oldest))) may.push('confirm-month')
  return may
}

const nameOf = ({ deps }: InternshipWork, row: InternshipRow, role: InternshipActor): string => {
  const name = unseal(deps.vault, 'internship.intern_name', row.id, row.intern_name)
  if (name === '') return '已注销'
  return role === 'base' && row.signed_at === null ? maskName(name) : name
}

/** An internship as its intern, its base or the office sees it. */
export const shownInternship = async (
  work: InternshipWork,
  row: InternshipRow,
  role: InternshipActor,
  month?: string,
): Promise<Internship> => {
  const { db, deps } = work
  const today = await todayOf(work)
  const shownMonth = monthShown(row, today, month)
  const certificate = await certificateOf(db, row.id)
  const shown: Shown = {
    ...(await lineOf(work, row, role, today)),
    plannedLastDay: row.planned_last_day,
    months: row.months,
    tasks: row.tasks,
    tutor: unseal(deps.vault, 'internship.tutor', row.id, row.tutor),
    station: (await doorsOf(db, [row.station_id])).get(row.station_id) as Internship['station'],
    insurance: (await baseById(db, row.base_id))?.insurance ?? '',
    signBy: row.sign_by.toISOString(),
    agreement: await agreementOf(work, row.id),
    calendar: { month: shownMonth, days: await shownDays(work, row, shownMonth) },
    stipends: await shownMonths(work, row),
    endedBy: row.ended_role,
    endedWhy: unseal(deps.vault, 'internship.ended_why', row.id, row.ended_why),
    keptTold: row.kept_told,
    keptConfirmed: row.kept_confirmed,
    certificate: role === 'base' ? null : shownCertificate(work, certificate),
  }
  return { ...shown, may: await actsOf(work, row, shown, role) }
}

const lineOf = async (
  work: InternshipWork,
  row: InternshipRow,
  role: InternshipActor,
  today: string,
): Promise<InternshipLine> => ({
  id: row.id,
  number: internshipNumber(row.serial),
  base: (await employersById(work.db, [row.employer_id])).get(row.employer_id)?.name ?? '已注销的单位',
  title: row.title,
  state: standingOf(row, today),
  firstDay: row.first_day,
  lastDay: row.last_day,
  name: nameOf(work, row, role),
})

/** One's own internship. @throws Problem not-found */
export const ownInternship = async (work: ByPerson, id: string): Promise<InternshipRow> => {
  const row = await internshipById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return row
}
/** An internship at one's verified employer. @throws Problem not-found, employer-not-verified */
export const baseInternship = async (
  work: ByPerson,
  employerId: string,
  id: string,
): Promise<InternshipRow> => {
  requireVerified((await requireMember(work.db, work.actor, employerId)).employer)
  const row = await internshipById(work.db, id)
  if (row?.employer_id !== employerId) throw problem('not-found')
  return row
}

const looked = async (work: ByPerson, rows: readonly InternshipRow[], role: 'base' | 'office') => {
  const employers =
    role === 'base'
      ? await employersById(
          work.db,
          rows.map((row) => row.employer_id),
        )
      : null
  await auditEach(
    work.db,
    rows.map((row) => {
      const employer = employers?.get(row.employer_id)
      return {
        at: work.now,
        actorId: work.actor.personId,
        actorRole: role === 'base' ? 'employer' : 'lead',
        action: 'internship.looked-at',
        object: `internship:${row.id}`,
        personId: row.person_id,
        detail: { what: '查看你的见习', why: '办理就业见习', ...(employer && { station: employer.name }) },
      }
    }),
  )
}
/** For the base or the office, on record. */
export const lookAt = async (
  work: ByPerson,
  row: InternshipRow,
  role: 'base' | 'office',
  month?: string,
): Promise<Internship> => {
  await looked(work, [row], role)
  const shown = await shownInternship(work, row, role, month)
  return row.person_id === work.actor.personId ? { ...shown, may: [] } : shown
}

/** A page of internships. */
export const internshipPage = async (
  work: ByPerson,
  by: Parameters<typeof internshipsBy>[1],
  role: InternshipActor,
  { after, limit = 20 }: PageRequest,
  only?: readonly string[],
) => {
  const rows =
    only?.length === 0 ? [] : await internshipsBy(work.db, by, { after: placeOf(after), limit }, only)
  const today = await todayOf(work)
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.made_at, row.id),
    (row) => row,
  )
  if (role === 'base' || role === 'office') await looked(work, page.items, role)
  const items: InternshipLine[] = []
  for (const row of page.items) items.push(await lineOf(work, row, role, today))
  return { ...page, items }
}

/** Internships whose agreement waits for the office's seal, at most two hundred. */
export const waitingForSeal = async ({ db }: InternshipWork): Promise<string[]> =>
  (
    await heldAtTurn(db, {
      room: heldByOf(''),
      signed: internshipParties.indexOf('office'),
      limit: 200,
    })
  )
    .map(internshipOf)
    .filter((id) => id !== null)
