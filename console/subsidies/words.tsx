import { grantStateLabels, type GrantState } from '@jucai/contract/subsidy-vocabulary'

const tones: Readonly<Record<GrantState, string>> = { running: 'info', ended: 'care', finished: 'good' }

/** Where a granted subsidy stands. */
export function GrantTag({ state }: { state: GrantState }) {
  return <span className={`tag ${tones[state]}`}>{grantStateLabels[state]}</span>
}

/** `2026-11` → 2026 年 11 月; of money once, in a word. */
export const periodWords = (period: string | null): string => {
  if (period === null) return '一次发放'
  const [year, month] = period.split('-').map(Number)
  return `${year} 年 ${month} 月`
}
