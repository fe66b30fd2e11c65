import type { Feature } from '../core/feature'
import type { RoundRoomDeps } from './deps'
import { joinTickets, letGoOfTickets } from './joining'
import { roundReactions, tellRounds } from './reactions'
import { roundHandlers } from './routes'
import { shownTickets } from './show'
import { allTicketsOf } from './ticket-rows'

const office = (why: string) => ({ exported: { not: why }, onErase: { stays: why } })

/** 配租批次: rounds, tickets, the locked list, the draw, and places in the queue. */
export const rounds = (deps: RoundRoomDeps): Feature => ({
  name: 'rounds',
  handlers: roundHandlers(deps),
  reactions: roundReactions(deps),
  chores: [{ everyMs: 60_000, run: (now) => tellRounds(deps, now) }],
  people: {
    tables: {
      housing_round: {
        by: ['written_by', 'published_by', 'lock_asked_by', 'locked_by'],
        ...office('who of the office took which step of a round, by a bare id'),
      },
      round_step: { by: ['by_person'], ...office('steps of a round that the office took, by a bare id') },
      round_source: { by: ['person_id'], ...office('who entered the numbers of a lottery, by a bare id') },
      round_log: { by: ['by_person'], ...office('the public log of a round, which names numbers') },
      round_arrival: {
        of: ['person_id'],
        exported: { not: 'when a ticket was first asked for, which its export tells' },
        onErase: 'rows',
      },
      round_request: {
        of: ['person_id'],
        exported: { not: 'hashes of requests of the last minutes, kept until the lock' },
        onErase: 'rows',
      },
      round_ticket: { of: ['person_id'], sealed: ['salt'], exported: 'roundTickets', onErase: 'sealed' },
      round_member: {
        through: { column: 'ticket_id', table: 'round_ticket' },
        sealed: ['words', 'document_index', 'alike_index'],
        exported: 'roundTickets',
        onErase: 'sealed',
      },
    },
    exports: {
      roundTickets: async (db, personId, now) =>
        (await shownTickets({ db, now, deps }, await allTicketsOf(db, personId))).map(({ row, ticket }) => ({
          round: row.code,
          title: row.title,
          ...ticket,
        })),
    },
    erase: letGoOfTickets,
    merge: joinTickets,
  },
})
