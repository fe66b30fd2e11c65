import type { Standing } from '@jucai/contract/choosing'
import { mostProjects, offerHours, standingRules, type OfferState } from '@jucai/contract/choosing-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { stationNames } from '../city'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { holdPerson, stillThere } from '../core/person'
import { problem } from '../core/problem'
import { flatsById, moveFlat, type FlatFacts } from '../housing'
import type { ChooserWork, ChoosingWork } from './deps'
import { chosenFlats } from './flats'
import { callableFrom } from './night'
import { choiceIn, choicesOf, insertChoice, slotOf, type OfferRow, type PlaceRow } from './repository'

const placesOf = (db: Db, personId: string): Promise<PlaceRow[]> =>
  db
    .selectFrom('standing_place')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('station_id')
    .execute()

/** Whoever stands before a place. */
const before = async (db: Db, place: PlaceRow): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('standing_place')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('station_id', '=', place.station_id)
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('queued_at', 'rank', 'person_id'),
            '<',
            tuple(place.queued_at, place.rank, place.person_id),
          ),
        )
        .executeTakeFirstOrThrow()
    ).count,
  )

/** Where an offer stands at a moment, before any chore says so. */
export const offerStateAt = (row: OfferRow, at: Date): OfferState =>
  row.state === 'open' && row.until <= at ? 'lapsed' : row.state

/** Rounds of somebody in whose order they may stand: drawn, admitted, and without a flat. */
const roundsFor = async ({ db, deps }: ChoosingWork, personId: string) => {
  const found: { roundId: string; title: string; drawnAt: Date }[] = []
  for (const round of await deps.line.roundsOf(db, personId)) {
    const place = await deps.line.placeOf(db, round.roundId, personId)
    const slot = await slotOf(db, round.roundId, personId)
    const isAdmitted =
      place?.called === true || slot?.outcome === 'refused' || slot?.outcome === 'passed-over'
    if (place && isAdmitted && !(await choiceIn(db, round.roundId, personId))) found.push(round)
  }
  return found
}

/** Where the caller stands between rounds. */
export const myStanding = async (work: ChooserWork): Promise<Standing> => {
  const { db, deps, actor } = work
  const places = await placesOf(db, actor.personId)
  const rounds = await roundsFor(work, actor.personId)
  const offers = await db
    .selectFrom('standing_offer')
    .selectAll()
    .where('person_id', '=', actor.personId)
    .orderBy('offered_at', 'desc')
    .limit(20)
    .execute()
  const flats = await chosenFlats(
    work,
    offers.map(({ flat_id: id }) => id),
  )
  const at = await deps.boundary(db)
  const projects = await projectsOf(
    work,
    rounds.map(({ roundId }) => roundId),
  )
  const names = await stationNames(db, [...projects.keys(), ...places.map(({ station_id: id }) => id)])
  const shown: Standing['places'] = []
  for (const place of places)
    shown.push({
      stationId: place.station_id,
      project: names.get(place.station_id) ?? '人才公寓',
      before: await before(db, place),
      round: (await deps.line.roundById(db, place.round_id))?.title ?? '',
    })
  return {
    places: shown,
    projects: [...projects].map(([stationId, waiting]) => ({
      stationId,
      project: names.get(stationId) ?? '人才公寓',
      waiting,
    })),
    rounds: rounds.map(({ roundId, title }) => ({ roundId, title })),
    offers: offers.flatMap((row) => {
      const flat = flats.get(row.flat_id)
      return flat
        ? [
            {
              id: row.id,
              flat,
              state: offerStateAt(row, at),
              offeredAt: row.offered_at.toISOString(),
              until: row.until.toISOString(),
            },
          ]
        : []
    }),
    at: at.toISOString(),
    rules: [...standingRules],
  }
}

/** Projects of these rounds, and how many stand on their lists. */
const projectsOf = async ({ db, deps }: ChoosingWork, roundIds: readonly string[]) => {
  const flatIds: string[] = []
  for (const roundId of roundIds)
    flatIds.push(...(await deps.line.roundFlats(db, roundId)).map(({ flatId }) => flatId))
  const stations = [...new Set((await flatsById(db, flatIds)).map(({ stationId }) => stationId))].sort()
  const waiting = await db
    .selectFrom('standing_place')
    .select(['station_id', ({ fn }) => fn.countAll().as('count')])
    .groupBy('station_id')
    .execute()
  return new Map(stations.map((id) => [id, Number(waiting.find((one) => one.station_id === id)?.count ?? 0)]))
}

