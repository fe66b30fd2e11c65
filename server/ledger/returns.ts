import { createHash, randomBytes } from 'node:crypto'
import type { BankReturn } from '@jucai/contract/bank-returns'
import { maxReturnBytes } from '@jucai/contract/ledger-rules'
import { spokenTime } from '../core/clock'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { fieldProblem, problem } from '../core/problem'
import { keepStored, leaveStored, openFile, sealFile, storeReserved } from '../core/stored-files'
import { peopleWithRole } from '../accounts'
import { notify } from '../notifications'
import { bookLines } from './book-lines'
import type { LedgerDeps, OfficeWork } from './deps'
import { readReturn } from './read-return'
import { dropLines } from './repeats'
import { writeLines } from './return-match'
import { returnById, returnForUpdate, shownReturns } from './return-rows'
import { UnusableFile } from '../core/table-file'
import type { ReturnRow } from './tables'

const fileContext = (id: string) => `ledger_return:${id}`
const keyContext = (id: string) => `ledger_return.file_key:${id}`

const onRecord = ({ now, actor }: OfficeWork, action: string, id: string, detail = {}) => ({
  at: now,
  actorId: actor.personId,
  actorRole: 'lead',
  action,
  object: `bank-return:${id}`,
  detail,
})
const shown = async (db: Db, row: ReturnRow): Promise<BankReturn> =>
  (await shownReturns(db, [row]))[0] as BankReturn

/**
 * Takes a file of the bank in two stages: it is stored before the transaction, and read after it.
 * @throws Problem already-imported, storage-unavailable, invalid-request
 */
export const uploadReturn = async (
  deps: LedgerDeps,
  now: Date,
  { fileName, data }: { fileName: string; data: string },
) => {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length === 0 || bytes.length > maxReturnBytes)
    throw fieldProblem('/data', `文件应为 1 字节到 ${maxReturnBytes / 1024 / 1024} MB`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const id = uuidv7()
  const { sealed, key } = sealFile(bytes, fileContext(id))
  const storedAs = `bank-returns/${id}-${randomBytes(8).toString('hex')}`
  await storeReserved(deps.db, deps.storage, now, storedAs, sealed)
  return async (work: OfficeWork): Promise<BankReturn> => {
    const row: ReturnRow = {
      id,
      file_name: fileName,
      file_hash: hash,
      state: 'reading',
      refused_because: null,
      stored_as: storedAs,
      file_key: deps.vault.encrypt(key, keyContext(id)).toString('base64'),
      uploaded_by: work.actor.personId,
      uploaded_at: now,
      committed_at: null,
      taken_at: null,
      attempts: 0,
      told_at: null,
    }
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('ledger_return')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) throw await alreadyThere(work.db, hash)
    await keepStored(work.db, storedAs)
    await audit(work.db, onRecord(work, 'bank-return.uploaded', id, { hash }))
    return shown(work.db, row)
  }
}

/**
 * Books lines of the bank that need no reading, in the caller's transaction: each is held against what was sent, like
 * those of a file.
 */
export const importLines = async (
  work: OfficeWork,
  fileName: string,
  lines: Parameters<typeof writeLines>[3],
): Promise<void> => {
  const { db, now, deps, actor } = work
  const id = uuidv7()
  await db
    .insertInto('ledger_return')
    .values({
      id,
      file_name: fileName,
      file_hash: createHash('sha256').update(id).digest('hex'),
      state: 'done',
      refused_because: null,
      stored_as: null,
      file_key: null,
      uploaded_by: actor.personId,
      uploaded_at: now,
      committed_at: now,
      taken_at: null,
      attempts: 0,
      told_at: null,
    })
    .execute()
  await writeLines(db, { vault: deps.vault, now }, id, lines)
  while ((await bookLines(work, id)) > 0);
}

const alreadyThere = async (db: Db, hash: string) => {
  const earlier = await db
    .selectFrom('ledger_return')
    .select(['file_name', 'uploaded_at'])
    .where('file_hash', '=', hash)
    .where('state', 'not in', ['discarded', 'refused'])
    .executeTakeFirst()
  return problem('already-imported', {
    detail: earlier
      ? `同样内容的文件“${earlier.file_name}”已于 ${spokenTime(earlier.uploaded_at)} 导入，不用再导一次`
      : '同样内容的文件已经导入，不用再导一次',
  })
}

