import { games } from '@jucai/contract/draw/sources'
import { ticketName } from '@jucai/contract/draw/tickets'
import type { DeskRound } from '@jucai/contract/round-desk'
import type { RoundSummary } from '@jucai/contract/round-schemas'
import type { MyRound, MyRoundEntry, MyTicket, PublicRound, RoundCommitment } from '@jucai/contract/rounds'
import { roundStepLabels, type SharedBy } from '@jucai/contract/rounds-vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { saltOf, stateOf } from './applying'
import { calledFor } from './calls'
import { whyWaiting } from './corrections'
import type { OfficeWork, RoundWork } from './deps'
import { shownMember } from './households'
import { homesOf, poolTitles } from './homes'
import { drawnOf, leavesOfTickets, resultOf, type LeafRow } from './locked-rows'
import { lockedOf, lockedText, lockFrom } from './locking'
import { shownPlace } from './places'
import {
  classesOf,
  flatCounts,
  flatRowsOf,
  roundById,
  roundFollowing,
  scoringOf,
  sourcesOf,
  stepsOf,
  type RoundRow,
} from './repository'
import { correctionOf, saidOf, standsOf, type SourceRow } from './sources'
import { broughtBy, grantedOf, pointsOf, standingOf, type Brought } from './standing'
import {
  claimedOf,
  membersOf,
  sharedIn,
  ticketOf,
  wishesOf,
  type MemberRow,
  type TicketRow,
} from './ticket-rows'

/** Rounds in a list. */
export const summaries = async (
  { db, deps }: RoundWork,
  rows: readonly RoundRow[],
): Promise<RoundSummary[]> => {
  const at = await deps.boundary(db)
  const counts = await flatCounts(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    title: row.title,
    rule: row.rule,
    state: stateOf(row, at),
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    choosingFrom: row.choosing_from.toISOString(),
    flats: counts.get(row.id) ?? 0,
    tickets: row.tickets,
  }))
}

const saidIn = (row: RoundRow) => ({
  title: row.title,
  rule: row.rule,
  rules: row.rules,
  classes: classesOf(row),
  scoring: scoringOf(row),
  reserved: row.reserved,
  algorithm: row.algorithm,
  sources: sourcesOf(row).map(({ game, issues }) => ({ game, issues: [...issues] })),
  firstDrawingAt: row.first_drawing_at.toISOString(),
  opensAt: row.opens_at.toISOString(),
  closesAt: row.closes_at.toISOString(),
  openingMinutes: row.opening_minutes,
  choosingFrom: row.choosing_from.toISOString(),
  slotMinutes: row.slot_minutes,
  longerSlotMinutes: row.longer_slot_minutes,
  holdSeconds: row.hold_seconds,
  atOnce: row.at_once,
  refusing: row.refusing,
})
const linkTo = (row: RoundRow | undefined) => (row ? { id: row.id, code: row.code, title: row.title } : null)
const shownStep = ({ step, at, detail }: Awaited<ReturnType<typeof stepsOf>>[number]) => ({
  step,
  at: at.toISOString(),
  text: detail === '' ? roundStepLabels[step] : `${roundStepLabels[step]}：${detail}`,
})

/** A published round. */
export const publicRound = async ({ db, deps }: RoundWork, row: RoundRow): Promise<PublicRound> => {
  const result = await resultOf(db, row.id)
  const flats = await flatRowsOf(db, row.id)
  const steps = await stepsOf(db, row.id)
  const homes = await homesOf(db, flats)
  return {
    id: row.id,
    code: row.code,
    state: stateOf(row, await deps.boundary(db)),
    revision: row.revision,
    ...saidIn(row),
    pools: poolTitles(row, homes),
    follows: linkTo(row.follows === null ? undefined : await roundById(db, row.follows)),
    redoCause: row.redo_cause,
    redoWhy: row.redo_why,
    followedBy: linkTo(await roundFollowing(db, row.id)),
    cancelledWhy: row.cancelled_why,
    publishedAt: (row.published_at as Date).toISOString(),
    lockedAt: row.locked_at?.toISOString() ?? null,
    drawnAt: row.drawn_at?.toISOString() ?? null,
    tickets: row.tickets,
    commitment: row.commitment,
    drawn: result
      ? drawnOf(result).map(({ game, issue, numbers, evidence: { address, pageHash } }) => ({
          game,
          issue,
          numbers: [...numbers],
          address,
          pageHash,
        }))
      : null,
    waits: await whyWaiting(db, row),
    rentPercent: await deps.rentPercent(db, dayOf(row.choosing_from)),
    flats: flats.length,
    homes,
    steps: steps.filter(({ step }) => step !== 'written').map(shownStep),
  }
}

