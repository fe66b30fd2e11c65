import type { Lease } from '@jucai/contract/lease-shapes'
import {
  keyWithinDays,
  leasePaperLabels,
  payWithinDays,
  type LeasePaper,
} from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords } from '@jucai/contract/policies/days'
import { randomBytes } from 'node:crypto'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { phonesOf } from '../accounts'
import { dayOf } from '../core/clock'
import { codeEverySeconds, takeCodeTurn } from '../core/code-turns'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import type { SignatureProof } from '../core/ports'
import { problem } from '../core/problem'
import { keepStored, sealFile, storeReserved } from '../core/stored-files'
import { advance, holdOwn, settled } from './advance'
import { billFirst, billMonths } from './bills'
import type { LeaseDeps, TenantWork } from './deps'
import { expectEmpty } from './leaving'
import { endOfDay, todayOf } from './moments'
import { makePaper, needProfile, paperContext, type MadePaper } from './papers'
import { leaseById, updateLease, type KeptProof, type LeaseRow } from './repository'
import { seal } from './sealed'
import { shownLease } from './show'

/** One request to the provider for one text of one paper: the same over retries. */
const requestIdOf = (leaseId: string, sha256: string): string => uuidv5(sha256, leaseId)
const sealIdOf = (leaseId: string, sha256: string): string => uuidv5(`${sha256}:seal`, leaseId)

const paperChanged = () =>
  problem('paper-changed', { detail: '你看的那一版已经变了，没有签。请重新打开合同，看过再签' })

/** What is asked for, before any transaction. @throws Problem not-found, lease-settled, paper-changed, renewal-refused */
const paperToSign = async (
  work: TenantWork,
  leaseId: string,
  asked: { paper: LeasePaper; sha256: string; months?: number },
): Promise<{ row: LeaseRow; made: MadePaper }> => {
  const row = await leaseById(work.db, leaseId)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  if (asked.paper === 'contract' && row.state !== 'to-sign')
    throw settled(row.state === 'lapsed' ? '签约期限已过，这套房已经放回' : '合同已经签过')
  if (asked.paper === 'contract' && row.first_day < (await todayOf(work)))
    throw settled(
      `选的入住日${dayInWords(row.first_day)}已经过去，签了就要交拿不到钥匙那几天的租金。请先改入住日，再看合同签约`,
    )
  await needProfile(work, work.actor.personId)
  const made = await makePaper(work, row, asked.paper, asked.months)
  if (made.sha256 !== asked.sha256) throw paperChanged()
  return { row, made }
}

/**
 * Asks the provider to send a code, once a minute. The row remembers for which text, so that a retry is the same one.
 * @throws Problem too-many-requests, sms-not-sent, signing-unavailable, and as {@link paperToSign}
 */
export const askForCode = async (
  work: TenantWork,
  leaseId: string,
  asked: { paper: LeasePaper; sha256: string; months?: number },
): Promise<(db: Db) => Promise<{ retryAfterSeconds: number; phone: string }>> => {
  const { now, deps, actor } = work
  const { made } = await paperToSign(work, leaseId, asked)
  const phone = (await phonesOf(work.db, deps.vault, [actor.personId])).get(actor.personId)
  if (phone === undefined)
    throw settled('签约要往你的手机发验证码，账号里还没有手机号。请先在“设置”里绑定手机号')
  const { name } = await needProfile(work, actor.personId)
  await takeCodeTurn(deps.db, now, `lease-code:${leaseId}`, {
    last: async (tx) => (await leaseById(tx, leaseId))?.code_sent_at ?? null,
    take: (tx) => updateLease(tx, leaseId, { code_sent_at: now }),
  })
  await deps.signatures.request({
    requestId: requestIdOf(leaseId, made.sha256),
    title: leasePaperLabels[made.kind],
    sha256: made.sha256,
    signer: { name, phone },
  })
  return () => Promise.resolve({ retryAfterSeconds: codeEverySeconds, phone: maskPhone(phone) })
}

const kept = ({ provider, serial, at, signature }: SignatureProof): string =>
  JSON.stringify({ provider, serial, at: at.toISOString(), signature } satisfies KeptProof)

