import {
  askedAnswers,
  fieldsOf,
  isAnswerTo,
  isAsked,
  type Answer,
  type Answers,
  type FormDefinition,
  type FormField,
} from '@jucai/contract/forms'
import { checkAnswers, type FormFacts } from '@jucai/contract/form-checks'
import type { FieldKind } from '@jucai/contract/application-vocabulary'
import { normalDocument } from '@jucai/contract/identity-documents'
import type { FieldError } from '@jucai/contract/problems'
import { phoneText, typedText } from '@jucai/contract/text'
import { maskDocument } from '../core/masking'
import { isParagraph } from '../core/validation'

/** Every answer with its field and pointer, those inside groups too. */
export const eachAnswer = (
  fields: readonly FormField[],
  answers: Answers,
  at = '',
): { field: FormField; answer: Answer; pointer: string; path: string }[] =>
  fields.flatMap((field) => {
    const answer = answers[field.key]
    if (answer === undefined) return []
    const own = [
      {
        field,
        answer,
        pointer: `${at}/${field.key}`,
        path: at === '' ? field.key : `${at.split('/')[1] ?? ''}/${field.key}`,
      },
    ]
    if (field.kind !== 'group' || !Array.isArray(answer)) return own
    return [
      ...own,
      ...(answer as unknown[]).flatMap((item, index) =>
        isItem(item) ? eachAnswer(field.fields ?? [], item, `${at}/${field.key}/${index}`) : [],
      ),
    ]
  })
const isItem = (item: unknown): item is Answers =>
  typeof item === 'object' && item !== null && !Array.isArray(item)

/** The same answers with some changed. Groups are walked through; keys the form does not know fall away. */
export const mapAnswers = (
  fields: readonly FormField[],
  answers: Answers,
  change: (field: FormField, answer: Answer, pointer: string, path: string) => Answer | undefined,
  at = '',
): Answers =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const answer = answers[field.key]
      if (answer === undefined || answer === null) return []
      const pointer = `${at}/${field.key}`
      const inner =
        field.kind === 'group' && Array.isArray(answer)
          ? ((answer as unknown[]).map((item, index) =>
              isItem(item) ? mapAnswers(field.fields ?? [], item, change, `${pointer}/${index}`) : item,
            ) as Answer)
          : answer
      const changed = change(
        field,
        inner,
        pointer,
        at === '' ? field.key : `${at.split('/')[1] ?? ''}/${field.key}`,
      )
      return changed === undefined ? [] : [[field.key, changed]]
    }),
  )

const cleaners: Partial<Record<FieldKind, (typed: string) => string>> = {
  phone: phoneText,
  document: normalDocument,
}
const tidied = ({ kind }: FormField, answer: Answer): Answer =>
  typeof answer === 'string' ? (cleaners[kind] ?? typedText)(answer) : answer

/**
 * What a form takes of a draft: known fields with what is an answer to them, texts trimmed. Nothing is judged
 * yet, so that a half-filled form can be kept.
 */
export const knownAnswers = (form: FormDefinition, answers: Answers): Answers =>
  mapAnswers(fieldsOf(form), answers, (field, answer) =>
    isAnswerTo(field, answer) ? tidied(field, answer) : undefined,
  )

const masks = (masked: unknown, whole: string | null | undefined): boolean =>
  typeof whole === 'string' && masked === maskDocument(whole)

/**
 * A document shown masked and sent back as it was stands for the whole number, from the profile or from
 * what was answered before.
 */
export const withWholeDocuments = (
  form: FormDefinition,
  answers: Answers,
  known: readonly (string | null | undefined)[],
): Answers =>
  mapAnswers(fieldsOf(form), answers, (field, answer) =>
    field.kind === 'document' ? (known.find((whole) => masks(answer, whole)) ?? answer) : answer,
  )

