import { extraOf } from '@jucai/contract/client'
import type { DeskRound } from '@jucai/contract/round-desk'

/** What the acts of a round are given. */
export interface OfRound {
  round: DeskRound
  onChanged(round: DeskRound): void
  /** Somebody else changed it meanwhile: it is asked for again. */
  onStale(): Promise<void>
}

/** Runs a deed; where somebody else changed the round meanwhile, it is shown anew and nothing was done. */
export const orStale = async (act: () => Promise<void>, onStale: () => Promise<void>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    if (extraOf(error, 'stale-version')) await onStale()
    throw error
  }
}
