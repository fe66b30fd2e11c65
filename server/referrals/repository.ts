import type { Referral, ReferralCase } from '@jucai/contract/referrals'
import type { ReferralState } from '@jucai/contract/application-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'
import { maskName, maskPhone } from '../core/masking'

interface ReferralTable {
  id: string
  referrer_id: string
  kind: Referral['kind']
  state: ReferralState
  code_hash: string
  name: Buffer | null
  phone: Buffer | null
  title: Buffer | null
  about: Buffer | null
  relation: Buffer | null
  asked_at: Date
  expires_at: Date
  answered_at: Date | null
  reward_amount_fen: number | null
  reward_words: string | null
  reward_due_on: string | null
  paid_on: string | null
  city_version: number | null
  /** The project that it led to; its landing and its payment follow from there. */
  project_id: string | null
}
interface ReferralStepTable {
  id: string
  referral_id: string
  title: string
  note: Buffer | null
  by_person: string | null
  at: Date
}
interface ReferralNumberTable {
  phone_index: string
  asked_at: Date
  declined_at: Date | null
}
declare module '../core/db' {
  interface Database {
    referral: ReferralTable
    referral_step: ReferralStepTable
    referral_number: ReferralNumberTable
  }
}

/** A referral as it is kept. */
export type ReferralRow = ReferralTable
/** One thing that happened to a referral. */
export type ReferralStepRow = ReferralStepTable
type SealedField = 'name' | 'phone' | 'title' | 'about' | 'relation'
/** What the referrer typed. */
export type Typed = Record<SealedField, string>

const context = (field: SealedField, id: string) => `referral.${field}:${id}`
const noteContext = (id: string) => `referral_step.note:${id}`

/** A typed field in the clear; null once it is erased. */
export const openField = (vault: Vault, row: ReferralRow, field: SealedField): string | null => {
  const sealed = row[field]
  return sealed && vault.decrypt(sealed, context(field, row.id))
}

/** Adds a referral. */
export const insertReferral = async (
  db: Db,
  vault: Vault,
  referral: Pick<
    ReferralRow,
    'referrer_id' | 'kind' | 'code_hash' | 'asked_at' | 'expires_at' | 'city_version'
  >,
  typed: Typed,
): Promise<ReferralRow> => {
  const id = uuidv7()
  const seal = (field: SealedField) => vault.encrypt(typed[field], context(field, id))
  const row: ReferralRow = {
    id,
    ...referral,
    state: 'asked',
    name: seal('name'),
    phone: seal('phone'),
    title: seal('title'),
    about: seal('about'),
    relation: seal('relation'),
    answered_at: null,
    reward_amount_fen: null,
    reward_words: null,
    reward_due_on: null,
    paid_on: null,
    project_id: null,
  }
  await db.insertInto('referral').values(row).execute()
  return row
}

/** Removes a referral whose question could not be sent. */
export const deleteReferral = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('referral_step').where('referral_id', '=', id).execute()
  await db.deleteFrom('referral').where('id', '=', id).execute()
}

/** A referral by id. */
export const referralById = (db: Db, id: string): Promise<ReferralRow | undefined> =>
  db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst()
/** The same, held until the transaction ends. */
export const referralForUpdate = (db: Db, id: string): Promise<ReferralRow | undefined> =>
  db.selectFrom('referral').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** A referral by the hash of the SMS's secret. */
export const referralByCode = (db: Db, codeHash: string): Promise<ReferralRow | undefined> =>
  db.selectFrom('referral').selectAll().where('code_hash', '=', codeHash).executeTakeFirst()

/** What each step of the office is called. */
export const stepTitles = {
  followed: '人才办在跟进',
  landed: '已落地',
  closed: '已结束',
} as const

/** Landed referrals whose reward has no day yet, and when they landed; held. */
export const undatedRewards = (db: Db): Promise<(ReferralRow & { landed_at: Date })[]> =>
  db
    .selectFrom('referral')
    .innerJoin('referral_step', 'referral_step.referral_id', 'referral.id')
    .selectAll('referral')
    .select('referral_step.at as landed_at')
    .where('referral_step.title', '=', stepTitles.landed)
    .where('referral.reward_amount_fen', 'is not', null)
    .where('referral.reward_due_on', 'is', null)
    .where('referral.paid_on', 'is', null)
    .forUpdate('referral')
    .execute()

/** Changes a referral. */
export const updateReferral = async (db: Db, id: string, change: Partial<ReferralRow>): Promise<void> => {
  await db.updateTable('referral').set(change).where('id', '=', id).execute()
}
/** Everything typed about somebody, gone. */
export const erased = { name: null, phone: null, title: null, about: null, relation: null } as const

