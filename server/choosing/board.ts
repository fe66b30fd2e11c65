import type { Board, BoardFlat, BoardPart } from '@jucai/contract/choosing'
import {
  fitsQuota,
  floorsInPart,
  partOf,
  pollSeconds,
  type BoardState,
} from '@jucai/contract/choosing-vocabulary'
import type { Db } from '../core/db'
import { flatsById, type FlatFacts } from '../housing'
import type { ChoosingWork, LinePlace, RoundFlat } from './deps'
import { pricing, projectNames } from './flats'
import { liveHolds } from './holds'
import { keptNow } from './kept'
import { drawnRound } from './show'

/** So long a transaction may take to be seen: changes are asked for again from that much before the version. */
const overlapMs = 5_000
/** From an older version on, the whole is told. */
const rememberedMs = 10 * 60_000

type Shown = FlatFacts & Pick<RoundFlat, 'pool' | 'reservedFor'> & { boardState: BoardState }

const stateOf = ({ state, id }: FlatFacts, held: ReadonlySet<string>): BoardState =>
  state === 'in-round'
    ? held.has(id)
      ? 'held'
      : 'free'
    : state === 'chosen' || state === 'let'
      ? 'chosen'
      : 'gone'

/** Flats of a round as the board has them, lowest floor first. */
const shownFlats = async (
  { db }: ChoosingWork,
  roundId: string,
  flats: readonly RoundFlat[],
  at: Date,
): Promise<Shown[]> => {
  const of = new Map(flats.map((flat) => [flat.flatId, flat]))
  const held = new Set((await liveHolds(db, roundId, at)).map(({ flat_id: id }) => id))
  return (await flatsById(db, [...of.keys()]))
    .map((facts) => ({ ...(of.get(facts.id) as RoundFlat), ...facts, boardState: stateOf(facts, held) }))
    .sort((a, b) => a.floor - b.floor || (a.number < b.number ? -1 : 1))
}

const partsOf = (flats: readonly Shown[], names: ReadonlyMap<string, string>): BoardPart[] => {
  const parts = new Map<string, BoardPart>()
  for (const flat of flats) {
    const part = partOf(flat)
    const known = parts.get(part) ?? {
      part,
      project: names.get(flat.stationId) ?? '人才公寓',
      building: flat.building,
      fromFloor: (Math.ceil(flat.floor / floorsInPart) - 1) * floorsInPart + 1,
      toFloor: Math.ceil(flat.floor / floorsInPart) * floorsInPart,
      free: 0,
      all: 0,
    }
    known.all += 1
    if (flat.boardState === 'free') known.free += 1
    parts.set(part, known)
  }
  return [...parts.values()].sort((a, b) =>
    a.project === b.project && a.building === b.building
      ? a.fromFloor - b.fromFloor
      : `${a.project} ${a.building}` < `${b.project} ${b.building}`
        ? -1
        : 1,
  )
}

/** Codes of flats to which something happened, or whose hold ended, since a moment. */
const touchedSince = async (db: Db, roundId: string, since: Date, at: Date): Promise<Set<string>> => {
  const from = new Date(since.getTime() - overlapMs)
  const rows = await db
    .selectFrom('choice_event')
    .select('flat_id')
    .distinct()
    .where('round_id', '=', roundId)
    .where(({ or, and, eb }) =>
      or([eb('at', '>=', from), and([eb('until', '>=', from), eb('until', '<=', at)])]),
    )
    .execute()
  return new Set(rows.map(({ flat_id: id }) => id))
}

/**
 * The board of a round: some floors of a building, or what changed since a version; never who.
 * @throws Problem not-found
 */
export const boardOf = async (
  work: ChoosingWork,
  roundId: string,
  asked: { part?: string | undefined; since?: string | undefined },
): Promise<Board> => {
  const { db, deps } = work
  const round = await drawnRound(work, roundId)
  const at = await deps.boundary(db)
  const told = {
    version: at.toISOString(),
    pollSeconds: pollSeconds[round.state === 'choosing' ? 'choosing' : 'quiet'],
  }
  const flats = await deps.line.roundFlats(db, roundId)
  const since = asked.since === undefined ? null : new Date(asked.since)
  if (since && since <= at && at.getTime() - since.getTime() < rememberedMs) {
    const touched = await touchedSince(db, roundId, since, at)
    const shown = await shownFlats(
      work,
      roundId,
      flats.filter(({ flatId }) => touched.has(flatId)),
      at,
    )
    const changed = shown
      .filter((flat) => asked.part === undefined || partOf(flat) === asked.part)
      .map(({ code, boardState: state }) => ({ code, state }))
    return { ...told, whole: false, part: asked.part ?? '', parts: [], types: [], flats: [], changed }
  }
  const kept = await keptNow(work, roundId)
  return {
    ...told,
    whole: true,
    ...(await wholeBoard(work, await shownFlats(work, roundId, kept, at), asked.part)),
  }
}

const wholeBoard = async (work: ChoosingWork, shown: readonly Shown[], wanted: string | undefined) => {
  const parts = partsOf(shown, await projectNames(work.db, shown))
  const part = parts.find((one) => one.part === wanted) ?? parts.find(({ free }) => free > 0) ?? parts[0]
  const here = shown.filter((flat) => partOf(flat) === part?.part)
  const priceOf = await pricing(work)
  const typeIds = [...new Set(here.map(({ typeId }) => typeId))]
  return {
    part: part?.part ?? '',
    parts,
    types: typeIds.map((typeId) => {
      const flat = here.find((one) => one.typeId === typeId) as Shown
      const { typeName, layout, people, areaSqmHundredths } = flat
      return { typeId, typeName, layout, people, areaSqmHundredths, ...priceOf(flat) }
    }),
    flats: here.map(({ code, floor, number, typeId, reservedFor, boardState }): BoardFlat => ({
      code,
      floor,
      number,
      type: typeIds.indexOf(typeId),
      kept: reservedFor,
      state: boardState,
    })),
    changed: [],
  }
}

/** Codes of all flats that this ticket may take now, its own hold among them, lowest floor first. */
export const takenBy = async (
  work: ChoosingWork,
  roundId: string,
  place: LinePlace & { quota: string },
  ownHold: string | null,
): Promise<string[]> => {
  const flats = (await keptNow(work, roundId)).filter((flat) => fitsQuota(place, flat))
  return (await shownFlats(work, roundId, flats, await work.deps.boundary(work.db)))
    .filter(
      ({ id, boardState, people }) => people >= place.people && (boardState === 'free' || id === ownHold),
    )
    .map(({ code }) => code)
}

/** Codes of flats that this ticket may take now, at most six: those like `near` first, then those near to it. */
export const freeCodes = async (
  work: ChoosingWork,
  roundId: string,
  place: LinePlace & { quota: string },
  near?: string,
): Promise<string[]> => {
  const flats = (await keptNow(work, roundId)).filter((flat) => fitsQuota(place, flat))
  const shown = await shownFlats(work, roundId, flats, await work.deps.boundary(work.db))
  const wanted = shown.find(({ code }) => code === near)
  const likeness = (flat: Shown) =>
    Number(flat.typeId === wanted?.typeId) * 2 + Number(flat.stationId === wanted?.stationId)
  return shown
    .filter((flat) => flat.boardState === 'free' && flat.people >= place.people)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, 6)
    .map(({ code }) => code)
}
