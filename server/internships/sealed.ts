import type { Vault } from '../core/encryption'

/** Columns that are sealed; each value knows its row and column, so that it opens nowhere else. */
type Column =
  | 'internship_place.tutor'
  | 'internship_wish.words'
  | 'internship_wish.masked_name'
  | 'internship_wish.shown'
  | 'internship.tutor'
  | 'internship.intern_name'
  | 'internship.intern_document'
  | 'internship.ended_why'
  | 'internship_day.reason'
  | 'internship_day.correction'
  | 'internship_certificate.code'
  | 'internship_certificate.masked_name'

/** Seals words of a column of a row. */
export const seal = (vault: Vault, column: Column, id: string, words: string): Buffer =>
  vault.encrypt(words, `${column}:${id}`)
/** Opens them; empty when there are none or they were erased. */
export const unseal = (vault: Vault, column: Column, id: string, sealed: Buffer | null): string =>
  sealed === null ? '' : vault.decrypt(sealed, `${column}:${id}`)