/** The file and its key are not needed any more. */
const dropFile = async (tx: Db, now: Date, row: ReturnRow): Promise<void> => {
  await leaveStored(tx, now, row.stored_as ? [row.stored_as] : [])
  await tx
    .updateTable('ledger_return')
    .set({ stored_as: null, file_key: null })
    .where('id', '=', row.id)
    .execute()
}

const abandonedMs = 10 * 60_000
const maxAttempts = 3

/** Takes the next import to work on, also one whose worker died. */
const takeReturn = (db: Kysely<Database>, now: Date): Promise<ReturnRow | undefined> =>
  db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('ledger_return')
      .selectAll()
      .where('state', 'in', ['reading', 'booking'])
      .where((eb) =>
        eb.or([eb('taken_at', 'is', null), eb('taken_at', '<', new Date(now.getTime() - abandonedMs))]),
      )
      .orderBy('uploaded_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return undefined
    const taken = { taken_at: now, attempts: row.attempts + 1 }
    await tx.updateTable('ledger_return').set(taken).where('id', '=', row.id).execute()
    return { ...row, ...taken }
  })

/** Runs one part of the work in a transaction, while the import is still this worker's. @throws Error when it is not */
const stillMine = <T>(db: Kysely<Database>, row: ReturnRow, run: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (tx) => {
    const found = await returnForUpdate(tx, row.id)
    if (found?.state !== row.state || found.attempts !== row.attempts) throw new Error('taken by another')
    return run(tx)
  })

const readFile = async (deps: LedgerDeps, now: Date, row: ReturnRow): Promise<void> => {
  const key = deps.vault.decrypt(Buffer.from(row.file_key ?? '', 'base64'), keyContext(row.id))
  const bytes = openFile(await deps.storage.get(row.stored_as as string), key, fileContext(row.id))
  await stillMine(deps.db, row, (tx) => dropLines(tx, row.id)) // of an attempt that was cut short
  for await (const lines of readReturn(bytes))
    await stillMine(deps.db, row, (tx) => writeLines(tx, { vault: deps.vault, now }, row.id, lines))
  await stillMine(deps.db, row, async (tx) => {
    await tx
      .updateTable('ledger_return')
      .set({ state: 'previewed', taken_at: null, attempts: 0, told_at: null })
      .where('id', '=', row.id)
      .execute()
    await dropFile(tx, now, row)
  })
}

const refuse = (deps: LedgerDeps, now: Date, row: ReturnRow, words: string): Promise<void> =>
  stillMine(deps.db, row, async (tx) => {
    await dropLines(tx, row.id)
    await tx
      .updateTable('ledger_return')
      .set({ state: 'refused', refused_because: words })
      .where('id', '=', row.id)
      .execute()
    await dropFile(tx, now, row)
    await notify(tx, deps.vault, now, {
      personId: row.uploaded_by,
      kind: 'staff',
      title: '银行回单没有导入',
      body: `${row.file_name}：${words}。请在审核台“银行回单”里重新上传。`,
      deskLink: '/bank-returns',
    })
  })

const bookAll = async (deps: LedgerDeps, now: Date, row: ReturnRow): Promise<void> => {
  // After two failures line by line: what stands before the one that cannot be booked is booked, and that one is known.
  const most = row.attempts >= maxAttempts ? 1 : undefined
  while ((await stillMine(deps.db, row, (tx) => bookLines({ db: tx, now, deps }, row.id, most))) > 0);
  await stillMine(deps.db, row, (tx) =>
    tx.updateTable('ledger_return').set({ state: 'done', taken_at: null }).where('id', '=', row.id).execute(),
  )
}

