import type { Quota } from '@jucai/contract/draw/places'
import { ticketName } from '@jucai/contract/draw/tickets'
import type { MyPlace } from '@jucai/contract/rounds'
import { logWords } from '@jucai/contract/rounds-vocabulary'
import { sql } from 'kysely'
import type { Db } from '../core/db'
import { callOf, quotaOf } from './calls'
import {
  leafOfTicket,
  logBefore,
  movedOf,
  poolsOf,
  rankOf,
  resultOf,
  type LeafRow,
  type LogRow,
  type MovedRow,
  type RankRow,
} from './locked-rows'
import { classesOf, earlierRounds, flatRowsOf, type RoundRow } from './repository'
import { ticketOf, wishesOf, type TicketRow, type Wish } from './ticket-rows'
import { isWanted } from './wishes'

/** Everything of one ticket in the order. */
interface InOrder {
  ticket: TicketRow
  leaf: LeafRow
  rank: RankRow
  moved: MovedRow | undefined
  revision: number
  called: number
}

const inOrder = async (db: Db, ticket: TicketRow): Promise<InOrder | null> => {
  const result = await resultOf(db, ticket.round_id)
  const leaf = result && (await leafOfTicket(db, ticket.id))
  const rank = leaf && (await rankOf(db, ticket.round_id, result.revision, leaf.number))
  if (!rank) return null
  return {
    ticket,
    leaf,
    rank,
    moved: await movedOf(db, ticket.round_id, leaf.number),
    revision: result.revision,
    called: poolsOf(result)[leaf.pool] ?? 0,
  }
}

interface Passed {
  called: boolean
  standing: MovedRow['standing']
  wishes: Wish[]
}
/** Whom the log names and who stands before a place: few rows, found by index. */
const passedBefore = async (db: Db, { ticket, rank }: InOrder): Promise<Passed[]> =>
  (
    await sql<Passed>`
      select called, standing, wishes from round_moved
        join round_leaf using (round_id, number) join round_ticket on round_ticket.id = ticket_id
      where round_moved.round_id = ${ticket.round_id} and round_moved.pool = ${rank.pool} and rank < ${rank.rank}`.execute(
      db,
    )
  ).rows

/** How many of those counted at the draw have gone since, less those who came in. */
const goneOf = (passed: readonly Passed[]): number =>
  passed.filter(({ called, standing }) => called && standing !== 'back').length -
  passed.filter(({ called, standing }) => !called && standing === 'back').length

/** Somebody’s place: number, rank, how many stand before them and have not chosen, and what calls them. */
export const placeOf = async (
  db: Db,
  roundId: string,
  personId: string,
): Promise<{
  ticketId: string
  number: number
  rank: number
  before: number
  quota: Quota | null
} | null> => {
  const ticket = await ticketOf(db, roundId, personId)
  const found = ticket && (await inOrder(db, ticket))
  if (!found) return null
  const { leaf, rank } = found
  const quota = await callOf(db, roundId, leaf.number)
  return {
    ticketId: leaf.ticket_id,
    number: leaf.number,
    rank: rank.rank,
    before: rank.called_before - goneOf(await passedBefore(db, found)),
    quota: quota === undefined ? null : quotaOf(quota),
  }
}

const standingIn = ({ rank, moved }: InOrder, quota: string | undefined): MyPlace['standing'] => {
  if (moved?.standing === 'chosen' || moved?.standing === 'gone') return moved.standing
  if (!rank.called && moved?.standing !== 'back') return 'not-called'
  return quota === undefined ? 'waiting' : 'called'
}

const happens = (
  row: RoundRow,
  standing: MyPlace['standing'],
  { before, left, quota }: { before: number; left: number; quota: string | undefined },
): string => {
  if (standing === 'chosen') return '你已经选好房。'
  if (standing === 'gone') return '你已经不在这一批的队伍里，原因见下面的记录。'
  if (standing === 'not-called') return '你有号，但不参加排序。申诉成立后，回到你的号码所在的位置。'
  if (standing === 'called') {
    const title = classesOf(row).find(({ code }) => code === quota)?.title
    return `已经轮到你${title ? `（${title}的保留房）` : ''}${before === 0 ? '，前面的人都选过了' : `，前面还有 ${before} 人没有选`}。请在自己的时段里选房。`
  }
  const need = Math.max(1, before - left + 1)
  return `还剩 ${left} 套房，你前面还有 ${before} 人。前面再有 ${need} 人放弃，就轮到你。`
}

