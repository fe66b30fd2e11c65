import type { Referral, ReferralCase } from '@jucai/contract/referrals'
import type { ReferralState } from '@jucai/contract/application-vocabulary'
import { phoneOf } from '../accounts'
import { cityInForce } from '../city'
import { audit, auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { emit } from '../core/outbox'
import type { Randomness } from '../core/ports'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { tokenHash } from '../core/token'
import type { Work, WorkBy } from '../core/work'
import { namesOf, profileOf } from '../profiles'
import {
  agreedReferrals,
  askNumber,
  countSince,
  declineNumber,
  erased,
  insertReferral,
  insertStep,
  openField,
  referralByCode,
  referralById,
  referralForUpdate,
  referralsOf,
  shownCase,
  shownReferral,
  stepTitles,
  stepsOf,
  updateReferral,
  type ReferralRow,
  type Typed,
} from './repository'
import { rewardFor } from './rewards'

declare module '../core/outbox' {
  interface Events {
    'referral.answered': { referralId: string; personId: string; agree: boolean }
    /** 14 days after the question. */
    'referral.silent': { referralId: string }
    'referral.moved': { referralId: string; personId: string; state: Move | 'paid' }
  }
}

/** What the office can say that came of a referral. */
export type Move = 'followed' | 'landed' | 'closed'

/** What referrals need from the rest. */
export interface ReferralDeps {
  vault: Vault
  random: Randomness
  /** The day so many working days after a moment; null where the calendar ends before. */
  workingDaysFrom(db: Db, from: Date, days: number): Promise<string | null>
}

/** Work of who refers, or of somebody of the office. */
export type ReferralWork = WorkBy<{ personId: string }, ReferralDeps>
/** Work for nobody who is signed in: the person named answers, a deadline passes. */
export type UnsignedWork = Work<Pick<ReferralDeps, 'vault'>>

const dayMs = 86_400_000
const silentDays = 14
const betweenAsksDays = 30
const asksPerDay = 5

/** The blind index of a number, by which it is asked at most once in 30 days. */
export const numberIndex = (vault: Vault, phone: string): string => vault.blindIndex(phone, 'referral.phone')

/**
 * Keeps a referral and answers the secret for the question to the person named.
 * @throws Problem registration-needed, invalid-request, too-many-requests, already-referred
 */
export const refer = async (
  { db, now, deps, actor: { personId } }: ReferralWork,
  wanted: Typed & Pick<ReferralRow, 'kind'>,
): Promise<{ referral: Referral; code: string }> => {
  const { vault } = deps
  if (!(await profileOf(db, vault, personId)))
    throw problem('registration-needed', { detail: '推荐人要先完成人才登记，奖励才知道给谁' })
  if ((await phoneOf(db, vault, personId)) === wanted.phone)
    throw fieldProblem('/phone', '这是你自己的手机号')
  await holdPerson(db, personId)
  if ((await countSince(db, personId, new Date(now.getTime() - dayMs))) >= asksPerDay)
    throw problem('too-many-requests', { detail: `一天最多推荐 ${asksPerDay} 次，请明天再来` })
  // The same words whether the number was asked lately or wants no more: a refusal is nobody else's business.
  if (
    !(await askNumber(
      db,
      numberIndex(vault, wanted.phone),
      now,
      new Date(now.getTime() - betweenAsksDays * dayMs),
    ))
  )
    throw problem('already-referred', { detail: '系统近期不会再给这个号码发短信。你可以请对方直接登记' })
  const city = await cityInForce(db)
  const code = Buffer.from(deps.random.bytes(18)).toString('base64url')
  const row = await insertReferral(
    db,
    vault,
    {
      referrer_id: personId,
      kind: wanted.kind,
      code_hash: tokenHash(code),
      asked_at: now,
      expires_at: new Date(now.getTime() + silentDays * dayMs),
      city_version: city.version,
    },
    wanted,
  )
  await insertStep(db, vault, {
    referral_id: row.id,
    title: '已发短信询问对方',
    noteText: '对方同意之前，人才办看不到任何内容',
    by_person: null,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'referral.asked',
    object: `referral:${row.id}`,
    detail: { kind: row.kind },
  })
  await emit(db, now, 'referral.silent', { referralId: row.id }, row.expires_at)
  return { referral: shownReferral(vault, row, await stepsOf(db, [row.id])), code }
}

const byCode = async (db: Db, code: string): Promise<ReferralRow> => {
  const row = await referralByCode(db, tokenHash(code))
  if (!row) throw problem('not-found', { detail: '链接不完整，请从短信里重新打开' })
  return row
}
const needTime = (row: ReferralRow, now: Date): void => {
  if (
    (row.state === 'asked' && row.expires_at <= now) ||
    (row.state === 'closed' && row.answered_at === null)
  )
    throw problem('referral-expired', { detail: '超过 14 天没有答复，你的姓名和号码已经删除' })
}
const referrerNames = async (
  db: Db,
  vault: Vault,
  rows: readonly ReferralRow[],
): Promise<(row: ReferralRow) => string> => {
  const names = await namesOf(
    db,
    vault,
    rows.map((row) => row.referrer_id),
  )
  return (row) => {
    const name = names.get(row.referrer_id)
    return name ? maskName(name) : '一位老乡'
  }
}

/** What somebody is asked to agree to. @throws Problem not-found, referral-expired */
export const readRequest = async ({ db, now, deps: { vault } }: UnsignedWork, code: string) => {
  const row = await byCode(db, code)
  needTime(row, now)
  const { office } = await cityInForce(db)
  return {
    referrerMaskedName: (await referrerNames(db, vault, [row]))(row),
    kind: row.kind,
    title: openField(vault, row, 'title') ?? '',
    office,
    state: row.state,
  }
}

/**
 * The answer of the person named. A refusal erases what was said about them, and their number is never
 * asked again.
 * @throws Problem not-found, referral-expired, referral-answered
 */
export const answerReferral = async (
  { db, now, deps: { vault } }: UnsignedWork,
  code: string,
  agree: boolean,
): Promise<{ state: ReferralState }> => {
  const row = (await referralForUpdate(db, (await byCode(db, code)).id)) as ReferralRow
  needTime(row, now)
  const state = agree ? 'agreed' : 'declined'
  if (row.state === state) return { state } // the answer of a moment ago, sent again
  if (row.state !== 'asked') throw problem('referral-answered', { detail: '要改主意，请打人才办的电话' })
  const phone = openField(vault, row, 'phone') as string
  await updateReferral(db, row.id, { state, answered_at: now, ...(agree ? {} : erased) })
  if (!agree) await declineNumber(db, numberIndex(vault, phone), now)
  await insertStep(db, vault, {
    referral_id: row.id,
    title: agree ? '对方同意了' : '对方谢绝了',
    noteText: agree ? '人才办会与对方联系' : '对方的姓名和号码已经删除',
    by_person: null,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'referred',
    action: agree ? 'referral.agreed' : 'referral.declined',
    object: `referral:${row.id}`,
  })
  await emit(db, now, 'referral.answered', { referralId: row.id, personId: row.referrer_id, agree })
  return { state }
}

/** After 14 days without an answer: closed, and what was said about the person erased. */
export const closeSilent = async (
  { db, now, deps: { vault } }: UnsignedWork,
  id: string,
): Promise<ReferralRow | null> => {
  const row = await referralForUpdate(db, id)
  if (!row || row.state !== 'asked') return null
  await updateReferral(db, id, { state: 'closed', ...erased })
  await insertStep(db, vault, {
    referral_id: id,
    title: '14 天没有答复，已结束',
    noteText: '对方的姓名和号码已经删除',
    by_person: null,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'referral.silent',
    object: `referral:${id}`,
  })
  return row
}

/** A page of one's own referrals. */
export const ownPage = async (
  { db, deps: { vault }, actor: { personId } }: ReferralWork,
  { after, limit = 20 }: PageRequest,
) => {
  const page = pageOf(
    await referralsOf(db, personId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.asked_at, row.id),
    (row) => row,
  )
  const steps = await stepsOf(
    db,
    page.items.map(({ id }) => id),
  )
  return { items: page.items.map((row) => shownReferral(vault, row, steps)), next: page.next }
}

/** One of them. @throws Problem not-found */
export const ownReferral = async (
  { db, deps: { vault }, actor: { personId } }: ReferralWork,
  id: string,
): Promise<Referral> => {
  const row = await referralById(db, id)
  if (row?.referrer_id !== personId) throw problem('not-found')
  return shownReferral(vault, row, await stepsOf(db, [id]))
}

const asCases = async (db: Db, vault: Vault, rows: readonly ReferralRow[]): Promise<ReferralCase[]> => {
  const steps = await stepsOf(
    db,
    rows.map(({ id }) => id),
  )
  const nameOf = await referrerNames(db, vault, rows)
  return rows.map((row) => shownCase(vault, row, steps, nameOf(row)))
}
const asCase = async (db: Db, vault: Vault, row: ReferralRow): Promise<ReferralCase> =>
  (await asCases(db, vault, [row]))[0] as ReferralCase

/** As the office reads them; each is a look on record. */
const seenByOffice = async (
  { db, now, deps: { vault }, actor }: ReferralWork,
  rows: readonly ReferralRow[],
): Promise<ReferralCase[]> => {
  await auditEach(
    db,
    rows.map((row) => ({
      at: now,
      actorId: actor.personId,
      actorRole: 'lead',
      action: 'referral.listed',
      object: `referral:${row.id}`,
      personId: row.referrer_id,
      detail: { what: '查看了你推荐的事项（姓名已隐去部分）', why: '跟进亲情招商' },
    })),
  )
  return asCases(db, vault, rows)
}

/** A page of the office: only those whose person agreed. */
export const officePage = async (
  work: ReferralWork,
  { state, after, limit = 20 }: PageRequest & { state?: ReferralState | undefined },
) => {
  const page = pageOf(
    await agreedReferrals(work.db, state, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.answered_at as Date, row.id),
    (row) => row,
  )
  return { items: await seenByOffice(work, page.items), next: page.next }
}

const consented = async (db: Db, id: string): Promise<ReferralRow> => {
  const row = await referralForUpdate(db, id)
  if (!row || row.answered_at === null || row.state === 'declined') throw problem('not-found')
  return row
}

/** One that its person agreed to. @throws Problem not-found */
export const officeReferral = async (work: ReferralWork, id: string): Promise<ReferralCase> =>
  (await seenByOffice(work, [await consented(work.db, id)]))[0] as ReferralCase

/** The number of who agreed, with a reason on record. @throws Problem not-found */
export const viewPhone = async (
  { db, now, deps: { vault }, actor }: ReferralWork,
  id: string,
  why: string,
): Promise<{ phone: string }> => {
  const phone = openField(vault, await consented(db, id), 'phone')
  if (!phone) throw problem('not-found')
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'referral.phone-seen',
    object: `referral:${id}`,
    detail: { why },
  })
  return { phone }
}

