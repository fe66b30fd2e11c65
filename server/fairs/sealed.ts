import { fairFields, type FairField } from '@jucai/contract/fair-vocabulary'
import type { Vault } from '../core/encryption'
import type { PlaceRow, TicketRow } from './tables'

/** A field of a profile with its value, in words. */
export interface ShownValue {
  field: FairField
  value: string
}

const shownContext = (id: string) => `fair_ticket.shown:${id}`
const reasonContext = (id: string) => `fair_place.reason:${id}`

/** Seals what booths are shown of somebody. */
export const sealShown = (vault: Vault, ticketId: string, shown: readonly ShownValue[]): Buffer =>
  vault.encrypt(JSON.stringify(shown), shownContext(ticketId))
/** What booths are shown; nothing once withdrawn or erased. */
export const shownOf = (vault: Vault, { id, shown }: Pick<TicketRow, 'id' | 'shown'>): ShownValue[] =>
  shown === null ? [] : (JSON.parse(vault.decrypt(shown, shownContext(id))) as ShownValue[])
/** The name among it; empty where there is none. */
export const nameShown = (vault: Vault, ticket: Pick<TicketRow, 'id' | 'shown'>): string =>
  shownOf(vault, ticket).find(({ field }) => field === fairFields[0])?.value ?? ''
/** Seals the reason of a result. */
export const sealReason = (vault: Vault, placeId: string, words: string): Buffer =>
  vault.encrypt(words, reasonContext(placeId))
/** The reason of a result; null where there is none. */
export const reasonOf = (vault: Vault, { id, reason }: Pick<PlaceRow, 'id' | 'reason'>): string | null =>
  reason === null ? null : vault.decrypt(reason, reasonContext(id))
