import { flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'

/** A sign and a word of one or two letters for each state, so that colour is never alone. */
export const stateSigns: Record<FlatState, { sign: string; word: string }> = {
  free: { sign: '○', word: '空' },
  'in-round': { sign: '◇', word: '批次' },
  chosen: { sign: '◆', word: '已选' },
  let: { sign: '●', word: '在租' },
  repairing: { sign: '✕', word: '维修' },
  withdrawn: { sign: '—', word: '停租' },
}

/** A state as it stands in a table. */
export function StateTag({ state }: { state: FlatState }) {
  return (
    <span className={`flat-state flat-is-${state}`}>
      <span aria-hidden>{stateSigns[state].sign}</span> {flatStateLabels[state]}
    </span>
  )
}