const follows: Partial<Record<ReferralState, readonly ReferralState[]>> = {
  agreed: ['followed', 'landed', 'closed'],
  followed: ['followed', 'landed', 'closed'],
}

/**
 * What came of it; landing makes the reward due that was promised when it was made.
 * @throws Problem not-found, event-not-allowed
 */
export const moveReferral = async (
  { db, now, deps, actor }: ReferralWork,
  id: string,
  { state, note }: { state: Move; note: string },
): Promise<ReferralCase> => {
  const row = await consented(db, id)
  if (!follows[row.state]?.includes(state)) throw problem('event-not-allowed')
  if (row.project_id !== null && state !== 'followed')
    throw problem('event-not-allowed', {
      detail: '这份推荐已经立项，落地和结束随项目走，请在“招商项目”里登记',
    })
  const reward = state === 'landed' ? await rewardFor(db, row) : null
  await updateReferral(db, id, {
    state,
    ...(reward
      ? {
          reward_amount_fen: reward.amountFen,
          reward_words: reward.words,
          reward_due_on: await deps.workingDaysFrom(db, now, reward.workingDays),
        }
      : {}),
  })
  await insertStep(db, deps.vault, {
    referral_id: id,
    title: stepTitles[state],
    noteText: note,
    by_person: actor.personId,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: `referral.${state}`,
    object: `referral:${id}`,
  })
  await emit(db, now, 'referral.moved', { referralId: id, personId: row.referrer_id, state })
  return asCase(db, deps.vault, (await referralById(db, id)) as ReferralRow)
}

/** Records that the reward was paid. @throws Problem not-found, event-not-allowed, invalid-request */
export const payReward = async (
  { db, now, deps: { vault }, actor }: ReferralWork,
  id: string,
  paidOn: string,
): Promise<ReferralCase> => {
  const row = await consented(db, id)
  if (row.state !== 'landed' || row.reward_amount_fen === null || row.paid_on !== null)
    throw problem('event-not-allowed')
  if (row.project_id !== null)
    throw problem('event-not-allowed', { detail: '这份推荐的奖励由“付款”发放，不另外登记，免得发两次' })
  if (paidOn > dayOf(now)) throw fieldProblem('/paidOn', '不能晚于今天')
  await updateReferral(db, id, { paid_on: paidOn })
  await insertStep(db, vault, {
    referral_id: id,
    title: '奖励已发放',
    noteText: null,
    by_person: actor.personId,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'referral.paid',
    object: `referral:${id}`,
    personId: row.referrer_id,
    detail: { what: '登记推荐奖励已发放', why: '亲情招商奖励' },
  })
  await emit(db, now, 'referral.moved', { referralId: id, personId: row.referrer_id, state: 'paid' })
  return asCase(db, vault, (await referralById(db, id)) as ReferralRow)
}
