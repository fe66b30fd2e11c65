import {
  checkCodeOf,
  codeInFours,
  internshipNumber,
  readCheckCode,
  type InternshipActor,
} from '@jucai/contract/internship-vocabulary'
import type { CertificateCheck } from '@jucai/contract/internship-shapes'
import { dayInWords, monthInWords } from '@jucai/contract/policies/days'
import { createHash } from 'node:crypto'
import { cityInForce } from '../city'
import { voidAgreement } from '../core/agreement'
import { maskName } from '../core/masking'
import { printPdf } from '../core/pdf'
import { fieldProblem, problem } from '../core/problem'
import { employersById } from '../employers'
import type { ByPerson, InternshipWork } from './deps'
import { todayOf } from './moments'
import { certificateOf, internshipById, monthsOf } from './repository'
import { seal, unseal } from './sealed'
import { advance, heldByOf, holdInternship, isAhead, onRecord, settled, standingOf, type By } from './steps'
import { certificateSections } from './text'
import type { CertificateRow, InternshipRow } from './tables'

/** Ends what has not begun, signed by all or not; its seat is free again. @throws Problem internship-settled */
export const cancelInternship = async (
  work: InternshipWork,
  row: InternshipRow,
  by: By,
  why: string,
): Promise<InternshipRow> => {
  const { db, now, deps } = work
  await voidAgreement(db, heldByOf(row.id))
  return advance(work, row, {
    event: 'cancel',
    by,
    notBegun: isAhead(row, await todayOf(work)),
    set: {
      ended_at: now,
      ended_role: by.role,
      ended_why: seal(deps.vault, 'internship.ended_why', row.id, why),
    },
  })
}

/** Ends an internship with its employer or its account: today, or as one that never began. */
export const endNow = async (work: InternshipWork, row: InternshipRow, why: string): Promise<void> => {
  const { now, deps } = work
  const by: By = { role: 'system', personId: null }
  const today = await todayOf(work)
  if (row.state === 'to-sign' || (row.state === 'running' && isAhead(row, today)))
    await cancelInternship(work, row, by, why)
  else if (row.state === 'running')
    await advance(work, row, {
      event: 'interrupt',
      by,
      set: {
        ...(today < row.last_day ? { last_day: today } : {}),
        ended_at: now,
        ended_role: 'system',
        ended_why: seal(deps.vault, 'internship.ended_why', row.id, why),
      },
    })
}

/**
 * Ends an internship before its time. Months that were confirmed stay; the last day is in or before the month in which
 * it is said. One that has not begun is cancelled: it has no last day.
 * @throws Problem internship-settled, invalid-request
 */
export const interrupt = async (
  work: InternshipWork,
  row: InternshipRow,
  { lastDay, why, by }: { lastDay?: string | undefined; why: string; by: By },
): Promise<InternshipRow> => {
  const { db, now, deps } = work
  const today = await todayOf(work)
  if (row.state === 'to-sign' || (row.state === 'running' && isAhead(row, today)))
    return cancelInternship(work, row, by, why)
  if (standingOf(row, today) === 'finished') throw settled('见习已经期满，不用再办提前结束')
  if (row.state === 'running' && lastDay === undefined) throw fieldProblem('/lastDay', '请选最后一天')
  if (lastDay === undefined) throw settled('见习已经结束，不用再办')
  if (lastDay < row.first_day || lastDay > row.last_day) throw settled('最后一天要在见习期内')
  if (lastDay > today) throw settled('最后一天不能晚于今天。到那天再办，这之前出勤照常登记')
  const kept = (await monthsOf(db, [row.id])).filter(({ state }) => state !== 'returned').at(-1)
  if (kept && lastDay.slice(0, 7) <= kept.month)
    throw settled(`${monthInWords(kept.month)}的出勤基地已经确认，最后一天要在那以后`)
  const came = await db
    .selectFrom('internship_day')
    .select('day')
    .where('internship_id', '=', row.id)
    .where('kind', '=', 'present')
    .where('day', '>', lastDay)
    .limit(1)
    .executeTakeFirst()
  if (came) throw settled(`${dayInWords(came.day)}还有到岗记录，最后一天不能在它以前`)
  return advance(work, row, {
    event: 'interrupt',
    by,
    set: {
      last_day: lastDay,
      ended_at: now,
      ended_role: by.role,
      ended_why: seal(deps.vault, 'internship.ended_why', row.id, why),
    },
  })
}

/** Finishes one whose last day is over. */
export const finish = (work: InternshipWork, row: InternshipRow): Promise<InternshipRow> =>
  advance(work, row, {
    event: 'finish',
    by: { role: 'system', personId: null },
    set: { ended_at: work.now, ended_role: 'system' },
  })

