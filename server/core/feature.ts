import type { Todo } from '@jucai/contract/todos'
import type { Db } from './db'
import type { Handlers } from './route'
import type { Events, EventKind, Reaction, Reactions } from './outbox'
import { everythingKept, type PersonalData, type People } from './personal-data'

/** Background work beside the outbox; the server runs it again and again, one run at a time. */
export interface Chore {
  /** Milliseconds between two runs. */
  everyMs: number
  run(now: Date): Promise<unknown>
}

/** Reactions of one room by event and by what they do; the name tells them apart in the outbox. */
export type NamedReactions = {
  [K in EventKind]?: Record<string, (reaction: Reaction, payload: Events[K]) => Promise<void>>
}

/** Reactions of several files of one room. @throws Error when two are named alike */
export const joined = (...parts: NamedReactions[]): NamedReactions => {
  const all: Record<string, Record<string, unknown>> = {}
  for (const part of parts)
    for (const [event, named] of Object.entries(part))
      for (const [name, run] of Object.entries(named)) {
        if (all[event]?.[name]) throw new Error(`reaction ${name} to ${event} is named twice`)
        ;(all[event] ??= {})[name] = run
      }
  return all
}

/** A number that the plan publishes, counted when somebody asks, as of that moment. */
export type Figure = (db: Db, now: Date) => Promise<number>

/** What waits for a person, as of a moment. */
export type Waiting = (db: Db, personId: string, now: Date) => Promise<Todo[]>

/** One room of the server: all that the rest needs to know of it. */
export interface Feature {
  /** The folder below `server/`. */
  name: string
  handlers?: Handlers
  reactions?: NamedReactions
  chores?: readonly Chore[]
  /** Public figures by their key in `GET /city/figures`. */
  figures?: Record<string, Figure>
  /** Topics of messages that leave by SMS or WeChat. */
  messages?: readonly string[]
  /** What of it waits for a person, each found by an index of the person. */
  todos?: Waiting
  /** What it keeps of people; a room without a table of people says `{ tables: {} }`. */
  people: PersonalData
}

/** All rooms together. */
export interface Assembled {
  handlers: Handlers
  reactions: Reactions
  chores: readonly Chore[]
  /** Every figure of every room, counted now. */
  figures(db: Db, now: Date): Promise<Record<string, number>>
  messages: readonly string[]
  /** What waits for a person in every room: what ends first is first, what never ends is last. */
  todos: Waiting
  people: People
}

/**
 * Puts entries of rooms into one record.
 * @throws Error when two rooms claim the same key
 */
const merged = <V>(what: string, parts: readonly (readonly [room: string, Record<string, V>])[]) => {
  const owners = new Map<string, string>()
  const all: Record<string, V> = {}
  for (const [room, part] of parts)
    for (const [key, value] of Object.entries(part)) {
      const owner = owners.get(key)
      if (owner !== undefined) throw new Error(`${what} ${key} is claimed by ${owner} and ${room}`)
      owners.set(key, room)
      all[key] = value
    }
  return all
}

const reactionsOf = (features: readonly Feature[]): Reactions => {
  const all: Record<string, Record<string, unknown>> = {}
  for (const { name, reactions = {} } of features)
    for (const [event, named] of Object.entries(reactions))
      for (const [what, react] of Object.entries(named as Record<string, unknown>))
        (all[event] ??= {})[`${name}/${what}`] = react
  return all
}

const counting = (figures: Record<string, Figure>) => async (db: Db, now: Date) => {
  const counted: Record<string, number> = {}
  for (const [key, count] of Object.entries(figures)) counted[key] = await count(db, now)
  return counted
}

const never = '9999'
const allWaiting =
  (rooms: readonly Waiting[]): Waiting =>
  async (db, personId, now) => {
    const found: Todo[] = []
    for (const waiting of rooms) found.push(...(await waiting(db, personId, now)))
    return found.sort((one, other) => ((one.until ?? never) < (other.until ?? never) ? -1 : 1))
  }

/**
 * Makes the application's parts out of its rooms. Erasing and merging go through them in the order given.
 * @throws Error when two rooms have one name, or claim the same route, figure, topic, export key or table
 */
export const assemble = (features: readonly Feature[]): Assembled => {
  const each = <V>(part: (feature: Feature) => Record<string, V> | undefined) =>
    features.map((feature) => [feature.name, part(feature) ?? {}] as const)
  merged(
    'room',
    features.map(({ name }) => [name, { [name]: true }] as const),
  )
  return {
    handlers: merged<unknown>(
      'route',
      each(({ handlers }) => handlers),
    ),
    reactions: reactionsOf(features),
    chores: features.flatMap(({ chores = [] }) => chores),
    figures: counting(
      merged(
        'figure',
        each(({ figures }) => figures),
      ),
    ),
    messages: Object.keys(
      merged(
        'topic',
        each(({ messages = [] }) => Object.fromEntries(messages.map((topic) => [topic, true]))),
      ),
    ),
    todos: allWaiting(features.flatMap(({ todos = [] }) => todos)),
    people: everythingKept(
      merged(
        'table',
        each(({ people }) => people.tables),
      ),
      merged(
        'export key',
        each(({ people }) => people.exports),
      ),
      features.map(({ people }) => people),
    ),
  }
}
