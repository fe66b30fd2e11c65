import { v7 as uuidv7 } from 'uuid'
import type { Fixture } from '../fixtures'

/** A slot, a hold, a choice, a swap, a place on a list and an offer of the holder, as rows. */
export const objects: Fixture = {
  after: ['rounds'],
  make: async ({ harness, holder, lead, ids }) => {
    const { db, clock } = harness
    const now = clock.now()
    const later = new Date(now.getTime() + 3_600_000)
    const round = ids.round as string
    const flats = await db
      .selectFrom('round_flat')
      .innerJoin('flat', 'flat.id', 'round_flat.flat_id')
      .select(['flat.id', 'flat.station_id', 'flat.code'])
      .where('round_id', '=', round)
      .orderBy('position')
      .execute()
    const [one, other] = flats as [(typeof flats)[0], (typeof flats)[0]]
    const of = { round_id: round, person_id: holder.personId }
    await db
      .insertInto('choice_slot')
      .values({
        ...of,
        id: uuidv7(),
        ticket_id: uuidv7(),
        number: 7,
        opens_at: now,
        ends_at: later,
        last_call_at: null,
        outcome: null,
        settled_at: null,
      })
      .execute()
    await db
      .insertInto('flat_hold')
      .values({ ...of, flat_id: one.id, token: uuidv7(), held_at: now, until: later })
      .execute()
    await db
      .insertInto('choice_event')
      .values({ ...of, flat_id: one.id, what: 'held', at: now, until: later })
      .execute()
    const choice = (personId: string, flatId: string) => ({
      id: uuidv7(),
      round_id: uuidv7(), // of another round than the one that is open
      order_round_id: round,
      flat_id: flatId,
      person_id: personId,
      ticket_id: uuidv7(),
      number: 8,
      quota: 'general',
      token: uuidv7(),
      by_person: lead.personId,
      chosen_at: now,
    })
    const [own, theirs] = [choice(holder.personId, one.id), choice(lead.personId, other.id)]
    await db.insertInto('flat_choice').values([own, theirs]).execute()
    const swap = uuidv7()
    await db
      .insertInto('choice_swap')
      .values({
        id: swap,
        round_id: round,
        asker_id: holder.personId,
        asked_id: lead.personId,
        asker_choice_id: own.id,
        asked_choice_id: theirs.id,
        asker_flat_id: one.id,
        asked_flat_id: other.id,
        state: 'asked',
        asked_at: now,
        until: later,
        settled_at: null,
      })
      .execute()
    await db
      .insertInto('standing_place')
      .values({
        ...of,
        station_id: one.station_id,
        ticket_id: uuidv7(),
        number: 7,
        rank: 7,
        queued_at: now,
        joined_at: now,
      })
      .execute()
    const offer = uuidv7()
    await db
      .insertInto('standing_offer')
      .values({
        ...of,
        id: offer,
        flat_id: other.id,
        station_id: other.station_id,
        state: 'open',
        offered_at: now,
        until: later,
        settled_at: null,
      })
      .execute()
    return {
      ids: { swap, standingOffer: offer },
      owners: { swap: holder.token, standingOffer: holder.token },
      exported: { choosing: [one.code, other.code] },
      bodies: {
        'PUT /me/rounds/:round/hold': { flat: one.code },
        'POST /me/rounds/:round/choice': { token: uuidv7() },
        'POST /rounds/:round/choices': { number: 'T000007', flat: one.code, why: '到窗口办理' },
        'POST /me/flat-swaps': { choiceId: own.id, flat: other.code },
        'PUT /me/standing-list': { roundId: round, stationIds: [one.station_id] },
      },
    }
  },
}
