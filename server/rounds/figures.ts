import { ticketName } from '@jucai/contract/draw/tickets'
import type { DeskTicket, RoundFigures, RoundPreview } from '@jucai/contract/round-desk'
import { holdAll, type RoundFacts } from '@jucai/contract/round-rules'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { qualificationsOf, qualifiedAfter, type QualifiedPerson } from '../housing'
import { callOf } from './calls'
import type { OfficeWork } from './deps'
import { leafByNumber, leavesAfter, movedOf, rankOf, resultOf, type LeafRow } from './locked-rows'
import { refusedStep } from './procedure'
import { classesOf, flatRowsOf, roundById, type RoundRow } from './repository'
import { factsOf, judgedOn, pointsOf } from './standing'
import { unfitKept } from './unfit'
import { claimedOf, membersOf, ticketsAfter, ticketsSharing, type TicketRow } from './ticket-rows'

const splitClasses = (text: string) => (text === '' ? [] : text.split('+'))

const lockedTicket = async (
  db: Db,
  row: RoundRow,
  leaf: LeafRow,
  longerSlot: boolean,
): Promise<DeskTicket> => {
  const result = await resultOf(db, row.id)
  return {
    number: ticketName(leaf.number),
    standing: leaf.state,
    pool: leaf.pool,
    classes: splitClasses(leaf.classes),
    points: leaf.points,
    rank: (result && (await rankOf(db, row.id, result.revision, leaf.number))?.rank) ?? null,
    quota: (await callOf(db, row.id, leaf.number)) ?? null,
    moved: (await movedOf(db, row.id, leaf.number))?.standing ?? null,
    longerSlot,
  }
}

const unlockedTicket = (ticket: TicketRow): DeskTicket => ({
  number: null,
  standing: ticket.state,
  pool: ticket.pool,
  classes: claimedOf(ticket),
  points: 0,
  rank: null,
  quota: null,
  moved: null,
  longerSlot: ticket.longer_slot,
})

/** A ticket of a locked list by its number. @throws Problem not-found */
export const deskTicket = async (db: Db, row: RoundRow, number: number): Promise<DeskTicket> => {
  const leaf = await leafByNumber(db, row.id, number)
  if (!leaf) throw problem('not-found')
  const ticket = await db
    .selectFrom('round_ticket')
    .select('longer_slot')
    .where('id', '=', leaf.ticket_id)
    .executeTakeFirstOrThrow()
  return lockedTicket(db, row, leaf, ticket.longer_slot)
}

/** A page of tickets: of the locked list by number, before that by order of receipt. Nobody is named. */
export const deskTickets = async (
  { db }: OfficeWork,
  row: RoundRow,
  { after, limit }: { after: number; limit: number },
): Promise<{ items: DeskTicket[]; next: string | null }> => {
  if (row.commitment === null) {
    const page = await ticketsAfter(db, row.id, after, limit + 1)
    const last = page.slice(0, limit).at(-1)
    return {
      items: page.slice(0, limit).map(unlockedTicket),
      next: page.length > limit && last ? String(last.serial) : null,
    }
  }
  const leaves = await leavesAfter(db, row.id, after, limit + 1)
  const items: DeskTicket[] = []
  for (const leaf of leaves.slice(0, limit)) items.push(await deskTicket(db, row, leaf.number))
  const last = leaves.slice(0, limit).at(-1)
  return { items, next: leaves.length > limit && last ? String(last.number) : null }
}

/** A round in figures. */
export const figuresOf = async (db: Db, row: RoundRow): Promise<RoundFigures> => {
  const states = await db
    .selectFrom('round_ticket')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('round_id', '=', row.id)
    .groupBy('state')
    .execute()
  const leaves = await db
    .selectFrom('round_leaf')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('round_id', '=', row.id)
    .groupBy('state')
    .execute()
  const skips = await db
    .selectFrom('round_log')
    .innerJoin('round_moved', (join) =>
      join
        .onRef('round_moved.round_id', '=', 'round_log.round_id')
        .onRef('round_moved.number', '=', 'round_log.number'),
    )
    .select(({ fn }) => ['reason', fn.count<number>('round_log.number').distinct().as('count')])
    .where('round_log.round_id', '=', row.id)
    .where('act', '=', 'skip')
    .where('standing', '=', 'gone')
    .where('reason', 'is not', null)
    .groupBy('reason')
    .execute()
  const count = (state: string) => Number(states.find((one) => one.state === state)?.count ?? 0)
  const { chosen, gone, back } = await db
    .selectFrom('round_moved')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('standing', '=', 'chosen').as('chosen'),
      fn.countAll<number>().filterWhere('called', '=', true).filterWhere('standing', '<>', 'back').as('gone'),
      fn.countAll<number>().filterWhere('called', '=', false).filterWhere('standing', '=', 'back').as('back'),
    ])
    .where('round_id', '=', row.id)
    .executeTakeFirstOrThrow()
  const admitted = leaves.find(({ state }) => state === 'in')?.count
  return {
    tickets: count('applied') + count('withdrawn'),
    withdrawn: count('withdrawn'),
    sharing: row.commitment === null ? (await ticketsSharing(db, row.id)).length : 0,
    standings: leaves.map(({ state, count: tickets }) => ({ standing: state, tickets: Number(tickets) })),
    chosen: Number(chosen),
    skipped: skips.flatMap(({ reason, count: tickets }) =>
      reason === null ? [] : [{ reason, tickets: Number(tickets) }],
    ),
    waiting: row.drawn_at ? Number(admitted ?? 0) - Number(gone) + Number(back) : null,
  }
}

