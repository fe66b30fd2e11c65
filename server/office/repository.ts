import type { Generated, Selectable } from 'kysely'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'

interface OfficeAccountTable {
  person_id: string
  login: string
  name: Buffer
  password_hash: string
  totp_secret: Buffer
  last_counter: number | null
  created_at: Date
  changed_at: Date
  wrong_tries: Generated<number>
  lock_told_at: Date | null
}
interface OfficeSetupTable {
  id: string
  secret_hash: string
  person_id: string | null
  invitation_hash: string | null
  login: string
  name: Buffer
  password_hash: string
  totp_secret: Buffer
  tries: number
  expires_at: Date
}
declare module '../core/db' {
  interface Database {
    office_account: OfficeAccountTable
    office_setup: OfficeSetupTable
  }
}

/** An account of the console, in the clear. */
export interface OfficeAccount {
  personId: string
  login: string
  name: string
  passwordHash: string
  totpSecret: string
  lastCounter: number | null
  /** Since the last sign-in. */
  wrongTries: number
  /** When its owner was last told of a lock. */
  lockToldAt: Date | null
}
/** An account being opened. `tries`: wrong codes so far. */
export interface OfficeSetup {
  id: string
  personId: string | null
  invitationHash: string | null
  login: string
  name: string
  passwordHash: string
  totpSecret: string
  tries: number
  expiresAt: Date
}

const context = (table: 'office_account' | 'office_setup', column: 'name' | 'totp_secret', id: string) =>
  `${table}.${column}:${id}`

const accountFrom = (vault: Vault, row: Selectable<OfficeAccountTable>): OfficeAccount => ({
  personId: row.person_id,
  login: row.login,
  name: vault.decrypt(row.name, context('office_account', 'name', row.person_id)),
  passwordHash: row.password_hash,
  totpSecret: vault.decrypt(row.totp_secret, context('office_account', 'totp_secret', row.person_id)),
  lastCounter: row.last_counter,
  wrongTries: row.wrong_tries,
  lockToldAt: row.lock_told_at,
})

/** The hash of the password of a login; null when there is no such login. */
export const passwordHashOf = async (db: Db, login: string): Promise<string | null> =>
  (
    await db
      .selectFrom('office_account')
      .select('password_hash')
      .where('login', '=', login)
      .executeTakeFirst()
  )?.password_hash ?? null

/** An account by its login, held until the transaction ends. */
export const accountByLogin = async (db: Db, vault: Vault, login: string): Promise<OfficeAccount | null> => {
  const row = await db
    .selectFrom('office_account')
    .selectAll()
    .where('login', '=', login)
    .forUpdate()
    .executeTakeFirst()
  return row ? accountFrom(vault, row) : null
}

/** A person's account. */
export const accountOf = async (db: Db, vault: Vault, personId: string): Promise<OfficeAccount | null> => {
  const row = await db
    .selectFrom('office_account')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? accountFrom(vault, row) : null
}

/** The name that colleagues read; null when the person has no account of the console. */
export const officeNameOf = async (db: Db, vault: Vault, personId: string): Promise<string | null> =>
  (await accountOf(db, vault, personId))?.name ?? null

/** The names that colleagues read, of those among these people who have an account of the console. */
export const officeNamesOf = async (
  db: Db,
  vault: Vault,
  personIds: readonly string[],
): Promise<Map<string, string>> => {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('office_account')
    .select(['person_id', 'name'])
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.person_id,
      vault.decrypt(row.name, context('office_account', 'name', row.person_id)),
    ]),
  )
}

