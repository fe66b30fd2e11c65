import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { leadsExport } from './follow-up'
import { eraseLeads } from './lead-records'
import { allVisits, eraseVisits, shownVisit } from './visit-records'
import { cancelAllVisits } from './visits'

export { stationFor } from './assign'
export { isHiddenFrom } from './follow-up'
export { leadReactions, visitReactions } from './jobs'
export { addNote, answerLead, followUp, planNext, type LeadDeps } from './leads'
export { insertProfile as describeAtSetUp, type StationProfile } from './profiles'
export { stationHandlers } from './routes'
export { bookVisit, offerSlot } from './visits'

/** What a person's export says about their visits and what stations keep about them. */
export const stationExport = async (
  db: Db,
  vault: Vault,
  personId: string,
): Promise<Record<string, unknown>> => ({
  visits: (await allVisits(db, personId)).map(shownVisit(vault)),
  followUps: await leadsExport(db, vault, personId),
})

/**
 * Gives booked seats back and erases what stations keep about a person; bare outcomes stay for the figures.
 */
export const eraseFromStations = async (db: Db, personId: string, now: Date): Promise<void> => {
  await cancelAllVisits(db, now, personId)
  await eraseVisits(db, personId)
  await eraseLeads(db, personId)
}