/** Tells leads once of an import that cannot be booked, and at which row it stands. */
const tellStuck = (deps: LedgerDeps, now: Date, row: ReturnRow): Promise<void> =>
  stillMine(deps.db, row, async (tx) => {
    if (row.told_at !== null) return
    await tx.updateTable('ledger_return').set({ told_at: now }).where('id', '=', row.id).execute()
    const { next } = await tx
      .selectFrom('ledger_return_line')
      .select(({ fn }) => fn.min<number | null>('row_number').as('next'))
      .where('return_id', '=', row.id)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    for (const personId of await peopleWithRole(tx, 'lead'))
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'staff',
        title: '银行回单没有全部入账',
        body: `“${row.file_name}”试了 ${row.attempts} 次，${next === null ? '没有收尾' : `第 ${next} 行入不了账，它和后面的都在等`}。系统每 10 分钟再试；请把文件名和行号告诉系统管理员，不要重复导入。`,
        deskLink: '/bank-returns',
      })
  })

/** What is left to do after an attempt failed: nothing for now, or saying that it is given up. */
const afterFailure = async (deps: LedgerDeps, now: Date, row: ReturnRow, error: unknown): Promise<void> => {
  if (error instanceof UnusableFile) return refuse(deps, now, row, error.words)
  deps.failed?.((error as Error).name)
  if (row.state === 'reading' && row.attempts >= maxAttempts)
    return refuse(deps, now, row, '文件没有读完。请另存为 CSV UTF-8 后再导入，仍不行的请联系系统管理员')
  if (row.state === 'booking' && row.attempts >= maxAttempts) return tellStuck(deps, now, row)
}

/**
 * Reads and books what waits, off the request, in parts that each stand by themselves: after kill -9 the next worker
 * goes on. What fails is tried again ten minutes later.
 * @returns how many were finished
 */
export const workReturns = async (deps: LedgerDeps, now: Date): Promise<number> => {
  for (let worked = 0; ;) {
    const row = await takeReturn(deps.db, now)
    if (!row) return worked
    try {
      if (row.state === 'reading' && row.attempts > maxAttempts)
        await refuse(deps, now, row, '文件没有读完。请另存为 CSV UTF-8 后再导入')
      else if (row.state === 'reading') await readFile(deps, now, row)
      else await bookAll(deps, now, row)
      worked += 1
    } catch (error) {
      await afterFailure(deps, now, row, error)
    }
  }
}

const previewed = async (db: Db, id: string): Promise<ReturnRow> => {
  const row = await returnForUpdate(db, id)
  if (!row || row.state === 'discarded') throw problem('not-found')
  if (row.state !== 'previewed')
    throw problem('event-not-allowed', {
      detail:
        row.state === 'reading'
          ? '文件还在读取，请稍候'
          : row.state === 'refused'
            ? '这个文件不能用，请改好后重新导入'
            : '这个文件已经入账，不能再改',
    })
  return row
}

/** Has a preview booked, in the background. @throws Problem not-found, event-not-allowed */
export const commitReturn = async (work: OfficeWork, id: string): Promise<BankReturn> => {
  const row = await previewed(work.db, id)
  const change = {
    state: 'booking' as const,
    committed_at: work.now,
    taken_at: null,
    attempts: 0,
    told_at: null,
  }
  await work.db.updateTable('ledger_return').set(change).where('id', '=', id).execute()
  await audit(work.db, onRecord(work, 'bank-return.committed', id))
  return shown(work.db, { ...row, ...change })
}

/**
 * Throws a preview away; the same file may be handed in again. What other imports passed by because it stood here is
 * booked there.
 * @throws Problem not-found, event-not-allowed
 */
export const discardReturn = async (work: OfficeWork, id: string): Promise<void> => {
  await previewed(work.db, id)
  await dropLines(work.db, id)
  await work.db.updateTable('ledger_return').set({ state: 'discarded' }).where('id', '=', id).execute()
  await audit(work.db, onRecord(work, 'bank-return.discarded', id))
}

/** An import as the office sees it. @throws Problem not-found */
export const showReturn = async (db: Db, id: string): Promise<BankReturn> => {
  const row = await returnById(db, id)
  if (!row || row.state === 'discarded') throw problem('not-found')
  return shown(db, row)
}
