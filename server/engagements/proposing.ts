import type { EngagementTerms } from '@jucai/contract/engagement-shapes'
import {
  clashOf,
  engagementLimits,
  engagementNumber,
  windowsFault,
  windowWords,
  type EngagementKind,
  type WeekWindow,
} from '@jucai/contract/engagement-vocabulary'
import { addDays, daysBetween } from '@jucai/contract/policies/days'
import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { replaceAgreement } from '../core/agreement'
import type { Db } from '../core/db'
import { codeHash, newCode } from '../core/invitation-code'
import { maskDocument } from '../core/masking'
import { stillThere } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { memberOf } from '../employers'
import { profileOf } from '../profiles'
import { isEngagementKind, type ByPerson, type EngagementWork } from './deps'
import { needThirdParty } from './home-check'
import { endOfDay, todayOf } from './moments'
import {
  closeConsents,
  insertEngagement,
  insertTerms,
  nextRevision,
  openOfApplication,
  termsOf,
} from './repository'
import { homeOf, seal, sealedHome, type Home } from './sealed'
import { advance, heldByOf, insertStep, onRecord, settled, tellOf, type By } from './steps'
import type { EngagementRow, TermsRow } from './tables'

/** Terms as they cross the wire. */
export const shownTerms = (row: TermsRow): EngagementTerms => ({
  title: row.title,
  scope: row.scope,
  ip: row.ip,
  confidentiality: row.confidentiality,
  payFen: row.pay_fen,
  payUnit: row.pay_unit,
  firstDay: row.first_day,
  lastDay: row.last_day,
  week: row.week as WeekWindow[],
})

/** A code by which an expert lets one employer ask; shown once, only its hash is kept. @throws Problem registration-needed */
export const makeCode = async ({ db, now, deps, actor }: ByPerson) => {
  if (!(await profileOf(db, deps.vault, actor.personId)))
    throw problem('registration-needed', { detail: '邀约要用登记的姓名，请先完成人才登记' })
  await stillThere(db, actor.personId)
  const code = newCode(deps.random)
  const expiresAt = new Date(now.getTime() + engagementLimits.codeDays * 86_400_000)
  // One at a time: a new code takes the place of the one before.
  await db.deleteFrom('engagement_code').where('person_id', '=', actor.personId).execute()
  await db
    .insertInto('engagement_code')
    .values({ code_hash: codeHash(code), person_id: actor.personId, expires_at: expiresAt })
    .execute()
  return { code, expiresAt: expiresAt.toISOString() }
}

const personOfCode = async (db: Db, code: string, at: Date): Promise<string> => {
  const used = await db
    .deleteFrom('engagement_code')
    .where('code_hash', '=', codeHash(code))
    .where('expires_at', '>', at)
    .returning('person_id')
    .executeTakeFirst()
  if (!used)
    throw problem('engagement-code-unknown', {
      detail: '没有这个邀约码，或者已经用过、已经过期。请对方在“我的聘用”里重新生成一个',
    })
  return used.person_id
}

/** What is wrong with terms whatever stands before them. @throws Problem invalid-request */
const needSound = (terms: EngagementTerms, today: string): void => {
  const { firstDay, lastDay, week } = terms
  if (lastDay < firstDay) throw fieldProblem('/terms/lastDay', '最后一天不能早于第一天')
  if (lastDay < today) throw fieldProblem('/terms/lastDay', '最后一天已经过去')
  if (daysBetween(firstDay, lastDay) > engagementLimits.mostDays)
    throw fieldProblem('/terms/lastDay', '一次最多约定三年，到期可以续')
  const fault = windowsFault(week)
  if (fault !== null) throw fieldProblem('/terms/week', fault)
}

/** A weekend expert's week leaves the home employer's hours alone. @throws Problem engagement-home-hours */
const needOffHours = (kind: EngagementKind, week: readonly WeekWindow[], home: Home | null): void => {
  const clash = kind === 'weekend' && home ? clashOf(week, home.hours) : null
  if (clash)
    throw problem('engagement-home-hours', {
      detail: `周末专家只在现单位的工作时间以外工作。约定的${windowWords(clash.own)}和现单位的${windowWords(clash.home)}重叠，请聘用单位先改时间，或者改用双聘`,
    })
}

