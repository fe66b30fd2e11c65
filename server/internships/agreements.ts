import {
  internshipNumber,
  internshipParties,
  lastDayOf,
  monthParts,
  monthlyStipend,
  signWithinDays,
  type InternshipParty,
} from '@jucai/contract/internship-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { phonesOf } from '../accounts'
import { cityInForce } from '../city'
import {
  agreementFile,
  agreementToSign,
  askForSignature,
  keepSignature,
  newestAgreements,
  openAgreement,
  prepareAgreement,
  replaceAgreement,
  sealAgreement,
  signByCode,
  type AgreementRow,
} from '../core/agreement'
import { dayOf } from '../core/clock'
import { codeEverySeconds, takeCodeTurn } from '../core/code-turns'
import type { Db } from '../core/db'
import { maskPhone } from '../core/masking'
import { emit } from '../core/outbox'
import { printPdf, type Printed, type Section } from '../core/pdf'
import { fieldProblem, problem } from '../core/problem'
import { employersById, memberOf } from '../employers'
import { profileOf } from '../profiles'
import type { ByPerson, InternshipWork } from './deps'
import { endOfDay, todayOf } from './moments'
import { doorsOf } from './places'
import { baseById, internshipById, internshipForUpdate, updateInternship } from './repository'
import { seal, unseal } from './sealed'
import { advance, heldByOf, holdInternship, insertStep, needOther, onRecord, settled, type By } from './steps'
import { agreementSections } from './text'
import type { InternshipRow } from './tables'

const title = '就业见习三方协议'

/** @throws Problem internship-settled when nothing can be signed any more */
const needSignable = async (work: InternshipWork, row: InternshipRow): Promise<void> => {
  if (row.state !== 'to-sign' && row.state !== 'running') throw settled('这份见习已经结束，没有协议可以签')
  if (row.state !== 'to-sign') return
  const at = await work.deps.boundary(work.db)
  if (row.sign_by <= at) throw settled('签约期限已过，这份见习作废，没有签成')
  if (row.first_day < dayOf(at)) throw settled('约定的开始日已经过去。请基地先改开始日，再看协议签')
  const employer = (await employersById(work.db, [row.employer_id])).get(row.employer_id)
  if (employer?.state !== 'verified')
    throw settled('基地的单位现在不能办理，协议签不成。恢复以后接着签，签约期限会顺延')
  if (await memberOf(work.db, row.person_id, row.employer_id))
    throw settled('见习人员现在是这个单位的人员，不能到自己的单位见习，协议不能签')
}

const factsOf = async (work: InternshipWork, row: InternshipRow) => {
  const { db, deps } = work
  const { office } = await cityInForce(db)
  const rate = await deps.stipend(db, row.first_day)
  if (!rate)
    throw problem('unavailable', { detail: '政策库里没有开始那天的最低工资或补贴比例，请联系人才办' })
  const employer = (await employersById(db, [row.employer_id])).get(row.employer_id)
  const base = await baseById(db, row.base_id)
  const door = (await doorsOf(db, [row.station_id])).get(row.station_id)
  const parts = monthParts(row.first_day, row.last_day)
  return agreementSections({
    number: internshipNumber(row.serial),
    intern: {
      name: unseal(deps.vault, 'internship.intern_name', row.id, row.intern_name),
      document: unseal(deps.vault, 'internship.intern_document', row.id, row.intern_document),
    },
    base: employer?.name ?? '',
    office,
    title: row.title,
    tasks: row.tasks,
    tutor: unseal(deps.vault, 'internship.tutor', row.id, row.tutor),
    station: door?.name ?? '',
    firstDay: row.first_day,
    lastDay: row.last_day,
    months: row.months,
    insurance: base?.insurance ?? '',
    minimumWageFen: rate.minimumWageFen,
    percent: rate.percent,
    monthlyFen: monthlyStipend(rate.minimumWageFen, rate.percent),
    parts: [...new Set([parts[0], parts.at(-1)])].filter((one) => one !== undefined),
  })
}

