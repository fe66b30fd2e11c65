/** One bound of the bench as `bench.json` keeps it. `holds` is null where it could not be measured. */
export interface Line {
  name: string
  ours: number
  reference: number | null
  ratio: number | null
  bound: string
  holds: boolean | null
}

const rounded = (value: number) => Math.round(value * 1000) / 1000

/** A figure that may not pass a limit. */
export const atMost = (name: string, ours: number, limit: number): Line => ({
  name,
  ours: rounded(ours),
  reference: null,
  ratio: null,
  bound: `≤ ${limit}`,
  holds: ours <= limit,
})
/** A figure that must stay below a limit. */
export const below = (name: string, ours: number, limit: number): Line => ({
  ...atMost(name, ours, limit),
  bound: `< ${limit}`,
  holds: ours < limit,
})
/** A figure that must reach a limit. */
export const atLeast = (name: string, ours: number, limit: number): Line => ({
  ...atMost(name, ours, limit),
  bound: `≥ ${limit}`,
  holds: ours >= limit,
})

/** Ours against a reference measured in the same run; the ratio is bound, not the figures. */
export const ratio = (
  name: string,
  ours: number,
  reference: number,
  bound: { atMost: number } | { atLeast: number },
  measured = ours / reference,
): Line => ({
  name,
  ours: rounded(ours),
  reference: rounded(reference),
  ratio: rounded(measured),
  ...('atMost' in bound
    ? { bound: `ratio ≤ ${bound.atMost}`, holds: measured <= bound.atMost }
    : { bound: `ratio ≥ ${bound.atLeast}`, holds: measured >= bound.atLeast }),
})

/** A bound that this machine cannot measure. */
export const unmeasured = (name: string, bound: string): Line => ({
  name,
  ours: 0,
  reference: null,
  ratio: null,
  bound,
  holds: null,
})

/** The middle one of an odd number of values, else the lower of the middle two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN

/** The lines as a table for a terminal. */
export const table = (lines: readonly Line[]): string => {
  const cells = [
    ['', 'name', 'ours', 'reference', 'ratio', 'bound'],
    ...lines.map(({ holds, name, ours, reference, ratio: measured, bound }) => [
      holds === null ? '–' : holds ? '✓' : '✗',
      name,
      holds === null ? '–' : String(ours),
      String(reference ?? ''),
      String(measured ?? ''),
      bound,
    ]),
  ]
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