/** Writes down what happened. */
export const insertStep = async (
  db: Db,
  vault: Vault,
  row: Omit<ReferralStepTable, 'id' | 'note'> & { noteText: string | null },
): Promise<void> => {
  const { noteText, ...columns } = row
  const id = uuidv7()
  await db
    .insertInto('referral_step')
    .values({ id, ...columns, note: noteText === null ? null : vault.encrypt(noteText, noteContext(id)) })
    .execute()
}
/** What happened to these referrals, oldest first. */
export const stepsOf = async (db: Db, ids: readonly string[]): Promise<ReferralStepRow[]> =>
  ids.length === 0
    ? []
    : db
        .selectFrom('referral_step')
        .selectAll()
        .where('referral_id', 'in', ids)
        .orderBy('at')
        .orderBy('id')
        .execute()

const words: Record<Referral['kind'], string> = { person: '你推荐的一位人才', project: '你推荐的一个项目' }

/** As its referrer sees it. */
export const shownReferral = (
  vault: Vault,
  row: ReferralRow,
  steps: readonly ReferralStepRow[],
): Referral => {
  const name = openField(vault, row, 'name')
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    maskedName: name ? maskName(name) : '',
    title: openField(vault, row, 'title') ?? words[row.kind],
    askedAt: row.asked_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    steps: steps
      .filter((step) => step.referral_id === row.id)
      .map((step) => ({
        at: step.at.toISOString(),
        title: step.title,
        note: step.note && vault.decrypt(step.note, noteContext(step.id)),
      })),
    reward:
      row.reward_amount_fen === null
        ? null
        : {
            amountFen: row.reward_amount_fen,
            words: row.reward_words ?? '',
            dueOn: row.reward_due_on,
            paidOn: row.paid_on,
          },
  }
}

/** As the office sees it. */
export const shownCase = (
  vault: Vault,
  row: ReferralRow,
  steps: readonly ReferralStepRow[],
  referrerMaskedName: string,
): ReferralCase => {
  const phone = openField(vault, row, 'phone')
  return {
    ...shownReferral(vault, row, steps),
    referrerMaskedName,
    about: openField(vault, row, 'about') ?? '',
    maskedPhone: phone && maskPhone(phone),
  }
}

/** A person's referrals, newest first, after a place in that order; one more than `limit`. */
export const referralsOf = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<ReferralRow[]> =>
  db
    .selectFrom('referral')
    .selectAll()
    .where('referrer_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('asked_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Referrals whose person agreed, newest answer first. */
export const agreedReferrals = (
  db: Db,
  state: ReferralState | undefined,
  after: Place | null,
  limit: number,
): Promise<ReferralRow[]> =>
  db
    .selectFrom('referral')
    .selectAll()
    .where('answered_at', 'is not', null)
    .where('state', '<>', 'declined')
    .$if(state !== undefined, (query) => query.where('state', '=', state as ReferralState))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('answered_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('answered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** How many people a person asked us to ask since a moment. */
export const countSince = async (db: Db, personId: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('referral')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('referrer_id', '=', personId)
      .where('asked_at', '>', since)
      .executeTakeFirstOrThrow()
  ).count

/** Puts down that a number is asked now. @returns false when it was asked since `since`, or wants no more. */
export const askNumber = async (db: Db, phoneIndex: string, now: Date, since: Date): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('referral_number')
    .values({ phone_index: phoneIndex, asked_at: now, declined_at: null })
    .onConflict((conflict) =>
      conflict
        .column('phone_index')
        .doUpdateSet({ asked_at: now })
        .where('referral_number.declined_at', 'is', null)
        .where('referral_number.asked_at', '<=', since),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
/** Forgets that a number was asked: nothing reached it. */
export const unaskNumber = async (db: Db, phoneIndex: string): Promise<void> => {
  await db
    .deleteFrom('referral_number')
    .where('phone_index', '=', phoneIndex)
    .where('declined_at', 'is', null)
    .execute()
}
/** Remembers that a number wants no more questions. */
export const declineNumber = async (db: Db, phoneIndex: string, now: Date): Promise<void> => {
  await db
    .updateTable('referral_number')
    .set({ declined_at: now })
    .where('phone_index', '=', phoneIndex)
    .execute()
}

/**
 * A person who deletes their account: what nobody agreed to yet ends. A case of somebody who agreed stays,
 * without what the referrer said of their tie.
 */
export const closeUnanswered = async (db: Db, personId: string): Promise<void> => {
  await db
    .updateTable('referral')
    .set({ ...erased, state: 'closed' })
    .where('referrer_id', '=', personId)
    .where('state', '=', 'asked')
    .execute()
}
