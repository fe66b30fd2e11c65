import type {
  ApplyForm,
  JobApplicationDraft,
  KeptDraft,
  OwnJobApplication,
} from '@jucai/contract/post-shapes'
import {
  contactStates,
  jobApplicationMeanings,
  neededFields,
  postLimits,
  shownFieldLabels,
  shownFields,
  unansweredStates,
  type CandidateEvent,
  type ShownField,
} from '@jucai/contract/post-vocabulary'
import { checkDocument } from '@jucai/contract/identity-documents'
import { addYears, dayInWords, fullMonths } from '@jucai/contract/policies/days'
import { employerStateLabels } from '@jucai/contract/employer-vocabulary'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { phoneOf } from '../accounts'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskPhone } from '../core/masking'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { estimatedDay } from '../core/working-days'
import { employersById, memberOf } from '../employers'
import { profileOf, type ProfileRecord } from '../profiles'
import { forgottenAt } from './closing'
import type { PersonWork } from './deps'
import './events'
import { deleteDraft, draftOf, draftPage, saveDraft } from './draft-rows'
import {
  insertJob,
  interviewOf,
  jobById,
  jobFor,
  jobForUpdate,
  jobsOfPerson,
  openPart,
  sealPart,
  shownOf,
  updateJob,
  type JobRow,
  type ShownValue,
} from './job-rows'
import { eventsAt, leadsTo } from './machine'
import { postById, postForShare, postsByIds, type PostRow } from './repository'
import { isOpen } from './show'
import { appliedFor, changesOf, type AppliedText } from './versions'
import { textOf } from './checking'

/** Fields of a profile in words, as an employer would read them; null where there is nothing. */
const valuesOf = (
  { deps }: PersonWork,
  profile: ProfileRecord,
  experienceYears: number | null,
): Record<ShownField, string | null> => ({
  name: profile.name,
  degree: degreeLabels[profile.degree],
  school: profile.school,
  major: profile.major,
  graduatesOn: dayInWords(profile.graduatesOn),
  presentRegion: deps.regionName(profile.presentRegion),
  experienceYears:
    experienceYears === null ? null : experienceYears === 0 ? '还没有工作过' : `${experienceYears} 年`,
})

const publicPostOf = async (work: PersonWork, id: string): Promise<PostRow> => {
  const row = await postById(work.db, id)
  if (!row?.opened_at) throw problem('not-found')
  return row
}
const employerOf = async (work: PersonWork, row: PostRow) => ({
  id: row.employer_id,
  name: (await employersById(work.db, [row.employer_id])).get(row.employer_id)?.name ?? '',
})

/** What this employer would be shown, and the draft. @throws Problem not-found, registration-needed */
export const applyForm = async (work: PersonWork, postId: string): Promise<ApplyForm> => {
  const { db, now, deps, actor } = work
  const row = await publicPostOf(work, postId)
  const profile = await profileOf(db, deps.vault, actor.personId)
  const draft = await draftOf(db, deps.vault, postId, actor.personId)
  const values = profile && valuesOf(work, profile, draft?.experienceYears ?? null)
  const phone = await phoneOf(db, deps.vault, actor.personId)
  return {
    post: {
      id: row.id,
      title: row.title,
      employer: await employerOf(work, row),
      closesAt: (row.closes_at as Date).toISOString(),
      open: isOpen(row, now),
    },
    fields: values
      ? shownFields.map((field) => ({
          field,
          value: values[field],
          needed: neededFields.some((one) => one === field),
        }))
      : [],
    contact: phone && maskPhone(phone),
    draft,
    sent: (await jobFor(db, postId, actor.personId))?.id ?? null,
  }
}