const keptTerms = (
  { now, deps, actor }: ByPerson,
  engagementId: string,
  revision: number,
  terms: EngagementTerms,
): TermsRow => ({
  engagement_id: engagementId,
  revision,
  title: terms.title,
  scope: terms.scope,
  ip: terms.ip,
  confidentiality: terms.confidentiality,
  pay_fen: terms.payFen,
  pay_unit: terms.payUnit,
  first_day: terms.firstDay,
  last_day: terms.lastDay,
  week: terms.week,
  salt: Buffer.from(deps.random.bytes(16)).toString('hex'),
  made_by: actor.personId,
  made_at: now,
})

/** Whom an employer may ask. @throws Problem engagement-code-unknown, engagement-settled, invalid-request */
const personAsked = async (
  { db, deps }: ByPerson,
  employerId: string,
  { kind, applicationId, code }: { kind: EngagementKind; applicationId: string | null; code: string | null },
  at: Date,
): Promise<string> => {
  if ((applicationId === null) === (code === null))
    throw fieldProblem('/code', '请从一份投递发起，或者填写对方给的邀约码，二者选一')
  if (code !== null) return personOfCode(db, code, at)
  const found = await deps.applicant(db, employerId, applicationId as string)
  if (!found)
    throw fieldProblem(
      '/applicationId',
      '没有这份投递，或者已经撤回、没有录用。请对方再投递，或给你一个邀约码',
    )
  if (!isEngagementKind(found.kind) || found.kind !== kind)
    throw fieldProblem('/kind', '投递的岗位不是这一种。双聘岗位只能发起双聘，周末专家岗位只能发起周末聘用')
  return found.personId
}

/** One of an application at a time; two that ask at once come one after the other. @throws Problem engagement-settled */
const needOnly = async (db: Db, applicationId: string | null): Promise<void> => {
  if (applicationId === null) return
  await takeTurns(db, `engagement-of:${applicationId}`)
  const other = await openOfApplication(db, applicationId)
  if (other)
    throw settled(
      `这份投递已经发起过${engagementNumber(other.serial)}，在“双聘和周末专家”里接着办，不用再发起`,
    )
}

/**
 * An employer proposes. The caller is one of its people, and it is verified.
 * @throws Problem invalid-request, engagement-code-unknown, engagement-settled
 */
export const propose = async (
  work: ByPerson,
  employerId: string,
  asked: {
    kind: EngagementKind
    applicationId: string | null
    code: string | null
    terms: EngagementTerms
  },
): Promise<EngagementRow> => {
  const { db, now, deps, actor } = work
  const at = await deps.boundary(db)
  const today = await todayOf(work)
  needSound(asked.terms, today)
  if (asked.terms.firstDay < today) throw fieldProblem('/terms/firstDay', '第一天已经过去')
  const personId = await personAsked(work, employerId, asked, at)
  if (personId === actor.personId || (await memberOf(db, personId, employerId)))
    throw settled('对方是本单位的人员，不能再聘为双聘或周末专家')
  if (!(await stillThere(db, personId))) throw settled('对方的账号已经注销')
  await needOnly(db, asked.applicationId)
  const id = uuidv7()
  const row = await insertEngagement(db, {
    id,
    kind: asked.kind,
    employer_id: employerId,
    person_id: personId,
    job_application_id: asked.applicationId,
    proposed_by: actor.personId,
    state: 'proposed',
    revision: 1,
    in_force: null,
    first_day: asked.terms.firstDay,
    last_day: asked.terms.lastDay,
    due_at: endOfDay([addDays(today, engagementLimits.answerDays), asked.terms.firstDay].sort()[0] as string),
    expert_name: await expertName(work, id, personId),
    expert_document: null,
    home_name: null,
    home_contact: null,
    home_phone: null,
    home_hours: null,
    code_sent: JSON.stringify({}),
    signed_at: null,
    review_due: null,
    review_reminded: null,
    ended_at: null,
    ended_role: null,
    ended_why: null,
    made_at: now,
    version: 1,
  })
  await insertTerms(db, keptTerms(work, id, 1, asked.terms))
  const by: By = { role: 'employer', personId: actor.personId }
  await insertStep(work, id, { event: 'propose', to: 'proposed', by })
  await onRecord(work, row, by, 'engagement.propose')
  await tellOf(work, row, 'propose', 'employer')
  return row
}

