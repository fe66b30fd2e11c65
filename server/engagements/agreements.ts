import {
  engagementKindLabels,
  engagementNumber,
  engagementParties,
  type EngagementParty,
} from '@jucai/contract/engagement-vocabulary'
import { phonesOf } from '../accounts'
import { cityInForce } from '../city'
import {
  agreementFile,
  agreementsOf,
  agreementToSign,
  askForSignature,
  keepSignature,
  newestAgreements,
  openAgreement,
  prepareAgreement,
  signByCode,
  type AgreementRow,
} from '../core/agreement'
import { dayOf } from '../core/clock'
import { codeEverySeconds, takeCodeTurn } from '../core/code-turns'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import type { SignatureProof } from '../core/ports'
import { problem } from '../core/problem'
import { employersById } from '../employers'
import { profileOf } from '../profiles'
import type { ByPerson, EngagementWork } from './deps'
import { nextReview, todayOf } from './moments'
import { shownTerms } from './proposing'
import { closeConsents, engagementById, engagementForUpdate, termsOf, updateEngagement } from './repository'
import { homeOf, unseal } from './sealed'
import {
  advance,
  heldByOf,
  holdEngagement,
  insertStep,
  isPending,
  onRecord,
  settled,
  tellOf,
  type By,
} from './steps'
import { agreementSections, payText, sha256Of } from './text'
import type { EngagementRow } from './tables'

/** @throws Problem engagement-settled when nothing can be signed now */
export const needSignable = async ({ db, deps }: EngagementWork, row: EngagementRow): Promise<void> => {
  if (row.state === 'proposed') throw settled('专家还没有接受，现在没有协议可以签')
  if (row.state !== 'to-sign' && !isPending(row))
    throw settled(
      row.state === 'running' ? '这份协议三方都签过了，不用再签' : '这份聘用已经结束，没有协议可以签',
    )
  const at = await deps.boundary(db)
  if (row.due_at !== null && row.due_at <= at) throw settled('签署的期限已经过了，没有签成')
  if (row.state === 'to-sign' && row.first_day < dayOf(at))
    throw settled('约定的第一天已经过去。请聘用单位先改日期，再看协议签')
}

const factsOf = async ({ db, deps }: EngagementWork, row: EngagementRow) => {
  const { office } = await cityInForce(db)
  const terms = await termsOf(db, row.id, row.revision)
  const number = engagementNumber(row.serial)
  const home = homeOf(deps.vault, row)
  if (!home) throw settled('还不知道现单位是谁，请专家先填写')
  const text = shownTerms(terms)
  return agreementSections({
    number,
    kind: row.kind,
    employer: (await employersById(db, [row.employer_id])).get(row.employer_id)?.name ?? '',
    expert: {
      name: unseal(deps.vault, 'engagement.expert_name', row.id, row.expert_name),
      document: unseal(deps.vault, 'engagement.expert_document', row.id, row.expert_document),
    },
    home,
    office,
    terms: text,
    paySha256: sha256Of(payText(number, text, terms)),
  })
}

/**
 * Draws the agreement up as things stand, unless that version stands there already. Printing and storing are before the
 * transaction; who draws it up twice at once has one version.
 * @throws Problem not-found, engagement-settled, paper-changed, storage-unavailable
 */
export const drawUp = async (work: ByPerson, id: string): Promise<(db: Db) => Promise<EngagementRow>> => {
  const { now, deps } = work
  const row = await engagementById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  await needSignable(work, row)
  const isThere = async (db: Db) =>
    (await newestAgreements(db, [heldByOf(id)])).get(heldByOf(id))?.state === 'open'
  if (await isThere(work.db)) return () => Promise.resolve(row)
  const prepared = await prepareAgreement({ db: deps.db, storage: deps.storage }, now, 'engagements', {
    title: `${engagementKindLabels[row.kind]}三方协议`,
    sections: await factsOf(work, row),
    at: now,
    footer: `编号 ${engagementNumber(row.serial)}`,
  })
  return async (db) => {
    const held = await holdEngagement(db, id)
    if (held.version !== row.version)
      throw problem('paper-changed', { detail: '约定刚刚改过。请重新打开协议' })
    if (!(await isThere(db)))
      await openAgreement({ db, now, deps }, prepared, {
        heldBy: heldByOf(id),
        personId: held.person_id,
        signers: engagementParties,
        ordered: true,
      })
    return held
  }
}

/** The version that is to be signed, or else the one that all have signed; undefined: none was drawn up. */
export const currentAgreement = async (db: Db, row: EngagementRow): Promise<AgreementRow | undefined> => {
  const all = await agreementsOf(db, heldByOf(row.id))
  const open = all.find(({ state }) => state === 'open')
  return open ?? all.filter(({ complete_at: at }) => at !== null).at(-1)
}

