import { roundStateLabels, type RoundDeed } from '@jucai/contract/rounds-vocabulary'
import { problem } from '../core/problem'
import type { RoundRow } from './repository'

/** A step that cannot be taken now, with what to do instead. */
export const refusedStep = (detail: string) => problem('round-step-refused', { detail })

/** @throws Problem stale-version when somebody changed it since it was looked at */
export const needVersion = (row: RoundRow, version: number): void => {
  if (row.version !== version)
    throw problem('stale-version', {
      detail: '这个批次刚刚有变化，请刷新后再看。',
      extra: { version: row.version },
    })
}

/** @throws Problem round-step-refused when the round stands elsewhere */
export const needState = (row: RoundRow, states: readonly RoundDeed[], what: string): void => {
  if (!states.includes(row.state))
    throw refusedStep(`这个批次现在是“${roundStateLabels[row.state]}”，不能${what}。`)
}
