import type { BoothState, EndCause, FairState, PlaceState, TalkResult } from '@jucai/contract/fair-vocabulary'

interface FairTable {
  id: string
  state: FairState
  title: string
  about: string
  place: string | null
  station_id: string | null
  online: boolean
  opens_at: Date
  closes_at: Date
  call_minutes: number
  cancel_reason: string | null
  revision: number
  made_by: string
  made_at: Date
  changed_at: Date
  wound_up_at: Date | null
}
interface BoothTable {
  id: string
  fair_id: string
  employer_id: string
  state: BoothState
  about: string
  place: string
  queue: boolean
  reason: string | null
  suspended_from: 'invited' | 'asked' | 'admitted' | null
  revision: number
  made_at: Date
  changed_at: Date
}
interface BoothPostTable {
  booth_id: string
  post_id: string
}
interface SlotTable {
  id: string
  booth_id: string
  starts_at: Date
  minutes: number
}
interface TicketTable {
  id: string
  fair_id: string
  person_id: string
  withdrawn: boolean
  shown: Buffer | null
  signed_up_at: Date
  came_at: Date | null
  busy_place: string | null
}
interface PlaceTable {
  id: string
  booth_id: string
  ticket_id: string
  slot_id: string | null
  state: PlaceState
  rank: string | number
  moved: string | number
  misses: number
  revision: number
  made_at: Date
  called_at: Date | null
  called_by: string | null
  until: Date | null
  began_at: Date | null
  ended_at: Date | null
  result: TalkResult | null
  reason: Buffer | null
  end_cause: EndCause | null
}
declare module '../core/db' {
  interface Database {
    fair: FairTable
    fair_booth: BoothTable
    fair_booth_post: BoothPostTable
    fair_slot: SlotTable
    fair_ticket: TicketTable
    fair_place: PlaceTable
  }
}

/** A fair, as it is kept. */
export type FairRow = FairTable
/** A booth. */
export type BoothRow = BoothTable
/** A slot that a booth offers. */
export type SlotRow = SlotTable
/** One person at one fair. */
export type TicketRow = TicketTable
/** A place in a queue, or a booked slot. */
export type PlaceRow = PlaceTable
