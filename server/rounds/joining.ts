import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { leafOfTicket } from './locked-rows'
import { roundById, roundForUpdate } from './repository'
import { allTicketsOf, withdrawTicket, type TicketRow } from './ticket-rows'

/** One person holds both sides of something that two people do. */
const sharesProcedure = async (db: Db, fromId: string, intoId: string): Promise<boolean> => {
  const both = [fromId, intoId]
  const row = await db
    .selectFrom('housing_round')
    .select('id')
    .where(({ eb, or, and }) =>
      or([
        and([eb('written_by', 'in', both), eb('published_by', 'in', both)]),
        and([eb('lock_asked_by', 'in', both), eb('locked_by', 'in', both)]),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

const drop = async (db: Db, ticket: TicketRow): Promise<void> => {
  await db.deleteFrom('round_member').where('ticket_id', '=', ticket.id).execute()
  await db.deleteFrom('round_ticket').where('id', '=', ticket.id).execute()
}

/**
 * Two accounts become one: one ticket a person and round. Of two before the lock the earlier in the order of receipt
 * stays, one that was withdrawn never before one that stands; so does the earlier arrival. Two tickets in a locked
 * list are for the office.
 * @throws Problem account-not-empty
 */
export const joinTickets = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  if (await sharesProcedure(db, fromId, intoId))
    throw problem('account-not-empty', {
      detail: '两个账号在同一个配租批次里办理过应由两个人办理的步骤，不能合并。',
    })
  const mine = new Map((await allTicketsOf(db, intoId)).map((ticket) => [ticket.round_id, ticket]))
  for (const theirs of await allTicketsOf(db, fromId)) {
    const own = mine.get(theirs.round_id)
    if (!own) continue
    if ((await leafOfTicket(db, own.id)) ?? (await leafOfTicket(db, theirs.id)))
      throw problem('account-not-empty', {
        detail: '两个账号在同一个已锁定的配租批次里各有一个号，请联系人才办处理。',
      })
    const [stays, goes] = [own, theirs].sort(
      (a, b) => Number(a.state === 'withdrawn') - Number(b.state === 'withdrawn') || a.serial - b.serial,
    ) as [TicketRow, TicketRow]
    await drop(db, goes)
    if (stays === theirs) mine.delete(theirs.round_id)
  }
  await joinArrivals(db, fromId, intoId)
}

const joinArrivals = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const rows = await db
    .selectFrom('round_arrival')
    .selectAll()
    .where('person_id', 'in', [fromId, intoId])
    .orderBy('serial')
    .execute()
  const first = new Map<string, number>()
  for (const { round_id: round, serial } of rows)
    if (!first.has(round)) first.set(round, serial)
    else await db.deleteFrom('round_arrival').where('serial', '=', serial).execute()
  await db.deleteFrom('round_request').where('person_id', '=', fromId).execute()
}

/** Somebody deletes their account: what is not locked is withdrawn. A locked line stays, and tells nobody who it is. */
export const letGoOfTickets = async (db: Db, personId: string, now: Date): Promise<void> => {
  for (const ticket of await allTicketsOf(db, personId))
    if (!(await leafOfTicket(db, ticket.id))) await withdrawTicket(db, ticket.id, now)
    // Held, so that the draw sees who has gone, or is over before the choosing lets go of them.
    else if ((await roundById(db, ticket.round_id))?.state === 'locked')
      await roundForUpdate(db, ticket.round_id)
}
