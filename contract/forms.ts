import type { FieldKind } from './application-vocabulary'
import type { EvidenceType } from './evidence-limits'
import type { FieldError } from './problems'
import { checkDocument } from './identity-documents'
import { isBlank } from './text'
import { documentTypes, type DocumentType } from './vocabulary'

/** One choice of a field. */
export interface FieldOption {
  value: string
  label: string
  note?: string
}
/**
 * A field is shown when the answer of another field of the same form is one of `is` (or, for multiple
 * choice, contains one).
 */
export interface FieldCondition {
  field: string
  is: readonly string[]
}

/** One field of a form as data: what is asked, why, and what counts as an answer. */
export interface FormField {
  key: string
  kind: FieldKind
  label: string
  /** Why it is asked, in a sentence the applicant reads. */
  why: string
  hint?: string
  required: boolean
  options?: readonly FieldOption[]
  /** Numbers and money (fen): bounds, inclusive. Dates: `YYYY-MM-DD` or `today`. */
  min?: number | string
  max?: number | string
  unit?: string
  maxLength?: number
  /** Files and groups: how many. */
  minItems?: number
  maxItems?: number
  accept?: readonly EvidenceType[]
  documentType?: DocumentType
  /** A document: the field beside it whose answer is its type. */
  typeFrom?: string
  /** A phone number of somebody who may be abroad: the keyboard has a `+`. */
  abroad?: boolean
  when?: FieldCondition
  /** Fields of a repeating group; no group inside a group. */
  fields?: readonly FormField[]
  /** The profile field that this one is filled from and may be kept in. */
  profile?: string
  /** Months after which a kept value has to be looked at again. */
  expiresAfterMonths?: number
}
/** One idea a screen. */
export interface FormSection {
  key: string
  title: string
  intro?: string
  fields: readonly FormField[]
}
/**
 * A rule over several answers, as data beside the form: the same on the phone and on the server. It speaks
 * only where what it looks at is answered. `message` is said at the field `at`, or in a group at the items
 * that break it.
 */
export type FormCheck = {
  at: string
  message: string
  /** Only where another field is so answered. */
  when?: FieldCondition
} & (
  | {
      /** The day at `at` is the birthday in the number of a document. */
      rule: 'birthday-of'
      document: string
    }
  | {
      /** The document at `at` is not the applicant's own. */
      rule: 'not-own-document'
    }
  | {
      /** No file at `at` is given in one of these fields too. */
      rule: 'other-file'
      than: readonly string[]
    }
  | {
      /** How many items of a group there may be, of those that answer so. Too many are told at the items. */
      rule: 'count'
      of: string
      where?: FieldCondition
      min?: number
      max?: number
    }
  | {
      /** The day at `at` (in items of the group `of` that answer so) is so many years from the applicant's birth. */
      rule: 'years-after-own-birth' | 'years-before-own-birth'
      years: number
      of?: string
      where?: FieldCondition
    }
)

/** A whole form. */
export interface FormDefinition {
  sections: readonly FormSection[]
  /** Rules over several answers. */
  checks?: readonly FormCheck[]
}

/** A range of days, both included; `to` empty: until today. */
export interface DateRange {
  from: string
  to: string
}
/**
 * An answer by kind: text, paragraph, date, single, region (6 digits), school, employer, document, phone:
 * string · number, money (fen): whole number · multiple, file (evidence ids): string[] · date-range: {@link
 * DateRange} · consent: boolean · group: answers of each item.
 */
export type Answer = string | number | boolean | string[] | DateRange | Answers[]
/** Answers by field key; a missing key is not answered. */
export interface Answers {
  [field: string]: Answer | undefined
}

/** All fields of a form in order. */
export const fieldsOf = (form: FormDefinition): FormField[] =>
  form.sections.flatMap((section) => [...section.fields])

const isMet = (condition: FieldCondition, answers: Answers): boolean => {
  const answer = answers[condition.field]
  if (Array.isArray(answer))
    return (answer as unknown[]).some((value) => typeof value === 'string' && condition.is.includes(value))
  return typeof answer !== 'object' && condition.is.includes(String(answer)) // an object from outside may refuse to become a text
}
/**
 * Whether a field is asked, given the answers so far. A field that depends on a hidden field is hidden too.
 */
