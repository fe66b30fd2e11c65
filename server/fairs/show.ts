import type {
  BoothCard,
  FairCard,
  FairPlace,
  FairTicket,
  OwnBooth,
  PublicBooth,
  PublicFair,
} from '@jucai/contract/fair-shapes'
import { fairStandingAt, type FairStanding } from '@jucai/contract/fair-vocabulary'
import { waitingFor } from '@jucai/contract/fair-waiting'
import type { Db } from '../core/db'
import { employersById } from '../employers'
import { postsById } from '../posts'
import type { FairWork } from './deps'
import { linesBefore, lineOf, pausedOf, withTalks } from './line'
import {
  boothCounts,
  boothsByIds,
  boothsOf,
  fairsByIds,
  pacesOf,
  placesOfTicket,
  postsOfBooths,
  slotsByIds,
  slotsOf,
  ticketOf,
  waitingCounts,
} from './repository'
import { reasonOf, shownOf } from './sealed'
import type { BoothRow, FairRow, TicketRow } from './tables'

/** Where a fair stands now. */
export const standingOf = (
  { state, opens_at: opensAt, closes_at: closesAt }: FairRow,
  at: Date,
): FairStanding => fairStandingAt({ state, opensAt, closesAt }, at)

/** Fairs as they stand in a list. */
export const fairCards = async ({ db, now }: FairWork, rows: readonly FairRow[]): Promise<FairCard[]> => {
  const booths = await boothCounts(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    standing: standingOf(row, now),
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    place: row.place,
    online: row.online,
    booths: booths.get(row.id) ?? 0,
  }))
}

const postNames = async (db: Db, booths: readonly BoothRow[], now: Date) => {
  const brought = await postsOfBooths(
    db,
    booths.map(({ id }) => id),
  )
  const posts = await postsById(db, [...brought.values()].flat())
  return (boothId: string) =>
    (brought.get(boothId) ?? []).flatMap((id) => {
      const post = posts.get(id)
      return post
        ? [
            {
              id,
              title: post.title,
              open: post.state === 'open' && post.closes_at !== null && post.closes_at > now,
            },
          ]
        : []
    })
}

/** Booths as everybody reads them. */
export const boothCards = async ({ db, now }: FairWork, rows: readonly BoothRow[]): Promise<BoothCard[]> => {
  const ids = rows.map(({ id }) => id)
  const employers = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  const posts = await postNames(db, rows, now)
  const waiting = await waitingCounts(db, ids)
  const slots = await slotsOf(db, ids)
  return rows.map((row) => ({
    id: row.id,
    employer: { id: row.employer_id, name: employers.get(row.employer_id)?.name ?? '' },
    state: row.state,
    about: row.about,
    place: row.place,
    posts: posts(row.id),
    queue: row.queue,
    waiting: waiting.get(row.id) ?? 0,
    freeSlots: slots.filter(
      (slot) => slot.booth_id === row.id && slot.ticket_id === null && slot.starts_at > now,
    ).length,
    cancelReason: row.state === 'cancelled' ? row.reason : null,
  }))
}

/** A fair with its booths; those that were cancelled stay, so that nobody looks for them in vain. */
export const publicFair = async (
  work: FairWork,
  row: FairRow,
  personId: string | null,
): Promise<PublicFair> => {
  const [card] = await fairCards(work, [row])
  const ticket = personId === null ? undefined : await ticketOf(work.db, row.id, personId)
  const booths = (await boothsOf(work.db, row.id)).filter(
    ({ state }) => state === 'admitted' || state === 'cancelled',
  )
  return {
    ...(card as FairCard),
    about: row.about,
    stationId: row.station_id,
    callMinutes: row.call_minutes,
    cancelReason: row.cancel_reason,
    revision: row.revision,
    changedAt: row.changed_at.toISOString(),
    boothList: await boothCards(work, booths),
    ticket: ticket && !ticket.withdrawn ? ticket.id : null,
  }
}

/** A booth as everybody reads it, and what the caller has there. */
export const publicBooth = async (
  work: FairWork,
  { fair, booth }: { fair: FairRow; booth: BoothRow },
  personId: string | null,
): Promise<PublicBooth> => {
  const { db, now } = work
  const [card] = await boothCards(work, [booth])
  const ticket = personId === null ? undefined : await ticketOf(db, fair.id, personId)
  const places = ticket ? await placesOfTicket(db, ticket.id) : []
  const mine = places.find(
    (one) => one.booth_id === booth.id && ['booked', 'waiting', 'called', 'talking'].includes(one.state),
  )
  const pace = (await pacesOf(db, [booth.id])).get(booth.id)
  const desks = pace?.desks ?? 1
  return {
    ...(card as BoothCard),
    fair: {
      id: fair.id,
      title: fair.title,
      standing: standingOf(fair, now),
      opensAt: fair.opens_at.toISOString(),
      closesAt: fair.closes_at.toISOString(),
      callMinutes: fair.call_minutes,
    },
    slots: (await slotsOf(db, [booth.id])).map((slot) => ({
      id: slot.id,
      startsAt: slot.starts_at.toISOString(),
      minutes: slot.minutes,
      free: slot.ticket_id === null && slot.starts_at > now,
      mine: ticket !== undefined && slot.ticket_id === ticket.id && mine?.slot_id === slot.id,
    })),
    // Who comes now has all who wait in front, and whoever talks.
    wait: waitingFor(pace?.turnsMs ?? [], withTalks(await lineOf(db, booth.id, now), desks), desks),
    ticket: ticket && !ticket.withdrawn ? ticket.id : null,
    mine: mine?.id ?? null,
  }
}

