import type { Facts } from '@jucai/contract/policies/facts'
import { sql, type Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { sampleCity } from '../../mock/city/city'
import { testVault } from '../../mock/fakes'
import { sampleDocument } from '../../mock/people/people'
import { sampleBook } from '../../mock/policies/book'
import { earlierBook } from '../../mock/policies/earlier'
import { publishCity } from '../../server/city'
import type { Database } from '../../server/core/db'
import { publishBook } from '../../server/policies'
import { documentIndex } from '../../server/profiles/repository'
import { seeded } from '../faults/random'
import { profile } from '../policies/generate'

const now = new Date('2026-11-26T02:00:00.000Z')
const perInsert = 5000
/** Sets of answers that differ; each is sealed to each person who gave it by itself. */
const differentAnswers = 2000
const degrees = ['associate', 'bachelor', 'master', 'doctor'] as const
const vault = testVault()

const answerSets = (): string[] => {
  const random = seeded(20261126)
  return Array.from({ length: differentAnswers }, () => {
    const facts: Facts = profile(random, 0.67, sampleBook.facts)
    return JSON.stringify(facts)
  })
}

/** A document of the n-th person: another birthday after each thousand. */
const documentOf = (n: number): string =>
  sampleDocument(
    '430122',
    `${1990 + Math.floor(n / 336_000)}-${String(1 + (Math.floor(n / 28_000) % 12)).padStart(2, '0')}-${String(1 + (Math.floor(n / 1000) % 28)).padStart(2, '0')}`,
    n % 1000,
  )

interface Made {
  ids: string[]
  names: Buffer[]
  documents: Buffer[]
  indexes: string[]
  degrees: string[]
  graduated: string[]
  answers: Buffer[]
}
const made = (from: number, until: number, sets: readonly string[]): Made => {
  const all: Made = {
    ids: [],
    names: [],
    documents: [],
    indexes: [],
    degrees: [],
    graduated: [],
    answers: [],
  }
  for (let n = from; n < until; n += 1) {
    const [id, number] = [uuidv7(), documentOf(n)]
    all.ids.push(id)
    all.names.push(vault.encrypt('示例', `profile.name:${id}`))
    all.documents.push(vault.encrypt(number, `profile.document:${id}`))
    all.indexes.push(documentIndex(vault, 'resident-id', number))
    all.degrees.push(degrees[n % degrees.length] ?? '')
    all.graduated.push(`${2018 + (n % 9)}-06-30`)
    all.answers.push(vault.encrypt(sets[n % sets.length] ?? '{}', `fact_answer.answers:${id}`))
  }
  return all
}

const insert = (db: Kysely<Database>, people: Made): Promise<void> =>
  db.transaction().execute(async (tx) => {
    // Keys to rows that are written here besides: looking each of them up would take most of the time.
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`insert into person (id, created_at) select unnest(${people.ids}::uuid[]), ${now}`.execute(tx)
    await sql`insert into profile (person_id, name, document_type, document_number, document_index, degree, school,
        major, graduates_on, home_region, present_region, aims, fields, registered_at, updated_at)
      select id, name, 'resident-id', document, place, degree, '湖南大学', '软件工程', graduated, '430121', '430104',
        '["job"]', '{}', ${now}, ${now}
      from unnest(${people.ids}::uuid[], ${people.names}::bytea[], ${people.documents}::bytea[],
        ${people.indexes}::text[], ${people.degrees}::text[], ${people.graduated}::date[])
        as made (id, name, document, place, degree, graduated)`.execute(tx)
    await sql`insert into fact_answer (person_id, answers, revision, saved_at)
      select id, answers, 1, ${now} from unnest(${people.ids}::uuid[], ${people.answers}::bytea[]) as made (id, answers)`.execute(
      tx,
    )
  })

/** Registers people, each with a document and answers sealed under their own id, until there are so many. */
export const registerUntil = async (db: Kysely<Database>, from: number, until: number): Promise<void> => {
  const sets = answerSets()
  for (let at = from; at < until; at += perInsert)
    await insert(db, made(at, Math.min(until, at + perInsert), sets))
  await sql`analyze`.execute(db)
}

/** Publishes the sample city and its book as it was half a year ago. @returns the book's version */
export const publishEarlier = async (db: Kysely<Database>): Promise<number> => {
  await publishCity(db, sampleCity, '示例', now)
  return publishBook(db, { book: earlierBook, source: '示例' }, now)
}

/** Asks for a dry run of the sample book, 1+22, against what is published. @returns its id */
export const askForDryRun = async (db: Kysely<Database>, against: number): Promise<string> => {
  const id = uuidv7()
  await db
    .insertInto('policy_dry_run')
    .values({
      id,
      revision: 1,
      against,
      body: JSON.stringify(sampleBook),
      day: '2026-11-26',
      state: 'waiting',
      requested_by: id,
      requested_at: now,
      attempts: 0,
      taken_at: null,
      reached: null,
      judged: 0,
      tally: null,
      finished_at: null,
    })
    .execute()
  return id
}
