import { useMemo } from 'react'
import { Cell, CellGroup } from '@/components/cell'
import { amountText } from '@/words/amounts'
import { bestChoice, type BestChoice } from '../best-choice'
import { Slot } from '../slot'
import type { Standing } from '../standing'

/** What the sum does not count comes first, then whether there is something to choose. */
const noteOf = ({ combination, enjoyed, refused }: BestChoice): string => {
  const unset = refused.filter(({ because }) => because === 'unset').length
  if (unset > 0) return `另有 ${unset} 项现在算不出，没有算在内`
  if (enjoyed.length > 0) return `正在享受的 ${enjoyed.length} 项不算在内`
  return combination.leftOut.some(({ because }) => because === 'rule')
    ? '有的待遇不能同时享受，看看怎样组合最划算'
    : '这些待遇可以同时享受，看看每月到多少'
}

/** What all that can be had together comes to, and the way to why. */
export function Best({ standing }: { standing: Standing }) {
  const choice = useMemo(() => bestChoice(standing), [standing])
  const best = choice?.combination.best
  return (
    <Slot show={best !== undefined && (best.totalFen > 0 || choice?.refused.length !== 0)}>
      <CellGroup>
        <Cell
          icon="sparkles"
          title={`三年合计${choice?.enjoyed.length ? '还能' : ''}最多 ${amountText(best?.totalFen ?? 0)}`}
          note={choice ? noteOf(choice) : ''}
          to="/policies/best/index"
        />
      </CellGroup>
    </Slot>
  )
}
