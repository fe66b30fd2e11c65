import type { Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { owe, type Owed } from '../../server/ledger'
import { workReturns } from '../../server/ledger/returns'
import { verifyLedger } from '../../server/ledger/verify'
import { testVault } from '../../mock/fakes'
import type { Harness, Visitor } from '../harness'

/** The scheme that tests pay from. */
export const scheme = 'rent-subsidy'
export const year = 2026
/** A card whose check digit fits. */
export const card = '6222021234567890128'
/** Another. */
export const otherCard = '6217001234567890122'

/** What the ledger works with in tests. */
export const ledgerDeps = (harness: Pick<Harness, 'db' | 'storage'>) => ({
  db: harness.db,
  vault: testVault(),
  storage: harness.storage,
  registeredName: async () => null,
})

/** Sets the budget of the scheme, by a lead. */
export const setBudget = async (lead: Visitor, amountFen: number, of = scheme) => {
  const known = (await lead.call('GET /ledger/budgets', { query: { year, limit: 50 } })).items.find(
    (one) => one.scheme === of,
  )
  return lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: of, year },
    body: { title: '租房补贴', amountFen, why: '年初安排', version: known?.version ?? 0 },
  })
}

let references = 0
/** Owes somebody an amount, as a room that decided it does. @returns the payment's id */
export const oweTo = (
  { db, clock }: Pick<Harness, 'db' | 'clock'>,
  personId: string,
  wanted: Partial<Owed> = {},
): Promise<string> =>
  db.transaction().execute((tx) =>
    owe(
      { db: tx, now: clock.now() },
      {
        scheme,
        year,
        personId,
        amountFen: 80_000,
        reference: `application:test:${(references += 1)}`,
        promisedOn: '2026-12-11',
        why: '租房补贴，2026 年 11 月',
        ...wanted,
      },
    ),
  )

/** Gives somebody an account in their registered name. */
export const giveAccount = (person: Visitor, number = card, payeeName = '林小满') =>
  person.call('PUT /me/bank-account', {
    body: { payeeName, bankName: '星城银行老城支行', number },
  })

/** Puts approved payments into the plan: what has fallen due, or what is promised until a day. */
export const allot = (lead: Visitor, of = scheme, body: { promisedUntil?: string } = {}) =>
  lead.call('POST /ledger/budgets/:scheme/:year/allotments', { params: { scheme: of, year }, body })

/** Makes a run by one lead and releases it by another. */
export const releasedRun = async (
  maker: Visitor,
  releaser: Visitor,
  format: 'csv-utf8' | 'csv-gbk' | 'xlsx' = 'csv-utf8',
  of = scheme,
) => {
  const run = await maker.call('POST /ledger/runs', { body: { scheme: of, year, format } })
  return releaser.call('POST /ledger/runs/:run/release', {
    params: { run: run.id },
    body: { version: run.version },
  })
}

/** One line as the bank answers it. */
export interface Answer {
  number: string
  sequence: number
  yuan: string
  account?: string
  result?: string
  words?: string
  on?: string
}
/** The bank's file as csv text. */
export const answerText = (lines: readonly Answer[]): string =>
  [
    '批次号,序号,账号,金额（元）,处理结果,原因,交易日期',
    ...lines.map(
      ({ number, sequence, yuan, account = card, result = '成功', words = '', on = '' }) =>
        `${number},${sequence},${account},${yuan},${result},${words},${on}`,
    ),
  ].join('\r\n')

/** Hands in a file of the bank and has it read. */
export const upload = async (
  harness: Harness,
  lead: Visitor,
  file: string | Uint8Array,
  fileName = '回单.csv',
) => {
  const { id } = await lead.call('POST /ledger/returns', {
    body: { fileName, data: Buffer.from(file).toString('base64') },
  })
  await workReturns(ledgerDeps(harness), harness.clock.now())
  return lead.call('GET /ledger/returns/:bankReturn', { params: { bankReturn: id } })
}
/** Has a preview booked, and everybody told. */
export const commit = async (harness: Harness, lead: Visitor, id: string) => {
  await lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: id } })
  await workReturns(ledgerDeps(harness), harness.clock.now())
  await harness.app.worker.drain()
  return lead.call('GET /ledger/returns/:bankReturn', { params: { bankReturn: id } })
}
/** Hands in what the bank answers and books it. */
export const bankAnswers = async (harness: Harness, lead: Visitor, lines: readonly Answer[]) =>
  commit(harness, lead, (await upload(harness, lead, answerText(lines))).id)

/** What does not hold in the ledger; nothing when all does. */
export const faultsIn = async (db: Kysely<Database>, now: Date) => (await verifyLedger(db, now)).faults