/** The commitment of a locked round. @throws Problem not-found before the lock: nothing is committed */
export const publicCommitment = async (db: Db, row: RoundRow): Promise<RoundCommitment> => {
  if (row.commitment === null) throw problem('not-found')
  const locked = await lockedOf(db, row)
  return {
    algorithm: locked.algorithm,
    round: locked.round,
    version: locked.version,
    tickets: locked.tickets,
    root: locked.root,
    audit: locked.audit,
    lockedAt: locked.lockedAt,
    sources: sourcesOf(row).map(({ game, issues }) => ({ game, issues: [...issues] })),
    text: lockedText(locked),
    commitment: locked.commitment,
  }
}

interface TicketParts {
  members: readonly MemberRow[]
  shared: ReadonlyMap<number, SharedBy>
  leaf: LeafRow | undefined
  brought: Brought | null
}
const shownTicket = ({ deps }: RoundWork, row: RoundRow, ticket: TicketRow, parts: TicketParts): MyTicket => {
  const { leaf, brought, members, shared } = parts
  const splitClasses = (text: string) => (text === '' ? [] : text.split('+'))
  return {
    id: ticket.id,
    standing: leaf?.state ?? ticket.state,
    number: leaf ? ticketName(leaf.number) : null,
    pool: ticket.pool,
    wishes: wishesOf(ticket),
    claimed: claimedOf(ticket),
    granted: leaf
      ? splitClasses(leaf.classes)
      : brought
        ? grantedOf(row, claimedOf(ticket), brought.facts)
        : [],
    points: leaf ? (row.rule === 'points' ? leaf.points : 0) : brought ? pointsOf(row, brought.facts) : 0,
    longerSlot: ticket.longer_slot,
    household: members.map((member) => ({
      ...shownMember(deps.vault, member),
      shared: shared.get(member.position) ?? null,
    })),
    salt: saltOf(deps.vault, ticket),
    holder: ticket.holder_digest,
    version: ticket.version,
    appliedAt: ticket.applied_at.toISOString(),
    changedAt: ticket.changed_at.toISOString(),
  }
}

/** Tickets of one person as they see them, with the rounds they belong to. */
export const shownTickets = async (
  work: RoundWork,
  tickets: readonly TicketRow[],
  brought: Brought | null = null,
): Promise<{ row: RoundRow; ticket: MyTicket }[]> => {
  const { db } = work
  const ids = tickets.map(({ id }) => id)
  const members = await membersOf(db, ids)
  const leaves = new Map((await leavesOfTickets(db, ids)).map((leaf) => [leaf.ticket_id, leaf]))
  const shared = await sharedIn(db, ids)
  const shown: { row: RoundRow; ticket: MyTicket }[] = []
  for (const ticket of tickets) {
    const row = (await roundById(db, ticket.round_id)) as RoundRow
    const ours = shared.filter(({ ticketId }) => ticketId === ticket.id)
    // The first of a person counts, and documents come first.
    const sharedBy = new Map(ours.reverse().map(({ position, by }) => [position, by]))
    shown.push({
      row,
      ticket: shownTicket(work, row, ticket, {
        members: members.filter(({ ticket_id: id }) => id === ticket.id),
        shared: sharedBy,
        leaf: leaves.get(ticket.id),
        brought: brought ?? (row.state === 'published' ? await broughtBy(work, row, ticket.person_id) : null),
      }),
    })
  }
  return shown
}

/** A round as somebody has it. */
export const myRound = async (work: RoundWork, row: RoundRow, personId: string): Promise<MyRound> => {
  const ticket = await ticketOf(work.db, row.id, personId)
  const brought = await broughtBy(work, row, personId)
  const [shown] = ticket ? await shownTickets(work, [ticket], brought) : []
  return {
    standing: await standingOf(work, row, personId, {
      ...brought,
      members: ticket ? await membersOf(work.db, [ticket.id]) : [],
    }),
    ticket: shown?.ticket ?? null,
    place: ticket ? await shownPlace(work.db, row, ticket) : null,
  }
}

/** Tickets of a person in a list. */
export const myEntries = async (work: RoundWork, tickets: readonly TicketRow[]): Promise<MyRoundEntry[]> => {
  const shown = await shownTickets(work, tickets)
  const rounds = await summaries(
    work,
    shown.map(({ row }) => row),
  )
  const entries: MyRoundEntry[] = []
  for (const [at, { row, ticket }] of shown.entries())
    entries.push({
      round: rounds[at] as RoundSummary,
      ticket,
      place: await shownPlace(work.db, row, tickets[at] as TicketRow),
    })
  return entries
}

