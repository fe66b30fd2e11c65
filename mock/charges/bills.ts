import type { ChargeKind } from '@jucai/contract/charge-vocabulary'

/** One bill of the sample: whose, what for, when it was made and by when it is due, in days before today. */
export interface SampleBill {
  /** The named graduate, or a sample graduate by number. */
  to: 'graduate' | number
  kind: ChargeKind
  /** What it is called; a rent is called by its month. */
  what?: string
  amountFen?: number
  /** Of a rent: the month's rent, and how many months before this one it is for. */
  rent?: { fenPerMonth: number; monthsBefore: number; fromDay?: number }
  made: number
  due: number
  /** Days before today on which it was paid; and how. */
  paid?: { ago: number; way: 'desk' | 'transfer' }
  /** Recorded by one officer, and not yet confirmed. */
  recorded?: true
  kept?: { amountFen: number; why: string }
}

const flat = '（示例）'

/** Bills in each state that the pages show. */
export const sampleBills: readonly SampleBill[] = [
  {
    to: 'graduate',
    kind: 'deposit',
    what: `押金，一个月租金${flat}`,
    amountFen: 147_000,
    made: 50,
    due: 43,
    paid: { ago: 48, way: 'transfer' },
  },
  {
    to: 'graduate',
    kind: 'rent',
    rent: { fenPerMonth: 147_000, monthsBefore: 1, fromDay: 12 },
    made: 50,
    due: 43,
    paid: { ago: 48, way: 'transfer' },
  },
  {
    to: 'graduate',
    kind: 'rent',
    rent: { fenPerMonth: 147_000, monthsBefore: 0 },
    made: 20,
    due: 12,
    paid: { ago: 14, way: 'desk' },
  },
  {
    to: 'graduate',
    kind: 'utilities',
    what: `水费和电费，上个月${flat}`,
    amountFen: 8_460,
    made: 15,
    due: 3,
  },
  {
    to: 'graduate',
    kind: 'rent',
    rent: { fenPerMonth: 147_000, monthsBefore: -1 },
    made: 1,
    due: -9,
  },
  {
    to: 1,
    kind: 'deposit',
    what: `押金，一个月租金${flat}`,
    amountFen: 126_000,
    made: 90,
    due: 83,
    paid: { ago: 85, way: 'desk' },
    kept: { amountFen: 6_000, why: `补配钥匙和门卡${flat}` },
  },
  {
    to: 1,
    kind: 'repair',
    what: `更换人为损坏的房门锁${flat}`,
    amountFen: 18_000,
    made: 6,
    due: -4,
    recorded: true,
  },
  { to: 2, kind: 'rent', rent: { fenPerMonth: 98_000, monthsBefore: 0 }, made: 20, due: 8 },
]
