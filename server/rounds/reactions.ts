import { ticketName } from '@jucai/contract/draw/tickets'
import { skipReasons } from '@jucai/contract/draw/record'
import { sharedWords } from '@jucai/contract/rounds-vocabulary'
import type { Db } from '../core/db'
import { spokenUntil } from '../core/clock'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { notify } from '../notifications'
import { stateOf } from './applying'
import { whyWaiting } from './corrections'
import type { RoundRoomDeps } from './deps'
import { memberOf } from './households'
import { leafByNumber } from './locked-rows'
import { bringBack } from './log'
import { lockFrom } from './locking'
import { newsReactions, roundPage } from './news'
import { markTold, roundById, roundForUpdate, roundsUnderWay, type RoundRow } from './repository'
import { contestedOf, membersOf, sharedIn, ticketById, type TicketRow } from './ticket-rows'

interface Telling {
  tx: Db
  now: Date
}
const tell = async (
  { tx, now }: Telling,
  { vault }: Pick<RoundRoomDeps, 'vault'>,
  ticket: TicketRow,
  words: { title: string; body: string },
): Promise<void> => {
  await notify(tx, vault, now, {
    personId: ticket.person_id,
    kind: 'housing',
    ...words,
    link: roundPage(ticket.round_id),
  })
}

const tellShared = async (work: Telling, deps: RoundRoomDeps, ticket: TicketRow, row: RoundRow) => {
  const shared = await sharedIn(work.tx, [ticket.id])
  const [first] = shared.filter(({ by }) => by === 'document').concat(shared)
  if (!first) return
  const member = (await membersOf(work.tx, [ticket.id])).find(({ position }) => position === first.position)
  const who = member && memberOf(deps.vault, member)
  await tell(work, deps, ticket, {
    title: '有家庭成员也在另一个号里',
    body: `“${row.title}”：${who ? who.name : '有一位家庭成员'}，${sharedWords[first.by]}。请和家人商量，由一人退出，或改好家庭成员；${spokenUntil(row.closes_at)}截止。`,
  })
}

/** What follows events of rounds, and of the applications that tickets rest on. */
export const roundReactions = (deps: RoundRoomDeps): NamedReactions => ({
  ...newsReactions(deps),
  'round.household-shared': {
    'tell-both': async ({ tx, now }, { roundId, ticketId, otherId }) => {
      const row = await roundById(tx, roundId)
      if (row?.state !== 'published') return
      for (const id of [ticketId, otherId]) {
        const ticket = await ticketById(tx, id)
        if (ticket?.state === 'applied') await tellShared({ tx, now }, deps, ticket, row)
      }
    },
  },
  'round.moved': {
    tell: async ({ tx, now }, { roundId, number, act, reason }) => {
      if (act === 'choose') return
      const [row, leaf] = [await roundById(tx, roundId), await leafByNumber(tx, roundId, number)]
      const ticket = leaf && (await ticketById(tx, leaf.ticket_id))
      if (!row || !ticket) return
      await tell({ tx, now }, deps, ticket, {
        title: act === 'skip' ? '你的号被跳过了' : '你的号回到队伍里了',
        body: `“${row.title}”${ticketName(number)}：${reason ? skipReasons[reason] : ''}。${act === 'skip' ? '有不对的，请尽快联系人才办。' : '位置就是你的号码原来的位置。'}`,
      })
    },
  },
  'application.changed': {
    'restore-tickets': async ({ tx, now }, { applicationId, program, state }) => {
      if (program !== 'apartment' || state !== 'approved') return
      const tickets = await tx
        .selectFrom('round_ticket')
        .innerJoin('round_leaf', 'round_leaf.ticket_id', 'round_ticket.id')
        .innerJoin('housing_round', 'housing_round.id', 'round_ticket.round_id')
        .select(['round_leaf.round_id', 'round_leaf.number', 'ticket_id'])
        .where('round_ticket.application_id', '=', applicationId)
        .where('round_leaf.state', 'in', ['rejected', 'disputed'])
        .where('housing_round.state', 'in', ['locked', 'drawn', 'choosing'])
        .execute()
      // A qualification says nothing of who else of the household has a number: that is settled first.
      const contested = await contestedOf(
        tx,
        tickets.map(({ ticket_id: id }) => id),
      )
      for (const { round_id: roundId, number, ticket_id: id } of tickets)
        // Held, so that of a draw that is just being made it is known whether it saw the approval: it did, or is over.
        if (!contested.has(id) && (await roundForUpdate(tx, roundId))?.state !== 'locked')
          await bringBack({ db: tx, now }, { roundId, number, reason: 'appeal-allowed', by: null })
    },
  },
})

/**
 * Tells of what the time did to rounds: the window is about to close, has closed, the choosing should have begun and
 * waits. @returns how many
 */
export const tellRounds = async (deps: RoundRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  let told = 0
  for (const row of await roundsUnderWay(deps.db)) {
    const state = stateOf(row, at)
    const isWaiting =
      row.state === 'drawn' && at >= row.choosing_from && (await whyWaiting(deps.db, row)) !== null
    const isClosing = state === 'open' && row.closes_at.getTime() - at.getTime() <= 86_400_000
    const isClosed = at >= lockFrom(row) && row.state === 'published'
    const due = isWaiting ? 'waiting' : isClosing ? 'closing' : isClosed ? 'closed' : null
    if (due === null || row.told.includes(due)) continue
    await deps.db.transaction().execute(async (tx) => {
      const held = await roundForUpdate(tx, row.id)
      if (!held || held.told.includes(due)) return
      await markTold(tx, held, due)
      if (due !== 'closed') await emit(tx, now, 'round.changed', { roundId: row.id, what: due })
      told += 1
    })
  }
  return told
}
