import { commitmentOf, commitmentText, type Committed } from '@jucai/contract/draw/commitment'
import { leafText, type TicketState } from '@jucai/contract/draw/tickets'
import { graceMinutes, momentWords } from '@jucai/contract/rounds-vocabulary'
import { auditHead, audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { qualificationsOf, type Qualification } from '../housing'
import type { OfficeWork } from './deps'
import { digestOf } from './digests'
import { insertPage, ticketOfLeaf, type LeafRow } from './locked-rows'
import { needState, needVersion, refusedStep } from './procedure'
import { keepParts, listItems } from './record-parts'
import {
  drawFlats,
  flatRowsOf,
  recordStep,
  roundForUpdate,
  sourcesOf,
  updateRound,
  type RoundRow,
} from './repository'
import { factsOf, grantedOf, judgedOn, pointsOf } from './standing'
import {
  arrivalsAfter,
  claimedOf,
  forgetRequests,
  membersOf,
  ticketsAfter,
  ticketsSharing,
  type TicketRow,
} from './ticket-rows'
import { GrowingTree, keepBlocks } from './tree'

declare module '../core/outbox' {
  interface Events {
    /** A list was locked and its commitment published. */
    'round.locked': { roundId: string }
  }
}

// What is done between two statements holds up everybody else of the server: so many at once, a few milliseconds.
const ticketsAPage = 1000
const arrivalsAPage = 5000
const mostPoints = 999_999_999

/** From when on a round may be locked: nobody’s request is still on its way. */
export const lockFrom = (row: RoundRow): Date => new Date(row.closes_at.getTime() + graceMinutes * 60_000)

/** @throws Problem round-step-refused before requests have all come through, and once a drawing is held */
const needMoment = async ({ db, deps }: OfficeWork, row: RoundRow): Promise<void> => {
  const at = await deps.boundary(db)
  if (at < lockFrom(row))
    throw refusedStep(
      `截止后还要等 ${graceMinutes} 分钟，让截止前发出的申请都到齐。${momentWords(lockFrom(row).toISOString())}起可以锁定。`,
    )
  if (at >= row.first_drawing_at)
    throw refusedStep(
      `来源里的第一次开奖在${momentWords(row.first_drawing_at.toISOString())}，名单必须在它之前锁定。请先公开更正，换成以后的开奖。`,
    )
}

/** Asks for the lock. Asked again by the same person, nothing changes. */
export const askLock = async (work: OfficeWork, roundId: string, version: number): Promise<RoundRow> => {
  const { db, now, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  if (row.state === 'published' && row.lock_asked_by === actor.personId) return row
  needVersion(row, version)
  needState(row, ['published'], '锁定名单')
  await needMoment(work, row)
  const asked = await updateRound(db, row, { lock_asked_by: actor.personId, lock_asked_at: now })
  await recordStep(db, now, { roundId, step: 'lock-asked', by: actor.personId })
  return asked
}

const stateAt = (
  ticket: TicketRow,
  qualification: Qualification | undefined,
  sharing: ReadonlySet<string>,
): TicketState => {
  if (ticket.state === 'withdrawn') return 'withdrawn'
  if (!qualification || qualification.state === 'rejected' || qualification.state === 'none')
    return 'rejected'
  return qualification.state === 'approved' && !sharing.has(ticket.id) ? 'in' : 'disputed'
}

/**
 * First come as points: who arrived in the opening queue arrived at once and is ordered by the draw; after them, one
 * less for each who came before.
 */
const arrivalPoints = async (db: Db, row: RoundRow): Promise<Map<string, number>> => {
  const opening = row.opens_at.getTime() + row.opening_minutes * 60_000
  const points = new Map<string, number>()
  let later = 0
  for (let after = 0; ;) {
    const page = await arrivalsAfter(db, row.id, after, arrivalsAPage)
    for (const { person_id: person, first_at: at } of page)
      points.set(person, at.getTime() < opening ? mostPoints : mostPoints - (later += 1))
    const last = page.at(-1)
    if (!last || page.length < arrivalsAPage) return points
    after = last.serial
  }
}

/** A page of tickets as lines of the list; numbers go on from the page before. */
const linesOf = async (
  { db, deps }: OfficeWork,
  row: RoundRow,
  page: readonly TicketRow[],
  since: { numbered: number; sharing: ReadonlySet<string>; arrivals: ReadonlyMap<string, number> | null },
): Promise<LeafRow[]> => {
  const qualifications = await qualificationsOf(
    db,
    page.map(({ person_id: id }) => id),
  )
  const relations = new Map<string, string[]>()
  for (const one of await membersOf(
    db,
    page.map(({ id }) => id),
  ))
    if (one.position > 0)
      relations.set(one.ticket_id, [...(relations.get(one.ticket_id) ?? []), one.relation])
  const facts = await factsOf(
    db,
    deps,
    judgedOn(row),
    page.map(({ id, person_id: personId }) => ({
      personId,
      relations: relations.get(id) ?? [],
      approvedAt: qualifications.get(personId)?.approvedAt ?? null,
    })),
  )
  return page.map((ticket, at) => ({
    round_id: row.id,
    number: since.numbered + at + 1,
    ticket_id: ticket.id,
    pool: ticket.pool,
    classes: grantedOf(row, claimedOf(ticket), facts[at] ?? {}).join('+'),
    state: stateAt(ticket, qualifications.get(ticket.person_id), since.sharing),
    points: since.arrivals ? (since.arrivals.get(ticket.person_id) ?? 0) : pointsOf(row, facts[at] ?? {}),
    holder_digest: ticket.holder_digest,
  }))
}

/** Writes the whole list with its tree and its pieces of the record, a page in hand at a time. */
const writeList = async (work: OfficeWork, row: RoundRow): Promise<{ tickets: number; root: string }> => {
  const { db } = work
  const sharing = new Set(await ticketsSharing(db, row.id))
  const arrivals = row.rule === 'first-come' ? await arrivalPoints(db, row) : null
  const tree = new GrowingTree(digestOf(row.algorithm))
  let [numbered, after] = [0, 0]
  for (let part = 0; ; part += 1) {
    const page = await ticketsAfter(db, row.id, after, ticketsAPage)
    const last = page.at(-1)
    if (!last) break
    const leaves = await linesOf(work, row, page, { numbered, sharing, arrivals })
    await insertPage(db, 'round_leaf', leaves)
    const lines = leaves.map((leaf) => leafText(ticketOfLeaf(leaf)))
    await keepParts(db, [
      {
        round_id: row.id,
        revision: 0,
        kind: 'leaves',
        part,
        pool: null,
        first: numbered + 1,
        count: lines.length,
        content: listItems(lines),
      },
    ])
    for (const line of lines) tree.add(line)
    await keepBlocks(db, row.id, tree.takeFull())
    numbered += page.length
    after = last.serial
  }
  const { root, blocks } = tree.end()
  await keepBlocks(db, row.id, blocks)
  return { tickets: numbered, root }
}

/** What a round commits to, but list and lock. */
export const committedOf = async (
  db: Db,
  row: RoundRow,
): Promise<Omit<Committed, 'tickets' | 'root' | 'audit' | 'lockedAt'>> => ({
  algorithm: row.algorithm,
  round: row.code,
  version: row.revision,
  rules: row.rules,
  order: row.rule === 'draw' ? 'draw' : 'points',
  classes: (row.classes as { code: string }[]).map(({ code }) => code),
  reserved: row.reserved,
  flats: drawFlats(await flatRowsOf(db, row.id)),
  sources: sourcesOf(row),
})

/** All that a locked round commits to. @throws Problem round-not-locked */
export const lockedOf = async (db: Db, row: RoundRow): Promise<Committed & { commitment: string }> => {
  if (row.commitment === null || row.tickets === null || !row.locked_at)
    throw problem('round-not-locked', { detail: '名单锁定以后才有承诺值和回执。' })
  return {
    ...(await committedOf(db, row)),
    tickets: row.tickets,
    root: row.root ?? '',
    audit: row.audit ?? '',
    lockedAt: row.locked_at.toISOString(),
    commitment: row.commitment,
  }
}

/** The text whose hash the commitment is. */
export const lockedText = (locked: Committed): string => commitmentText(digestOf(locked.algorithm), locked)

/**
 * Locks: numbers by order of receipt, list, tree and commitment in this one transaction, so that whatever is killed on
 * the way leaves all of it or nothing. Somebody else asked for it.
 * @throws Problem stale-version, two-person-rule, round-step-refused
 */
export const confirmLock = async (work: OfficeWork, roundId: string, version: number): Promise<RoundRow> => {
  const { db, now, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  if (row.locked_by === actor.personId) return row
  needVersion(row, version)
  needState(row, ['published'], '锁定名单')
  if (row.lock_asked_by === null) throw refusedStep('还没有人提出锁定名单，请先由一人提出，再由另一人确认。')
  if (row.lock_asked_by === actor.personId)
    throw problem('two-person-rule', { detail: '锁定名单是您提出的，请由另一位同事确认。' })
  await needMoment(work, row)
  const digest = digestOf(row.algorithm)
  const committed: Committed = {
    ...(await committedOf(db, row)),
    ...(await writeList(work, row)),
    audit: await auditHead(db),
    lockedAt: now.toISOString(),
  }
  const commitment = commitmentOf(digest, committed)
  const locked = await updateRound(db, row, {
    state: 'locked',
    tickets: committed.tickets,
    root: committed.root,
    audit: committed.audit,
    commitment,
    locked_at: now,
    locked_by: actor.personId,
  })
  await forgetRequests(db, roundId)
  await recordStep(db, now, {
    roundId,
    step: 'locked',
    by: actor.personId,
    detail: `${committed.tickets} 个号，承诺值 ${commitment}`,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'round.locked',
    object: `round:${roundId}`,
    detail: { commitment, root: committed.root, tickets: committed.tickets },
  })
  await emit(db, now, 'round.locked', { roundId })
  return locked
}
