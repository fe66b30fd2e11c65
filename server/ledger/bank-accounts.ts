import type { BankAccount } from '@jucai/contract/ledger'
import { accountNumberFault, bankTextFault, maskedAccount } from '@jucai/contract/ledger-rules'
import { isSameName } from '@jucai/contract/text'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskName } from '../core/masking'
import { holdPerson } from '../core/person'
import { fieldProblem } from '../core/problem'
import { safeFen } from './balances'
import type { LedgerWork } from './deps'
import { holdPayments, movePayments } from './moves'
import type { BankAccountRow, Payee } from './tables'

const context = (field: 'payee_name' | 'bank_name' | 'number', id: string) =>
  `ledger_bank_account.${field}:${id}`

/** An account in the clear; null once it is erased. */
export const openAccount = (vault: Vault, row: BankAccountRow): Payee | null =>
  row.payee_name && row.bank_name && row.number
    ? {
        name: vault.decrypt(row.payee_name, context('payee_name', row.id)),
        bank: vault.decrypt(row.bank_name, context('bank_name', row.id)),
        number: vault.decrypt(row.number, context('number', row.id)),
      }
    : null

/** All versions of a person's account, the newest first. */
export const accountsOf = (db: Db, personId: string): Promise<BankAccountRow[]> =>
  db
    .selectFrom('ledger_bank_account')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** The newest version of each of these people's accounts; who has none is left out. */
export const newestAccounts = async (
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, BankAccountRow>> => {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('ledger_bank_account')
    .selectAll()
    .distinctOn('person_id')
    .where('person_id', 'in', [...new Set(personIds)])
    .where('number', 'is not', null)
    .orderBy('person_id')
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row]))
}

/** The account as its owner sees it; null when there is none. */
export const ownAccount = async (db: Db, vault: Vault, personId: string): Promise<BankAccount | null> => {
  const rows = await accountsOf(db, personId)
  const [newest] = rows
  const payee = newest && openAccount(vault, newest)
  return newest && payee
    ? {
        payeeName: maskName(payee.name),
        bankName: payee.bank,
        maskedNumber: maskedAccount(payee.number),
        version: rows.length,
        givenAt: newest.given_at.toISOString(),
      }
    : null
}

/** @throws Problem invalid-request, naming the field and what is wrong with it */
const check = async ({ db, now, deps }: LedgerWork, personId: string, payee: Payee): Promise<void> => {
  const fault = accountNumberFault(payee.number)
  if (fault) throw fieldProblem('/number', fault)
  for (const [field, text] of [
    ['payeeName', payee.name],
    ['bankName', payee.bank],
  ] as const) {
    const unfit = bankTextFault(text)
    if (unfit) throw fieldProblem(`/${field}`, unfit)
  }
  const registered = await deps.registeredName(db, personId, now)
  if (registered && !isSameName(registered, payee.name))
    throw fieldProblem(
      '/payeeName',
      '收款人要和你登记的姓名一致，只能付到本人的账户。姓名登记错了的，先改登记',
    )
}

/** Whether this is what the newest version says already: a second tap is not a correction. */
const isKnown = (vault: Vault, newest: BankAccountRow | undefined, payee: Payee): boolean => {
  const known = newest && openAccount(vault, newest)
  return known?.name === payee.name && known.bank === payee.bank && known.number === payee.number
}

/** What the bank returned of a person's payments, which another account puts back into the plan. */
export const returnedTo = async (db: Db, personId: string): Promise<{ payments: number; fen: number }> => {
  const { payments, fen } = await db
    .selectFrom('ledger_payment')
    .select(({ fn }) => [fn.countAll<string>().as('payments'), fn.sum<string | null>('amount_fen').as('fen')])
    .where('person_id', '=', personId)
    .where('state', '=', 'returned')
    .executeTakeFirstOrThrow()
  return { payments: Number(payments), fen: safeFen(fen ?? 0) }
}

/** Payments of a person that the bank returned, held. */
const returnedOf = async (db: Db, personId: string) => {
  const rows = await db
    .selectFrom('ledger_payment')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'returned')
    .execute()
  const held = await holdPayments(
    db,
    rows.map(({ id }) => id),
  )
  return held.filter(({ state }) => state === 'returned')
}

/**
 * Takes a person's account. Earlier versions stay, because payments went there. What the bank returned goes back into
 * the plan, and the next run pays it to whatever version is the newest then.
 * @throws Problem invalid-request
 */
export const giveAccount = async (work: LedgerWork, personId: string, payee: Payee): Promise<BankAccount> => {
  const { db, now, deps } = work
  const { vault } = deps
  await check(work, personId, payee)
  await holdPerson(db, personId)
  const [newest] = await accountsOf(db, personId)
  const id = isKnown(vault, newest, payee) && newest ? newest.id : uuidv7()
  if (id !== newest?.id)
    await db
      .insertInto('ledger_bank_account')
      .values({
        id,
        person_id: personId,
        payee_name: vault.encrypt(payee.name, context('payee_name', id)),
        bank_name: vault.encrypt(payee.bank, context('bank_name', id)),
        number: vault.encrypt(payee.number, context('number', id)),
        given_at: now,
      })
      .execute()
  const returned = await returnedOf(db, personId)
  await movePayments(
    work,
    'correct',
    'budgeted',
    returned.map((payment) => ({ payment, key: `${payment.id}:${uuidv7()}`, on: dayOf(now) })),
  )
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'bank-account.given',
    object: `bank-account:${id}`,
    personId,
    detail: { returned: returned.length },
  })
  return (await ownAccount(db, vault, personId)) as BankAccount
}
