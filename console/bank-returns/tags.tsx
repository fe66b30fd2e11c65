import type { ReturnLine } from '@jucai/contract/bank-returns'
import {
  importStateLabels,
  lineVerdictLabels,
  settlementLabels,
  type ImportState,
  type LineVerdict,
} from '@jucai/contract/ledger-vocabulary'

const importTones: Record<ImportState, string> = {
  reading: 'info',
  previewed: 'care',
  booking: 'info',
  done: 'good',
  refused: 'bad',
  discarded: '',
}
/** Where an import stands. */
export function ImportTag({ state }: { state: ImportState }) {
  return <span className={`tag ${importTones[state]}`}>{importStateLabels[state]}</span>
}

/** How a verdict is coloured: what matched is well, what is repeated does no harm, the rest waits for a person. */
export function VerdictTag({ verdict }: { verdict: LineVerdict }) {
  const tone = verdict === 'matched' ? 'good' : verdict === 'repeated' ? '' : 'care'
  return <span className={`tag ${tone}`}>{lineVerdictLabels[verdict]}</span>
}

// A line that was returned is booked too, and nothing of it was paid: the word for paid is the bank's alone.
const stateWords = {
  waiting: '还没有记账',
  booked: '已记账',
  open: '待处理',
  settled: '已处理',
  passed: '已跳过',
} as const
/** Where a line stands: how it was settled, or why it still is not. */
export function LineStanding({ line }: { line: ReturnLine }) {
  return (
    <>
      <span className={`tag ${line.state === 'open' ? 'care' : line.state === 'booked' ? 'good' : ''}`}>
        {stateWords[line.state]}
      </span>
      {line.settledAs && (
        <div className="second small line-words">
          {settlementLabels[line.settledAs]}：{line.settledBecause}
        </div>
      )}
      {line.state === 'open' && line.explanation && (
        <div className="second small line-words">已说明：{line.explanation}</div>
      )}
    </>
  )
}
