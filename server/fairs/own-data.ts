import {
  endCauseLabels,
  fairFieldLabels,
  placeStateLabels,
  talkResultLabels,
} from '@jucai/contract/fair-vocabulary'
import type { Vault } from '../core/encryption'
import type { Db } from '../core/db'
import { employersById } from '../employers'
import { withdrawTicket } from './queue'
import { boothsByIds, fairsByIds, placesOfTicket } from './repository'
import { reasonOf, sealShown, shownOf } from './sealed'
import type { TicketRow } from './tables'

const allTickets = (db: Db, personId: string): Promise<TicketRow[]> =>
  db
    .selectFrom('fair_ticket')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('signed_up_at')
    .orderBy('id')
    .execute()

/** What a person’s export says of fairs: what booths were shown, and what came of each talk. */
export const fairsExport = async (db: Db, vault: Vault, personId: string) => {
  const tickets = await allTickets(db, personId)
  const fairs = await fairsByIds(
    db,
    tickets.map((row) => row.fair_id),
  )
  const found = []
  for (const ticket of tickets) {
    const places = await placesOfTicket(db, ticket.id)
    const booths = await boothsByIds(
      db,
      places.map((row) => row.booth_id),
    )
    const employers = await employersById(
      db,
      [...booths.values()].map((row) => row.employer_id),
    )
    found.push({
      fair: fairs.get(ticket.fair_id)?.title ?? '',
      signedUpAt: ticket.signed_up_at.toISOString(),
      withdrawn: ticket.withdrawn,
      cameAt: ticket.came_at?.toISOString() ?? null,
      shown: shownOf(vault, ticket).map(({ field, value }) => `${fairFieldLabels[field]}：${value}`),
      places: places.map((place) => ({
        employer: employers.get(booths.get(place.booth_id)?.employer_id ?? '')?.name ?? '',
        state: placeStateLabels[place.state],
        since: place.made_at.toISOString(),
        beganAt: place.began_at?.toISOString() ?? null,
        endedAt: place.ended_at?.toISOString() ?? null,
        result: place.result && talkResultLabels[place.result],
        reason: reasonOf(vault, place),
        ended: place.end_cause && endCauseLabels[place.end_cause],
      })),
    })
  }
  return found
}

/** An account goes: whatever it has of fairs is given back, so that no booth waits for who is gone. */
export const eraseFairs = async (db: Db, personId: string, now: Date): Promise<void> => {
  for (const ticket of await allTickets(db, personId))
    if (!ticket.withdrawn) await withdrawTicket({ db, now }, ticket.id)
}

/**
 * Two accounts become one: of two tickets of one fair the one of the account that goes on stays, with the talks of both;
 * places that the other had still are given back. What booths are shown is sealed for its ticket, not for a person.
 */
export const joinFairs = async (
  db: Db,
  vault: Vault,
  fromId: string,
  intoId: string,
  now: Date,
): Promise<void> => {
  const mine = new Map((await allTickets(db, intoId)).map((row) => [row.fair_id, row]))
  for (const ticket of await allTickets(db, fromId)) {
    const other = mine.get(ticket.fair_id)
    if (!other) continue
    const wasThere = !ticket.withdrawn
    const shown = shownOf(vault, ticket)
    if (wasThere) await withdrawTicket({ db, now }, ticket.id)
    await db
      .updateTable('fair_place')
      .set({ ticket_id: other.id })
      .where('ticket_id', '=', ticket.id)
      .execute()
    await db
      .updateTable('fair_ticket')
      .set({
        ...(other.withdrawn && wasThere
          ? { withdrawn: false, shown: sealShown(vault, other.id, shown) }
          : {}),
        came_at: other.came_at ?? ticket.came_at,
      })
      .where('id', '=', other.id)
      .execute()
    await db.deleteFrom('fair_ticket').where('id', '=', ticket.id).execute()
  }
  // Who acts for one employer with both accounts may have called with both: the talk goes on, of nobody in particular.
  await db
    .updateTable('fair_place')
    .set({ called_by: null })
    .where('called_by', '=', fromId)
    .where('state', 'in', ['called', 'talking'])
    .execute()
}