/**
 * Stands on the lists of these projects and of no other. Where somebody stands already, they keep their place.
 * @throws Problem too-many-projects, already-chosen, not-your-turn, invalid-request
 */
export const standOn = async (
  work: ChooserWork,
  { roundId, stationIds }: { roundId: string; stationIds: readonly string[] },
): Promise<Standing> => {
  const { db, now, deps, actor } = work
  const { personId } = actor
  if (stationIds.length > mostProjects)
    throw problem('too-many-projects', {
      detail: `最多 ${mostProjects} 个项目，你选了 ${stationIds.length} 个`,
    })
  await holdPerson(db, personId)
  if (await choiceIn(db, roundId, personId))
    throw problem('already-chosen', { detail: '这一批你已经选定一套，不用再候补' })
  const round = (await roundsFor(work, personId)).find((one) => one.roundId === roundId)
  const place = round && (await deps.line.placeOf(db, roundId, personId))
  if (!round || !place)
    throw problem('not-your-turn', { detail: '你在这一批没有入围的号，不能按它的顺序候补' })
  const projects = await projectsOf(work, [roundId])
  if (stationIds.some((id) => !projects.has(id))) throw problem('not-found')
  await db
    .deleteFrom('standing_place')
    .where('person_id', '=', personId)
    .where('round_id', '=', roundId)
    .$if(stationIds.length > 0, (query) => query.where('station_id', 'not in', stationIds))
    .execute()
  const elsewhere = (await placesOf(db, personId)).filter(({ station_id: id }) => !stationIds.includes(id))
  if (elsewhere.length + stationIds.length > mostProjects)
    throw problem('too-many-projects', {
      detail: `连同别的批次，最多 ${mostProjects} 个项目。先退出一个`,
    })
  for (const stationId of stationIds)
    await db
      .insertInto('standing_place')
      .values({
        station_id: stationId,
        person_id: personId,
        round_id: roundId,
        ticket_id: place.ticketId,
        number: place.number,
        rank: place.rank,
        queued_at: round.drawnAt,
        joined_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return myStanding(work)
}

const placesAPage = 200
const orderOf = (db: Db, stationId: string, after: number) =>
  db
    .selectFrom('standing_place')
    .selectAll()
    .where('station_id', '=', stationId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('standing_offer')
            .select('id')
            .whereRef('standing_offer.person_id', '=', 'standing_place.person_id')
            .where('state', '=', 'open'),
        ),
      ),
    )
    .orderBy('queued_at')
    .orderBy('rank')
    .orderBy('person_id')
    .offset(after)
    .limit(placesAPage)
    .execute()

/** The first of a project's list who could live in a flat and is still qualified. */
const firstFor = async ({ db, now, deps }: ChoosingWork, flat: FlatFacts): Promise<PlaceRow | undefined> => {
  for (let after = 0; ; after += placesAPage) {
    const page = await orderOf(db, flat.stationId, after)
    for (const place of page) {
      const people = (await deps.line.placeOf(db, place.round_id, place.person_id))?.people ?? 1
      if (people <= flat.people && (await deps.isQualified(db, place.person_id, now))) return place
    }
    if (page.length < placesAPage) return undefined
  }
}

/** Offers a flat that is free to the first of its project's list, by day. @returns whether it was offered */
export const offerFlat = async (work: ChoosingWork, flatId: string): Promise<boolean> => {
  const { db, now, deps } = work
  const at = await deps.boundary(db)
  const flat = (await flatsById(db, [flatId]))[0]
  if (flat?.state !== 'free' || callableFrom(at) > at) return false
  const place = await firstFor(work, flat)
  if (!place || !(await stillThere(db, place.person_id))) return false
  const { id } =
    (await db
      .insertInto('standing_offer')
      .values({
        id: uuidv7(),
        flat_id: flatId,
        station_id: flat.stationId,
        person_id: place.person_id,
        round_id: place.round_id,
        state: 'open',
        offered_at: at,
        until: new Date(at.getTime() + offerHours * 3_600_000),
        settled_at: null,
      })
      .onConflict((conflict) => conflict.doNothing()) // offered meanwhile, or they were offered another
      .returning('id')
      .executeTakeFirst()) ?? {}
  if (id === undefined) return false
  await emit(db, now, 'standing.offered', { offerId: id })
  return true
}