const printedOf = (row: InternshipRow, sections: Section[], at: Date): Printed => ({
  title,
  sections,
  at: new Date(at), // of this realm: the printer asks `instanceof`, and other bytes are another hash
  footer: `编号 ${internshipNumber(row.serial)}`,
})

/**
 * Draws the agreement up as things stand, unless that version stands there already. Printing and storing are before the
 * transaction; who draws it up twice at once has one version.
 * @throws Problem not-found, internship-settled, unavailable, storage-unavailable
 */
export const drawUp = async (work: ByPerson, id: string): Promise<(db: Db) => Promise<InternshipRow>> => {
  const { now, deps } = work
  const row = await internshipById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  await needSignable(work, row)
  const isThere = async (db: Db) => {
    const newest = (await newestAgreements(db, [heldByOf(id)])).get(heldByOf(id))
    return newest?.state === 'open' || newest?.state === 'signed'
  }
  if (await isThere(work.db)) return () => Promise.resolve(row)
  const prepared = await prepareAgreement(
    { db: deps.db, storage: deps.storage },
    now,
    'internships',
    printedOf(row, await factsOf(work, row), now),
  )
  return async (db) => {
    const held = await holdInternship(db, id)
    if (held.version !== row.version)
      throw problem('paper-changed', { detail: '约定刚刚改过。请重新打开协议' })
    if (!(await isThere(db)))
      await openAgreement({ db, now, deps }, prepared, {
        heldBy: heldByOf(id),
        personId: held.person_id,
        signers: internshipParties,
        ordered: true,
      })
    return held
  }
}

/** The newest version. @throws Problem not-found */
const newest = async (db: Db, id: string): Promise<AgreementRow> => {
  const row = (await newestAgreements(db, [heldByOf(id)])).get(heldByOf(id))
  if (!row) throw problem('not-found', { detail: '协议还没有做好。请见习人员先打开“看协议”' })
  return row
}

/** The newest version as PDF. @throws Problem not-found, storage-unavailable */
export const agreementPdf = async (work: InternshipWork, row: InternshipRow) => {
  const agreement = await newest(work.db, row.id)
  const bytes = await agreementFile(work.deps, agreement)
  const sections = await factsOf(work, row)
  const same = await printPdf(printedOf(row, sections, agreement.made_at))
  return {
    // The words on the page are the text that is signed, or there are none: its hash tells.
    sections: same.sha256 === agreement.sha256 ? sections : [],
    fileName: `${title}-${internshipNumber(row.serial)}-第${agreement.version}版.pdf`,
    type: 'application/pdf' as const,
    data: bytes.toString('base64'),
    sha256: agreement.sha256,
  }
}

/** One code a minute and party, however many ask at once; parties that ask at once do not undo each other's. */
const takeTurn = ({ now, deps }: ByPerson, id: string, party: InternshipParty): Promise<void> => {
  const sentOf = async (tx: Db) =>
    ((await internshipForUpdate(tx, id))?.code_sent ?? {}) as Partial<Record<InternshipParty, string>>
  return takeCodeTurn(deps.db, now, `internship-code:${id}:${party}`, {
    last: async (tx) => {
      const at = (await sentOf(tx))[party]
      return at === undefined ? null : new Date(at)
    },
    take: async (tx) => {
      const sent = { ...(await sentOf(tx)), [party]: now.toISOString() }
      await updateInternship(tx, id, { code_sent: JSON.stringify(sent) })
    },
  })
}

/**
 * Sends a party the code to sign with, once a minute.
 * @throws Problem too-many-requests, paper-changed, agreement-settled, internship-settled, sms-not-sent
 */