const placesShown = async (work: FairWork, ticket: TicketRow): Promise<FairPlace[]> => {
  const { db, deps } = work
  const rows = (await placesOfTicket(db, ticket.id)).filter(({ state }) => state !== 'left')
  const booths = await boothsByIds(
    db,
    rows.map((row) => row.booth_id),
  )
  const employers = await employersById(
    db,
    [...booths.values()].map((row) => row.employer_id),
  )
  const slots = await slotsByIds(
    db,
    rows.flatMap(({ slot_id: id }) => (id ? [id] : [])),
  )
  const waiting = rows.filter(({ state }) => state === 'waiting')
  const at = await deps.boundary(db)
  const lines = await linesBefore(
    db,
    waiting.map(({ id }) => id),
    at,
  )
  const paces = await pacesOf(
    db,
    waiting.map((row) => row.booth_id),
  )
  const isPaused = waiting.length > 0 && (await pausedOf(db, [ticket.id], at)).size > 0
  const shown: FairPlace[] = []
  for (const row of rows) {
    const booth = booths.get(row.booth_id) as BoothRow
    const slot = row.slot_id ? slots.get(row.slot_id) : undefined
    const line = lines.get(row.id)
    const { turnsMs = [], desks = 1 } = paces.get(row.booth_id) ?? {}
    const isCalled = row.state === 'called' || row.state === 'talking'
    shown.push({
      id: row.id,
      booth: {
        id: booth.id,
        employer: employers.get(booth.employer_id)?.name ?? '',
        place: booth.place,
      },
      state: row.state,
      slot: slot ? { startsAt: slot.starts_at.toISOString(), minutes: slot.minutes } : null,
      ahead: line?.ahead ?? null,
      wait: line ? waitingFor(turnsMs, withTalks(line, desks), desks) : null,
      paused: row.state === 'waiting' && isPaused,
      until: row.until?.toISOString() ?? null,
      misses: row.misses,
      result: row.result,
      reason: reasonOf(deps.vault, row),
      endCause: row.end_cause,
      endReason: row.end_cause === 'booth-cancelled' ? booth.reason : null,
      live: isCalled || row.state === 'booked' ? await deps.live.roomOf(booth.id) : null,
    })
  }
  return shown
}

/** What somebody has of fairs. */
export const shownTickets = async (work: FairWork, rows: readonly TicketRow[]): Promise<FairTicket[]> => {
  const fairs = await fairsByIds(
    work.db,
    rows.map((row) => row.fair_id),
  )
  const cards = new Map((await fairCards(work, [...fairs.values()])).map((card) => [card.id, card]))
  const shown: FairTicket[] = []
  for (const row of rows) {
    const fair = fairs.get(row.fair_id) as FairRow
    shown.push({
      id: row.id,
      withdrawn: row.withdrawn,
      fair: {
        ...(cards.get(fair.id) as FairCard),
        callMinutes: fair.call_minutes,
        cancelReason: fair.cancel_reason,
        revision: fair.revision,
        changedAt: fair.changed_at.toISOString(),
      },
      signedUpAt: row.signed_up_at.toISOString(),
      cameAt: row.came_at?.toISOString() ?? null,
      shown: shownOf(work.deps.vault, row),
      places: await placesShown(work, row),
    })
  }
  return shown
}

/** Booths as their employer and the office see them. */
export const ownBooths = async (work: FairWork, rows: readonly BoothRow[]): Promise<OwnBooth[]> => {
  const { db, now } = work
  const ids = rows.map(({ id }) => id)
  const fairs = await fairsByIds(
    db,
    rows.map((row) => row.fair_id),
  )
  const cards = new Map((await fairCards(work, [...fairs.values()])).map((card) => [card.id, card]))
  const employers = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  const posts = await postNames(db, rows, now)
  const waiting = await waitingCounts(db, ids)
  const slots = await slotsOf(db, ids)
  return rows.map((row) => ({
    id: row.id,
    employer: { id: row.employer_id, name: employers.get(row.employer_id)?.name ?? '' },
    fair: cards.get(row.fair_id) as FairCard,
    state: row.state,
    revision: row.revision,
    about: row.about,
    place: row.place,
    posts: posts(row.id),
    queue: row.queue,
    slots: slots
      .filter((slot) => slot.booth_id === row.id)
      .map((slot) => ({
        startsAt: slot.starts_at.toISOString(),
        minutes: slot.minutes,
        booked: slot.ticket_id !== null,
      })),
    waiting: waiting.get(row.id) ?? 0,
    reason: row.reason,
  }))
}
