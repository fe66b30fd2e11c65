import { fairLimits, type PlaceState } from '@jucai/contract/fair-vocabulary'

/** A change of a place as it is on record: the order is that of the locks under which it was made. */
export interface PlaceChange {
  id: number
  placeId: string
  boothId: string
  ticketId: string
  slotId: string | null
  /** Null: it was taken just now. */
  was: PlaceState | null
  state: PlaceState
  rank: number
  moved: number
  /** When it was written, and when its transaction had begun, in milliseconds of the machine. */
  atMs: number
  begunMs: number
}

const isBusy = (state: PlaceState): boolean => state === 'called' || state === 'talking'
const takesSlot = (state: PlaceState): boolean =>
  ['booked', 'called', 'talking', 'done', 'missed'].includes(state)
const before = (one: PlaceChange, other: PlaceChange): boolean =>
  one.rank < other.rank || (one.rank === other.rank && one.moved < other.moved)
/** Who became free in the very moment may be overtaken: the queue was looked at before. */
const momentMs = 2_000

interface Seen {
  /** How each place stands. */
  places: Map<string, PlaceChange>
  /** The places of a booth, and of a ticket. */
  ofBooth: Map<string, Set<string>>
  ofTicket: Map<string, Set<string>>
  bySlot: Map<string, string>
  /** Since when a ticket is not called anywhere. */
  freeSince: Map<string, number>
  lastRank: Map<string, number>
}

const placesIn = (seen: Seen, ids: ReadonlySet<string> | undefined): PlaceChange[] =>
  [...(ids ?? [])].flatMap((id) => seen.places.get(id) ?? [])
const waitingAt = (seen: Seen, boothId: string): PlaceChange[] =>
  placesIn(seen, seen.ofBooth.get(boothId)).filter(({ state }) => state === 'waiting')

/** Slots that keep somebody from being called, by ticket: from a little before they begin to their end. */
export type SlotTimes = ReadonlyMap<string, { fromMs: number; toMs: number }>

const overtaken = (seen: Seen, change: PlaceChange, slots: SlotTimes): string | undefined =>
  waitingAt(seen, change.boothId).find((other) => {
    if (other.placeId === change.placeId || !before(other, change)) return false
    const theirs = placesIn(seen, seen.ofTicket.get(other.ticketId))
    if (theirs.some(({ state }) => isBusy(state))) return false
    const isKept = theirs.some(({ state, slotId }) => {
      const time = state === 'booked' && slotId ? slots.get(slotId) : undefined
      return time && time.fromMs - momentMs <= change.atMs && change.begunMs <= time.toMs + momentMs
    })
    const since = Math.max(other.atMs, seen.freeSince.get(other.ticketId) ?? 0)
    return !isKept && since + momentMs < change.begunMs
  })?.placeId

const faultsOf = (seen: Seen, change: PlaceChange, desks: number, slots: SlotTimes): string[] => {
  const { id, placeId, boothId, ticketId, slotId, was, state } = change
  const faults: string[] = []
  const stood = seen.places.get(placeId)
  if ((stood?.state ?? null) !== was)
    faults.push(`${id}: a place was ${String(was)} and had been ${String(stood?.state)}`)
  const mine = placesIn(seen, seen.ofTicket.get(ticketId)).filter((one) => one.placeId !== placeId)
  if (isBusy(state) && mine.some((one) => isBusy(one.state))) faults.push(`${id}: a person at two booths`)
  if (
    was === null &&
    mine.some(
      (one) =>
        one.boothId === boothId && (isBusy(one.state) || one.state === 'waiting' || one.state === 'booked'),
    )
  )
    faults.push(`${id}: a person twice at a booth`)
  const slotHolder = slotId ? seen.bySlot.get(slotId) : undefined
  if (slotId && takesSlot(state) && slotHolder !== undefined && slotHolder !== placeId)
    faults.push(`${id}: a slot twice`)
  const busyHere = placesIn(seen, seen.ofBooth.get(boothId)).filter(
    (one) => one.placeId !== placeId && isBusy(one.state),
  )
  if (isBusy(state) && busyHere.length >= desks) faults.push(`${id}: more talks at a booth than desks`)
  if (was === null && state === 'waiting' && change.rank <= (seen.lastRank.get(boothId) ?? -Infinity))
    faults.push(`${id}: who came last stands in front`)
  if (was === 'waiting' && state === 'called' && overtaken(seen, change, slots))
    faults.push(`${id}: out of order`)
  if (was === 'called' && state === 'waiting') {
    const others = waitingAt(seen, boothId)
    const ahead = others.filter((one) => before(one, change)).length
    if (ahead < Math.min(fairLimits.behind, others.length)) faults.push(`${id}: passed, and too far in front`)
  }
  return faults
}

