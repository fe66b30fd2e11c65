import type { Run } from '@jucai/contract/ledger'
import { runStateLabels, type RunState } from '@jucai/contract/ledger-vocabulary'

const tones: Record<RunState, string> = {
  prepared: 'care',
  released: 'info',
  answered: 'good',
  withdrawn: '',
}

/** Where a run stands. */
export function RunTag({ run: { state } }: { run: Run }) {
  return <span className={`tag ${tones[state]}`}>{runStateLabels[state]}</span>
}

/** What the bank has answered so far. */
export function Answered({ run }: { run: Run }) {
  if (run.state === 'prepared' || run.state === 'withdrawn') return <span className="muted">没有送出</span>
  return (
    <>
      入账 {run.paid}，退回 {run.returned}
      {run.unclear > 0 && <span className="muted">，还没回 {run.unclear}</span>}
    </>
  )
}