/** Documents as their owner sees them. */
export const withMaskedDocuments = (form: FormDefinition, answers: Answers): Answers =>
  mapAnswers(fieldsOf(form), answers, (field, answer) =>
    field.kind === 'document' && typeof answer === 'string' && answer.length > 7
      ? maskDocument(answer)
      : answer,
  )

/** Document numbers among answers. */
export const documentsIn = (form: FormDefinition, answers: Answers): string[] =>
  eachAnswer(fieldsOf(form), answers).flatMap(({ field, answer }) =>
    field.kind === 'document' && typeof answer === 'string' ? [answer] : [],
  )
/** Whether a form asks for a document number. */
export const asksDocument = (form: FormDefinition): boolean =>
  fieldsOf(form).some(
    (field) => field.kind === 'document' || field.fields?.some(({ kind }) => kind === 'document'),
  )
/** Ids of the files among answers. */
export const filesIn = (form: FormDefinition, answers: Answers): string[] =>
  eachAnswer(fieldsOf(form), answers).flatMap(({ field, answer }) =>
    field.kind === 'file' && Array.isArray(answer) ? (answer as string[]) : [],
  )

const isLetters = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 2

/**
 * Every fault of a form that is to be submitted by somebody of whom `facts` are known: its own rules, regions
 * that do not exist, schools that are
 * none, characters that hide others.
 */
export const faultsOf = (
  form: FormDefinition,
  answers: Answers,
  today: string,
  regionName: (code: string) => string | null,
  facts: FormFacts,
): FieldError[] => {
  const errors = checkAnswers(form, answers, today, facts)
  const faulty = new Set(errors.map(({ pointer }) => pointer))
  const more = eachAnswer(fieldsOf(form), answers, '/answers').flatMap(
    ({ field, answer, pointer }): FieldError[] => {
      if (faulty.has(pointer) || typeof answer !== 'string') return []
      if (!isParagraph(answer)) return [{ pointer, detail: '含有无法识别的字符，请删去后重新输入' }]
      if (field.kind === 'region' && regionName(answer) === null)
        return [{ pointer, detail: '没有这个地区，请从列表中选择' }]
      if (field.kind === 'school' && !isLetters(answer))
        return [{ pointer, detail: '请填写学校全称，或从列表中选择' }]
      return []
    },
  )
  return [...errors, ...more]
}

/** Only what is asked, ready to be checked. */
export const askedOnly = (form: FormDefinition, answers: Answers): Answers => {
  const fields = fieldsOf(form)
  // A group that is no list of items is left for the check to name.
  const sound = Object.fromEntries(
    Object.entries(answers).filter(
      ([key, answer]) =>
        fields.find((field) => field.key === key)?.kind !== 'group' ||
        (Array.isArray(answer) && (answer as unknown[]).every(isItem)),
    ),
  )
  return {
    ...askedAnswers(fields, sound),
    ...Object.fromEntries(Object.entries(answers).filter(([key]) => !(key in sound))),
  }
}

/** These fields, those that are only asked because of them, and the types of their documents: what a request for changes opens. */
export const openedBy = (form: FormDefinition, keys: readonly string[]): Set<string> => {
  const opened = new Set(keys)
  const fields = fieldsOf(form)
  for (let before = -1; before !== opened.size;) {
    before = opened.size
    for (const { key, when, typeFrom } of fields) {
      if (when && opened.has(when.field)) opened.add(key)
      if (typeFrom !== undefined && opened.has(key)) opened.add(typeFrom)
    }
  }
  return opened
}

/** The label of a field; its key when the form has none. */
export const labelOf = (form: FormDefinition, key: string): string =>
  fieldsOf(form).find((field) => field.key === key)?.label ?? key
/** Whether the form asks for this field, given the answers. */
export const asks = (form: FormDefinition, key: string, answers: Answers): boolean => {
  const fields = fieldsOf(form)
  const field = fields.find((one) => one.key === key)
  return field !== undefined && isAsked(field, answers, fields)
}
