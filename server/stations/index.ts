import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { allVisits, eraseVisits, shownVisit } from './visit-records'

export { stationFor } from './assign'
export { insertProfile as describeAtSetUp, type StationProfile } from './profiles'
export { visitReactions } from './jobs'
export { stationHandlers } from './routes'
export { bookVisit, offerSlot, recordOutcome } from './visits'

/** What a person's export says about their visits. */
export const stationExport = async (db: Db, vault: Vault, personId: string): Promise<Record<string, unknown>> => ({ visits: (await allVisits(db, personId)).map(shownVisit(vault)) })

/** Erases what stations keep about a person; bare outcomes stay for the figures. */
export const eraseFromStations = async (db: Db, personId: string): Promise<void> => { await eraseVisits(db, personId) }