const heldOffer = async ({ db, actor }: ChooserWork, id: string): Promise<OfferRow> => {
  await holdPerson(db, actor.personId)
  const row = await db
    .selectFrom('standing_offer')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row?.person_id !== actor.personId) throw problem('not-found')
  return row
}

/** Says what came of an offer. Who did not take it goes to the end of this project's list, and nowhere else. */
export const settleOffer = async (
  { db, now }: ChoosingWork,
  row: OfferRow,
  state: Exclude<OfferState, 'open'>,
): Promise<void> => {
  const { numUpdatedRows } = await db
    .updateTable('standing_offer')
    .set({ state, settled_at: now })
    .where('id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  if (state === 'refused' || state === 'lapsed')
    await db
      .updateTable('standing_place')
      .set({ queued_at: now })
      .where('station_id', '=', row.station_id)
      .where('person_id', '=', row.person_id)
      .execute()
  await emit(db, now, 'standing.settled', { offerId: row.id })
}

/** Whether a flat that somebody chose still waits for them. */
const hasChosen = async (db: Db, personId: string): Promise<boolean> => {
  const chosen = (await choicesOf(db, personId)).map(({ flat_id: id }) => id)
  return (await flatsById(db, chosen)).some(({ state }) => state === 'chosen')
}

const over: Record<OfferState, string> = {
  open: '',
  taken: '你已经要了这套',
  refused: '你已经说过不要，这套给了下一位',
  lapsed: '过了答复的时间，这套给了下一位。你还在这个项目的名单上，排到了最后',
  ended: '这套房另有安排，没有再递补。你在名单上的位置不变',
}

/** Takes the flat that is offered; taken twice is taken once. @throws Problem not-found, offer-over, flat-not-there */
export const takeOffer = async (work: ChooserWork, id: string): Promise<Standing> => {
  const { db, now, deps, actor } = work
  const row = await heldOffer(work, id)
  const state = offerStateAt(row, await deps.boundary(db))
  if (state === 'taken') return myStanding(work)
  if (state !== 'open') throw problem('offer-over', { detail: over[state] })
  if (await hasChosen(db, actor.personId))
    throw problem('offer-over', { detail: '你已经选定了另一套房，一个人只能有一套' })
  const place = (await placesOf(db, actor.personId)).find(({ station_id: at }) => at === row.station_id)
  const line = await deps.line.placeOf(db, row.round_id, actor.personId)
  await moveFlat(
    { db, now },
    { flatId: row.flat_id, from: ['free'], to: 'chosen', reason: '按候补名单递补', by: null },
  )
  const choiceId = uuidv7()
  const ticketId = place?.ticket_id ?? line?.ticketId
  const number = place?.number ?? line?.number
  if (ticketId === undefined || number === undefined) throw problem('not-found')
  await insertChoice(db, {
    id: choiceId,
    round_id: null,
    order_round_id: row.round_id,
    flat_id: row.flat_id,
    person_id: actor.personId,
    ticket_id: ticketId,
    number,
    quota: 'general',
    token: row.id,
    by_person: null,
    chosen_at: now,
  })
  await settleOffer(work, row, 'taken')
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'flat.chosen',
    object: `flat:${row.flat_id}`,
    personId: actor.personId,
    detail: { offer: row.id },
  })
  await emit(db, now, 'flat.chosen', {
    roundId: row.round_id,
    flatId: row.flat_id,
    personId: actor.personId,
    ticketId,
    choiceId,
  })
  return myStanding(work)
}

/** Does not take it; said twice is said once. @throws Problem not-found, offer-over */
export const refuseOffer = async (work: ChooserWork, id: string): Promise<Standing> => {
  const row = await heldOffer(work, id)
  const state = offerStateAt(row, await work.deps.boundary(work.db))
  if (state === 'refused') return myStanding(work)
  if (state !== 'open') throw problem('offer-over', { detail: over[state] })
  await settleOffer(work, row, 'refused')
  return myStanding(work)
}
