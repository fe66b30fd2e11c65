import { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox'
import type { ProblemCode } from './problems'
import type { Role } from './vocabulary'

/**
 * Who may call a route and which rows they may touch.
 * - `anyone`: no session needed, nothing personal in the reply.
 * - `own`: only rows that belong to the caller; another's id answers 404, so that its existence is not told.
 * - `station`: rows of the station where the caller holds the role.
 * - `employer`: rows of an employer of whose people the caller is one; another's id answers 404.
 * - `all`: every row; each read of another person's data is on record.
 */
export type Access =
  | {
      who: 'anyone'
      /** A valid session is not needed, but the route is told whose it is when one comes along. */
      session?: 'optional'
    }
  | {
      who: readonly Role[]
      rows: 'own' | 'station' | 'employer' | 'all'
      /** Only with a session of the console, which was opened with a second factor and ends when idle. */
      office?: true
      /** Also with a session by SMS code alone, before its owner has confirmed who they are. */
      unconfirmed?: true
    }

/**
 * A route as data: the server validates by it, the client is typed by it, the access matrix is tested from
 * it.
 */
export interface RouteDef {
  summary: string
  access: Access
  /** Path parameters, in the order of the path. */
  params?: TObject
  query?: TObject
  body?: TSchema
  /** The body is the text as it was sent, and the handler is told the headers: for a signature over them. */
  asSent?: true
  /** Larger than the general limit of 64 KB. */
  bodyLimitBytes?: number
  /** Long work or a large reply: a session may ask for it a tenth as often. */
  heavy?: true
  status: 200 | 201 | 202 | 204
  reply?: TSchema
  /** Problem codes of this route beside the general ones (`generalProblems`). */
  problems: readonly ProblemCode[]
  /**
   * Set when a client may send `Idempotency-Key`: the same key and body are done once. `true`: and answered
   * alike, from a copy that is kept for a day. `anew`: the reply tells of others, so no copy of it is kept, and
   * a repetition is answered as things stand by then.
   */
  idempotent?: true | 'anew'
}

/** Keeps the literal types of a feature's routes while checking their shape. */
export const defineRoutes = <const T extends Record<string, RouteDef>>(routes: T): T => routes

/** A closed object: unknown fields are refused, so a misspelt field never gets lost silently. */
export const Closed = <T extends Record<string, TSchema>>(properties: T, title?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(title ? { title } : {}) })

/** A union of literal strings, as JSON Schema `enum`. */
export const OneOf = <const T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...(description ? { description } : {}) })

/** A record id: a UUID of 36 signs, made in the application. */
export const Id = Type.String({ format: 'uuid' })
/**
 * A moment: ISO 8601, for example `2026-11-22T06:18:05.000Z`. In requests of the years 1900 to 2199, with
 * seconds, and with `Z` or an offset of hours and minutes; without leap seconds.
 */
export const Moment = Type.String({ format: 'date-time' })
/** A calendar day, `2026-07-01`. In requests of the years 1900 to 2199. */
export const Day = Type.String({ format: 'date' })
/** What a column of whole numbers holds at most. */
export const maxCount = 2_147_483_647
/** A whole number that counts something: versions, revisions. After each there is a next one that the column holds. */
export const Count = Type.Integer({ minimum: 0, maximum: maxCount - 1 })
/** Bytes as unpadded base64url. */
export const Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]*$' })
/** A person's name as their document has it; written in one form by the server (`nameText`). */
export const PersonName = Type.String({ minLength: 2, maxLength: 60, format: 'person-name' })
/** The number of an identity document; spaces and what else copying brings along fall away. */
export const DocumentNumber = Type.String({ minLength: 1, maxLength: 18, format: 'document-number' })
/** The six digits of a message or of an authenticator, with or without spaces between them. */
export const SixDigits = Type.String({ pattern: '^\\d{6}$', format: 'digits', 'x-must': '请填写 6 位数字' })
/** What an institution calls itself. */
export const institutionLength = 120
/**
 * Text a person typed on one line: no control characters, no lone surrogates; trimmed by the server, and empty
 * when nothing of it can be seen.
 */
export const Line = (maxLength: number, minLength = 1) =>
  Type.String({ minLength, maxLength, format: 'line' })
/** A reason that somebody is told: so many letters, digits or Chinese characters at least; marks say nothing. */
export const Told = (maxLength: number, least: number) =>
  Type.String({
    minLength: least,
    maxLength,
    format: 'line',
    pattern: `^(?:[^\\p{L}\\p{N}]*[\\p{L}\\p{N}]){${least}}`,
    'x-must': `请写一句对方能看懂的理由，至少 ${least} 个字，标点不算`,
  })
/** Text a person typed on several lines. */
export const Paragraph = (maxLength: number, minLength = 0) =>
  Type.String({ minLength, maxLength, format: 'paragraph' })

/** Query of a list that pages by keyset: `after` is the previous page's `next`. */
export const PageQuery = Closed({
  after: Type.Optional(Type.String({ maxLength: 200, description: 'The `next` of the previous page.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
})
/** One page of a list; `next` is null at the end. */
export const PageOf = <T extends TSchema>(item: T) =>
  Closed({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })

/** Or null: a value that may be absent, present in the reply as null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

type StaticOr<S, Else> = S extends TSchema ? Static<S> : Else
/** The parts of a request that a route takes. */
export type RequestParts<D extends RouteDef> = (D['params'] extends TObject
  ? { params: Static<D['params']> }
  : { params?: undefined }) &
  (D['query'] extends TObject ? { query?: Static<D['query']> } : { query?: undefined }) &
  (D['body'] extends TSchema ? { body: Static<D['body']> } : { body?: undefined })
/** What a route answers on success. */
export type ReplyOf<D extends RouteDef> = StaticOr<D['reply'], void>