interface Stored {
  id: string
  storedAs: string
  key: string
  tenant: SignatureProof
  office: SignatureProof
}
/** Both sign at the provider, and the file is stored; nothing points to it yet. */
const signOutside = async (
  deps: LeaseDeps,
  now: Date,
  leaseId: string,
  made: MadePaper,
  code: string,
): Promise<Stored> => {
  const { sha256, kind } = made
  const tenant = await deps.signatures.confirm({ requestId: requestIdOf(leaseId, sha256), sha256, code })
  const office = await deps.signatures.seal({
    requestId: sealIdOf(leaseId, sha256),
    title: leasePaperLabels[kind],
    sha256,
  })
  const id = uuidv7()
  const { sealed, key } = sealFile(made.bytes, paperContext(id))
  const storedAs = `leases/${randomBytes(1).toString('hex')}/${id}`
  await storeReserved(deps.db, deps.storage, now, storedAs, sealed)
  return { id, storedAs, key, tenant, office }
}

const keepPaper = async (work: TenantWork, row: LeaseRow, made: MadePaper, stored: Stored): Promise<void> => {
  const { db, now, deps } = work
  const { id, storedAs, key, tenant, office } = stored
  await keepStored(db, storedAs)
  await db
    .insertInto('lease_paper')
    .values({
      id,
      lease_id: row.id,
      kind: made.kind,
      first_day: made.firstDay,
      last_day: made.lastDay,
      rent_fen: made.rentFen,
      sha256: made.sha256,
      stored_as: storedAs,
      file_key: seal(deps.vault, 'lease_paper.file_key', id, key),
      tenant_proof: kept(tenant),
      office_proof: kept(office),
      signed_at: now,
      kept_until: null,
    })
    .execute()
}

const tenantOf = (work: TenantWork) => ({ role: 'tenant', personId: work.actor.personId }) as const

/**
 * Signs the contract: the provider attests both signatures before the transaction; in it the lease is signed and
 * deposit and first rent are owed. Who signs in the moment in which the offer lapses has signed or has not: the row says.
 * @throws Problem not-found, lease-settled, paper-changed, sms-code-…, signing-unavailable, storage-unavailable
 */
export const signContract = async (
  work: TenantWork,
  leaseId: string,
  { code, sha256 }: { code: string; sha256: string },
): Promise<(db: Db) => Promise<Lease>> => {
  const { now, deps } = work
  const { made } = await paperToSign(work, leaseId, { paper: 'contract', sha256 })
  const stored = await signOutside(deps, now, leaseId, made, code)
  return async (db) => {
    const act = { ...work, db }
    const row = await holdOwn(db, work.actor.personId, leaseId)
    const at = await deps.boundary(db)
    if (row.state === 'to-sign' && row.sign_by <= at)
      throw settled('签约期限刚刚过了，这套房已经放回，没有签成，也没有收任何费用')
    if ((await makePaper(act, row, 'contract')).sha256 !== sha256) throw paperChanged()
    const payOn = addDays(dayOf(at), payWithinDays)
    const signed = await advance(act, row, {
      event: 'sign',
      by: tenantOf(work),
      set: { signed_at: now, pay_by: endOfDay(payOn), key_within: keyWithinDays },
    })
    await keepPaper(act, row, made, stored)
    await billFirst(act, signed, payOn)
    return shownLease(act, (await leaseById(db, leaseId)) as LeaseRow)
  }
}

/**
 * Makes a lease longer, by a supplement that both sign: the qualification is judged anew in the same act.
 * @throws Problem as {@link signContract}, renewal-refused
 */
export const renewLease = async (
  work: TenantWork,
  leaseId: string,
  { months, code, sha256 }: { months: number; code: string; sha256: string },
): Promise<(db: Db) => Promise<Lease>> => {
  const { now, deps } = work
  const { made } = await paperToSign(work, leaseId, { paper: 'renewal', sha256, months })
  const stored = await signOutside(deps, now, leaseId, made, code)
  return async (db) => {
    const act = { ...work, db }
    const row = await holdOwn(db, work.actor.personId, leaseId)
    const again = await makePaper(act, row, 'renewal', months)
    if (again.sha256 !== sha256) throw paperChanged()
    const renewed = await advance(act, row, {
      event: 'renew',
      by: tenantOf(work),
      set: {
        last_day: again.lastDay,
        held_until: again.lastDay,
        months: row.months + months,
        rent_fen: again.rentFen,
      },
      note: `续租 ${months} 个月，到 ${again.lastDay}`,
    })
    await keepPaper(act, row, made, stored)
    await billMonths(act, renewed)
    await expectEmpty(act, renewed)
    return shownLease(act, renewed)
  }
}
