import type { Db } from '../core/db'
import { flatsById } from '../housing'
import { choicesOf } from './repository'

/** All that is kept of somebody's choosing, in plain rows. */
export const choosingExport = async (db: Db, personId: string) => {
  const slots = await db.selectFrom('choice_slot').selectAll().where('person_id', '=', personId).execute()
  const events = await db
    .selectFrom('choice_event')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  const places = await db.selectFrom('standing_place').selectAll().where('person_id', '=', personId).execute()
  const offers = await db.selectFrom('standing_offer').selectAll().where('person_id', '=', personId).execute()
  const choices = await choicesOf(db, personId)
  const swaps = await db
    .selectFrom('choice_swap')
    .selectAll()
    .where(({ or, eb }) => or([eb('asker_id', '=', personId), eb('asked_id', '=', personId)]))
    .execute()
  const flats = await flatsById(db, [
    ...new Set([...events, ...offers, ...choices].map(({ flat_id: id }) => id)),
    ...swaps.flatMap((swap) => [swap.asker_flat_id, swap.asked_flat_id]),
  ])
  const codes = new Map(flats.map(({ id, code }) => [id, code]))
  return {
    slots: slots.map(({ number, opens_at, ends_at, outcome }) => ({ number, opens_at, ends_at, outcome })),
    history: events.map(({ what, at, until, flat_id }) => ({ what, at, until, flat: codes.get(flat_id) })),
    choices: choices.map(({ chosen_at, flat_id }) => ({ chosenAt: chosen_at, flat: codes.get(flat_id) })),
    swaps: swaps.map(({ state, asked_at, asker_id, asker_flat_id, asked_flat_id }) => ({
      asked: asker_id === personId,
      state,
      askedAt: asked_at,
      of: codes.get(asker_flat_id),
      for: codes.get(asked_flat_id),
    })),
    standingList: places.map(({ station_id, joined_at }) => ({ project: station_id, joinedAt: joined_at })),
    offers: offers.map(({ state, offered_at, flat_id }) => ({
      state,
      offeredAt: offered_at,
      flat: codes.get(flat_id),
    })),
  }
}
