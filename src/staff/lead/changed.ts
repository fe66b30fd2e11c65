import type { LeadDetail } from '@jucai/contract/stations'

/** Shows what a reply carried, so that the page redraws without asking again. */
export type Changed = (lead: LeadDetail) => void
