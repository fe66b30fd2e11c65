import { joined, type Feature } from '../core/feature'
import type { FairRoomDeps } from './deps'
import './events'
import { endOldTalks, passDue, windUpFairs } from './chores'
import { boothReactions, visitorReactions } from './jobs'
import { eraseFairs, fairsExport, joinFairs } from './own-data'
import { fairHandlers } from './routes'
import './tables'
import { fairTodos } from './todos'

/** Online fairs (云端招聘): booths, slots, a queue and the result of each talk. */
export const fairs = (deps: FairRoomDeps): Feature => ({
  name: 'fairs',
  handlers: fairHandlers(deps),
  reactions: joined(visitorReactions(deps), boothReactions(deps)),
  todos: fairTodos,
  chores: [
    { everyMs: 10_000, run: (now) => passDue(deps, now) },
    { everyMs: 60_000, run: (now) => windUpFairs(deps, now) },
    { everyMs: 600_000, run: (now) => endOldTalks(deps, now) },
  ],
  people: {
    tables: {
      fair: {
        by: ['made_by'],
        exported: { not: 'describes a fair' },
        onErase: { stays: 'who made a fair, by a bare id' },
      },
      fair_ticket: { of: ['person_id'], sealed: ['shown'], exported: 'fairs', onErase: 'sealed' },
      fair_place: {
        through: { column: 'ticket_id', table: 'fair_ticket' },
        by: ['called_by'],
        sealed: ['reason'],
        exported: 'fairs',
        onErase: 'sealed',
      },
    },
    exports: { fairs: (db, personId) => fairsExport(db, deps.vault, personId) },
    erase: eraseFairs,
    merge: (db, fromId, intoId, now) => joinFairs(db, deps.vault, fromId, intoId, now),
  },
})