export const isAsked = (field: FormField, answers: Answers, siblings: readonly FormField[]): boolean => {
  if (!field.when) return true
  const other = siblings.find(({ key }) => key === field.when?.field)
  return other !== undefined && isAsked(other, answers, siblings) && isMet(field.when, answers)
}

/** Whether something counts as an answer at all. */
export const isAnswered = (answer: Answer | undefined): boolean =>
  answer !== undefined &&
  !(typeof answer === 'string' && isBlank(answer)) &&
  !(Array.isArray(answer) && answer.length === 0) &&
  !(typeof answer === 'object' && 'from' in answer && answer.from === '')

/** Only what the form asks, in its shape now: answers to hidden and unknown fields fall away. */
export const askedAnswers = (fields: readonly FormField[], answers: Answers): Answers =>
  Object.fromEntries(
    fields
      .filter((field) => isAsked(field, answers, fields) && isAnswered(answers[field.key]))
      .map((field) => {
        const answer = answers[field.key] as Answer
        return [
          field.key,
          field.kind === 'group' && field.fields
            ? (answer as Answers[]).map((item) => askedAnswers(field.fields as FormField[], item))
            : answer,
        ]
      }),
  )

const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  dayPattern.test(value) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
const bound = (value: number | string | undefined, today: string): string | undefined =>
  value === 'today' ? today : value === undefined ? undefined : String(value)
const yuan = (fen: number | string | undefined): string => `¥${(Number(fen) / 100).toLocaleString('en-US')}`

const dayFault = (field: FormField, value: unknown, today: string): string | null => {
  if (!isDay(value)) return '请选择一个有效的日期'
  const [min, max] = [bound(field.min, today), bound(field.max, today)]
  if (min && value < min) return field.min === 'today' ? '不能早于今天' : `不能早于 ${min}`
  if (max && value > max) return field.max === 'today' ? '不能晚于今天' : `不能晚于 ${max}`
  return null
}
const numberFault = (field: FormField, value: unknown): string | null => {
  const words = (limit: number | string | undefined) =>
    field.kind === 'money' ? yuan(limit) : `${limit}${field.unit ?? ''}`
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return field.kind === 'money' ? '请填写金额，最多两位小数' : '请填写整数'
  if (field.min !== undefined && value < Number(field.min)) return `不能小于 ${words(field.min)}`
  if (field.max !== undefined && value > Number(field.max)) return `不能大于 ${words(field.max)}`
  return null
}
/** How long a text may be where the form does not say: names of institutions are longer than others. */
export const textLengths: Partial<Record<FieldKind, number>> = { paragraph: 1000, school: 120, employer: 120 }
const textFault = (field: FormField, value: unknown): string | null => {
  if (typeof value !== 'string') return '请填写文字'
  const limit = field.maxLength ?? textLengths[field.kind] ?? 60
  return [...value].length > limit ? `最多 ${limit} 个字，现在 ${[...value].length} 个` : null
}
const choices = (field: FormField): Set<string> => new Set((field.options ?? []).map(({ value }) => value))
const countFault = (field: FormField, count: number, noun: string): string | null => {
  if (field.minItems !== undefined && count < field.minItems) return `至少 ${field.minItems} ${noun}`
  if (field.maxItems !== undefined && count > field.maxItems) return `最多 ${field.maxItems} ${noun}`
  return null
}
const listFault = (
  field: FormField,
  value: unknown,
  noun: string,
  allowed: (item: string) => boolean,
): string | null => {
  if (
    !Array.isArray(value) ||
    !value.every((item): item is string => typeof item === 'string' && allowed(item)) ||
    new Set(value).size !== value.length
  )
    return '请从列表中选择'
  return countFault(field, value.length, noun)
}
const rangeFault = (field: FormField, value: unknown, today: string): string | null => {
  const { from, to } = (value ?? {}) as Partial<DateRange>
  if (!isDay(from) || (to !== '' && !isDay(to))) return '请选择开始和结束日期'
  if (to && to < from) return '结束日期不能早于开始日期'
  return dayFault(field, from, today) ?? (to ? dayFault(field, to, today) : null)
}
/** A mainland mobile number, or one of abroad with `+` and its country (E.164). */
export const phonePattern = '^(1[3-9]\\d{9}|\\+([1-79]\\d{6,14}|8[0-57-9]\\d{5,13}))$'
/** Whether a text is a phone number of {@link phonePattern}. */
export const isPhone = (text: string): boolean => new RegExp(phonePattern).test(text)

