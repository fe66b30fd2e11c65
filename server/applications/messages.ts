import { fieldsOf, type Answers } from '@jucai/contract/forms'
import { peopleWithRole, rolesOf } from '../accounts'
import { audit } from '../core/audit'
import { spokenDay } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { quoted } from '../core/quoted'
import { notify } from '../notifications'
import { consentGiven } from '../profiles'
import { mapAnswers } from './answers'
import { calendarInForce } from './calendar'
import { takeCasesBack } from './claims'
import { draftsOf, openDraft, sealDraft, updateDraft } from './draft-rows'
import { dueOf } from './due'
import { objectionSealedTo } from './objections'
import { endOpen } from './own-data'
import type { ApplicationDeps } from './ports'
import {
  applicationRow,
  sealedTo,
  updateApplication,
  type ApplicationRow,
  type TimerKind,
} from './repository'
import { requestedOf } from './show'
import { answersOf, refusalOf } from './steps'
import type { ApplicationWork } from './work'

/** The page of the app that shows an application. */
export const applicationLink = (id: string): string => `/applications/application/index?id=${id}`

const changesWords = (deps: ApplicationDeps, row: ApplicationRow): string =>
  `请在 ${row.answer_by ? spokenDay(row.answer_by) : '期限'} 前补正：${requestedOf(deps, row)
    .map(({ label, what }) => `${label}（${what}）`)
    .join('；')}。只改这几项，排队时间不变。`
const refusalWords = (deps: ApplicationDeps, row: ApplicationRow): string => {
  const refusal = refusalOf(deps, row)
  if (!refusal) return '请打开查看原因和改正办法。'
  const appeal = refusal.appealBy ? `不服的，可以在 ${spokenDay(new Date(refusal.appealBy))} 前申诉。` : ''
  return `原因：${refusal.title}（${refusal.fieldLabel ?? ''}）。可以这样做：${refusal.fix}${/[。！]$/.test(refusal.fix) ? '' : '。'}${appeal}`
}

/** What an applicant is told of an event; null when there is nothing to say. The title is not personal. */
const wordsFor = async (
  { db, now, deps }: ApplicationWork,
  row: ApplicationRow,
  event: string,
): Promise<{ title: string; body: string } | null> => {
  const { title } = deps.programs.definition(row.program)
  const about = `${quoted(title)}（${row.number}）`
  switch (event) {
    case 'submit':
      return {
        title: '已收到你的申请',
        body: `${about}已提交。答复期限：${dueOf(await calendarInForce(db), row, now).words}。`,
      }
    case 'answer':
      return { title: '工作站已答复', body: `${about}有了答复，请打开查看联系人和下一步。` }
    case 'request-changes':
      return { title: '申请需要补正', body: `${about}${changesWords(deps, row)}` }
    case 'correct':
      return { title: '补正已收到', body: `${about}的补正已提交，继续办理，排队时间不变。` }
    case 'recommend':
      return { title: '初审已完成', body: `${about}已提请复核。` }
    case 'return':
      return { title: '申请退回初审', body: `${about}由初审重新核对，你不需要做什么。` }
    case 'publish':
      return {
        title: '申请进入公示',
        body: `${about}公示到 ${row.notice_to ?? ''}，期满没有成立的异议即通过。`,
      }
    case 'approve':
      return { title: '申请已通过', body: `${about}已通过。` }
    case 'reject':
      return { title: '申请未通过', body: `${about}${refusalWords(deps, row)}` }
    case 'appeal':
      return { title: '申诉已收到', body: `${about}的申诉已提交，由人才办负责人处理。` }
    case 'uphold':
      return { title: '申诉结果：维持原决定', body: `${about}经复查维持原决定。请打开查看说明。` }
    case 'overturn':
      return { title: '申诉结果：重新审核', body: `${about}原决定已撤销，重新审核。` }
    case 'withdraw':
      return {
        title: '申请已撤回',
        body: `${about}已撤回，交的文件人才办不能再打开，你可以在“我的资料”的“没有提交的文件”里删除。需要时可以再申请。`,
      }
    case 'lapse':
      return {
        title: '申请已失效',
        body: `${about}没有在期限内补正，已失效。填过的内容可以在下次申请时使用。`,
      }
    case 'land':
      return { title: '登记落地', body: `${about}已登记落地，欢迎回家。` }
    case 'close':
      return { title: '办理结束', body: `${about}已结束。` }
    default:
      return null
  }
}

const reminderWords: Partial<Record<TimerKind, { title: string; body: (about: string) => string }>> = {
  'answer-reminder': {
    title: '补正期限快到了',
    body: (about) => `${about}还没有补正，三天后到期；到期未补正，申请会失效。`,
  },
}
const officeWords: Partial<Record<TimerKind, { title: string; body: (about: string) => string }>> = {
  'due-soon': { title: '有一件申请快到期', body: (about) => `${about}的办理期限快到了，请您及时处理。` },
  overdue: { title: '有一件申请已超期', body: (about) => `${about}已超过办理期限，请您马上处理。` },
  'notice-over': {
    title: '公示期满，还有异议没有处理',
    body: (about) => `${about}公示期满，请您处理异议后作出决定。`,
  },
}