const masked = (numbers: readonly number[]): string =>
  numbers.map((one, at) => (at % 2 === 0 ? String(one) : '▢')).join(' ')

const mayOf = (
  { actor }: OfficeWork,
  row: RoundRow,
  { at, isAgreed, isOver, waits }: { at: Date; isAgreed: boolean; isOver: boolean; waits: string | null },
): DeskRound['may'] => {
  const may: DeskRound['may'] = []
  if (row.state === 'draft') {
    may.push('change')
    if (row.written_by !== actor.personId) may.push('publish')
  }
  if (row.state === 'published') {
    may.push('correct', 'cancel')
    if (at >= lockFrom(row) && at < row.first_drawing_at) {
      if (row.lock_asked_by === null) may.push('ask-lock')
      else if (row.lock_asked_by !== actor.personId) may.push('confirm-lock')
    }
  }
  const isDrawingOver = at >= row.first_drawing_at
  if (row.state === 'locked' && isDrawingOver)
    may.push('enter-source', ...(isAgreed ? (['draw'] as const) : []))
  if (row.state === 'drawn')
    may.push('enter-source', ...(waits === null ? (['begin-choosing'] as const) : []))
  if (row.state === 'drawn' && waits !== null && isAgreed) may.push('correct-source')
  if (row.state === 'choosing' && isOver) may.push('end')
  return may
}

/** A round as the office has it. */
export const deskRound = async (work: OfficeWork, row: RoundRow): Promise<DeskRound> => {
  const { db, deps, actor } = work
  const flats = await flatRowsOf(db, row.id)
  const steps = await stepsOf(db, row.id)
  const stands = standsOf(row, await saidOf(db, row.id, await correctionOf(db, row)))
  const at = await deps.boundary(db)
  const homes = await homesOf(db, flats)
  const waits = await whyWaiting(db, row)
  const people = [
    row.written_by,
    ...[row.published_by, row.lock_asked_by, row.locked_by].flatMap((id) => id ?? []),
    ...steps.flatMap(({ by_person: id }) => id ?? []),
    ...stands.flatMap(({ entries }) => entries.map(({ person_id: id }) => id)),
  ]
  const names = await deps.names(db, [...new Set(people)])
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? '工作人员'))
  const entered = (entry: SourceRow, isAgreed: boolean) => ({
    issue: entry.issue,
    outcome: entry.outcome,
    address: entry.address,
    pageHash: entry.page_hash,
    byMe: entry.person_id === actor.personId,
    by: nameOf(entry.person_id) ?? '',
    at: entry.at.toISOString(),
    numbers: isAgreed || entry.person_id === actor.personId ? (entry.numbers as number[]) : null,
    masked: masked(entry.numbers as number[]),
  })
  return {
    id: row.id,
    code: row.code,
    state: stateOf(row, at),
    version: row.version,
    revision: row.revision,
    ...saidIn(row),
    pools: poolTitles(row, homes),
    redo:
      row.follows === null || row.redo_cause === null
        ? null
        : { follows: row.follows, cause: row.redo_cause, why: row.redo_why ?? '' },
    flats: flats.map((flat) => ({ flatId: flat.flat_id, pool: flat.pool, reservedFor: flat.reserved_for })),
    homes,
    writtenBy: nameOf(row.written_by) ?? '',
    writtenByMe: row.written_by === actor.personId,
    publishedBy: nameOf(row.published_by),
    publishedAt: row.published_at?.toISOString() ?? null,
    lockAskedBy: nameOf(row.lock_asked_by),
    lockAskedByMe: row.lock_asked_by === actor.personId,
    lockFrom: lockFrom(row).toISOString(),
    lockedBy: nameOf(row.locked_by),
    lockedAt: row.locked_at?.toISOString() ?? null,
    tickets: row.tickets,
    root: row.root,
    commitment: row.commitment,
    drawnAt: row.drawn_at?.toISOString() ?? null,
    namedSources: stands.map(({ named, position, issue, state, entries }) => ({
      position,
      game: named.game,
      label: games[named.game].label,
      issues: [...named.issues],
      issue,
      state,
      entries: entries.map((entry) => entered(entry, state === 'agreed')),
    })),
    resultRevision: (await resultOf(db, row.id))?.revision ?? null,
    waits,
    steps: steps.map((step) => ({ ...shownStep(step), by: nameOf(step.by_person) ?? '系统' })),
    may: mayOf(work, row, {
      at,
      isAgreed: stands.every(({ state }) => state === 'agreed'),
      waits,
      isOver: (await calledFor(db, row.id)).length === 0,
    }),
  }
}