/** The type of the document that a field asks for; undefined while it is not chosen. */
export const documentTypeOf = (field: FormField, among: Answers): DocumentType | undefined =>
  field.typeFrom === undefined
    ? (field.documentType ?? 'resident-id')
    : documentTypes.find((type) => type === among[field.typeFrom ?? ''])

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/**
 * What is wrong with one answer, in words; null when nothing is. `today` is the day here, `YYYY-MM-DD`;
 * `among` the answers beside it. Groups are checked item by item in {@link checkAnswers}.
 */
export const answerFault = (
  field: FormField,
  value: unknown,
  today: string,
  among: Answers = {},
): string | null => {
  switch (field.kind) {
    case 'text':
    case 'paragraph':
    case 'school':
    case 'employer':
      return textFault(field, value)
    case 'number':
    case 'money':
      return numberFault(field, value)
    case 'date':
      return dayFault(field, value, today)
    case 'date-range':
      return rangeFault(field, value, today)
    case 'single':
      return typeof value === 'string' && choices(field).has(value) ? null : '请从列表中选择'
    case 'multiple':
      return listFault(field, value, '项', (item) => choices(field).has(item))
    case 'file':
      return listFault(field, value, '份', (item) => uuid.test(item))
    case 'region':
      return typeof value === 'string' && /^\d{6}$/.test(value) ? null : '请从列表中选择地区'
    case 'phone':
      return typeof value === 'string' && isPhone(value)
        ? null
        : '请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567'
    case 'document': {
      if (typeof value !== 'string') return '请填写证件号码'
      const type = documentTypeOf(field, among)
      const found = type && checkDocument(type, value, today)
      return !found || found.ok ? null : found.detail
    }
    case 'consent':
      return value === true || (value === false && !field.required) ? null : '需要你同意才能继续'
    case 'group':
      return Array.isArray(value) &&
        value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
        ? countFault(field, value.length, '条')
        : '请逐条填写'
  }
}

const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/**
 * Whether a value is the kind of thing that answers this field, be it right or wrong. What is no number yet is
 * kept as it was typed.
 */
export const isAnswerTo = (field: FormField, value: unknown): value is Answer => {
  switch (field.kind) {
    case 'number':
    case 'money':
      return typeof value === 'number' || typeof value === 'string'
    case 'multiple':
    case 'file':
      return isTextList(value)
    case 'single':
      return typeof value === 'string'
    case 'consent':
      return typeof value === 'boolean'
    case 'date-range': {
      const { from, to } = (value ?? {}) as Partial<DateRange>
      return typeof from === 'string' && typeof to === 'string'
    }
    case 'group':
      return (
        Array.isArray(value) &&
        value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
      )
    default:
      return typeof value === 'string'
  }
}

const faultsOf = (fields: readonly FormField[], answers: Answers, today: string, at: string): FieldError[] =>
  fields
    .filter((field) => isAsked(field, answers, fields))
    .flatMap((field) => {
      const pointer = `${at}/${field.key}`
      const answer = answers[field.key]
      if (!isAnswered(answer))
        return field.required
          ? [{ pointer, detail: field.kind === 'file' ? `请上传${field.label}` : `请填写${field.label}` }]
          : []
      const fault = answerFault(field, answer, today, answers)
      if (fault) return [{ pointer, detail: fault }]
      return field.kind === 'group'
        ? (answer as Answers[]).flatMap((item, index) =>
            faultsOf(field.fields ?? [], item, today, `${pointer}/${index}`),
          )
        : []
    })

/**
 * Every fault of single answers, one a field; `pointer` is `/answers/<field>` or
 * `/answers/<group>/<index>/<field>`. Rules over several answers are in `form-checks.ts`.
 */
export const checkEach = (form: FormDefinition, answers: Answers, today: string): FieldError[] =>
  faultsOf(fieldsOf(form), answers, today, '/answers')
