import type { Feature } from '../core/feature'
import { invitationsExport } from './answers'
import type { PoolRoomDeps } from './deps'
import { passDays, poolReactions } from './jobs'
import { joinInvitations } from './joining'
import { endInvitations } from './repository'
import { poolHandlers } from './routes'

/** 寻才: the office searches, for a purpose on record, among those who agreed, and invites. */
export const pool = (deps: PoolRoomDeps): Feature => ({
  name: 'pool',
  handlers: poolHandlers(deps),
  reactions: poolReactions(deps),
  chores: [{ everyMs: 60_000, run: (now) => passDays(deps.db, deps, now) }],
  people: {
    tables: {
      pool_search: {
        by: ['by_person'],
        exported: { not: 'what the office looked for; who was shown finds it under reads' },
        onErase: { stays: 'a purpose on record, about nobody' },
      },
      pool_invitation: {
        of: ['person_id'],
        by: ['by_person'],
        sealed: ['subject', 'body', 'contact_name', 'contact_phone', 'given_phone', 'reason'],
        exported: 'poolInvitations',
        onErase: 'sealed',
      },
    },
    exports: {
      poolInvitations: (db, personId, now) => invitationsExport({ db, now, deps }, personId),
    },
    erase: (db, personId, now) => endInvitations(db, personId, now),
    merge: joinInvitations,
  },
})