const addTo = (sets: Map<string, Set<string>>, key: string, value: string): void => {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set.add(value))
}

const take = (seen: Seen, change: PlaceChange): void => {
  const { placeId, boothId, ticketId, slotId, was, state } = change
  seen.places.set(placeId, change)
  addTo(seen.ofBooth, boothId, placeId)
  addTo(seen.ofTicket, ticketId, placeId)
  if (slotId && takesSlot(state)) seen.bySlot.set(slotId, placeId)
  else if (slotId && seen.bySlot.get(slotId) === placeId) seen.bySlot.delete(slotId)
  if (was && isBusy(was) && !isBusy(state)) seen.freeSince.set(ticketId, change.atMs)
  if (was === null && state === 'waiting') seen.lastRank.set(boothId, change.rank)
}

/**
 * Goes through what is on record and says where it cannot be: a slot twice, a person called at two booths or twice at
 * one, more talks than desks, somebody called before who stands in front of them and is free, or passed too far in front.
 */
export const faultsInQueues = (
  changes: readonly PlaceChange[],
  desks: number,
  slots: SlotTimes = new Map(),
): string[] => {
  const seen: Seen = {
    places: new Map(),
    ofBooth: new Map(),
    ofTicket: new Map(),
    bySlot: new Map(),
    freeSince: new Map(),
    lastRank: new Map(),
  }
  const faults: string[] = []
  for (const change of changes) {
    faults.push(...faultsOf(seen, change, desks, slots))
    take(seen, change)
  }
  return faults
}

/** A range that was shown to somebody who waits. */
export interface Shown {
  placeId: string
  /** In milliseconds of the fair’s clock, as all here. */
  atMs: number
  lowMinutes: number
  highMinutes: number
}
/** How ranges compare with what came. */
export interface Accuracy {
  within: number
  sooner: number
  later: number
  /** They left, were passed or the fair closed before the range was over. */
  open: number
}

const minuteMs = 60_000
/**
 * Holds each range against when the place was called: sooner than its low end, later than its high end, or within, where a
 * minute begun counts as in the range. Where a place ended uncalled before its range was over nothing can be said.
 * @param changes of the same places, their moments in milliseconds of the fair’s clock
 */
export const accuracyOf = (shown: readonly Shown[], changes: readonly PlaceChange[]): Accuracy => {
  const byPlace = new Map<string, PlaceChange[]>()
  for (const change of changes) byPlace.set(change.placeId, [...(byPlace.get(change.placeId) ?? []), change])
  const found = { within: 0, sooner: 0, later: 0, open: 0 }
  for (const { placeId, atMs, lowMinutes, highMinutes } of shown) {
    const next = (byPlace.get(placeId) ?? []).find((change) => change.atMs >= atMs)
    const minutes = next ? (next.atMs - atMs) / minuteMs : Infinity
    if (minutes > highMinutes + 1 && next) found.later += 1
    else if (next?.state !== 'called') found.open += 1
    else if (minutes < lowMinutes) found.sooner += 1
    else found.within += 1
  }
  return found
}
