import fc from 'fast-check'

/**
 * Requests of every kind to every route of an OpenAPI document, by every role: sound ones, and such with one
 * or more values that nobody expects. What is answered by an error of the server, or by a status that the
 * document does not list, is a fault.
 */

/** A schema as far as requests are made from it. */
interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: unknown
}
interface Operation {
  /** Begins with who may ask. */
  description: string
  parameters?: { name: string; in: 'path' | 'query'; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, unknown>
}
/** An OpenAPI document, as far as it is used here. */
export interface Document {
  paths: Record<string, Record<string, Operation>>
}

/** One request, ready to be sent. */
export interface Asked {
  method: string
  url: string
  role: string
  headers: Record<string, string>
  payload?: string
}
/** What the fuzzer is given of the world. */
export interface FuzzWorld {
  document: Document
  /** Values from 0 up to 1; the same for the same seed. */
  random(): number
  /** Who may ask; `nobody` is added. */
  roles: readonly string[]
  /** Objects that there are, by the names of path parameters. */
  ids: Record<string, string>
  /** Bodies that pass, by `METHOD /path/{parameter}`. */
  bodies: Record<string, unknown>
  send(asked: Asked): Promise<{ status: number; body: string }>
  /** Called when somebody’s session is over. */
  renew(role: string): Promise<void>
}
/** What came of it. */
export interface Fuzzed {
  sent: number
  /** How often each status was answered. */
  statuses: Record<number, number>
  faults: string[]
}

const texts = [
  '',
  ' ',
  'x',
  '\u200b\u3164\u2800',
  'a\u0000b',
  'a\u202eb',
  '\ud800',
  '\uffff',
  '__proto__',
  'constructor',
  'toString',
  "' or 1=1 --",
  '%00%ff',
  '../../x',
  '=cmd()',
  '{{7*7}}${7*7}',
  '𠮷😀👩‍🎓',
  '字'.repeat(5000),
  '0000-01-01',
  '9999-12-31',
  '2026-02-29',
  '2026-12-31T23:59:60Z',
  '2026-12-30T10:00:00+08',
  '-200000-01-01T00:00:00Z',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  '-'.repeat(36),
  '00000000-0000-0000-0000-000000000000',
  'MjAyNi0xMS0yMlQwMDowMDowMC4wMDBaIC0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLQ',
  '2147483648',
  '1.5',
  '-1',
  '1e999',
  'NaN',
]
const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])
const others: unknown[] = [
  null,
  true,
  [],
  {},
  { toString: 1 },
  ['__proto__'],
  [[[]]],
  nested(40),
  -1,
  -0,
  0.1 + 0.2,
  2 ** 31,
  2 ** 53,
  1e300,
  -1e300,
]

const maker = ({ random, ids }: Pick<FuzzWorld, 'random' | 'ids'>) => {
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const hostile = (): unknown => (random() < 0.6 ? pick(texts) : pick(others))
  const known = Object.values(ids)

  const soundText = ({ format, pattern, minLength = 0, maxLength = 100 }: Schema): string => {
    if (format === 'uuid') return random() < 0.7 ? pick(known) : '01a21431-3c58-4652-8b62-a725daed5763'
    if (format === 'date') return pick(['2026-11-20', '2026-12-01', '2004-02-29', '2026-07-01'])
    if (format === 'date-time')
      return pick(['2026-12-01T02:00:00Z', '2026-11-22T02:00:00.000Z', '2026-12-01T11:00:00+08:00'])
    if (pattern !== undefined)
      return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: below(2 ** 31), numRuns: 1 })[0] ?? ''
    const length = Math.min(maxLength, minLength + below(20))
    return '人才服务，林小满。'.repeat(1 + Math.ceil(length / 9)).slice(0, Math.max(length, 1))
  }
  const sound = (schema: Schema, oddness: number): unknown => {
    if (random() < oddness) return hostile()
    if (schema.anyOf) return sound(pick(schema.anyOf), oddness)
    if (schema.enum) return pick(schema.enum)
    switch (schema.type) {
      case 'string':
        return soundText(schema)
      case 'integer':
      case 'number': {
        const { minimum = 0, maximum = 1000 } = schema
        return random() < 0.2 ? pick([minimum, maximum]) : minimum + below(Math.min(maximum - minimum + 1, 4))
      }
      case 'boolean':
        return random() < 0.5
      case 'null':
        return null
      case 'array':
        return Array.from({ length: Math.max(schema.minItems ?? 0, below(4)) }, () =>
          sound(schema.items ?? {}, oddness),
        )
      case 'object': {
        const entries = Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || random() < 0.5)
          .filter(() => random() >= oddness / 4)
          .map(([name, inner]): [string, unknown] => [name, sound(inner, oddness)])
        if (schema.additionalProperties === true || random() < oddness / 4)
          entries.push([pick(['phone', 'tier', 'level', 'employer', 'education', 'extra']), hostile()])
        return Object.fromEntries(entries)
      }
      default:
        return hostile()
    }
  }
  return { below, pick, sound, hostile }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
/** As a browser would send it; half a pair of surrogates, which no address can hold, is replaced. */
const inAddress = (value: unknown): string =>
  encodeURIComponent(asText(value).replace(/\p{Surrogate}/gu, '\ufffd'))

/** Sends so many requests, one after the other. */
export const fuzz = async (world: FuzzWorld, count: number): Promise<Fuzzed> => {
  const { random, document, ids } = world
  const { pick, sound, below } = maker(world)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const results: Fuzzed = { sent: 0, statuses: {}, faults: [] }
  while (results.sent < count) {
    const { path, method, operation } = operations[
      results.sent % operations.length
    ] as (typeof operations)[number]
    const oddness = pick([0, 0, 0.1, 0.3])
    const valueOf = (parameter: { name: string; schema: Schema }): unknown =>
      ids[parameter.name] !== undefined && random() < 0.7
        ? ids[parameter.name]
        : sound(parameter.schema, oddness)
    const parameters = operation.parameters ?? []
    const query = parameters
      .filter((one) => one.in === 'query' && random() < 0.4)
      .map((one) => `${one.name}=${inAddress(valueOf(one))}`)
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
      return inAddress(valueOf(parameter ?? { name, schema: { type: 'string' } })) || 'x'
    })
    const schema = operation.requestBody?.content['application/json']?.schema
    const given = world.bodies[`${method} ${path}`]
    const body = schema && (given !== undefined && random() < 0.3 ? given : sound(schema, oddness))
    const admitted = /^Access: ([a-z, -]+)/.exec(operation.description)?.[1]?.trim().split(', ')
    const everybody = [...world.roles, 'nobody']
    const role =
      pick(random() < 0.7 ? everybody.filter((one) => admitted?.includes(one)) : everybody) ?? pick(everybody)
    const asked: Asked = {
      method: method === 'GET' && random() < 0.1 ? 'HEAD' : method,
      url: `${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      role,
      headers: random() < 0.3 ? { 'idempotency-key': `key-of-the-fuzzer-${below(50)}` } : {},
      ...(schema ? { payload: JSON.stringify(body ?? null) } : {}),
    }
    const { status, body: answer } = await world.send(asked)
    results.sent += 1
    results.statuses[status] = (results.statuses[status] ?? 0) + 1
    if (status >= 500 || operation.responses[String(status)] === undefined)
      results.faults.push(
        `${status} ${asked.method} ${asked.url} as ${role}: ${(asked.payload ?? '').slice(0, 300)} → ${answer.slice(0, 200)}`,
      )
    if (status === 401 && role !== 'nobody') await world.renew(role)
  }
  return results
}
