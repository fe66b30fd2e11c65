import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { Database, Db } from './db'
import type { Vault } from './encryption'
import { printPdf, type Printed } from './pdf'
import type { SignatureProof, Signatures, Storage } from './ports'
import { problem } from './problem'
import { keepStored, leaveStored, openFile, sealFile, storeReserved } from './stored-files'

interface AgreementTable {
  id: string
  /** The record that it belongs to, `internship:<id>`; one version in force at a time. */
  held_for: string
  /** Whose data the text is: the natural person it was made for. */
  person_id: string
  version: number
  title: string
  sha256: string
  stored_as: string
  file_key: Buffer
  /** Keys of the parties, in the order in which they sign where there is one. */
  signers: unknown
  ordered: boolean
  state: 'open' | 'signed' | 'replaced' | 'void'
  made_at: Date
  complete_at: Date | null
}
interface AgreementSignatureTable {
  agreement_id: string
  party: string
  /** Who signed for the party; null: somebody without an account. */
  by_person: string | null
  /** Of the text as it was signed, whatever the agreement says later. */
  sha256: string
  /** What the provider attested, as JSON. */
  proof: string
  signed_at: Date
}
declare module './db' {
  interface Database {
    agreement: AgreementTable
    agreement_signature: AgreementSignatureTable
  }
}

/** One version of an agreement, and the signatures under it. */
export interface AgreementRow extends Omit<AgreementTable, 'signers'> {
  signers: readonly string[]
}
/** One signature. */
export type SignatureRow = AgreementSignatureTable

/** What agreements are built from. */
export interface AgreementDeps {
  vault: Vault
  storage: Storage
  signatures: Signatures
}

/** A text that was printed and stored; no row points to it yet. */
export interface PreparedAgreement {
  id: string
  title: string
  sha256: string
  storedAs: string
  key: string
}

const fileContext = (id: string) => `agreement:${id}`
const keyContext = (id: string) => `agreement.file_key:${id}`

/**
 * Prints a text and stores it, sealed, before any transaction.
 * @param folder in the storage, the name of the room
 * @throws Problem storage-unavailable
 */
export const prepareAgreement = async (
  { db, storage }: Pick<AgreementDeps, 'storage'> & { db: Kysely<Database> },
  now: Date,
  folder: string,
  printed: Printed,
): Promise<PreparedAgreement> => {
  const { bytes, sha256 } = await printPdf(printed)
  const id = uuidv7()
  const { sealed, key } = sealFile(bytes, fileContext(id))
  const storedAs = `${folder}/${randomBytes(1).toString('hex')}/${id}`
  await storeReserved(db, storage, now, storedAs, sealed)
  return { id, title: printed.title, sha256, storedAs, key }
}

const read = (row: AgreementTable): AgreementRow => ({ ...row, signers: row.signers as string[] })

/** All versions for a record, oldest first. */
export const agreementsOf = async (db: Db, heldBy: string): Promise<AgreementRow[]> =>
  (
    await db.selectFrom('agreement').selectAll().where('held_for', '=', heldBy).orderBy('version').execute()
  ).map(read)

/** The newest version of each of these records. */
export const newestAgreements = async (
  db: Db,
  heldBy: readonly string[],
): Promise<Map<string, AgreementRow>> =>
  new Map(
    heldBy.length === 0
      ? []
      : (
          await db
            .selectFrom('agreement')
            .selectAll()
            .where('held_for', 'in', heldBy)
            .orderBy('version')
            .execute()
        ).map((row) => [row.held_for, read(row)]),
  )

/** The newest version, held until the transaction ends. */
export const holdAgreement = async (db: Db, heldBy: string): Promise<AgreementRow | undefined> => {
  const row = await db
    .selectFrom('agreement')
    .selectAll()
    .where('held_for', '=', heldBy)
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row && read(row)
}

/** The signatures under these agreements, in the order in which they were given. */
export const signaturesUnder = async (db: Db, ids: readonly string[]): Promise<SignatureRow[]> =>
  ids.length === 0
    ? []
    : db
        .selectFrom('agreement_signature')
        .selectAll()
        .where('agreement_id', 'in', ids)
        .orderBy('signed_at')
        .orderBy('party')
        .execute()