export const askCode = async (
  work: ByPerson,
  row: InternshipRow,
  { party, sha256 }: { party: InternshipParty; sha256: string },
) => {
  const { db, deps, actor } = work
  if (party !== 'intern') needOther(row, actor)
  await needSignable(work, row)
  const agreement = await agreementToSign(db, heldByOf(row.id), { party, sha256 })
  const phone = (await phonesOf(db, deps.vault, [actor.personId])).get(actor.personId)
  if (phone === undefined)
    throw settled('签约要往你的手机发验证码，账号里还没有手机号。请先在“设置”里绑定手机号')
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile) throw problem('registration-needed', { detail: '签约要用登记的姓名，请先完成人才登记' })
  await takeTurn(work, row.id, party)
  await askForSignature(deps, agreement, party, { name: profile.name, phone })
  return { retryAfterSeconds: codeEverySeconds, phone: maskPhone(phone) }
}

/**
 * Signs for a party: the provider attests before the transaction; in it the signature is kept, and with the last one
 * the internship stands.
 * @throws Problem paper-changed, agreement-settled, internship-settled, sms-code-…, signing-unavailable
 */
export const sign = async (
  work: ByPerson,
  row: InternshipRow,
  { party, sha256, code }: { party: InternshipParty; sha256: string; code: string | null },
): Promise<(db: Db) => Promise<InternshipRow>> => {
  const { now, deps, actor } = work
  if (party !== 'intern') needOther(row, actor)
  await needSignable(work, row)
  const agreement = await agreementToSign(work.db, heldByOf(row.id), { party, sha256 })
  const proof =
    code === null
      ? await sealAgreement(deps, agreement, party)
      : await signByCode(deps, agreement, party, code)
  return async (db) => {
    const act = { ...work, db }
    const held = await holdInternship(db, row.id)
    await needSignable(act, held)
    const by: By = { role: party, personId: actor.personId }
    const isComplete = await keepSignature({ db, now }, heldByOf(row.id), {
      party,
      sha256,
      byPerson: actor.personId,
      proof,
    })
    await onRecord(act, held, by, 'internship.signed', { party, version: agreement.version })
    if (isComplete)
      return advance(act, held, { event: 'sign', by, set: { signed_at: now }, isComplete: true })
    await insertStep(act, row.id, { event: 'signed', to: held.state, by })
    await emit(db, now, 'internship.moved', {
      internshipId: row.id,
      personId: held.person_id,
      event: 'signed',
      by: party,
    })
    return held
  }
}

/**
 * The base changes what is agreed: a new version, which all sign anew. Days only before it is signed by all.
 * @throws Problem internship-settled, invalid-request
 */
export const changeTerms = async (
  work: ByPerson,
  row: InternshipRow,
  { firstDay, tasks, tutor, by }: { firstDay: string; tasks: string; tutor: string; by: By },
): Promise<void> => {
  const { db, deps } = work
  const today = await todayOf(work)
  const moves = firstDay !== row.first_day
  if (moves && row.state !== 'to-sign') throw settled('协议签完以后不能改日期。要提前结束的，请办“提前结束”')
  if (moves && firstDay <= today) throw fieldProblem('/firstDay', '开始日要在今天以后，三方在它以前签完')
  if (moves && firstDay > addDays(row.first_day, 60)) throw fieldProblem('/firstDay', '开始日最多推迟 60 天')
  const lastDay = moves ? lastDayOf(firstDay, row.months) : row.last_day
  const signDay = [addDays(today, signWithinDays), addDays(firstDay, -1)].sort()[0] as string
  await replaceAgreement(db, heldByOf(row.id))
  await advance(work, row, {
    event: 'change',
    by,
    set: {
      first_day: firstDay,
      last_day: lastDay,
      ...(moves ? { planned_last_day: lastDay } : {}),
      ...(row.state === 'to-sign' ? { sign_by: endOfDay(signDay) } : {}),
      tasks,
      tutor: seal(deps.vault, 'internship.tutor', row.id, tutor),
    },
  })
}
