import { createHash } from 'node:crypto'
import { canonicalJson } from '@jucai/contract/draw/canonical-json'
import { signedText, type DrawRecord } from '@jucai/contract/draw/record'
import { leafText } from '@jucai/contract/draw/tickets'
import type { RoundReceipt, RoundRecord } from '@jucai/contract/rounds'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { Streamed, withLongText } from '../core/streamed'
import { saltOf } from './applying'
import type { RoundDeps, RoundRoomDeps } from './deps'
import {
  drawnOf,
  leafOfTicket,
  logAfter,
  logBefore,
  resultAt,
  resultOf,
  ticketOfLeaf,
  type ResultRow,
} from './locked-rows'
import { lockedOf } from './locking'
import { logLine } from './places'
import { homesOf, poolTitles } from './homes'
import { partsOf } from './record-parts'
import { tablePieces } from './record-table'
import { flatRowsOf, type RoundRow } from './repository'
import { ticketOf } from './ticket-rows'
import { pathIn } from './tree'

const logRows = 1000

/** Lines of the log up to one, as the items of a canonical list. */
async function* logPieces(db: Db, roundId: string, upTo: number): AsyncGenerator<string> {
  for (let after = 0; after < upTo;) {
    const page = await logAfter(db, roundId, after, logRows)
    const lines = page.filter(({ id }) => id <= upTo).map(logLine)
    if (lines.length > 0) yield `${after === 0 ? '' : ','}${canonicalJson(lines).slice(1, -1)}`
    const last = page.at(-1)
    if (!last || page.length < logRows) return
    after = last.id
  }
}

/** The order by pool: members of an object, pool after pool, as the parts are kept. */
async function* orderPieces(db: Db, { round_id, revision }: ResultRow): AsyncGenerator<string> {
  let pool: string | null = null
  for await (const part of partsOf(db, { round_id, revision, kind: 'order' })) {
    if (part.pool === pool) yield `,${part.content}`
    else yield `${pool === null ? '' : '],'}${JSON.stringify(part.pool)}:[${part.content}`
    pool = part.pool
  }
  if (pool !== null) yield ']'
}

/** A state of a record: what it is made of is only ever added to, so these name its bytes. */
interface Edition {
  row: RoundRow
  result: ResultRow | undefined
  /** The last line of the log that is in it; 0: none. */
  upTo: number
}
/** The newest edition, or that of an earlier result. @throws Problem not-found before the lock */
const editionOf = async (db: Db, row: RoundRow, revision?: number): Promise<Edition> => {
  if (row.commitment === null) throw problem('not-found')
  const result = revision === undefined ? await resultOf(db, row.id) : await resultAt(db, row.id, revision)
  if (revision !== undefined && !result) throw problem('not-found')
  const [last] = await logBefore(db, row.id, null, 1)
  return { row, result, upTo: last?.id ?? 0 }
}

/** The canonical text of a record, piece by piece, each of some hundred kilobytes at most. */
async function* recordPieces(db: Db, { row, result, upTo }: Edition): AsyncGenerator<string> {
  const record: Omit<DrawRecord, 'leaves' | 'log' | 'result'> = {
    ...(await lockedOf(db, row)),
    format: 'jucai.draw/1',
  }
  const lists: Record<string, () => AsyncGenerator<string>> = {
    leaves: async function* () {
      for await (const { part, content } of partsOf(db, { round_id: row.id, revision: 0, kind: 'leaves' }))
        yield part === 0 ? content : `,${content}`
    },
    log: () => logPieces(db, row.id, upTo),
  }
  const members = { ...record, leaves: null, log: null, result: null }
  let before = '{'
  for (const name of Object.keys(members).sort() as (keyof typeof members)[]) {
    yield `${before}${JSON.stringify(name)}:`
    before = ','
    const list = lists[name]
    if (list) {
      yield '['
      yield* list()
      yield ']'
    } else if (name === 'result' && result) {
      yield `{"drawn":${canonicalJson(drawnOf(result))},"key":${JSON.stringify(result.key)},"order":{`
      yield* orderPieces(db, result)
      yield '}}'
    } else yield canonicalJson(members[name])
  }
  yield '}'
}