/** That version as PDF. @throws Problem not-found, storage-unavailable */
export const agreementPdf = async ({ db, deps }: EngagementWork, row: EngagementRow) => {
  const agreement = await currentAgreement(db, row)
  if (!agreement) throw problem('not-found', { detail: '协议还没有做好。请专家先打开“看协议”' })
  const bytes = await agreementFile(deps, agreement)
  return {
    fileName: `${agreement.title}-${engagementNumber(row.serial)}-第${agreement.version}版.pdf`,
    type: 'application/pdf' as const,
    data: bytes.toString('base64'),
    sha256: agreement.sha256,
  }
}

/**
 * Refuses whoever signs what the terms were before they changed: it was signed or not, it is not what stands now.
 * @throws Problem paper-changed
 */
const needNewest = async (db: Db, row: EngagementRow): Promise<void> => {
  const newest = (await newestAgreements(db, [heldByOf(row.id)])).get(heldByOf(row.id))
  if (newest && newest.state !== 'open')
    throw problem('paper-changed', { detail: '约定改过了，原来的那一版不能再签。请重新打开协议，看过再签' })
}

/** When each party was sent a code last. The engagement is held: two parties may ask at one time. */
const codesSent = async (db: Db, id: string): Promise<Partial<Record<EngagementParty, string>>> =>
  (await engagementForUpdate(db, id))?.code_sent ?? {}

/**
 * Sends a party with an account the code to sign with, once a minute.
 * @throws Problem too-many-requests, paper-changed, agreement-settled, engagement-settled, sms-not-sent
 */
export const askCode = async (
  work: ByPerson,
  row: EngagementRow,
  { party, sha256 }: { party: Exclude<EngagementParty, 'home'>; sha256: string },
) => {
  const { db, now, deps, actor } = work
  await needSignable(work, row)
  await needNewest(db, row)
  const agreement = await agreementToSign(db, heldByOf(row.id), { party, sha256 })
  const phone = (await phonesOf(db, deps.vault, [actor.personId])).get(actor.personId)
  if (phone === undefined)
    throw settled('签约要往你的手机发验证码，账号里还没有手机号。请先在“设置”里绑定手机号')
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile) throw problem('registration-needed', { detail: '签约要用登记的姓名，请先完成人才登记' })
  await takeCodeTurn(deps.db, now, `engagement-code:${row.id}:${party}`, {
    last: async (tx) => {
      const at = (await codesSent(tx, row.id))[party]
      return at === undefined ? null : new Date(at)
    },
    take: async (tx) =>
      updateEngagement(tx, row.id, {
        code_sent: JSON.stringify({ ...(await codesSent(tx, row.id)), [party]: now.toISOString() }),
      }),
  })
  await askForSignature(deps, agreement, party, { name: profile.name, phone })
  return () => Promise.resolve({ retryAfterSeconds: codeEverySeconds, phone: maskPhone(phone) })
}

/** Has the provider attest a signature by the code, before the transaction. @throws Problem as {@link keepSigned} */
export const attest = async (
  work: EngagementWork,
  row: EngagementRow,
  { party, sha256, code }: { party: EngagementParty; sha256: string; code: string },
): Promise<SignatureProof> => {
  await needSignable(work, row)
  await needNewest(work.db, row)
  const agreement = await agreementToSign(work.db, heldByOf(row.id), { party, sha256 })
  return signByCode(work.deps, agreement, party, code)
}

/**
 * Writes a signature down; with the last one the version is in force.
 * @throws Problem paper-changed, agreement-settled, engagement-settled
 */
export const keepSigned = async (
  work: EngagementWork,
  id: string,
  { party, sha256, proof, by }: { party: EngagementParty; sha256: string; proof: SignatureProof; by: By },
): Promise<EngagementRow> => {
  const { db, now } = work
  const held = await holdEngagement(db, id)
  await needSignable(work, held)
  await needNewest(db, held)
  const isComplete = await keepSignature({ db, now }, heldByOf(id), {
    party,
    sha256,
    byPerson: by.personId,
    proof,
  })
  await onRecord(work, held, by, 'engagement.signed', { party })
  if (isComplete) return putInForce(work, held, by)
  await insertStep(work, id, { event: 'signed', to: held.state, by })
  await tellOf(work, held, 'signed', party)
  return held
}

const putInForce = async (work: EngagementWork, row: EngagementRow, by: By): Promise<EngagementRow> => {
  const terms = await termsOf(work.db, row.id, row.revision)
  const today = await todayOf(work)
  // What was consented to before is over: the newest text is the one in force.
  await closeConsents(work.db, row.id, ['signed'])
  return advance(work, row, {
    event: 'sign',
    by,
    isComplete: true,
    set: {
      in_force: row.revision,
      first_day: terms.first_day,
      last_day: terms.last_day,
      due_at: null,
      signed_at: work.now,
      review_due: nextReview(terms.first_day, terms.last_day, today),
    },
  })
}
