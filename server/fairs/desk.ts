import type { BoothDesk, Talk } from '@jucai/contract/fair-shapes'
import { waitingFor } from '@jucai/contract/fair-waiting'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { problem } from '../core/problem'
import { peopleOfEmployer, requireMember, requireVerified } from '../employers'
import { lookAtPeople, talkOf } from './calling'
import { oneBooth } from './booths'
import type { FairWork, PersonWork } from './deps'
import { lineOf, pausedOf, withTalks } from './line'
import { boothById, fairById, livePlacesOf, pacesOf, slotsByIds, unwrittenOf } from './repository'
import { nameShown, reasonOf, shownOf } from './sealed'
import type { BoothRow, FairRow, PlaceRow, TicketRow } from './tables'

const shownNext = 10

const ticketsOf = async ({ db }: FairWork, places: readonly PlaceRow[]): Promise<Map<string, TicketRow>> =>
  places.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('fair_ticket')
            .selectAll()
            .where(
              'id',
              'in',
              places.map((one) => one.ticket_id),
            )
            .execute()
        ).map((row) => [row.id, row]),
      )

const talkShown = (
  { deps }: FairWork,
  row: PlaceRow,
  ticket: TicketRow | undefined,
  slotAt: Date | undefined,
): Talk => ({
  id: row.id,
  state: row.state,
  revision: row.revision,
  slot: slotAt?.toISOString() ?? null,
  until: row.until?.toISOString() ?? null,
  beganAt: row.began_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  shown: ticket ? shownOf(deps.vault, ticket) : [],
  misses: row.misses,
  result: row.result,
  reason: reasonOf(deps.vault, row),
})

/** The booth of an employer whose caller may look at people. @throws Problem not-found, employer-not-verified */
const boothOf = async ({ db, actor }: PersonWork, employerId: string, boothId: string): Promise<BoothRow> => {
  requireVerified((await requireMember(db, actor, employerId)).employer)
  const booth = await boothById(db, boothId)
  if (booth?.employer_id !== employerId) throw problem('not-found')
  return booth
}

/** The desk of a booth. @throws Problem not-found, employer-not-verified */
export const boothDesk = async (
  work: PersonWork,
  employerId: string,
  boothId: string,
): Promise<BoothDesk> => {
  const { db, deps, actor } = work
  const { employer_id: employer } = await boothOf(work, employerId, boothId)
  const places = await livePlacesOf(db, boothId)
  const waiting = places.filter(({ state }) => state === 'waiting')
  const booked = places.filter(({ state }) => state === 'booked')
  const mine = await talkOf(db, boothId, actor.personId)
  const withColleagues = places.filter(
    ({ state, id }) => (state === 'called' || state === 'talking') && id !== mine?.id,
  )
  const unfinished = [...withColleagues, ...(await unwrittenOf(db, boothId))]
  const colleagues = new Set(withColleagues.length > 0 ? await peopleOfEmployer(db, employer) : [])
  const seen = [...waiting.slice(0, shownNext), ...booked, ...unfinished, ...(mine ? [mine] : [])]
  const tickets = await ticketsOf(work, seen)
  const slots = await slotsByIds(
    db,
    seen.flatMap(({ slot_id: id }) => (id ? [id] : [])),
  )
  const at = await deps.boundary(db)
  const paused = await pausedOf(db, [...tickets.keys()], at)
  const nameOf = ({ ticket_id: id }: PlaceRow): string => {
    const ticket = tickets.get(id)
    return (ticket && maskName(nameShown(deps.vault, ticket))) || '已注销'
  }
  const pace = (await pacesOf(db, [boothId])).get(boothId)
  const desks = pace?.desks ?? 1
  const { count } = await db
    .selectFrom('fair_place')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('booth_id', '=', boothId)
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow()
  return {
    booth: await oneBooth(work, boothId),
    waiting: waiting.length,
    next: waiting.slice(0, shownNext).map((row) => ({
      id: row.id,
      name: nameOf(row),
      since: row.made_at.toISOString(),
      paused: paused.has(row.ticket_id),
      misses: row.misses,
    })),
    booked: booked
      .map((row) => ({ row, slot: slots.get(row.slot_id ?? '') }))
      .sort((one, other) => (one.slot?.starts_at.getTime() ?? 0) - (other.slot?.starts_at.getTime() ?? 0))
      .map(({ row, slot }) => ({
        id: row.id,
        name: nameOf(row),
        startsAt: (slot?.starts_at ?? row.made_at).toISOString(),
        minutes: slot?.minutes ?? 0,
        // Their own slot is why they are not called elsewhere; here it is no pause.
        paused: tickets.get(row.ticket_id)?.busy_place !== null,
      })),
    talk: mine
      ? talkShown(work, mine, tickets.get(mine.ticket_id), slots.get(mine.slot_id ?? '')?.starts_at)
      : null,
    others: withColleagues.length,
    unfinished: unfinished.map((row) => ({
      id: row.id,
      state: row.state,
      revision: row.revision,
      name: nameOf(row),
      until: row.until?.toISOString() ?? null,
      attended: row.state !== 'ended' && row.called_by !== null && colleagues.has(row.called_by),
    })),
    done: count,
    wait: waitingFor(pace?.turnsMs ?? [], withTalks(await lineOf(db, boothId, at), desks), desks),
    live: await deps.live.roomOf(boothId),
  }
}

/**
 * Talks of a booth that are over, newest first; each person on the page is counted and reads that they were looked at.
 * @throws Problem not-found, employer-not-verified, employer-look-limit
 */
export const talksPage = async (
  work: PersonWork,
  { employerId, boothId }: { employerId: string; boothId: string },
  { after, limit = 20 }: PageRequest,
): Promise<{ items: Talk[]; next: string | null }> => {
  const { db } = work
  const booth = await boothOf(work, employerId, boothId)
  const place = placeOf(after)
  const rows = await db
    .selectFrom('fair_place')
    .selectAll()
    .where('booth_id', '=', boothId)
    .where('state', '=', 'done')
    .$if(place !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('ended_at', 'id'), '<', tuple(place?.at as Date, place?.id as string)),
      ),
    )
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.ended_at as Date, row.id),
    (row) => row,
  )
  const tickets = await ticketsOf(work, page.items)
  const fair = (await fairById(db, booth.fair_id)) as FairRow
  await lookAtPeople(work, booth, [...tickets.values()], {
    what: '再看了和你面谈的记录',
    why: `招聘会“${fair.title}”之后的联系`,
  })
  return {
    items: page.items.map((row) => talkShown(work, row, tickets.get(row.ticket_id), undefined)),
    next: page.next,
  }
}