/**
 * Puts a prepared text down as the version to be signed. The version before it is replaced and keeps its signatures, so
 * that what was signed stays readable; all sign anew.
 * @throws Problem storage-unavailable
 */
export const openAgreement = async (
  { db, now, deps }: { db: Db; now: Date; deps: Pick<AgreementDeps, 'vault'> },
  prepared: PreparedAgreement,
  about: { heldBy: string; personId: string; signers: readonly string[]; ordered: boolean },
): Promise<AgreementRow> => {
  const before = await holdAgreement(db, about.heldBy)
  if (before && (before.state === 'open' || before.state === 'signed'))
    await db.updateTable('agreement').set({ state: 'replaced' }).where('id', '=', before.id).execute()
  await keepStored(db, prepared.storedAs)
  const { id, title, sha256, storedAs, key } = prepared
  const row = {
    id,
    held_for: about.heldBy,
    person_id: about.personId,
    version: (before?.version ?? 0) + 1,
    title,
    sha256,
    stored_as: storedAs,
    file_key: deps.vault.encrypt(key, keyContext(id)),
    ordered: about.ordered,
    state: 'open' as const,
    made_at: now,
    complete_at: null,
  }
  await db
    .insertInto('agreement')
    .values({ ...row, signers: JSON.stringify(about.signers) })
    .execute()
  return { ...row, signers: about.signers }
}

/** What was agreed is to change: the version in force is over, and another is to be drawn up. Signatures stay. */
export const replaceAgreement = async (db: Db, heldBy: string): Promise<void> => {
  await db
    .updateTable('agreement')
    .set({ state: 'replaced' })
    .where('held_for', '=', heldBy)
    .where('state', 'in', ['open', 'signed'])
    .execute()
}

/** Nobody signs it any more: its record ended. Signatures stay. */
export const voidAgreement = async (db: Db, heldBy: string): Promise<void> => {
  await db
    .updateTable('agreement')
    .set({ state: 'void' })
    .where('held_for', '=', heldBy)
    .where('state', '=', 'open')
    .execute()
}

/** The text as it was printed. @throws Problem storage-unavailable */
export const agreementFile = async (
  { storage, vault }: Pick<AgreementDeps, 'storage' | 'vault'>,
  row: AgreementRow,
): Promise<Buffer> =>
  openFile(
    await storage.get(row.stored_as),
    vault.decrypt(row.file_key, keyContext(row.id)),
    fileContext(row.id),
  )

/**
 * Records whose open agreement has exactly so many signatures, so that it is the next party's turn; oldest first.
 * @param room what their names begin with, `internship:`
 */