/** Keeps a draft. @throws Problem not-found */
export const keepDraft = async (
  work: PersonWork,
  postId: string,
  draft: JobApplicationDraft,
): Promise<void> => {
  const { db, now, deps, actor } = work
  const row = await publicPostOf(work, postId)
  const forgetAt = row.state === 'closed' ? forgottenAt(row) : null
  await saveDraft(db, deps.vault, { postId, personId: actor.personId, now, forgetAt }, draft)
}
/** A page of what somebody wrote and did not send, saved last first. */
export const ownDrafts = async (work: PersonWork, { after, limit = 20 }: PageRequest) => {
  const { db, now, actor } = work
  const page = pageOf(
    await draftPage(db, actor.personId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.saved_at, row.post_id),
    (row) => row,
  )
  const posts = await postsByIds(
    db,
    page.items.map((row) => row.post_id),
  )
  const names = await employersById(
    db,
    [...posts.values()].map((row) => row.employer_id),
  )
  const items = page.items.map(({ post_id: id, saved_at: savedAt, forget_at: forgetAt }): KeptDraft => {
    const post = posts.get(id) as PostRow
    return {
      post: {
        id,
        title: post.title,
        employer: { id: post.employer_id, name: names.get(post.employer_id)?.name ?? '已注销的单位' },
        open: isOpen(post, now),
      },
      savedAt: savedAt.toISOString(),
      until: forgetAt && dayOf(forgetAt),
    }
  })
  return { items, next: page.next }
}

const closedWords = (row: PostRow, now: Date): string => {
  if (row.paused) return '单位现在暂停招聘，草稿已经留着，恢复后可以再投'
  return row.state === 'open' && row.closes_at !== null && row.closes_at <= now
    ? '已经过了截止时间，草稿已经留着，可以找相近的岗位再投'
    : '它已经结束，草稿已经留着，可以找相近的岗位再投'
}

const shownTo = (
  work: PersonWork,
  profile: ProfileRecord,
  { fields, experienceYears }: JobApplicationDraft,
): ShownValue[] => {
  for (const field of neededFields)
    if (!fields.includes(field))
      throw fieldProblem('/fields', `${shownFieldLabels[field]}必须给单位看，不然单位没法答复你`)
  const values = valuesOf(work, profile, experienceYears)
  return shownFields.flatMap((field) => {
    const value = fields.includes(field) ? values[field] : null
    return value === null ? [] : [{ field, value }]
  })
}

/** @throws Problem under-working-age, invalid-request where a life is too short for what is said of it */
const needWorkingAge = (
  { documentType, documentNumber }: ProfileRecord,
  { fields, experienceYears }: JobApplicationDraft,
  today: string,
): void => {
  const found = documentNumber === null ? null : checkDocument(documentType, documentNumber, today)
  if (!found?.ok) return
  const since = addYears(found.birth, postLimits.workingAge)
  if (today < since)
    throw problem('under-working-age', {
      detail: `按登记的证件，你${dayInWords(since)}满 ${postLimits.workingAge} 周岁。《劳动法》第十五条禁止用人单位招用未满 16 周岁的人。草稿已经留着`,
    })
  const most = Math.floor(fullMonths(since, today) / 12)
  if (fields.includes('experienceYears') && (experienceYears ?? 0) > most)
    throw fieldProblem(
      '/experienceYears',
      `满 16 周岁到今天是 ${most} 年，工作年限不能比它长，请改成实际工作的年数`,
    )
}

/**
 * Applies for a post. The post is held, so that one that is closed at this moment takes no more.
 * @throws Problem not-found, registration-needed, post-not-open, already-applied, own-employer, under-working-age, invalid-request
 */
