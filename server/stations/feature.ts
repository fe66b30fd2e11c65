import { joined, type Feature } from '../core/feature'
import type { DeliveryDeps } from '../notifications'
import { leadReactions, visitReactions } from './jobs'
import type { LeadDeps } from './leads'
import { leadsExport } from './follow-up'
import { stationHandlers } from './routes'
import { allVisits, joinVisits, shownVisit } from './visit-records'
import { cancelAllVisits } from './visits'

/** Workstations: who they are, when to come, whom they follow up. */
export const stations = (deps: LeadDeps, deliveries: DeliveryDeps): Feature => ({
  name: 'stations',
  handlers: stationHandlers(deps),
  reactions: joined(visitReactions({ vault: deps.vault, deliveries }), leadReactions(deps)),
  messages: ['visit-reminder'],
  people: {
    tables: {
      station_profile: {
        by: ['changed_by'],
        exported: { not: 'describes a station' },
        onErase: { stays: 'who changed what a station says of itself, by a bare id' },
      },
      visit_slot: {
        by: ['offered_by'],
        exported: { not: 'a time that a station offers' },
        onErase: { stays: 'who offered it, by a bare id' },
      },
      visit: {
        of: ['person_id'],
        sealed: ['masked_name', 'purpose'],
        exported: 'visits',
        onErase: 'sealed',
      },
      lead: {
        through: { column: 'application_id', table: 'application' },
        sealed: ['answer'],
        exported: 'followUps',
        onErase: 'rows',
      },
      lead_note: {
        through: { column: 'application_id', table: 'application' },
        by: ['person_id'],
        sealed: ['text'],
        exported: 'followUps',
        onErase: 'rows',
      },
      hand_over: {
        through: { column: 'application_id', table: 'application' },
        by: ['handed_by'],
        sealed: ['why'],
        exported: 'followUps',
        onErase: 'rows',
      },
      follow_up: {
        of: ['person_id'],
        by: ['recorded_by'],
        sealed: ['note'],
        exported: 'followUps',
        onErase: 'sealed',
      },
    },
    exports: {
      visits: async (db, personId) => (await allVisits(db, personId)).map(shownVisit(deps.vault)),
      followUps: (db, personId) => leadsExport(db, deps.vault, personId),
    },
    erase: (db, personId, now) => cancelAllVisits({ db, now, deps, actor: { personId } }),
    merge: joinVisits,
  },
})
