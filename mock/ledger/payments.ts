/** Budgets of the sample (示例), in fen. */
export const sampleBudgets = [
  { scheme: 'rent-subsidy', title: '租房补贴（示例）', amountFen: 200_000_000 },
  { scheme: 'living-subsidy', title: '生活补贴（示例）', amountFen: 15_000_000 },
  { scheme: 'purchase-subsidy', title: '购房补贴（示例）', amountFen: 60_000_000 },
  { scheme: 'startup-subsidy', title: '创业补贴（示例）', amountFen: 40_000_000 },
  { scheme: 'internship-subsidy', title: '见习补贴（示例）', amountFen: 30_000_000 },
] as const

/** What the bank answered, in the sample. */
type Answer = 'paid' | 'returned' | 'not yet'
/** A payment of the sample: to whom, and how far it came. Days are before the sample is loaded. */
export interface SamplePayment {
  /** The named graduate, or the number of another. */
  to: 'graduate' | number
  scheme: (typeof sampleBudgets)[number]['scheme']
  instalment: number
  amountFen: number
  approved: number
  /** In a run of that day; absent: still approved. */
  sent?: number
  answer?: Answer
}

const rent = { scheme: 'rent-subsidy', amountFen: 150_000 } as const
const living = { scheme: 'living-subsidy', amountFen: 1_000_000 } as const

/** Many who are paid on time, so that months of the public totals hold enough to be shown. */
const many: readonly SamplePayment[] = [11, 12, 13, 14, 15, 16, 17, 18].flatMap(
  (to, turn): SamplePayment[] => [
    { ...rent, to, instalment: 1, approved: 76 - (turn % 3), sent: 60, answer: 'paid' },
    { ...rent, to, instalment: 2, approved: 47 - (turn % 4), sent: 30, answer: 'paid' },
    ...(turn < 6 ? [{ ...rent, to, instalment: 3, approved: 11, sent: 4, answer: 'paid' } as const] : []),
    ...(turn < 5
      ? [{ ...living, to, instalment: 1, approved: 41 - turn, sent: 30, answer: 'paid' } as const]
      : []),
  ],
)

/** Payments of the sample, one of each kind: paid, under way, returned, late, still to come. */
export const samplePayments: readonly SamplePayment[] = [
  ...many,
  { ...rent, to: 'graduate', instalment: 1, approved: 70, sent: 60, answer: 'paid' },
  { ...rent, to: 1, instalment: 1, approved: 72, sent: 60, answer: 'paid' },
  { ...rent, to: 2, instalment: 1, approved: 68, sent: 60, answer: 'paid' },
  { ...rent, to: 'graduate', instalment: 2, approved: 40, sent: 30, answer: 'paid' },
  { ...rent, to: 3, instalment: 1, approved: 38, sent: 30, answer: 'returned' },
  { ...living, to: 4, instalment: 1, approved: 36, sent: 30, answer: 'paid' },
  { ...living, to: 'graduate', instalment: 1, approved: 12, sent: 4, answer: 'returned' },
  { ...rent, to: 'graduate', instalment: 3, approved: 10, sent: 4, answer: 'not yet' },
  { ...rent, to: 5, instalment: 1, approved: 45 },
  { ...rent, to: 6, instalment: 1, approved: 3 },
  { ...living, to: 1, instalment: 1, approved: 2 },
]
/** A promise in working days from the approval. */
export const promisedWorkingDays = 15
/** Days from a run to the bank's answer. */
export const answeredAfter = 3
