import type { ConsentRequest } from '@jucai/contract/engagement-shapes'
import { engagementLimits, engagementNumber, engagementPages } from '@jucai/contract/engagement-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import {
  agreementFile,
  agreementsOf,
  agreementToSign,
  askForSignature,
  partiesToSign,
  signaturesUnder,
  signByCode,
  type AgreementRow,
} from '../core/agreement'
import { codeEverySeconds, takeCodeTurn } from '../core/code-turns'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import { problem } from '../core/problem'
import { tokenHash } from '../core/token'
import { employersById } from '../employers'
import { attest, keepSigned, needSignable } from './agreements'
import type { EngagementWork } from './deps'
import { cancelEngagement, dropPending, endOrCancel } from './ending'
import { shownTerms } from './proposing'
import { sideOfPhone } from './home-check'
import {
  closeConsents,
  consentByHash,
  consentForUpdate,
  consentsOf,
  countCode,
  engagementById,
  insertConsent,
  termsOf,
  updateConsent,
} from './repository'
import { homeOf, seal, unseal } from './sealed'
import { heldByOf, holdEngagement, insertStep, settled, tellOf, type By } from './steps'
import type { ConsentRow, EngagementRow } from './tables'

const byHome: By = { role: 'home', personId: null }

/** A link that was written down and is to be sent, with its secret, which is kept nowhere. */
export interface Link {
  consentId: string
  token: string
  phone: string
}

const linkEverySeconds = 60
/** Refuses a second link within a minute; the engagement is held. @throws Problem too-many-requests */
const needWaited = (sentAt: Date | null, now: Date): void => {
  const waited = sentAt ? (now.getTime() - sentAt.getTime()) / 1000 : linkEverySeconds
  if (waited >= linkEverySeconds) return
  const wait = Math.ceil(linkEverySeconds - waited)
  throw problem('too-many-requests', {
    detail: `请 ${wait} 秒后再获取`,
    extra: { retryAfterSeconds: wait },
  })
}

/**
 * Makes the link for the home employer, when it is its turn; the one before it opens nothing any more.
 * @throws Problem engagement-settled, too-many-requests
 */
export const makeLink = async (work: EngagementWork, row: EngagementRow): Promise<Link> => {
  const { db, now, deps } = work
  await needSignable(work, row)
  const agreement = (await agreementsOf(db, heldByOf(row.id))).find(({ state }) => state === 'open')
  const signatures = agreement ? await signaturesUnder(db, [agreement.id]) : []
  if (!agreement || !partiesToSign(agreement, signatures).includes('home'))
    throw settled('专家和聘用单位都签了以后，才给现单位发链接')
  const home = homeOf(deps.vault, row)
  if (!home) throw settled('还不知道现单位是谁，请专家先填写')
  const sent = (await consentsOf(db, row.id)).filter(({ sha256 }) => sha256 === agreement.sha256)
  needWaited(sent.at(-1)?.sent_at ?? null, now)
  if (sent.length >= engagementLimits.links)
    throw settled(`这一版已经发过 ${engagementLimits.links} 次链接。请先和现单位的联系人通个电话`)
  await closeConsents(db, row.id)
  const token = Buffer.from(deps.random.bytes(32)).toString('base64url')
  const until = now.getTime() + engagementLimits.linkDays * 86_400_000
  const consentId = uuidv7()
  await insertConsent(db, {
    id: consentId,
    engagement_id: row.id,
    token_hash: tokenHash(token),
    sha256: agreement.sha256,
    state: 'open',
    sent_at: now,
    expires_at: new Date(Math.min(until, (row.due_at ?? new Date(until)).getTime())),
    codes_sent: 0,
    code_sent_at: null,
    signer_name: null,
    why: null,
    answered_at: null,
  })
  return { consentId, token, phone: home.phone }
}

/** Sends a link, after the transaction. @returns whether it went; if not, it opens nothing and its expert is told */
export const sendLink = async ({ deps, now }: EngagementWork, row: EngagementRow, link: Link) => {
  // What follows the host: a variable of a template may not hold a whole address.
  const values = [`${engagementPages.consent.slice(1)}?code=${link.token}`]
  const outcome = deps.publicUrl
    ? await deps.sms.sendNotice(link.phone, { topic: 'engagement-consent', values }, link.consentId)
    : 'refused'
  if (outcome === 'sent') return true
  await deps.db.transaction().execute(async (db) => {
    await updateConsent(db, link.consentId, { state: 'over' })
    await tellOf({ db, now }, row, 'link-unsent', 'system')
  })
  return false
}

