import { sql } from 'kysely'
import { audit } from '../core/audit'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { goneAmong } from '../core/person'
import { problem } from '../core/problem'
import { qualificationsOf } from '../housing'
import { callAnew } from './calls'
import type { OfficeWork } from './deps'
import { drawnOf, resultOf, type ResultRow } from './locked-rows'
import { writeSinceLock } from './log'
import { needState, needVersion, refusedStep } from './procedure'
import { recordStep, roundForUpdate, updateRound, type RoundRow } from './repository'
import { writeResult, type Drawn } from './results'
import { agreedSources, correctionOf, saidOf, standsOf } from './sources'
import { contestedOf } from './ticket-rows'

declare module '../core/outbox' {
  interface Events {
    /** The order of a round was computed; `revision` over 1: again, from a corrected bulletin. */
    'round.drawn': { roundId: string; revision: number }
  }
}

const poolNames = (result: ResultRow): string[] => Object.keys(result.pools as Record<string, number>)

/**
 * Draws: computes the order once both people agree on every source. In one transaction, so a kill leaves nothing or
 * all; asked again it changes nothing, because there is one result for a commitment and its sources.
 * @throws Problem round-step-refused
 */
export const draw = async (work: OfficeWork, roundId: string): Promise<RoundRow> => {
  const { db, now, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  if (row.state === 'drawn' || row.state === 'choosing' || row.state === 'ended') return row
  needState(row, ['locked'], '抽签')
  const drawn = agreedSources(work, standsOf(row, await saidOf(db, roundId, 0)))
  await writeResult(work, row, { drawn, revision: 1, why: null })
  const changed = await updateRound(db, row, { state: 'drawn', drawn_at: now })
  await settleSinceLock(work, changed)
  await recordStep(db, now, { roundId, step: 'drawn', by: actor.personId })
  await tellDrawn(work, roundId, 1)
  return changed
}

/** What came about between lock and draw, at the beginning of the public log. */
const settleSinceLock = async (work: OfficeWork, row: RoundRow): Promise<void> => {
  const { db } = work
  const lines: { number: number; act: 'skip' | 'restore' }[] = []
  for (const page of await unsettledOf(db, row.id)) {
    const ids = page.map(({ personId }) => personId)
    const qualified = await qualificationsOf(db, ids)
    const gone = await goneAmong(db, ids)
    // Few of those who were not in: for them alone it is asked whom they share with.
    const isAllowed = ({ personId, state }: Unsettled) =>
      state !== 'in' && qualified.get(personId)?.state === 'approved' && !gone.has(personId)
    const contested = await contestedOf(
      db,
      page.filter(isAllowed).map(({ ticketId }) => ticketId),
    )
    for (const one of page) {
      const { number, ticketId, personId, state } = one
      if (isAllowed(one) && !contested.has(ticketId)) lines.push({ number, act: 'restore' })
      else if (state === 'in' && gone.has(personId)) lines.push({ number, act: 'skip' })
    }
  }
  if (lines.length === 0) return
  await writeSinceLock(work, row.id, lines)
  await callAnew(db, row, 1, poolNames((await resultOf(db, row.id)) as ResultRow))
}

interface Unsettled {
  number: number
  ticketId: string
  personId: string
  state: 'in' | 'rejected' | 'disputed'
}
/** Tickets that were not in at the lock, and those that were whose person may be gone: their salt is. By pages. */
const unsettledOf = async (db: Db, roundId: string): Promise<Unsettled[][]> => {
  const { rows } = await sql<Unsettled>`
    select number, ticket_id as "ticketId", person_id as "personId", round_leaf.state
    from round_leaf join round_ticket on round_ticket.id = ticket_id
    where round_leaf.round_id = ${roundId}
      and (round_leaf.state in ('rejected', 'disputed') or (round_leaf.state = 'in' and salt is null))
    order by number`.execute(db)
  const pages: Unsettled[][] = []
  for (let at = 0; at < rows.length; at += 1000) pages.push(rows.slice(at, at + 1000))
  return pages
}

const tellDrawn = async (
  { db, now, actor }: OfficeWork,
  roundId: string,
  revision: number,
): Promise<void> => {
  const result = await resultOf(db, roundId)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'round.drawn',
    object: `round:${roundId}`,
    detail: { revision, key: result?.key ?? '' },
  })
  await emit(db, now, 'round.drawn', { roundId, revision })
}

/**
 * The lottery corrected its bulletin: both people have entered every source anew, and the order is computed from that,
 * in public and beside the one before, which stays readable. Only until the choosing begins, and only where the
 * numbers did change: nobody gets another try at the same ones.
 * @throws Problem stale-version, round-step-refused
 */
export const correctResult = async (
  work: OfficeWork,
  roundId: string,
  { version, why }: { version: number; why: string },
): Promise<RoundRow> => {
  const { db, now, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  needVersion(row, version)
  needState(row, ['drawn'], '更正开奖')
  const before = await resultOf(db, roundId)
  if (!before) throw problem('not-found')
  const drawn = agreedSources(work, standsOf(row, await saidOf(db, roundId, await correctionOf(db, row))))
  const numbersOf = (sources: Drawn) => sources.map(({ game, issue, numbers }) => [game, issue, numbers])
  if (JSON.stringify(numbersOf(drawn)) === JSON.stringify(numbersOf(drawnOf(before))))
    throw refusedStep('录入的号码和现在用的一样，没有什么要更正。')
  const revision = before.revision + 1
  await db.deleteFrom('round_call').where('round_id', '=', roundId).execute()
  await writeResult(work, row, { drawn, revision, why })
  await placeMoved(db, roundId, revision)
  await callAnew(db, row, revision, poolNames((await resultOf(db, roundId)) as ResultRow))
  const changed = await updateRound(db, row, { drawn_at: now })
  await recordStep(db, now, { roundId, step: 'result-corrected', by: actor.personId, detail: why })
  await tellDrawn(work, roundId, revision)
  return changed
}

// Who gave up before the correction has another rank after it.
const placeMoved = async (db: Db, roundId: string, revision: number): Promise<void> => {
  await sql`update round_moved set rank = round_rank.rank from round_rank
    where round_moved.round_id = ${roundId} and round_rank.round_id = ${roundId}
      and round_rank.revision = ${revision} and round_rank.number = round_moved.number`.execute(db)
}