/** Said by the base, or confirmed by the intern; both may be said again until they agree. @throws Problem */
export const tellKept = async (
  work: InternshipWork,
  row: InternshipRow,
  { kept, by }: { kept: boolean; by: By },
): Promise<void> => {
  if (row.state !== 'finished') throw settled('见习期满以后才能登记留用')
  if (by.role === 'intern' && row.kept_told === null) throw settled('等基地先登记，你再确认')
  if (row.kept_told !== null && row.kept_told === row.kept_confirmed)
    throw settled('双方已经确认一致，不能再改。有误的请联系人才办')
  await work.db
    .updateTable('internship')
    .set(by.role === 'base' ? { kept_told: kept, kept_confirmed: null } : { kept_confirmed: kept })
    .where('id', '=', row.id)
    .execute()
  await onRecord(work, row, by, by.role === 'base' ? 'internship.kept-told' : 'internship.kept-confirmed', {
    kept,
  })
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')
/** The same facts give the same bytes, so that the file need not be kept. */
const printed = async (
  work: InternshipWork,
  row: InternshipRow,
  facts: { code: string; base: string; issuedAt: Date },
) => {
  const { db, deps } = work
  const { office } = await cityInForce(db)
  return printPdf({
    title: '就业见习证明',
    sections: certificateSections({
      name: unseal(deps.vault, 'internship.intern_name', row.id, row.intern_name),
      base: facts.base,
      office,
      title: row.title,
      firstDay: row.first_day,
      lastDay: row.last_day,
      number: internshipNumber(row.serial),
      code: codeInFours(facts.code),
    }),
    at: facts.issuedAt,
    footer: `核验码 ${codeInFours(facts.code)}`,
  })
}

/** Issues the certificate of one that finished; the same when it stands. @throws Problem internship-settled */
export const certify = async (work: ByPerson, id: string): Promise<InternshipRow> => {
  const { db, now, deps, actor } = work
  const row = await holdInternship(db, id)
  if (row.person_id !== actor.personId) throw problem('not-found')
  if (row.state !== 'finished') throw settled('见习期满以后才有证明')
  if (await certificateOf(db, id)) return row
  const code = checkCodeOf(deps.random.bytes(16))
  const base = (await employersById(db, [row.employer_id])).get(row.employer_id)?.name ?? ''
  const { sha256 } = await printed(work, row, { code, base, issuedAt: now })
  const name = unseal(deps.vault, 'internship.intern_name', id, row.intern_name)
  await db
    .insertInto('internship_certificate')
    .values({
      internship_id: id,
      person_id: row.person_id,
      code_hash: hashOf(code),
      code: seal(deps.vault, 'internship_certificate.code', id, code),
      masked_name: seal(deps.vault, 'internship_certificate.masked_name', id, maskName(name)),
      base_name: base,
      sha256,
      issued_at: now,
      revoked_at: null,
      revoked_by: null,
      revoked_why: null,
    })
    .execute()
  await onRecord(work, row, { role: 'intern', personId: actor.personId }, 'internship.certified')
  await deps.milestone(db, now, row.person_id, `取得就业见习证明：${base}`)
  return row
}

/** A certificate as PDF. @throws Problem not-found */
export const certificatePdf = async (work: ByPerson, id: string) => {
  const row = await internshipById(work.db, id)
  const certificate = row && (await certificateOf(work.db, id))
  if (row?.person_id !== work.actor.personId || !certificate?.code) throw problem('not-found')
  const { bytes, sha256 } = await printed(work, row, {
    code: unseal(work.deps.vault, 'internship_certificate.code', id, certificate.code),
    base: certificate.base_name,
    issuedAt: certificate.issued_at,
  })
  return {
    fileName: `就业见习证明-${internshipNumber(row.serial)}.pdf`,
    type: 'application/pdf' as const,
    data: bytes.toString('base64'),
    sha256,
  }
}

/** A certificate as its intern sees it. */
export const shownCertificate = ({ deps }: InternshipWork, row: CertificateRow | undefined) =>
  row?.code
    ? {
        code: codeInFours(unseal(deps.vault, 'internship_certificate.code', row.internship_id, row.code)),
        issuedAt: row.issued_at.toISOString(),
        sha256: row.sha256,
        revokedAt: row.revoked_at?.toISOString() ?? null,
        revokedWhy: row.revoked_why ?? '',
      }
    : null

const unknownCode = () =>
  problem('not-found', { detail: '没有这个核验码的证明。请核对有没有输错；证明的人注销了账号的，也查不到' })
/** What anybody reads of a certificate by its code. @throws Problem not-found */
export const checkCertificate = async (work: InternshipWork, typed: string): Promise<CertificateCheck> => {
  const { db, deps } = work
  const code = readCheckCode(typed)
  if (code === null) throw unknownCode()
  const row = await db
    .selectFrom('internship_certificate')
    .selectAll()
    .where('code_hash', '=', hashOf(code))
    .executeTakeFirst()
  const internship = row && (await internshipById(db, row.internship_id))
  if (!row?.masked_name || !internship) throw unknownCode()
  return {
    state: row.revoked_at === null ? 'valid' : 'revoked',
    maskedName: unseal(deps.vault, 'internship_certificate.masked_name', row.internship_id, row.masked_name),
    base: row.base_name,
    title: internship.title,
    firstDay: internship.first_day,
    lastDay: internship.last_day,
    issuedAt: row.issued_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedWhy: row.revoked_why ?? '',
    sha256: row.sha256,
  }
}

/** The office revokes a certificate; the reason is public with its code. @throws Problem internship-settled */
export const revokeCertificate = async (work: ByPerson, id: string, why: string): Promise<InternshipRow> => {
  const { db, now, actor } = work
  const row = await holdInternship(db, id)
  const { numUpdatedRows } = await db
    .updateTable('internship_certificate')
    .set({ revoked_at: now, revoked_by: actor.personId, revoked_why: why })
    .where('internship_id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw settled('没有可以撤销的证明')
  await onRecord(work, row, { role: 'office', personId: actor.personId }, 'internship.certificate-revoked', {
    what: '撤销了你的见习证明',
    why,
  })
  return row
}

/** Who ended it, for a message. */
export const endedWords = (by: InternshipActor): string =>
  ({ intern: '你', base: '见习基地', office: '人才办', system: '系统' })[by]
