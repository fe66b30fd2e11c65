import type { GrowthFigure } from '@jucai/contract/workspace-vocabulary'
import type { Vault } from '../core/encryption'

/** Columns that are sealed; each value knows its row and column, so that it opens nowhere else. */
type Column =
  | 'workspace_tenancy.ended_why'
  | 'workspace_tenancy.renewal_why'
  | 'workspace_review.reported'
  | 'workspace_review.confirmed'
  | 'workspace_review.why'

/** Seals words of a column of a row; empty ones are nothing. */
export const seal = (vault: Vault, column: Column, id: string, words: string): Buffer | null =>
  words === '' ? null : vault.encrypt(words, `${column}:${id}`)
/** Opens them; empty when there are none or they were erased. */
export const unseal = (vault: Vault, column: Column, id: string, sealed: Buffer | null): string =>
  sealed === null ? '' : vault.decrypt(sealed, `${column}:${id}`)

/** Seals figures of a review. */
export const sealFigures = (
  vault: Vault,
  column: 'workspace_review.reported' | 'workspace_review.confirmed',
  id: string,
  figures: readonly GrowthFigure[],
): Buffer => vault.encrypt(JSON.stringify(figures), `${column}:${id}`)
/** Opens them; null when there are none or they were erased. */
export const unsealFigures = (
  vault: Vault,
  column: 'workspace_review.reported' | 'workspace_review.confirmed',
  id: string,
  sealed: Buffer | null,
): GrowthFigure[] | null =>
  sealed === null ? null : (JSON.parse(vault.decrypt(sealed, `${column}:${id}`)) as GrowthFigure[])
