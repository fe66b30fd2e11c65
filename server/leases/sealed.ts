import type { Vault } from '../core/encryption'

/** Columns that are sealed; each value knows its row and column, so that it opens nowhere else. */
type Column =
  | 'lease.tenant_name'
  | 'lease.tenant_document'
  | 'lease.masked_name'
  | 'lease_paper.file_key'
  | 'lease_inspection.tenant_note'
  | 'lease_damage.objection'
  | 'lease_repair.words'
  | 'lease_repair_step.note'
  | 'lease_resident.name'

/** Seals words of a column of a row. */
export const seal = (vault: Vault, column: Column, id: string, words: string): Buffer =>
  vault.encrypt(words, `${column}:${id}`)
/** Opens them; empty when they were erased. */
export const unseal = (vault: Vault, column: Column, id: string, sealed: Buffer | null): string =>
  sealed === null ? '' : vault.decrypt(sealed, `${column}:${id}`)
