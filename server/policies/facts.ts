import type { OwnFact, OwnFacts } from '@jucai/contract/policies'
import {
  expiryOf,
  factFault,
  orderFaults,
  type FactDefinition,
  type Facts,
  type FactValue,
} from '@jucai/contract/policies/facts'
import { addDays, addMonths } from '@jucai/contract/policies/days'
import type { Held } from '@jucai/contract/policies/granting'
import type { FieldError } from '@jucai/contract/problems'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { WorkBy } from '../core/work'
import { profileOf, profilesAfter } from '../profiles'
import { bookInForce, versionInForce } from './books'
import { knownElsewhere, knownOfEach, type KnownDeps } from './known-elsewhere'

interface FactAnswerTable {
  person_id: string
  answers: Buffer | null
  revision: number
  saved_at: Date
}
declare module '../core/db' {
  interface Database {
    fact_answer: FactAnswerTable
  }
}

/** What facts are read and kept with. */
export interface FactDeps extends KnownDeps {
  vault: Vault
}
/** What people are told of themselves with. */
export interface OwnFactDeps extends FactDeps {
  /** What somebody has or had of the policies, by what other rooms granted. */
  heldBy(db: Db, personId: string, now: Date): Promise<Held[]>
}
type OwnWork = WorkBy<{ personId: string }, OwnFactDeps>
type Answers = Record<string, FactValue>

const sealedTo = (personId: string) => `fact_answer.answers:${personId}`

const rowOf = (db: Db, personId: string) =>
  db.selectFrom('fact_answer').selectAll().where('person_id', '=', personId).executeTakeFirst()
const open = (vault: Vault, row: FactAnswerTable | undefined): Answers =>
  row?.answers ? (JSON.parse(vault.decrypt(row.answers, sealedTo(row.person_id))) as Answers) : {}

/** What somebody told of themselves, by the code of the fact. */
export const toldBy = async (db: Db, vault: Vault, personId: string): Promise<Answers> =>
  open(vault, await rowOf(db, personId))

/** How many people keep answers here. */
export const countAsked = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('fact_answer')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('answers', 'is not', null)
      .executeTakeFirstOrThrow()
  ).count

/**
 * What is known of a person on the day, by the definitions of the book in force: registration and records
 * first, then what they told. What a definition no longer takes is left out, as unknown.
 */
export const factsOf = async (
  db: Db,
  deps: FactDeps,
  personId: string,
  now: Date,
): Promise<{ facts: Facts; revision: number }> => {
  const { book } = await bookInForce(db)
  const profile = await profileOf(db, deps.vault, personId)
  const row = await rowOf(db, personId)
  const day = dayOf(now)
  const all: Facts = {
    ...open(deps.vault, row),
    ...(profile ? await knownElsewhere(db, deps, profile, { definitions: book.facts, day }) : {}),
  }
  const facts = Object.fromEntries(
    book.facts.flatMap((definition): [string, FactValue][] => {
      const fact = all[definition.code]
      return fact && factFault(definition, fact, day) === null ? [[definition.code, fact]] : []
    }),
  )
  return { facts, revision: row?.revision ?? 0 }
}

/**
 * What is known of a person by their own word alone and still counts on the day. `expiresOn` is the last day on which
 * it needs no second look: months that grow are others after one.
 */
export const toldFacts = async (db: Db, deps: FactDeps, personId: string, now: Date): Promise<Facts> => {
  if ((await versionInForce(db)) === 0) return {}
  const { book } = await bookInForce(db)
  const { facts } = await factsOf(db, deps, personId, now)
  const day = dayOf(now)
  return Object.fromEntries(
    book.facts.flatMap((definition): [string, FactValue][] => {
      const fact = facts[definition.code]
      if (fact?.source !== 'self') return []
      const last = expiryOf(definition, fact)
      if (last !== undefined && last < day) return []
      const grows = definition.type.kind === 'integer' && definition.type.grows === true
      const expiresOn = grows ? addDays(addMonths(fact.asOf, 1), -1) : last
      return [[definition.code, { ...fact, ...(expiresOn === undefined ? {} : { expiresOn }) }]]
    }),
  )
}

const shown = (facts: Facts): OwnFact[] =>
  Object.entries(facts).flatMap(([code, fact]) =>
    fact
      ? [{ code, value: fact.value, source: fact.source, asOf: fact.asOf, expiresOn: fact.expiresOn ?? null }]
      : [],
  )

/** What is known of the caller. @throws Problem unavailable before a book was published */
export const ownFacts = async ({ db, now, deps, actor }: OwnWork): Promise<OwnFacts> => {
  const { facts, revision } = await factsOf(db, deps, actor.personId, now)
  const held = await deps.heldBy(db, actor.personId, now)
  return {
    revision,
    items: shown(facts),
    held: held.map((one) => ({ ...one, payments: [...one.payments] })),
  }
}

interface Told {
  code: string
  value: boolean | number | string | null
}

