import { useMemo } from 'react'
import { Cell, CellGroup } from '@/components/cell'
import { amountText } from '@/words/amounts'
import { bestChoice } from '../best-choice'
import { Slot } from '../slot'
import type { Standing } from '../standing'

/** What all that can be had together comes to, and the way to why. */
export function Best({ standing }: { standing: Standing }) {
  const choice = useMemo(() => bestChoice(standing), [standing])
  const best = choice?.combination.best
  const isRuled = choice?.combination.leftOut.some(({ because }) => because === 'rule')
  return (
    <Slot show={best !== undefined && best.totalFen > 0}>
      <CellGroup>
        <Cell
          icon="sparkles"
          title={`三年合计最多 ${amountText(best?.totalFen ?? 0)}`}
          note={isRuled ? '有的待遇不能同时享受，看看怎样组合最划算' : '这些待遇可以同时享受，看看每月到多少'}
          to="/policies/best/index"
        />
      </CellGroup>
    </Slot>
  )
}