export const apply = async (
  work: PersonWork,
  { post: postId, ...draft }: JobApplicationDraft & { post: string },
): Promise<OwnJobApplication> => {
  const { db, now, deps, actor } = work
  await holdPerson(db, actor.personId)
  const post = await postForShare(db, postId)
  if (!post?.opened_at) throw problem('not-found')
  if (!isOpen(post, now)) throw problem('post-not-open', { detail: closedWords(post, now) })
  const profile = await profileOf(db, deps.vault, actor.personId)
  if (!profile) throw problem('registration-needed', { detail: '完成人才登记后，一步就能投递，草稿已经留着' })
  if (await memberOf(db, actor.personId, post.employer_id))
    throw problem('own-employer', {
      detail: '你是这个单位的人员，能看到别的投递，所以不能投它的岗位。要投的，请先请负责人把你移出单位',
    })
  needWorkingAge(profile, draft, dayOf(now))
  const id = uuidv7()
  const shown = shownTo(work, profile, draft)
  const phone = draft.shareContact ? await phoneOf(db, deps.vault, actor.personId) : null
  const isNew = await insertJob(db, {
    id,
    post_id: post.id,
    employer_id: post.employer_id,
    person_id: actor.personId,
    state: 'sent',
    revision: 0,
    shown: sealPart(deps.vault, id, 'shown', JSON.stringify(shown)),
    note: draft.note === '' ? null : sealPart(deps.vault, id, 'note', draft.note),
    contact: phone === null ? null : sealPart(deps.vault, id, 'contact', phone),
    reason: null,
    interview: null,
    answer_by: estimatedDay(await deps.calendar(db), dayOf(now), post.answer_days),
    sent_at: now,
    answered_at: null,
    answered_by: null,
    told_late_at: null,
    post_revision: post.revision,
    ended_from: null,
  })
  if (!isNew) throw problem('already-applied', { detail: '进展在“我的投递”里' })
  const bad = await deps.files.attach(db, {
    ids: draft.files,
    ofPerson: actor.personId,
    heldBy: id,
  })
  if (bad.length > 0) throw fieldProblem('/files', '有文件没有传完，或已经用在别处，请重新选择')
  await deleteDraft(db, post.id, actor.personId)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: 'job-application.sent',
    object: `job-application:${id}`,
    personId: actor.personId,
    detail: { post: post.id, fields: shown.map(({ field }) => field), contact: phone !== null },
  })
  await emit(db, now, 'job-application.sent', {
    jobApplicationId: id,
    postId: post.id,
    personId: actor.personId,
  })
  await deps.milestone(db, now, actor.personId, `投递了“${post.title}”`)
  return ownJob(work, (await jobById(db, id)) as JobRow)
}

/** The text that was applied for, where it says something else than the post does now. */
const shownBefore = (
  { deps }: PersonWork,
  text: AppliedText | undefined,
  post: PostRow,
): OwnJobApplication['appliedFor'] => {
  const changes = text ? changesOf(deps, text, textOf(post)) : []
  if (!text || changes.length === 0) return null
  const { title, region, place, payLow, payHigh, requirements, duties, wants } = text
  return {
    title,
    where: `${deps.regionName(region) ?? region}${place}`,
    pay: { lowFen: payLow.fen, highFen: payHigh.fen, unit: payLow.unit },
    requirements,
    duties,
    wants,
    changes,
  }
}

/** Job applications as whoever sent them sees them. */
export const ownJobs = async (work: PersonWork, rows: readonly JobRow[]): Promise<OwnJobApplication[]> => {
  const { db, now, deps } = work
  const posts = await postsByIds(
    db,
    rows.map((row) => row.post_id),
  )
  const names = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  const ids = rows.map((row) => row.id)
  const files = await deps.files.named(db, ids)
  const before = await appliedFor(db, ids)
  return rows.map((row) => {
    const post = posts.get(row.post_id) as PostRow
    const employerState = names.get(row.employer_id)?.state ?? 'closed'
    const isThere = employerState === 'verified'
    const isWaiting = unansweredStates.some((state) => state === row.state)
    const contact = openPart(deps.vault, row, 'contact')
    return {
      id: row.id,
      post: {
        id: post.id,
        title: post.title,
        employer: { id: row.employer_id, name: names.get(row.employer_id)?.name ?? '已注销的单位' },
        open: isOpen(post, now),
      },
      state: row.state,
      revision: row.revision,
      sentAt: row.sent_at.toISOString(),
      answerBy: row.answer_by,
      overdue: isWaiting && row.answer_by < dayOf(now),
      shown: shownOf(deps.vault, row),
      note: openPart(deps.vault, row, 'note'),
      contact: contact && maskPhone(contact),
      contactVisible: isThere && contact !== null && contactStates.some((state) => state === row.state),
      files: files.get(row.id) ?? [],
      reason: openPart(deps.vault, row, 'reason'),
      interview: interviewOf(deps.vault, row),
      events: (eventsAt(row.state, 'candidate') as CandidateEvent[]).filter(
        (event) => isThere || event !== 'accept',
      ),
      employerState,
      appliedFor: shownBefore(work, before.get(row.id), post),
    }
  })
}
const ownJob = async (work: PersonWork, row: JobRow): Promise<OwnJobApplication> =>
  (await ownJobs(work, [row]))[0] as OwnJobApplication