/** What is wrong with an answer by itself. */
const faultOf = (
  definitions: readonly FactDefinition[],
  known: Facts,
  { code, value }: Told,
  day: string,
): string | null => {
  if (value === null) return null // whatever the book or the registration says by now, it was theirs
  const definition = definitions.find((one) => one.code === code)
  if (!definition) return '现在的政策不用这一项了，请刷新后再填'
  if (known[code]?.source === 'record') return `“${definition.label}”以办理记录为准，不用填写`
  if (known[code]) return `“${definition.label}”以登记资料为准，请到“我的资料”里修改`
  return factFault(definition, { value, source: 'self', asOf: day }, day)
}

/**
 * Keeps what somebody tells of themselves.
 * @throws Problem invalid-request (a sentence a field), stale-version when another device told something
 * meanwhile
 */
export const tellFacts = async (
  work: OwnWork,
  { revision, answers }: { revision: number; answers: readonly Told[] },
): Promise<OwnFacts> => {
  const { db, now, deps, actor } = work
  const { vault } = deps
  const day = dayOf(now)
  await takeTurns(db, `fact_answer:${actor.personId}`)
  const { book } = await bookInForce(db)
  const known = await factsOf(db, deps, actor.personId, now)
  if (known.revision !== revision)
    throw problem('stale-version', {
      detail: '你在另一台设备上改过这些情况，请刷新后再保存',
      extra: { version: known.revision },
    })
  const fixed = onlyKnown(known.facts)
  const errors: FieldError[] = answers.flatMap((told, index) => {
    const detail = faultOf(book.facts, fixed, told, day)
    // What the book does not ask for is another refusal than a wrong answer: the phone keeps it for itself then.
    const part = book.facts.some(({ code }) => code === told.code) ? 'value' : 'code'
    return detail === null ? [] : [{ pointer: `/answers/${index}/${part}`, detail }]
  })
  const before = await toldBy(db, vault, actor.personId)
  const after: Answers = { ...before }
  for (const { code, value } of answers)
    if (value === null) delete after[code]
    else after[code] = { value, source: 'self', asOf: day }
  const together = { ...after, ...fixed }
  // What other answers contradict since a registration was corrected keeps nobody from telling the rest.
  const isTold = (code: string) => answers.some((told) => told.code === code && told.value !== null)
  if (errors.length === 0)
    for (const order of book.orders.filter(({ earlier, later }) => isTold(earlier) || isTold(later)))
      for (const { message } of orderFaults([order], together)) {
        const at = answers.findIndex(({ code }) => code === order.earlier || code === order.later)
        errors.push({ pointer: at < 0 ? '/answers' : `/answers/${at}/value`, detail: message })
      }
  if (errors.length > 0) throw problem('invalid-request', { errors })
  await save(work, after, revision + 1)
  return ownFacts(work)
}

/** What was not told: it is known from the registration or from records. */
const onlyKnown = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact && fact.source !== 'self'))

const save = async (
  { db, now, deps: { vault }, actor: { personId } }: OwnWork,
  answers: Answers,
  revision: number,
): Promise<void> => {
  const row = {
    answers: vault.encrypt(JSON.stringify(answers), sealedTo(personId)),
    revision,
    saved_at: now,
  }
  await db
    .insertInto('fact_answer')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Two accounts become one: of what both told, the account that stays has the last word. */
export const joinAnswers = async (db: Db, vault: Vault, fromId: string, intoId: string): Promise<void> => {
  const from = await rowOf(db, fromId)
  if (!from) return
  const into = await rowOf(db, intoId)
  const answers = vault.encrypt(
    JSON.stringify({ ...open(vault, from), ...open(vault, into) }),
    sealedTo(intoId),
  )
  await db.deleteFrom('fact_answer').where('person_id', '=', fromId).execute()
  const revision = Math.max(from.revision, into?.revision ?? 0) + 1
  await db
    .insertInto('fact_answer')
    .values({ person_id: intoId, answers, revision, saved_at: from.saved_at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ answers, revision }))
    .execute()
}

/** What is known of somebody, for counting: nothing by which they are called. */
export interface KnownOf {
  personId: string
  facts: Facts
}

/**
 * What is known on a day of the next people who are registered, by id after another, as {@link factsOf} tells
 * it; what a definition does not take is for whoever judges by it.
 */
export const factsAfter = async (
  db: Db,
  deps: FactDeps,
  { after, limit, day }: { after: string | null; limit: number; day: string },
  definitions: readonly FactDefinition[],
): Promise<KnownOf[]> => {
  const profiles = await profilesAfter(db, deps.vault, after, limit)
  if (profiles.length === 0) return []
  const elsewhere = await knownOfEach(db, deps, profiles, { definitions, day })
  const rows = await db
    .selectFrom('fact_answer')
    .selectAll()
    .where(
      'person_id',
      'in',
      profiles.map(({ personId }) => personId),
    )
    .execute()
  const told = new Map(rows.map((row) => [row.person_id, row]))
  return profiles.map((profile) => ({
    personId: profile.personId,
    facts: {
      ...open(deps.vault, told.get(profile.personId)),
      ...elsewhere.get(profile.personId),
    },
  }))
}
