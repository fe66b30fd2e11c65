import { Cell } from '@/components/cell'

/** Leads to the board on which flats are chosen; everybody may look at it. */
export const BoardCell = ({ roundId }: { roundId: string }) => (
  <Cell
    icon="building-2"
    title="选房图"
    note="哪些房还能选，谁都可以看"
    to={`/choosing/choose/index?round=${roundId}`}
  />
)
