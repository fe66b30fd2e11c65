import pg from 'pg'

/** A statement as it went to PostgreSQL. */
export interface Statement {
  text: string
  values: unknown[]
}

type Query = (this: pg.Client, query: unknown, values?: unknown[], ...rest: unknown[]) => unknown

/** What `run` sends to PostgreSQL, in order. Nothing else may use the driver meanwhile. */
export const record = async (run: () => Promise<unknown>): Promise<Statement[]> => {
  const statements: Statement[] = []
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const real = prototype.query
  prototype.query = function query(sent, values, ...rest) {
    const text = typeof sent === 'string' ? sent : (sent as { text?: unknown }).text
    if (typeof text === 'string') statements.push({ text, values: Array.isArray(values) ? values : [] })
    return real.call(this, sent, values, ...rest)
  }
  try {
    await run()
  } finally {
    prototype.query = real
  }
  return statements
}

/**
 * Where a replayed value comes from: the same as recorded, or named by the request, or made afresh, or one
 * source for each element of an array.
 */
export type Source = { constant: unknown } | { request: string } | { fresh: number } | { each: Source[] }
/** A recorded statement whose values can be filled for another request. */
export interface Template {
  text: string
  sources: Source[]
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

/**
 * Statements of one request as templates, by comparing them with those of another request: what is named in
 * `request` is taken from there, ids that differ are made afresh, all else stays as it was.
 */
export const templatesOf = (
  one: readonly Statement[],
  other: readonly Statement[],
  request: Record<string, string>,
): Template[] => {
  const names = new Map(Object.entries(request).map(([name, value]) => [value, name]))
  const made: string[] = []
  const sourceOf = (value: unknown, elsewhere: unknown): Source => {
    if (Array.isArray(value))
      return {
        each: value.map((element, index) =>
          sourceOf(element, Array.isArray(elsewhere) ? elsewhere[index] : undefined),
        ),
      }
    if (typeof value !== 'string') return { constant: value }
    const name = names.get(value)
    if (name !== undefined) return { request: name }
    if (!uuid.test(value) || value === elsewhere) return { constant: value }
    if (!made.includes(value)) made.push(value)
    return { fresh: made.indexOf(value) }
  }
  return one.map(({ text, values }, at) => ({
    text,
    sources: values.map((value, index) => sourceOf(value, other[at]?.values[index])),
  }))
}
