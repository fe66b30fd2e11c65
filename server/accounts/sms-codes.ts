import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'
import { problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { Work } from '../core/work'

interface SmsCodeTable {
  id: string
  phone_index: string
  purpose: SmsPurpose
  code_hash: string
  source_index: string
  /** Wrong ones from the address that asked for the code, and from all others. */
  tries: number
  tries_elsewhere: number
  created_at: Date
  expires_at: Date
  used_at: Date | null
}
declare module '../core/db' {
  interface Database {
    sms_code: SmsCodeTable
  }
}

/** What a code opens; a code for one purpose does not serve another. */
export type SmsPurpose = 'sign-in' | 'recovery'

const lifeSeconds = 300
const betweenSeconds = 60
const perDay = 10
const perDayAndSource = 5 // the rest is for the owner, when a stranger asks
const perHourAndSource = 100
const perHourAndCampus = 1000 // thousands share the addresses of a campus
const maxTries = 5

const sourceIndexOf = (vault: Vault, address: string) => vault.blindIndex(address, 'sms.source')
const phoneIndexOf = (vault: Vault, phone: string) => vault.blindIndex(phone, 'sms.phone')
// Keyed by the vault: six digits under a plain hash would be read back in no time.
const hashOf = (vault: Vault, id: string, code: string) => vault.blindIndex(`${id}:${code}`, 'sms.code')

const ago = (now: Date, seconds: number): Date => new Date(now.getTime() - seconds * 1000)

const countFrom = async (db: Db, sourceIndex: string, since: Date): Promise<number> => {
  const { count } = await db
    .selectFrom('sms_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('source_index', '=', sourceIndex)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

const checkNumber = async (db: Db, phoneIndex: string, sourceIndex: string, now: Date) => {
  const last = await db
    .selectFrom('sms_code')
    .select('created_at')
    .where('phone_index', '=', phoneIndex)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const waited = last ? (now.getTime() - last.created_at.getTime()) / 1000 : betweenSeconds
  if (waited < betweenSeconds) {
    const wait = Math.ceil(betweenSeconds - waited)
    throw problem('too-many-requests', {
      detail: `请 ${wait} 秒后再获取验证码`,
      extra: { retryAfterSeconds: wait },
    })
  }
  const { all, fromHere } = await db
    .selectFrom('sms_code')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('source_index', '=', sourceIndex).as('fromHere'),
    ])
    .where('phone_index', '=', phoneIndex)
    .where('created_at', '>', ago(now, 86_400))
    .executeTakeFirstOrThrow()
  if (all >= perDay)
    throw problem('too-many-requests', {
      detail: `这个手机号 24 小时内已获取 ${perDay} 次验证码，请明天再试`,
    })
  if (fromHere >= perDayAndSource)
    throw problem('too-many-requests', {
      detail: `这个手机号 24 小时内已在这个网络获取 ${perDayAndSource} 次验证码，请换用手机流量再试，或明天再试`,
    })
}

const checkSource = async (db: Db, sourceIndex: string, allowed: number, now: Date) => {
  if ((await countFrom(db, sourceIndex, ago(now, 3600))) >= allowed)
    throw problem('too-many-requests', {
      detail:
        '这个网络一小时内获取的验证码太多了，你的号码没有问题。换用手机流量可以马上再试；在微信小程序里可以用微信登录，不用验证码',
    })
}

/** What codes are made with. */
interface CodeDeps {
  vault: Vault
  random: Randomness
  isCampus(address: string): boolean
}

/**
 * Makes a code within the limits; the caller sends it after the commit. Requests for one number, or from one
 * address, go one after another, or several would pass a limit together.
 * @throws Problem too-many-requests with `retryAfterSeconds` when one was sent in the last minute.
 */
export const createCode = async (
  { db, now, deps }: Work<CodeDeps>,
  request: { phone: string; purpose: SmsPurpose; sourceAddress: string },
) => {
  const phoneIndex = phoneIndexOf(deps.vault, request.phone)
  const sourceIndex = sourceIndexOf(deps.vault, request.sourceAddress)
  await takeTurns(db, `sms.phone:${phoneIndex}`)
  await checkNumber(db, phoneIndex, sourceIndex, now)
  await takeTurns(db, `sms.source:${sourceIndex}`)
  const allowed = deps.isCampus(request.sourceAddress) ? perHourAndCampus : perHourAndSource
  await checkSource(db, sourceIndex, allowed, now)
  const id = uuidv7()
  const code = deps.random.digits6()
  await db
    .insertInto('sms_code')
    .values({
      id,
      phone_index: phoneIndex,
      purpose: request.purpose,
      code_hash: hashOf(deps.vault, id, code),
      source_index: sourceIndex,
      tries: 0,
      tries_elsewhere: 0,
      created_at: now,
      expires_at: new Date(now.getTime() + lifeSeconds * 1000),
      used_at: null,
    })
    .execute()
  return { id, code, expiresInSeconds: lifeSeconds, retryAfterSeconds: betweenSeconds }
}

/** Forgets a code that could not be sent, so that it does not count against the number. */
export const forgetCode = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('sms_code').where('id', '=', id).execute()
}

/** A code as somebody enters it. */
interface Entered {
  phone: string
  purpose: SmsPurpose
  code: string
  sourceAddress: string
}

/**
 * Uses up the newest code of a number. Wrong tries are counted where the code was asked for, and apart from
 * there for everywhere else, so that a stranger does not use up those of its owner.
 * @throws Problem sms-code-wrong, sms-code-expired, sms-code-too-many-tries; a wrong try is kept.
 */
export const useCode = async (
  { db, now, deps: { vault } }: Work<{ vault: Vault }>,
  { phone, purpose, code, sourceAddress }: Entered,
): Promise<void> => {
  const row = await db
    .selectFrom('sms_code')
    .selectAll()
    .where('phone_index', '=', phoneIndexOf(vault, phone))
    .where('purpose', '=', purpose)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.used_at || row.expires_at <= now)
    throw problem('sms-code-expired', { detail: '请重新获取验证码' })
  const counter = row.source_index === sourceIndexOf(vault, sourceAddress) ? 'tries' : 'tries_elsewhere'
  const tries = row[counter] + 1
  if (tries > maxTries) throw problem('sms-code-too-many-tries')
  if (row.code_hash !== hashOf(vault, row.id, code)) {
    await db
      .updateTable('sms_code')
      .set({ [counter]: tries })
      .where('id', '=', row.id)
      .execute()
    const left = maxTries - tries
    throw left > 0
      ? problem('sms-code-wrong', {
          commit: true,
          detail: `还可以再试 ${left} 次`,
          extra: { triesLeft: left },
        })
      : problem('sms-code-too-many-tries', { commit: true })
  }
  await db.updateTable('sms_code').set({ used_at: now }).where('id', '=', row.id).execute()
}

/** Removes codes older than two days. @returns how many. */
export const forgetOldCodes = async (db: Db, now: Date): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('sms_code')
    .where('created_at', '<', new Date(now.getTime() - 2 * 86_400_000))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
