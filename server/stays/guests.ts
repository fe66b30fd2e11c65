import type { BedKind } from '@jucai/contract/stay-vocabulary'
import type { Vault } from '../core/encryption'
import { documentIndex, type ProfileRecord } from '../profiles'
import type { Guest } from './repository'

/** A registered guest, as stays of a year are counted. */
export const guestOf = (vault: Vault, profile: ProfileRecord): Guest => ({
  personId: profile.personId,
  documentIndex:
    profile.documentNumber === null
      ? null
      : documentIndex(vault, profile.documentType, profile.documentNumber),
})

/** Odd for men, even for women: the 17th digit of every 18-digit identity number (GB 11643). */
const sexOf = (number: string | null): 'men' | 'women' | null =>
  number !== null && /^\d{17}[\dX]$/.test(number) ? (Number(number[16]) % 2 === 1 ? 'men' : 'women') : null

/**
 * Whether somebody may sleep in a room of this kind, as far as their document says: a passport or a permit says
 * nothing, and there the desk looks.
 */
export const mayShare = (
  kind: BedKind,
  { documentNumber }: Pick<ProfileRecord, 'documentNumber'>,
): boolean => {
  const sex = sexOf(documentNumber)
  return sex === null || (kind !== 'women' && kind !== 'men') || kind === sex
}
