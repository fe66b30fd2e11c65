import type { WeekWindow } from '@jucai/contract/engagement-vocabulary'
import type { Vault } from '../core/encryption'
import type { EngagementRow } from './tables'

/** Columns that are sealed; each value knows its row and column, so that it opens nowhere else. */
type Column =
  | 'engagement.expert_name'
  | 'engagement.expert_document'
  | 'engagement.home_name'
  | 'engagement.home_contact'
  | 'engagement.home_phone'
  | 'engagement.home_hours'
  | 'engagement.ended_why'
  | 'engagement_consent.signer_name'
  | 'engagement_consent.why'
  | 'engagement_hours.what'
  | 'engagement_hours.why'
  | 'engagement_review.why'

/** Seals words of a column of a row. */
export const seal = (vault: Vault, column: Column, id: string, words: string): Buffer =>
  vault.encrypt(words, `${column}:${id}`)
/** Opens them; empty when there are none or they were erased. */
export const unseal = (vault: Vault, column: Column, id: string, sealed: Buffer | null): string =>
  sealed === null ? '' : vault.decrypt(sealed, `${column}:${id}`)

/** The home employer as the expert gave it. */
export interface Home {
  name: string
  contact: string
  phone: string
  hours: WeekWindow[]
}
/** Opens what an expert said of the home employer; null before they accepted, and once it is erased. */
export const homeOf = (vault: Vault, row: EngagementRow): Home | null =>
  row.home_name === null
    ? null
    : {
        name: unseal(vault, 'engagement.home_name', row.id, row.home_name),
        contact: unseal(vault, 'engagement.home_contact', row.id, row.home_contact),
        phone: unseal(vault, 'engagement.home_phone', row.id, row.home_phone),
        hours: JSON.parse(
          unseal(vault, 'engagement.home_hours', row.id, row.home_hours) || '[]',
        ) as WeekWindow[],
      }
/** Seals it. */
export const sealedHome = (vault: Vault, id: string, { name, contact, phone, hours }: Home) => ({
  home_name: seal(vault, 'engagement.home_name', id, name),
  home_contact: seal(vault, 'engagement.home_contact', id, contact),
  home_phone: seal(vault, 'engagement.home_phone', id, phone),
  home_hours: seal(vault, 'engagement.home_hours', id, JSON.stringify(hours)),
})
