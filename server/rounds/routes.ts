import { logWords } from '@jucai/contract/rounds-vocabulary'
import { ticketNumber } from '@jucai/contract/draw/tickets'
import type { Db } from '../core/db'
import { cursorOf, cursorUnknown, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { apply, arrive, publishedRound, withdraw } from './applying'
import type { OfficeWork, RoundRoomDeps, RoundWork } from './deps'
import { correctResult, draw } from './drawing'
import { changeRound, writeRound } from './drafts'
import { enterSource } from './entering'
import { deskTicket, deskTickets, figuresOf, preview } from './figures'
import { shownFlats } from './homes'
import { logBefore } from './locked-rows'
import { askLock, confirmLock } from './locking'
import { bringBack, leaveOrder } from './log'
import { logLine } from './places'
import { beginChoosing, cancel, correct, finish, publish } from './publishing'
import { keptSeals, receiptOf, recordCsv, signedRecord } from './record'
import { allRounds, flatRowsAfter, publishedRounds, roundById, type RoundRow } from './repository'
import { deskRound, myEntries, myRound, publicCommitment, publicRound, summaries } from './show'
import { ticketOf, ticketsOfPerson } from './ticket-rows'

/** Cursor of a list by number. @throws Problem invalid-request for another */
const numberOf = (after: string | undefined): number => {
  if (after === undefined) return 0
  if (!/^[1-9]\d{0,8}$/.test(after)) throw cursorUnknown()
  return Number(after)
}

const publishedById = async (db: Db, id: string): Promise<RoundRow> => publishedRound(await roundById(db, id))
const anyById = async (db: Db, id: string): Promise<RoundRow> => {
  const row = await roundById(db, id)
  if (!row) throw problem('not-found')
  return row
}

const publishedPage = async (work: RoundWork, { after, limit = 20 }: PageRequest) => {
  const rows = await publishedRounds(work.db, placeOf(after), limit)
  const shown = await summaries(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.published_at as Date, row.id),
    (row) => shown[rows.indexOf(row)] as (typeof shown)[number],
  )
}
const deskPage = async (work: RoundWork, { after, limit = 20 }: PageRequest) => {
  const rows = await allRounds(work.db, placeOf(after), limit)
  const shown = await summaries(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.written_at, row.id),
    (row) => shown[rows.indexOf(row)] as (typeof shown)[number],
  )
}
const ownPage = async (work: RoundWork, personId: string, { after, limit = 20 }: PageRequest) => {
  const rows = await ticketsOfPerson(work.db, personId, { after: placeOf(after), limit })
  const shown = await myEntries(work, rows.slice(0, limit))
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.applied_at, row.id),
    (row) => shown[rows.indexOf(row)] as (typeof shown)[number],
  )
}
const flatPage = async (db: Db, row: RoundRow, { after, limit = 50 }: PageRequest) => {
  const rows = await flatRowsAfter(db, row.id, numberOf(after), limit)
  const page = rows.slice(0, limit)
  return {
    items: await shownFlats(db, page),
    next: rows.length > limit ? String(page.at(-1)?.position) : null,
  }
}
const logPage = async (db: Db, row: RoundRow, { after, limit = 20 }: PageRequest) => {
  const rows = await logBefore(db, row.id, after === undefined ? null : numberOf(after), limit + 1)
  const page = rows.slice(0, limit)
  return {
    items: page.map((line) => ({ ...logLine(line), words: logWords(logLine(line)) })),
    next: rows.length > limit ? String(page.at(-1)?.id) : null,
  }
}

const recordHandlers = (deps: RoundRoomDeps): Handlers => {
  const sealed = keptSeals(deps)
  return {
    'GET /rounds/:round/record': async ({ db }, { params, query }) =>
      signedRecord(db, sealed, await publishedById(db, params.round), query?.revision),
    'GET /rounds/:round/record-csv': async ({ db }, { params }) =>
      recordCsv(db, await publishedById(db, params.round)),
  }
}

const publicHandlers = (deps: RoundRoomDeps): Handlers => ({
  'GET /rounds': ({ db, now }, { query }) => publishedPage({ db, now, deps }, query),
  'GET /rounds/:round': async ({ db, now }, { params }) =>
    publicRound({ db, now, deps }, await publishedById(db, params.round)),
  'GET /rounds/:round/flats': async ({ db }, { params, query }) =>
    flatPage(db, await publishedById(db, params.round), query),
  'GET /rounds/:round/commitment': async ({ db }, { params }) =>
    publicCommitment(db, await publishedById(db, params.round)),
  'GET /rounds/:round/log': async ({ db }, { params, query }) =>
    logPage(db, await publishedById(db, params.round), query),
})

