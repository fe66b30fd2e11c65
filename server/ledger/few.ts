/** How many payments a month of a scheme has to hold to stand by itself. Fewer could point at a person. */
export const enough = 5

/** How many payments of a scheme were approved, paid and became late in some time, {@link enough} of each a month at most. */
export interface Kinds {
  approved: number
  paid: number
  late: number
}

/** A month of a scheme: how many payments of each kind it is known to hold, and what it would show of them, in fen. */
export interface Counted {
  month: string
  kinds: Kinds
  fen: Kinds
}

/** Whether together they hold {@link enough} payments to be shown. */
export const areEnough = (all: readonly Kinds[]): boolean =>
  (['approved', 'paid', 'late'] as const).some(
    (kind) => all.reduce((sum, one) => sum + one[kind], 0) >= enough,
  )

/**
 * The months of one scheme in one year that are not shown by themselves: those of few payments. Where what is folded of
 * one figure is of few payments, the year less the others would tell it: then the month of the others that shows least
 * of that figure, and not nothing, is folded too.
 */
export const foldedMonths = (year: readonly Counted[]): string[] => {
  const isFew = ({ kinds }: Counted) => !areEnough([kinds])
  const folded = year.filter(isFew)
  for (const kind of ['approved', 'paid', 'late'] as const) {
    const count = folded.reduce((sum, { kinds }) => sum + kinds[kind], 0)
    const isTold = folded.some(({ fen }) => fen[kind] !== 0) && count < enough
    if (!isTold || folded.some((one) => !isFew(one) && one.fen[kind] !== 0)) continue
    const [least] = year
      .filter((one) => !folded.includes(one) && one.fen[kind] !== 0)
      .sort((a, b) => Math.abs(a.fen[kind]) - Math.abs(b.fen[kind]) || (a.month < b.month ? -1 : 1))
    if (least) folded.push(least)
  }
  return folded.map(({ month }) => month)
}

/**
 * The years of one scheme, in groups that are shown as one sum each: a year of few payments stands together with those
 * beside it, since alone it would be told by itself, and left out by the total less the others.
 * @param years in their order
 */
export const yearGroups = <T extends { kinds: readonly Kinds[] }>(years: readonly T[]): T[][] => {
  const kindsOf = (group: readonly T[]) => group.flatMap(({ kinds }) => kinds)
  const groups = years.reduce<T[][]>((made, year) => {
    const last = made.at(-1)
    return last && !areEnough(kindsOf(last)) ? [...made.slice(0, -1), [...last, year]] : [...made, [year]]
  }, [])
  const last = groups.at(-1)
  return last && groups.length > 1 && !areEnough(kindsOf(last))
    ? [...groups.slice(0, -2), [...(groups.at(-2) ?? []), ...last]]
    : groups
}
