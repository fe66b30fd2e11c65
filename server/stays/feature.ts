import type { Feature } from '../core/feature'
import type { StayRoomDeps } from './deps'
import { passStays, stayReactions } from './jobs'
import { joinStays, letGoOfStays } from './joining'
import { allStays } from './repository'
import { stayHandlers } from './routes'
import { shownStays } from './show'

/** 人才驿站: free short stays, from the calendar of free nights to leaving. */
export const stays = (deps: StayRoomDeps): Feature => ({
  name: 'stays',
  handlers: stayHandlers(deps),
  reactions: stayReactions(deps),
  chores: [{ everyMs: 30_000, run: (now) => passStays(deps, now) }],
  people: {
    tables: {
      hostel: {
        by: ['changed_by'],
        exported: { not: 'describes a hostel' },
        onErase: { stays: 'who changed what a hostel says of itself, by a bare id' },
      },
      stay: { of: ['person_id'], sealed: ['masked_name'], exported: 'stays', onErase: 'sealed' },
      stay_night: {
        of: ['person_id'],
        exported: { not: 'the nights of a stay, which is exported with its days' },
        onErase: { stays: 'which nights a bed was used, by a bare id, for the figures by month' },
      },
    },
    exports: {
      stays: async (db, personId, now) => shownStays({ db, now, deps }, await allStays(db, personId)),
    },
    erase: letGoOfStays,
    merge: joinStays,
  },
})