const ownHandlers = (deps: RoundRoomDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /me/rounds': (call, { query }) => ownPage(by(call), call.actor.personId, query),
    'GET /me/rounds/:round': async (call, { params }) =>
      myRound(by(call), await publishedById(call.db, params.round), call.actor.personId),
    'PUT /me/rounds/:round/ticket': {
      // Before the transaction of the work, so that whatever becomes of it, the moment is kept.
      ask: async ({ params, body }, { actor }) => {
        await arrive(deps, { roundId: params.round, personId: actor.personId, body })
        return async (call) =>
          myRound(by(call), await apply(by(call), params.round, body), call.actor.personId)
      },
    },
    'DELETE /me/rounds/:round/ticket': async (call, { params }) =>
      myRound(by(call), await withdraw(by(call), params.round), call.actor.personId),
    'GET /me/rounds/:round/receipt': async (call, { params }) =>
      receiptOf(call.db, deps, await publishedById(call.db, params.round), call.actor.personId),
  }
}

/** The round as it is after a step. */
const after = async (work: OfficeWork, step: Promise<RoundRow>) => deskRound(work, await step)

const numberNamed = (ticket: string): number => {
  const number = ticketNumber(ticket)
  if (number === null) throw fieldProblem('/ticket', '请填写号码，例如 T000042')
  return number
}

/** @throws Problem two-person-rule for whoever stands in the order themselves: each move in it moves them too */
const needNoTicket = async (db: Db, roundId: string, personId: string): Promise<void> => {
  const own = await ticketOf(db, roundId, personId)
  if (own && own.state !== 'withdrawn')
    throw problem('two-person-rule', { detail: '您自己在这个批次里有号，请由另一位同事办理。' })
}

const deskHandlers = (deps: RoundRoomDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /round-desk': (call, { query }) => deskPage(by(call), query),
    'POST /round-desk': (call, { body }) => after(by(call), writeRound(by(call), body)),
    'GET /round-desk/:round': async (call, { params }) =>
      deskRound(by(call), await anyById(call.db, params.round)),
    'PUT /round-desk/:round': (call, { params, body }) =>
      after(by(call), changeRound(by(call), params.round, body)),
    'GET /round-desk/:round/preview': async (call, { params, query }) =>
      preview(by(call), await anyById(call.db, params.round), query?.like),
    'POST /round-desk/:round/publication': (call, { params, body }) =>
      after(by(call), publish(by(call), params.round, body.version)),
    'POST /round-desk/:round/correction': (call, { params, body }) =>
      after(by(call), correct(by(call), params.round, body)),
    'POST /round-desk/:round/cancellation': (call, { params, body }) =>
      after(by(call), cancel(by(call), params.round, body)),
    'POST /round-desk/:round/lock': (call, { params, body }) =>
      after(by(call), askLock(by(call), params.round, body.version)),
    'POST /round-desk/:round/lock-confirmation': (call, { params, body }) =>
      after(by(call), confirmLock(by(call), params.round, body.version)),
    'PUT /round-desk/:round/sources/:position': (call, { params, body }) =>
      after(
        by(call),
        enterSource(by(call), { roundId: params.round, position: params.position, said: body }),
      ),
    'POST /round-desk/:round/draw': (call, { params }) => after(by(call), draw(by(call), params.round)),
    'POST /round-desk/:round/source-correction': (call, { params, body }) =>
      after(by(call), correctResult(by(call), params.round, body)),
    'POST /round-desk/:round/choosing': (call, { params, body }) =>
      after(by(call), beginChoosing(by(call), params.round, body.version)),
    'POST /round-desk/:round/end': (call, { params, body }) =>
      after(by(call), finish(by(call), params.round, body.version)),
    'GET /round-desk/:round/tickets': async (call, { params, query }) =>
      deskTickets(by(call), await anyById(call.db, params.round), {
        after: numberOf(query?.after),
        limit: query?.limit ?? 20,
      }),
    'POST /round-desk/:round/skips': async (call, { params, body }) => {
      const number = numberNamed(body.ticket)
      await needNoTicket(call.db, params.round, call.actor.personId)
      await leaveOrder(call, {
        roundId: params.round,
        number,
        reason: body.reason,
        by: call.actor.personId,
      })
      return deskTicket(call.db, await anyById(call.db, params.round), number)
    },
    'POST /round-desk/:round/returns': async (call, { params, body }) => {
      const number = numberNamed(body.ticket)
      await needNoTicket(call.db, params.round, call.actor.personId)
      await bringBack(call, { roundId: params.round, number, reason: body.reason, by: call.actor.personId })
      return deskTicket(call.db, await anyById(call.db, params.round), number)
    },
    'GET /round-desk/:round/figures': async ({ db }, { params }) =>
      figuresOf(db, await anyById(db, params.round)),
  }
}

/** Everything about rounds. */
export const roundHandlers = (deps: RoundRoomDeps): Handlers => ({
  ...publicHandlers(deps),
  ...recordHandlers(deps),
  ...ownHandlers(deps),
  ...deskHandlers(deps),
})