const gone = (detail: string) => problem('engagement-consent-over', { detail })
const newLink = '新的链接会用短信发到专家留下的手机号'

interface Opened {
  consent: ConsentRow
  row: EngagementRow
  agreement: AgreementRow
}
/** What a secret opens. @throws Problem not-found, engagement-consent-over */
const opened = async (work: EngagementWork, token: string): Promise<Opened> => {
  const { db, deps } = work
  const consent = await consentByHash(db, tokenHash(token))
  const row = consent && (await engagementById(db, consent.engagement_id))
  if (!row || row.home_name === null)
    throw problem('not-found', { detail: '没有这个链接。请从短信里重新打开，一个字都不要少' })
  const agreement = (await agreementsOf(db, heldByOf(row.id))).find(({ sha256 }) => sha256 === consent.sha256)
  // What was signed stays in force while a newer version waits.
  const isReplaced = consent.state === 'open' && agreement?.state !== 'open'
  if (consent.state === 'over' || !agreement || isReplaced)
    throw gone(
      row.state === 'cancelled' || row.state === 'ended'
        ? '这件事已经结束，不用再签'
        : `协议改过了，或者重新发过链接，这个链接不能再用，什么都没有签。${newLink}`,
    )
  if (consent.state === 'open' && consent.expires_at <= (await deps.boundary(db)))
    throw gone(`链接已经过期，什么都没有签。请联系专家重新发；${newLink}`)
  return { consent, row, agreement }
}

/** What the home employer is asked, or has answered: nothing of the pay. @throws Problem not-found, engagement-consent-over */
export const readConsent = async (work: EngagementWork, token: string): Promise<ConsentRequest> =>
  shownConsent(work, await opened(work, token))

const shownConsent = async (
  { db, deps }: EngagementWork,
  { consent, row, agreement }: Opened,
): Promise<ConsentRequest> => {
  const home = homeOf(deps.vault, row)
  const { title, scope, ip, confidentiality, firstDay, lastDay, week } = shownTerms(
    await termsOf(db, row.id, (consent.state === 'signed' ? row.in_force : null) ?? row.revision),
  )
  return {
    number: engagementNumber(row.serial),
    kind: row.kind,
    expert: unseal(deps.vault, 'engagement.expert_name', row.id, row.expert_name),
    employer: (await employersById(db, [row.employer_id])).get(row.employer_id)?.name ?? '',
    home: home?.name ?? '',
    contact: home?.contact ?? '',
    maskedPhone: home?.phone ? maskPhone(home.phone) : '',
    office: (await cityInForce(db)).office,
    ...{ title, scope, ip, confidentiality, firstDay, lastDay, week },
    homeHours: home?.hours ?? [],
    version: agreement.version,
    sha256: agreement.sha256,
    expiresAt: consent.expires_at.toISOString(),
    state: consent.state === 'over' ? 'open' : consent.state,
    answeredAt: consent.answered_at?.toISOString() ?? null,
  }
}

/** The text as PDF. @throws Problem not-found, engagement-consent-over, storage-unavailable */
export const consentPdf = async (work: EngagementWork, token: string) => {
  const { row, agreement } = await opened(work, token)
  const bytes = await agreementFile(work.deps, agreement)
  return {
    fileName: `${agreement.title}-${engagementNumber(row.serial)}-第${agreement.version}版.pdf`,
    type: 'application/pdf' as const,
    data: bytes.toString('base64'),
    sha256: agreement.sha256,
  }
}

// Taking a consent back is another request to the provider than giving it.
const takingBack = 'home-end'

/**
 * Sends a code to the number that the expert gave: to sign, or, once signed, to take the consent back. Once a minute, a
 * few times a link.
 * @throws Problem not-found, engagement-consent-over, too-many-requests, engagement-settled, sms-not-sent
 */