const peopleAPage = 500

/** Facts of who had a ticket in an earlier round, as of this one’s day, by pages. */
async function* factsOfRound(
  { db, deps }: OfficeWork,
  row: RoundRow,
  like: RoundRow,
): AsyncGenerator<RoundFacts[]> {
  for (let after = 0; ;) {
    const page = await ticketsAfter(db, like.id, after, peopleAPage)
    const tickets = page.filter(({ state }) => state === 'applied')
    const qualifications = await qualificationsOf(
      db,
      tickets.map(({ person_id: id }) => id),
    )
    const relations = new Map<string, string[]>()
    for (const { ticket_id: ticket, position, relation } of await membersOf(
      db,
      tickets.map(({ id }) => id),
    ))
      if (position > 0) relations.set(ticket, [...(relations.get(ticket) ?? []), relation])
    yield factsOf(
      db,
      deps,
      judgedOn(row),
      tickets.map(({ id, person_id: personId }) => ({
        personId,
        relations: relations.get(id) ?? [],
        approvedAt: qualifications.get(personId)?.approvedAt ?? null,
      })),
    )
    const last = page.at(-1)
    if (!last || page.length < peopleAPage) return
    after = last.serial
  }
}

/** Facts of everybody who is qualified now, by pages. */
async function* factsOfQualified({ db, deps }: OfficeWork, row: RoundRow): AsyncGenerator<RoundFacts[]> {
  for (let after: string | null = null; ;) {
    const page: QualifiedPerson[] = await qualifiedAfter(db, deps.vault, after, peopleAPage)
    yield factsOf(db, deps, judgedOn(row), page)
    const last = page.at(-1)
    if (!last || page.length < peopleAPage) return
    after = last.personId
  }
}

/** Counts people page by page, so that however many they are, none is kept. */
const counted = async (row: RoundRow, pages: AsyncIterable<RoundFacts[]>) => {
  let people = 0
  const spread = new Map<number, number>()
  const classes = classesOf(row).map((one) => ({ ...one, tickets: 0, unknown: 0 }))
  const smallest = new Map<string, number>()
  for await (const page of pages)
    for (const facts of page) {
      people += 1
      if (row.rule === 'points') {
        const points = pointsOf(row, facts)
        spread.set(points, (spread.get(points) ?? 0) + 1)
      }
      for (const one of classes) {
        const outcome = holdAll(one.when, facts)
        if (outcome === 'yes') {
          one.tickets += 1
          if (typeof facts.people === 'number')
            smallest.set(one.code, Math.min(facts.people, smallest.get(one.code) ?? Infinity))
        }
        if (outcome === 'unknown') one.unknown += 1
      }
    }
  return { people, spread, classes, smallest }
}

/**
 * What a round would come to with the tickets of an earlier one, or with everybody qualified now: how many for a flat,
 * how many of each class, how the points spread. Counts alone; nobody is shown.
 */
export const preview = async (work: OfficeWork, row: RoundRow, likeId?: string): Promise<RoundPreview> => {
  const { db } = work
  const like = likeId === undefined ? undefined : await roundById(db, likeId)
  if (likeId !== undefined && !like?.published_at) throw refusedStep('没有找到可以比照的批次，请换一个。')
  const { people, spread, classes, smallest } = await counted(
    row,
    like ? factsOfRound(work, row, like) : factsOfQualified(work, row),
  )
  const flats = await flatRowsOf(db, row.id)
  return {
    from: like ? 'round' : 'qualified',
    basis: like ? `按批次 ${like.code} 的申请` : '按现在有资格的人，假定每个人都申请',
    tickets: people,
    flats: flats.length,
    perFlat: (people / Math.max(1, flats.length)).toFixed(1),
    classes: classes.map(({ code, title, tickets, unknown }) => ({
      class: code,
      title,
      tickets,
      kept: flats.filter(({ reserved_for: one }) => one === code).length,
      unknown,
    })),
    unfit: await unfitKept(db, row, flats, smallest),
    points: [...spread].sort(([a], [b]) => b - a).map(([points, tickets]) => ({ points, tickets })),
  }
}