/** One's own job application. @throws Problem not-found */
export const readOwnJob = async (work: PersonWork, id: string): Promise<OwnJobApplication> => {
  const row = await jobById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return ownJob(work, row)
}
/** A page of them. */
export const ownJobsPage = async (work: PersonWork, { after, limit = 20 }: PageRequest) => {
  const page = pageOf(
    await jobsOfPerson(work.db, work.actor.personId, placeOf(after), limit),
    limit,
    (row) => cursorOf(row.sent_at, row.id),
    (row) => row,
  )
  return { items: await ownJobs(work, page.items), next: page.next }
}

const heldOwn = async (work: PersonWork, id: string): Promise<JobRow> => {
  await holdPerson(work.db, work.actor.personId)
  const row = await jobForUpdate(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return row
}
const moved = (row: JobRow) =>
  problem('job-application-moved', {
    detail: `它现在“${jobApplicationMeanings[row.state].label}”，请刷新后再看`,
    extra: { state: row.state },
  })

/** What a withdrawal leaves: that there was one. */
export const emptied = { shown: null, note: null, contact: null, interview: null, ended_from: null } as const

/** Nothing can be agreed with an employer that may not act. @throws Problem employer-not-verified */
const needEmployer = async ({ db }: PersonWork, row: JobRow, follows: string): Promise<void> => {
  const state = (await employersById(db, [row.employer_id])).get(row.employer_id)?.state ?? 'closed'
  if (state !== 'verified')
    throw problem('employer-not-verified', {
      detail: `这家单位现在“${employerStateLabels[state]}”，${follows}`,
      extra: { state },
    })
}

/** Answers an offer, or withdraws. @throws Problem not-found, job-application-moved, employer-not-verified */
export const ownStep = async (
  work: PersonWork,
  id: string,
  { event, reason }: { event: CandidateEvent; reason?: string | undefined },
): Promise<OwnJobApplication> => {
  const { db, now, deps, actor } = work
  const row = await heldOwn(work, id)
  const to = leadsTo(row.state, event, 'candidate')
  if (to === null) throw moved(row)
  if (event === 'accept') await needEmployer(work, row, '不能接受它的录用；可以谢绝，或撤回投递')
  await updateJob(db, id, {
    state: to,
    revision: row.revision + 1,
    ...(to === 'withdrawn' ? emptied : {}),
    ...(reason ? { reason: sealPart(deps.vault, id, 'reason', reason) } : {}),
  })
  if (to === 'withdrawn') await deps.files.release(db, now, [id])
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: `job-application.${to}`,
    object: `job-application:${id}`,
    personId: actor.personId,
  })
  await emit(db, now, 'job-application.settled', {
    jobApplicationId: id,
    postId: row.post_id,
    personId: actor.personId,
    state: to,
  })
  const post = await postById(db, row.post_id)
  if (to === 'accepted') await deps.milestone(db, now, actor.personId, `接受了“${post?.title ?? ''}”的录用`)
  return ownJob(work, (await jobById(db, id)) as JobRow)
}

/** Gives this employer a number, or takes it back at once. @throws Problem not-found, job-application-moved, employer-not-verified */
export const giveContact = async (
  work: PersonWork,
  id: string,
  isGiven: boolean,
): Promise<OwnJobApplication> => {
  const { db, now, deps, actor } = work
  const row = await heldOwn(work, id)
  if (isGiven && jobApplicationMeanings[row.state].next === null && row.state !== 'accepted') throw moved(row)
  if (isGiven) await needEmployer(work, row, '看不到投递，手机号先不用给')
  const phone = isGiven ? await phoneOf(db, deps.vault, actor.personId) : null
  if (isGiven && phone === null) throw fieldProblem('/given', '账号还没有绑定手机号，请先在“我的”里绑定')
  await updateJob(db, id, {
    contact: phone === null ? null : sealPart(deps.vault, id, 'contact', phone),
    revision: row.revision + 1,
  })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action: isGiven ? 'job-application.contact-given' : 'job-application.contact-taken',
    object: `job-application:${id}`,
    personId: actor.personId,
  })
  return ownJob(work, (await jobById(db, id)) as JobRow)
}