export const askHomeCode = async (work: EngagementWork, token: string, name: string) => {
  const { now, deps } = work
  const { consent, row, agreement } = await opened(work, token)
  const phone = homeOf(deps.vault, row)?.phone ?? ''
  if (phone === '') throw settled('这件事已经结束，不用再签')
  if (consent.state === 'open' && (await sideOfPhone(work, row, phone)) !== null)
    throw settled('这个手机号现在是专家本人或聘用单位人员的，不能代现单位签。请专家和聘用单位重新发起')
  if (consent.state === 'open') {
    await needSignable(work, row)
    await agreementToSign(work.db, heldByOf(row.id), { party: 'home', sha256: agreement.sha256 })
  }
  const party = consent.state === 'open' ? 'home' : takingBack
  await takeCodeTurn(deps.db, now, `engagement-home-code:${consent.id}`, {
    last: (tx) => lastCodeOf(tx, consent.id),
    take: (tx) => countCode(tx, consent.id, now),
  })
  await askForSignature(deps, agreement, party, { name, phone })
  return async (db: Db) => {
    await updateConsent(db, consent.id, {
      signer_name: seal(deps.vault, 'engagement_consent.signer_name', consent.id, name),
    })
    return { retryAfterSeconds: codeEverySeconds, phone: maskPhone(phone) }
  }
}

/** When a code of a link went last; the link is held. @throws Problem engagement-settled after too many */
const lastCodeOf = async (db: Db, id: string): Promise<Date | null> => {
  const { codes_sent: sent, code_sent_at: at } = await consentForUpdate(db, id)
  if (sent >= engagementLimits.codes)
    throw settled(`这个链接已经发过 ${engagementLimits.codes} 次验证码。请联系专家重新发链接`)
  return at
}

/**
 * The home employer agrees; the engagement stands.
 * @throws Problem not-found, engagement-consent-over, paper-changed, agreement-settled, engagement-settled, sms-code-…
 */
export const signHome = async (
  work: EngagementWork,
  token: string,
  { sha256, code }: { sha256: string; code: string },
): Promise<(db: Db) => Promise<ConsentRequest>> => {
  const { consent, row } = await opened(work, token)
  if (consent.state !== 'open') throw settled('已经答复过')
  if (sha256 !== consent.sha256)
    throw problem('paper-changed', { detail: '你看的那一版已经变了，没有签。请重新打开链接，看过再签' })
  if (consent.signer_name === null) throw settled('请先写姓名，获取验证码')
  const proof = await attest(work, row, { party: 'home', sha256, code })
  return async (db) => {
    const act = { ...work, db }
    await holdEngagement(db, row.id) // before the link is looked at again: nobody changes either meanwhile
    await openStill(act, token)
    await keepSigned(act, row.id, { party: 'home', sha256, proof, by: byHome })
    await updateConsent(db, consent.id, { state: 'signed', answered_at: work.now })
    return readConsent(act, token)
  }
}

const openStill = async (work: EngagementWork, token: string): Promise<Opened> => {
  const found = await opened(work, token)
  if (found.consent.state !== 'open') throw settled('已经答复过')
  return found
}

/** The home employer refuses, with the reason. @throws Problem not-found, engagement-consent-over, engagement-settled */
export const refuseHome = async (
  work: EngagementWork,
  token: string,
  why: string,
): Promise<ConsentRequest> => {
  const { db, now, deps } = work
  const first = await openStill(work, token)
  const row = await holdEngagement(db, first.row.id)
  const found = await openStill(work, token)
  const shown = await shownConsent(work, found)
  await updateConsent(db, found.consent.id, {
    state: 'refused',
    why: seal(deps.vault, 'engagement_consent.why', found.consent.id, why),
    answered_at: now,
  })
  if (row.state === 'running') {
    await dropPending(work, row, byHome, 'refused')
  } else {
    await cancelEngagement(work, row, byHome, why)
    await insertStep(work, row.id, { event: 'refused', to: 'cancelled', by: byHome })
  }
  return { ...shown, state: 'refused', answeredAt: now.toISOString() }
}

/**
 * The home employer takes its consent back: the engagement ends.
 * @throws Problem not-found, engagement-consent-over, engagement-settled, sms-code-…, signing-unavailable
 */
export const endHome = async (
  work: EngagementWork,
  token: string,
  { lastDay, why, code }: { lastDay: string; why: string; code: string },
): Promise<(db: Db) => Promise<ConsentRequest>> => {
  const { consent, row, agreement } = await opened(work, token)
  if (consent.state !== 'signed' || row.state !== 'running') throw settled('没有可以收回的同意')
  if (consent.signer_name === null) throw settled('请先写姓名，获取验证码')
  await signByCode(work.deps, agreement, takingBack, code)
  return async (db) => {
    const act = { ...work, db }
    const held = await holdEngagement(db, row.id)
    const found = await opened(act, token)
    const shown = await shownConsent(act, found)
    await endOrCancel(act, held, { lastDay, why, by: byHome })
    return { ...shown, state: 'refused', answeredAt: work.now.toISOString() }
  }
}