/** What earlier rounds say of how many do not choose: a range, or nothing. */
const estimateOf = async (
  db: Db,
  row: RoundRow,
  { before, left }: { before: number; left: number },
): Promise<MyPlace['estimate']> => {
  const earlier = await earlierRounds(db, row.rule, 5)
  const rates = earlier.map(({ skip_permille: permille }) => permille ?? 0)
  if (rates.length === 0) return null
  const taken = (permille: number) => before - Math.floor((before * permille) / 1000)
  const fewest = Math.max(0, left - taken(Math.min(...rates)))
  const most = Math.max(0, left - taken(Math.max(...rates)))
  const percent = (permille: number) => Math.round(permille / 10)
  const basis = earlier.map(({ code }) => code)
  return {
    fewest,
    most,
    basis,
    words: `轮到你时，估计还剩 ${fewest === most ? fewest : `${fewest} 到 ${most}`} 套。依据：${basis.join('、')} 里叫到的人有 ${percent(Math.min(...rates))}%${rates.length > 1 ? ` 到 ${percent(Math.max(...rates))}%` : ''} 没有选。只是估计。`,
  }
}

const latest = 20
/** A line of the log in the words of the record. */
export const logLine = (row: LogRow) => ({
  at: row.at.toISOString(),
  ticket: ticketName(row.number),
  act: row.act,
  reason: row.reason,
  flat: row.flat_code,
})
const movementsFor = async (db: Db, { ticket, rank, revision }: InOrder): Promise<MyPlace['movements']> => {
  const lines = await logBefore(db, ticket.round_id, null, latest)
  const numbers = [...new Set(lines.map(({ number }) => number))]
  const before =
    numbers.length === 0
      ? []
      : await db
          .selectFrom('round_rank')
          .select('number')
          .where('round_id', '=', ticket.round_id)
          .where('revision', '=', revision)
          .where('number', 'in', numbers)
          .where('pool', '=', rank.pool)
          .where('rank', '<', rank.rank)
          .execute()
  const isBefore = new Set(before.map(({ number }) => number))
  return lines.map((line) => {
    const said = logLine(line)
    return { at: said.at, ticket: said.ticket, words: logWords(said), beforeMe: isBefore.has(line.number) }
  })
}

/** Somebody’s place as they see it; null before the draw. */
export const shownPlace = async (db: Db, row: RoundRow, ticket: TicketRow): Promise<MyPlace | null> => {
  const found = await inOrder(db, ticket)
  if (!found) return null
  const { rank, leaf, called } = found
  const passed = await passedBefore(db, found)
  const before = rank.called_before - goneOf(passed)
  const quota = await callOf(db, row.id, leaf.number)
  const flats = (await flatRowsOf(db, row.id)).filter(({ pool }) => pool === leaf.pool).length
  const { count } = await db
    .selectFrom('round_moved')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', row.id)
    .where('pool', '=', leaf.pool)
    .where('standing', '=', 'chosen')
    .executeTakeFirstOrThrow()
  const left = flats - Number(count)
  const standing = standingIn(found, quota)
  const wishes = wishesOf(ticket)
  const wished = rank.wished_before as number[]
  // Whoever is called with nobody before them sees on the board what is left.
  const goes = standing === 'waiting' || (standing === 'called' && before > 0)
  return {
    rank: rank.rank,
    value: rank.value,
    called,
    flats,
    before,
    quota: quota ?? null,
    standing,
    reason: standing === 'gone' ? ((await lastReason(db, row.id, leaf.number)) ?? null) : null,
    wishes: wishes.map((wish, at) => ({
      ...wish,
      before: (wished[at] ?? 0) - goneOf(passed.filter((one) => isWanted(wish, one.wishes))),
    })),
    happens: happens(row, standing, { before, left, quota }),
    estimate: goes ? await estimateOf(db, row, { before, left }) : null,
    movements: await movementsFor(db, found),
  }
}

const lastReason = async (db: Db, roundId: string, number: number) =>
  (
    await db
      .selectFrom('round_log')
      .select('reason')
      .where('round_id', '=', roundId)
      .where('number', '=', number)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.reason
