/** How many payments a month of a scheme has to hold to stand by itself. Fewer could point at a person. */
export const enough = 5

/** A month of a scheme, with how many payments it is known to hold, {@link enough} at most. */
export interface Counted {
  month: string
  payments: number
  /** What it would show; the smallest is folded along where one month would be found by taking away. */
  fen: number
}

/**
 * The months of one scheme in one year that are not shown by themselves: those of few payments; and where these are
 * few together, so that the year less the others would tell them, the smallest of the others too.
 */
export const foldedMonths = (year: readonly Counted[]): string[] => {
  const few = year.filter(({ payments }) => payments < enough)
  const together = few.reduce((sum, { payments }) => sum + payments, 0)
  if (few.length === 0 || together >= enough) return few.map(({ month }) => month)
  const [smallest] = year
    .filter(({ payments }) => payments >= enough)
    .sort((a, b) => Math.abs(a.fen) - Math.abs(b.fen) || (a.month < b.month ? -1 : 1))
  return [...few, ...(smallest ? [smallest] : [])].map(({ month }) => month)
}
