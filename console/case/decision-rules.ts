import type { ApplicationEvent } from '@jucai/contract/application-vocabulary'
import { fieldsOf, isAsked, type FormField } from '@jucai/contract/forms'
import type { Case } from '@jucai/contract/review'

/** Events that staff send; the rest belong to the applicant, a station's phone or the clock. */
const officeEvents = [
  'approve',
  'recommend',
  'publish',
  'request-changes',
  'reject',
  'return',
  'uphold',
  'overturn',
  'land',
  'close',
] as const satisfies readonly ApplicationEvent[]
/** One of the office's events: each has a rule below. */
export type OfficeEvent = (typeof officeEvents)[number]

/** What an event asks of the one who decides. `minNote` 0: a note is welcome, not needed. */
interface EventRule {
  lead: string
  noteLabel: string
  minNote: number
  key?: 'a' | 'r' | 'm'
  done: string
  tone: 'primary' | 'danger' | 'default'
}
/** What each decision asks for and says, by event. */
export const eventRules: Record<OfficeEvent, EventRule> = {
  approve: {
    lead: '申请将通过，申请人会立即收到通知。',
    noteLabel: '给申请人的话',
    minNote: 0,
    key: 'a',
    done: '已通过',
    tone: 'primary',
  },
  recommend: {
    lead: '初审意见是同意，交由另一位同事复核。',
    noteLabel: '初审意见',
    minNote: 2,
    key: 'a',
    done: '已提请复核',
    tone: 'primary',
  },
  publish: {
    lead: '进入公示，期间任何人都可以提出异议。',
    noteLabel: '复核意见',
    minNote: 0,
    key: 'a',
    done: '已提交公示',
    tone: 'primary',
  },
  'request-changes': {
    lead: '只开放您选的几项给申请人改，期限暂停，排队时间不变。',
    noteLabel: '总的说明',
    minNote: 0,
    key: 'm',
    done: '已请申请人补正',
    tone: 'default',
  },
  reject: {
    lead: '申请将不通过。申请人会看到依据、所指的那一项、怎么办，以及到哪里申诉。',
    noteLabel: '具体哪里不符',
    minNote: 5,
    key: 'r',
    done: '已作出不通过的决定',
    tone: 'danger',
  },
  return: {
    lead: '退回初审，由初审人重新看。',
    noteLabel: '退回的原因',
    minNote: 5,
    done: '已退回初审',
    tone: 'default',
  },
  uphold: {
    lead: '维持原来的决定，申请人会看到您的答复。',
    noteLabel: '对申诉的答复',
    minNote: 10,
    done: '已维持原决定',
    tone: 'danger',
  },
  overturn: {
    lead: '撤销原来的决定，申请回到审核，排队时间不变。',
    noteLabel: '对申诉的答复',
    minNote: 5,
    done: '已撤销原决定，回到审核',
    tone: 'primary',
  },
  land: { lead: '登记为已落地。', noteLabel: '落地的情况', minNote: 2, done: '已登记落地', tone: 'primary' },
  close: {
    lead: '结束这一件，不再跟进。',
    noteLabel: '结束的原因',
    minNote: 5,
    done: '已结束',
    tone: 'default',
  },
}
/** A decision being written. */
export interface Draft {
  event: OfficeEvent | null
  note: string
  code: string
  field: string
  fix: string
  changes: Record<string, string>
}
/** Nothing written yet. */
export const emptyDraft: Draft = { event: null, note: '', code: '', field: '', fix: '', changes: {} }

/** What this person may do with the case now, in the order of the buttons. */
export const eventsOf = (shown: Case): OfficeEvent[] =>
  officeEvents.filter((event) => shown.claimedByMe && shown.allowedEvents.includes(event))
/** Fields that a decision can point at: asked of this applicant, and readable here. */
export const fieldsToName = (shown: Case): FormField[] => {
  const fields = fieldsOf(shown.form)
  return fields.filter((field) => isAsked(field, shown.answers, fields) && !shown.hidden.includes(field.key))
}

/** What is still missing of a decision, by control. */
export interface DraftFaults {
  note?: string
  code?: string
  field?: string
  fix?: string
  fields?: string
  changes: Record<string, string>
}
const length = (text: string) => [...text.trim()].length

const rejectFaults = (draft: Draft, template: string | undefined): Omit<DraftFaults, 'changes' | 'note'> => ({
  ...(draft.code ? {} : { code: '请选择不通过的依据' }),
  ...(draft.field ? {} : { field: '请指出是哪一项或哪一份材料' }),
  ...(length(draft.fix) < 5
    ? { fix: '请写明申请人可以怎么办' }
    : draft.fix.trim() === template?.trim() || /【[^】]*】|_{2,}|＿{2,}/.test(draft.fix)
      ? { fix: '请把模板改成这一件的具体情况，【】里的都要换掉' }
      : {}),
})
const changeFaults = ({ changes }: Draft): DraftFaults => ({
  ...(Object.keys(changes).length === 0 ? { fields: '请至少选一项要改的' } : {}),
  changes: Object.fromEntries(
    Object.entries(changes)
      .filter(([, what]) => length(what) < 2)
      .map(([field]) => [field, '请写明这一项要怎么改']),
  ),
})

/** Everything missing of a draft. */
export const faultsOf = (draft: Draft, template: string | undefined): DraftFaults => {
  if (!draft.event) return { changes: {} }
  const { minNote, noteLabel } = eventRules[draft.event]
  return {
    changes: {},
    ...(length(draft.note) < minNote ? { note: `请写明${noteLabel}，至少 ${minNote} 个字` } : {}),
    ...(draft.event === 'reject' ? rejectFaults(draft, template) : {}),
    ...(draft.event === 'request-changes' ? changeFaults(draft) : {}),
  }
}
/** Whether nothing is missing. */
export const isComplete = (faults: DraftFaults): boolean =>
  Object.keys(faults).length === 1 && Object.keys(faults.changes).length === 0

/** The body of the request for a complete draft. */
export const bodyOf = (draft: Draft, event: OfficeEvent, version: number) => ({
  event,
  version,
  ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  ...(event === 'reject' ? { reason: { code: draft.code, field: draft.field, fix: draft.fix.trim() } } : {}),
  ...(event === 'request-changes'
    ? { fields: Object.entries(draft.changes).map(([field, what]) => ({ field, what: what.trim() })) }
    : {}),
})