/** The whole text of a record. For what is small, and for tools. @throws Problem not-found before the lock */
export const recordOf = async (db: Db, row: RoundRow): Promise<string> => {
  let text = ''
  for await (const piece of recordPieces(db, await editionOf(db, row))) text += piece
  return text
}

/** What is said of an edition beside its text. */
type Seal = Omit<RoundRecord, 'record'>
const sealOf = async (db: Db, { issuer }: Pick<RoundRoomDeps, 'issuer'>, edition: Edition): Promise<Seal> => {
  const hash = createHash('sha256')
  for await (const piece of recordPieces(db, edition)) hash.update(piece)
  const sha256 = hash.digest('hex')
  return {
    sha256,
    signature: Buffer.from(await issuer.key.sign(Buffer.from(signedText(sha256)))).toString('base64url'),
    keyId: Buffer.from(issuer.key.id).toString('base64url'),
    revision: edition.result?.revision ?? 0,
  }
}

const mostSeals = 200
/**
 * Seals of editions, computed once for each, however many ask at once: the whole text is hashed for it. An edition
 * changes with each line of the log.
 */
export const keptSeals = (deps: Pick<RoundRoomDeps, 'issuer'>) => {
  const seals = new Map<string, Promise<Seal>>()
  return (db: Db, edition: Edition): Promise<Seal> => {
    const name = [edition.row.id, edition.result?.revision ?? 0, edition.upTo].join(' ')
    const known = seals.get(name)
    if (known) return known
    const seal = sealOf(db, deps, edition)
    seals.set(name, seal)
    seal.catch(() => seals.delete(name))
    for (const [oldest] of seals) if (seals.size > mostSeals) seals.delete(oldest)
    return seal
  }
}

// An ended round is not added to any more.
const isFinal = ({ state }: RoundRow): boolean => state === 'ended'

/** The record as a file, signed by the key that signs talent codes. @throws Problem not-found before the lock */
export const signedRecord = async (
  db: Db,
  sealed: ReturnType<typeof keptSeals>,
  row: RoundRow,
  revision?: number,
): Promise<Streamed> => {
  const edition = await editionOf(db, row, revision)
  const seal = await sealed(db, edition)
  return new Streamed({
    tag: seal.sha256,
    isFinal: isFinal(row),
    pieces: () => withLongText('record', recordPieces(db, edition), seal),
  })
}

const titlesDigest = (titles: ReadonlyMap<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify([...titles]))
    .digest('hex')
    .slice(0, 16)

/** The order as a table. @throws Problem not-found before the draw */
export const recordCsv = async (db: Db, row: RoundRow): Promise<Streamed> => {
  const { result, upTo } = await editionOf(db, row)
  if (!result) throw problem('not-found')
  const homes = await homesOf(db, await flatRowsOf(db, row.id))
  const titles = new Map(poolTitles(row, homes).map(({ code, title }) => [code, title]))
  return new Streamed({
    // Pools without a name of their own stand in it by those of their projects as of today, also after the end.
    tag: ['table', row.id, result.revision, upTo, titlesDigest(titles)].join('-'),
    isFinal: false,
    pieces: () => withLongText('text', tablePieces(db, result, titles), { fileName: `${row.code}.csv` }),
  })
}

/** Proof of being in the list. @throws Problem not-found without a ticket, round-not-locked */
export const receiptOf = async (
  db: Db,
  { vault }: Pick<RoundDeps, 'vault'>,
  row: RoundRow,
  personId: string,
): Promise<RoundReceipt> => {
  const ticket = await ticketOf(db, row.id, personId)
  if (!ticket) throw problem('not-found')
  const locked = await lockedOf(db, row)
  const leaf = await leafOfTicket(db, ticket.id)
  if (!leaf) throw problem('not-found')
  return {
    round: row.code,
    leaf: leafText(ticketOfLeaf(leaf)),
    salt: saltOf(vault, ticket) ?? '',
    path: await pathIn(db, row.id, locked.tickets, leaf.number - 1),
    tickets: locked.tickets,
    root: locked.root,
    commitment: locked.commitment,
  }
}