/** Who is to act: whoever has the case, else the contact; leads where neither works here any more. */
const officersFor = async (db: Db, row: ApplicationRow): Promise<string[]> => {
  const named = [row.assigned_to, row.contact_id].flatMap((id) => id ?? [])
  const roles = await rolesOf(db, named)
  const here = named.find((id) => roles.get(id)?.some((role) => role !== 'system-admin'))
  return here ? [here] : peopleWithRole(db, 'lead')
}

/** Tells the applicant or the office what a timer has to say of an application. */
export const remind = async (
  { db, now, deps }: ApplicationWork,
  row: ApplicationRow,
  kind: TimerKind,
): Promise<void> => {
  const about = `${quoted(deps.programs.definition(row.program).title)}（${row.number}）`
  const own = reminderWords[kind]
  if (own)
    await notify(db, deps.vault, now, {
      personId: row.person_id,
      kind: 'application',
      title: own.title,
      body: own.body(about),
      link: applicationLink(row.id),
    })
  const office = officeWords[kind]
  if (office)
    for (const personId of await officersFor(db, row))
      await notify(db, deps.vault, now, {
        personId,
        kind: 'staff',
        title: office.title,
        body: office.body(about),
        deskLink: `/cases/${row.id}`,
      })
}

const withoutDocuments = (form: Parameters<typeof fieldsOf>[0], answers: Answers): Answers =>
  mapAnswers(fieldsOf(form), answers, (field, answer) => (field.kind === 'document' ? undefined : answer))

/** Takes document numbers out of everything a person ever filled in here. */
const eraseDocuments = async ({ db, now, deps }: ApplicationWork, personId: string): Promise<void> => {
  if (await consentGiven(db, personId, 'id-number')) return // given again before this came round
  const rows = await db
    .selectFrom('application')
    .select(['id', 'program', 'program_version', 'answers'])
    .where('person_id', '=', personId)
    .where('answers', 'is not', null)
    .forUpdate()
    .execute()
  for (const row of rows) {
    const before = answersOf(deps, row)
    const after = withoutDocuments(
      (await deps.programs.at(db, row.program, row.program_version)).form,
      before,
    )
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    await updateApplication(db, row.id, {
      answers: deps.vault.encrypt(JSON.stringify(after), sealedTo.answers(row.id)),
    })
    await audit(db, {
      at: now,
      actorId: null,
      actorRole: 'system',
      action: 'application.document-erased',
      object: `application:${row.id}`,
      personId,
    })
  }
  for (const draft of await draftsOf(db, [personId])) {
    const before = openDraft(deps.vault, draft)
    const after = withoutDocuments((await deps.programs.at(db, draft.program, draft.version)).form, before)
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    await updateDraft(db, {
      ...draft,
      answers: sealDraft(deps.vault, draft.id, after),
      revision: draft.revision + 1,
    })
  }
}

/** Messages of every change, and what follows a withdrawn consent and an ended role. */
export const applicationReactions = (deps: ApplicationDeps): NamedReactions => ({
  'application.changed': {
    tell: async ({ tx, now }, { applicationId, event }) => {
      const row = await applicationRow(tx, applicationId)
      const words = row && (await wordsFor({ db: tx, now, deps }, row, event))
      if (words)
        await notify(tx, deps.vault, now, {
          personId: row.person_id,
          kind: 'application',
          ...words,
          link: applicationLink(applicationId),
        })
    },
  },
  'objection.decided': {
    tell: async ({ tx, now }, { objectionId, personId, program, upheld }) => {
      const row = await tx
        .selectFrom('objection')
        .select('answer')
        .where('id', '=', objectionId)
        .executeTakeFirst()
      const answer = row?.answer ? deps.vault.decrypt(row.answer, objectionSealedTo.answer(objectionId)) : ''
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'application',
        title: upheld ? '你的异议成立' : '你的异议不成立',
        body: `对${quoted(deps.programs.definition(program).title)}公示的异议已处理：${answer}`,
        link: null,
      })
    },
  },
  'staff.role-ended': {
    'take-cases-back': ({ tx, now }, { personId }) => takeCasesBack(tx, now, personId),
  },
  'consent.withdrawn': {
    'erase-documents': ({ tx, now }, { personId, purpose }) =>
      purpose === 'id-number' ? eraseDocuments({ db: tx, now, deps }, personId) : Promise.resolve(),
    // Nobody is registered any more whom it could be decided for. Given again meanwhile: it goes on.
    'end-applications': async ({ tx, now }, { personId, purpose }) => {
      if (purpose === 'registration' && !(await consentGiven(tx, personId, 'registration')))
        await endOpen({ db: tx, now, deps }, personId)
    },
  },
})