const expertName = async ({ db, deps }: EngagementWork, id: string, personId: string) => {
  const profile = await profileOf(db, deps.vault, personId)
  return profile ? seal(deps.vault, 'engagement.expert_name', id, profile.name) : null
}

/** By when a version is signed by all: so many days, and before it begins. */
const signBy = (today: string, latest: string): Date =>
  endOfDay([addDays(today, engagementLimits.signDays), latest].sort()[0] as string)

/**
 * The expert accepts, and says who the home employer is.
 * @throws Problem engagement-settled, engagement-home-hours, registration-needed, invalid-request
 */
export const accept = async (work: ByPerson, row: EngagementRow, home: Home): Promise<EngagementRow> => {
  const { db, deps, actor } = work
  const fault = windowsFault(home.hours)
  if (fault !== null) throw fieldProblem('/hours', fault)
  if (home.hours.length === 0) throw fieldProblem('/hours', '请写现单位一周的工作时间，至少一段')
  await needThirdParty(work, row, home)
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile) throw problem('registration-needed', { detail: '协议要用登记的姓名，请先完成人才登记' })
  if (row.state === 'proposed' && row.due_at && row.due_at <= (await deps.boundary(db)))
    throw settled('答复的期限已经过了。请聘用单位重新发起')
  const terms = await termsOf(db, row.id, row.revision)
  needOffHours(row.kind, terms.week as WeekWindow[], home)
  const today = await todayOf(work)
  return advance(work, row, {
    event: 'accept',
    by: { role: 'expert', personId: actor.personId },
    set: {
      ...sealedHome(deps.vault, row.id, home),
      expert_name: seal(deps.vault, 'engagement.expert_name', row.id, profile.name),
      expert_document: seal(
        deps.vault,
        'engagement.expert_document',
        row.id,
        maskDocument(profile.documentNumber ?? ''),
      ),
      due_at: signBy(today, row.first_day),
    },
  })
}

const isSame = (one: EngagementTerms, other: EngagementTerms): boolean =>
  isDeepStrictEqual({ ...one, week: sortedWeek(one.week) }, { ...other, week: sortedWeek(other.week) })
const sortedWeek = (week: readonly WeekWindow[]): WeekWindow[] =>
  week
    .map(({ weekday, from, to }) => ({ weekday, from, to }))
    .sort((one, other) => one.weekday - other.weekday || one.from.localeCompare(other.from))

/**
 * The employer changes or renews what is agreed: a new version, which all sign anew. What is in force stays so until then.
 * @throws Problem stale-version, engagement-settled, engagement-home-hours, invalid-request
 */
export const changeTerms = async (
  work: ByPerson,
  row: EngagementRow,
  { terms, revision }: { terms: EngagementTerms; revision: number },
): Promise<EngagementRow> => {
  const { db, deps, actor } = work
  if (revision !== row.revision)
    throw problem('stale-version', {
      detail: '这份约定刚刚改过，你的修改没有存。请刷新后再改',
      extra: { version: row.revision },
    })
  const today = await todayOf(work)
  needSound(terms, today)
  if (row.state === 'running' && terms.firstDay !== row.first_day)
    throw fieldProblem('/terms/firstDay', '已经生效的，第一天不能改。续聘请改最后一天')
  if (row.state !== 'running' && terms.firstDay < today)
    throw fieldProblem('/terms/firstDay', '第一天已经过去')
  needOffHours(row.kind, terms.week, homeOf(deps.vault, row))
  // The same sent again makes nobody sign anew.
  if (isSame(shownTerms(await termsOf(db, row.id, row.revision)), terms)) return row
  const next = await nextRevision(db, row.id)
  await insertTerms(db, keptTerms(work, row.id, next, terms))
  await replaceAgreement(db, heldByOf(row.id))
  await closeConsents(db, row.id)
  return advance(work, row, {
    event: 'change',
    by: { role: 'employer', personId: actor.personId },
    note: `第 ${next} 稿`,
    set: {
      revision: next,
      ...(row.state === 'running' ? {} : { first_day: terms.firstDay, last_day: terms.lastDay }),
      due_at:
        row.state === 'proposed'
          ? endOfDay([addDays(today, engagementLimits.answerDays), terms.firstDay].sort()[0] as string)
          : signBy(today, row.state === 'running' ? row.last_day : terms.firstDay),
    },
  })
}
