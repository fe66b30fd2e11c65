import { joined, type Feature } from '../core/feature'
import type { DeliveryDeps } from '../notifications'
import type { ChoosingRoomDeps } from './deps'
import { choosingExport } from './export'
import { choosingReactions, passChoosing, passStanding } from './jobs'
import { joinChoosing, letGoOfChoosing } from './joining'
import { turnDeliveries } from './outside'
import { choosingHandlers } from './routes'
import { choosingTodos } from './todos'

const bare = 'who it went to, by a bare id, so that the order of the round can be checked'

/** Choosing a flat: turns, holds, choices, swaps, the standing list. */
export const choosing = (deps: ChoosingRoomDeps, deliveries: DeliveryDeps): Feature => ({
  name: 'choosing',
  handlers: choosingHandlers(deps),
  reactions: joined(choosingReactions(deps), turnDeliveries(deps, deliveries)),
  messages: ['turn-to-choose'],
  todos: choosingTodos(deps),
  chores: [
    { everyMs: 5_000, run: (now) => passChoosing(deps, now) },
    { everyMs: 60_000, run: (now) => passStanding(deps, now) },
  ],
  people: {
    tables: {
      choice_slot: { of: ['person_id'], exported: 'choosing', onErase: { stays: bare } },
      flat_hold: {
        of: ['person_id'],
        exported: { not: 'gone within minutes; that it was held is in choosing' },
        onErase: 'rows',
      },
      flat_choice: { of: ['person_id'], by: ['by_person'], exported: 'choosing', onErase: { stays: bare } },
      choice_event: { of: ['person_id'], exported: 'choosing', onErase: { stays: bare } },
      choice_swap: { of: ['asker_id', 'asked_id'], exported: 'choosing', onErase: { stays: bare } },
      standing_place: { of: ['person_id'], exported: 'choosing', onErase: 'rows' },
      standing_offer: { of: ['person_id'], exported: 'choosing', onErase: { stays: bare } },
    },
    exports: { choosing: choosingExport },
    erase: (db, personId, now) => letGoOfChoosing(deps, db, personId, now),
    merge: joinChoosing,
  },
})