/** Adds an account. @returns false when the login is taken or the person has one. */
export const insertAccount = async (
  db: Db,
  vault: Vault,
  now: Date,
  account: Omit<OfficeAccount, 'wrongTries' | 'lockToldAt'>,
): Promise<boolean> => {
  const { personId, login, name, passwordHash, totpSecret, lastCounter } = account
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('office_account')
    .values({
      person_id: personId,
      login,
      name: vault.encrypt(name, context('office_account', 'name', personId)),
      password_hash: passwordHash,
      totp_secret: vault.encrypt(totpSecret, context('office_account', 'totp_secret', personId)),
      last_counter: lastCounter,
      created_at: now,
      changed_at: now,
      lock_told_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Keeps which one-time code was used last. */
export const useCounter = async (db: Db, personId: string, counter: number): Promise<void> => {
  await db
    .updateTable('office_account')
    .set({ last_counter: counter })
    .where('person_id', '=', personId)
    .execute()
}

/** Sets a new password. */
export const setPassword = async (
  db: Db,
  now: Date,
  personId: string,
  passwordHash: string,
): Promise<void> => {
  await db
    .updateTable('office_account')
    .set({ password_hash: passwordHash, changed_at: now })
    .where('person_id', '=', personId)
    .execute()
}

/** Removes a person's account. */
export const deleteAccount = async (db: Db, personId: string): Promise<void> => {
  await db.deleteFrom('office_setup').where('person_id', '=', personId).execute()
  await db.deleteFrom('office_account').where('person_id', '=', personId).execute()
}

/** Keeps how many wrong tries there were since the last sign-in, and when the owner was told of a lock. */
export const setWrongTries = async (
  db: Db,
  { personId }: Pick<OfficeAccount, 'personId'>,
  wrongTries: number,
  lockToldAt?: Date,
): Promise<void> => {
  await db
    .updateTable('office_account')
    .set({ wrong_tries: wrongTries, ...(lockToldAt ? { lock_told_at: lockToldAt } : {}) })
    .where('person_id', '=', personId)
    .execute()
}

/** The name of an account as it lies in the database, in the clear. */
export const accountName = (vault: Vault, personId: string, name: Buffer): string =>
  vault.decrypt(name, context('office_account', 'name', personId))

/** Adds an account being opened. */
export const insertSetup = async (
  db: Db,
  vault: Vault,
  setup: OfficeSetup,
  secretHash: string,
): Promise<void> => {
  const { id, personId, invitationHash, login, name, passwordHash, totpSecret, tries, expiresAt } = setup
  await db
    .insertInto('office_setup')
    .values({
      id,
      secret_hash: secretHash,
      person_id: personId,
      invitation_hash: invitationHash,
      login,
      name: vault.encrypt(name, context('office_setup', 'name', id)),
      password_hash: passwordHash,
      totp_secret: vault.encrypt(totpSecret, context('office_setup', 'totp_secret', id)),
      tries,
      expires_at: expiresAt,
    })
    .execute()
}

/** An account being opened, held until the transaction ends. */
export const setupBySecret = async (
  db: Db,
  vault: Vault,
  secretHash: string,
): Promise<OfficeSetup | null> => {
  const row = await db
    .selectFrom('office_setup')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .forUpdate()
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        personId: row.person_id,
        invitationHash: row.invitation_hash,
        login: row.login,
        name: vault.decrypt(row.name, context('office_setup', 'name', row.id)),
        passwordHash: row.password_hash,
        totpSecret: vault.decrypt(row.totp_secret, context('office_setup', 'totp_secret', row.id)),
        tries: row.tries,
        expiresAt: row.expires_at,
      }
    : null
}

/** Counts one more wrong code. */
export const countTry = async (db: Db, setup: OfficeSetup): Promise<void> => {
  await db
    .updateTable('office_setup')
    .set({ tries: setup.tries + 1 })
    .where('id', '=', setup.id)
    .execute()
}
/** Forgets an account being opened. */
export const deleteSetup = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('office_setup').where('id', '=', id).execute()
}

/** Forgets openings that came to nothing. */
export const forgetOldSetups = async (db: Db, now: Date): Promise<void> => {
  await db.deleteFrom('office_setup').where('expires_at', '<', now).execute()
}