export const heldAtTurn = async (
  db: Db,
  { room, signed, limit }: { room: string; signed: number; limit: number },
): Promise<string[]> =>
  (
    await db
      .selectFrom('agreement')
      .select('held_for')
      .where('state', '=', 'open')
      .where('held_for', 'like', `${room}%`)
      .where(
        (eb) =>
          eb
            .selectFrom('agreement_signature')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .whereRef('agreement_id', '=', 'agreement.id'),
        '=',
        signed,
      )
      .orderBy('made_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map((row) => row.held_for)

/** Who may sign now: the next in order, or everybody who has not. Empty once it is complete or over. */
export const partiesToSign = (
  { state, signers, ordered }: Pick<AgreementRow, 'state' | 'signers' | 'ordered'>,
  signatures: readonly Pick<SignatureRow, 'party'>[],
): readonly string[] => {
  if (state !== 'open') return []
  const signed = new Set(signatures.map(({ party }) => party))
  const left = signers.filter((party) => !signed.has(party))
  return ordered ? left.slice(0, 1) : left
}

const changed = () =>
  problem('paper-changed', { detail: '你看的那一版已经变了，没有签。请重新打开协议，看过再签' })

/**
 * The agreement that a party is about to sign.
 * @throws Problem paper-changed when another version or text stands; agreement-settled when it is not this party's turn
 */
export const agreementToSign = async (
  db: Db,
  heldBy: string,
  { party, sha256 }: { party: string; sha256: string },
): Promise<AgreementRow> => {
  const row = (await newestAgreements(db, [heldBy])).get(heldBy)
  if (!row) throw problem('not-found')
  if (row.sha256 !== sha256) throw changed()
  const signatures = await signaturesUnder(db, [row.id])
  if (signatures.some((one) => one.party === party))
    throw problem('agreement-settled', { detail: '这一版协议已经签过，不用再签' })
  if (!partiesToSign(row, signatures).includes(party))
    throw problem('agreement-settled', {
      detail: row.state === 'open' ? '还没有轮到这一方签。请等前一方签好' : '这份协议已经不能再签',
    })
  return row
}

/** One request to the provider for one text and party: the same over retries. */
const requestIdOf = ({ id, sha256 }: Pick<AgreementRow, 'id' | 'sha256'>, party: string): string =>
  uuidv5(`${sha256}:${party}`, id)

/** Sends the signer a code. Before any transaction. @throws Problem sms-not-sent, signing-unavailable */
export const askForSignature = (
  { signatures }: Pick<AgreementDeps, 'signatures'>,
  row: AgreementRow,
  party: string,
  signer: { name: string; phone: string },
): Promise<void> =>
  signatures.request({ requestId: requestIdOf(row, party), title: row.title, sha256: row.sha256, signer })

/**
 * Signs at the provider by the code. Before any transaction; again, the answer is the same.
 * @throws Problem sms-code-wrong, sms-code-expired, sms-code-too-many-tries, signing-unavailable
 */
export const signByCode = (
  { signatures }: Pick<AgreementDeps, 'signatures'>,
  row: AgreementRow,
  party: string,
  code: string,
): Promise<SignatureProof> =>
  signatures.confirm({ requestId: requestIdOf(row, party), sha256: row.sha256, code })

/** Puts the city's seal to it. Before any transaction. @throws Problem signing-unavailable */
export const sealAgreement = (
  { signatures }: Pick<AgreementDeps, 'signatures'>,
  row: AgreementRow,
  party: string,
): Promise<SignatureProof> =>
  signatures.seal({ requestId: requestIdOf(row, party), title: row.title, sha256: row.sha256 })

/**
 * Writes a signature down, in the transaction of its act. Whoever signs in the moment in which the text changes has
 * signed the old one, and is told.
 * @returns whether everybody has signed by now
 * @throws Problem paper-changed, agreement-settled
 */
export const keepSignature = async (
  { db, now }: { db: Db; now: Date },
  heldBy: string,
  given: { party: string; sha256: string; byPerson: string | null; proof: SignatureProof },
): Promise<boolean> => {
  const held = await holdAgreement(db, heldBy)
  if (!held) throw problem('not-found')
  const row = await agreementToSign(db, heldBy, given)
  const { provider, serial, at, signature } = given.proof
  await db
    .insertInto('agreement_signature')
    .values({
      agreement_id: row.id,
      party: given.party,
      by_person: given.byPerson,
      sha256: given.sha256,
      proof: JSON.stringify({ provider, serial, at: at.toISOString(), signature }),
      signed_at: now,
    })
    .execute()
  const isComplete = (await signaturesUnder(db, [row.id])).length === row.signers.length
  if (isComplete)
    await db
      .updateTable('agreement')
      .set({ state: 'signed', complete_at: now })
      .where('id', '=', row.id)
      .execute()
  return isComplete
}

/** A person's account is erased: the files go with the rows, which core's tables clear. */
export const leaveAgreements = async (db: Db, personId: string, now: Date): Promise<void> => {
  const rows = await db
    .selectFrom('agreement')
    .select('stored_as')
    .where('person_id', '=', personId)
    .execute()
  await leaveStored(
    db,
    now,
    rows.map(({ stored_as: name }) => name),
  )
}

/** What the export tells of a person's agreements; the files are read one by one. */
export const agreementsExport = async (db: Db, personId: string) => {
  const rows = await db
    .selectFrom('agreement')
    .select(['id', 'title', 'version', 'sha256', 'state', 'made_at', 'complete_at'])
    .where('person_id', '=', personId)
    .orderBy('made_at')
    .execute()
  const signatures = await signaturesUnder(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    title: row.title,
    version: row.version,
    sha256: row.sha256,
    state: row.state,
    madeAt: row.made_at.toISOString(),
    completeAt: row.complete_at?.toISOString() ?? null,
    signatures: signatures
      .filter((one) => one.agreement_id === row.id)
      .map(({ party, sha256, signed_at: at }) => ({ party, sha256, signedAt: at.toISOString() })),
  }))
}
