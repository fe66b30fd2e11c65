import {
  fieldsOf,
  type Answer,
  type Answers,
  type FormDefinition,
  type FormField,
} from '@jucai/contract/forms'
import type { FieldKind } from '@jucai/contract/application-vocabulary'
import { maskDocument, maskName, maskPhone } from '../core/masking'
import { eachAnswer, mapAnswers } from './answers'
import type { ProgramDefinition, Reader } from './program'

/**
 * A value masked as its kind asks. Of a phone number the first 3 and last 4 digits stay, of a document the
 * first 3 and last 4 signs, of a day its year, of any other text its first character. Of amounts, numbers
 * and lists nothing stays.
 */
const maskValue = (kind: FieldKind, value: Answer): Answer => {
  if (typeof value !== 'string') return '***'
  if (kind === 'phone') return maskPhone(value)
  if (kind === 'document') return maskDocument(value)
  if (kind === 'date') return `${value.slice(0, 4)}-**-**`
  return maskName(value)
}

/** Whether a role may read a field of the top level. */
export const mayRead = (
  definition: Pick<ProgramDefinition, 'readable'>,
  role: Reader,
  key: string,
): boolean => {
  const fields = definition.readable[role]
  return fields === 'all' || fields.includes(key)
}

/** A form without the fields that a role may not read, and what was cut. */
export const cutForm = (
  definition: Pick<ProgramDefinition, 'readable'>,
  role: Reader,
  form: FormDefinition,
): { form: FormDefinition; hidden: string[] } => ({
  form: {
    sections: form.sections
      .map((section) => ({
        ...section,
        fields: section.fields.filter(({ key }) => mayRead(definition, role, key)),
      }))
      .filter(({ fields }) => fields.length > 0),
  },
  hidden: fieldsOf(form)
    .map(({ key }) => key)
    .filter((key) => !mayRead(definition, role, key)),
})

/** Fields that are always masked, besides those the program names. */
const alwaysMasked: readonly FieldKind[] = ['document', 'phone']
const isSensitive = (
  definition: Pick<ProgramDefinition, 'sensitive'>,
  field: FormField,
  path: string,
): boolean => alwaysMasked.includes(field.kind) || definition.sensitive.includes(path)

/**
 * Answers as a role may see them: cut to what is readable, sensitive values masked, with the pointers of
 * those.
 */
export const cutAnswers = (
  definition: Pick<ProgramDefinition, 'readable' | 'sensitive'>,
  role: Reader,
  form: FormDefinition,
  answers: Answers,
): { answers: Answers; masked: string[] } => {
  const masked: string[] = []
  const fields = fieldsOf(form).filter(({ key }) => mayRead(definition, role, key))
  const cut = mapAnswers(fields, answers, (field, answer, pointer, path) => {
    if (field.kind === 'group' || !isSensitive(definition, field, path)) return answer
    masked.push(pointer)
    return maskValue(field.kind, answer)
  })
  return { answers: cut, masked }
}

/** Answers without any value that a role sees masked or not at all. */
export const withoutMasked = (
  definition: Pick<ProgramDefinition, 'readable' | 'sensitive'>,
  role: Reader,
  form: FormDefinition,
  answers: Answers,
): Answers =>
  mapAnswers(
    fieldsOf(form).filter(({ key }) => mayRead(definition, role, key)),
    answers,
    (field, answer, _pointer, path) =>
      field.kind !== 'group' && isSensitive(definition, field, path) ? undefined : answer,
  )

/** One whole value by its pointer, if the role may read it and it is masked otherwise. */
export const wholeValue = (
  definition: Pick<ProgramDefinition, 'readable' | 'sensitive'>,
  role: Reader,
  form: FormDefinition,
  answers: Answers,
  pointer: string,
): { label: string; value: string } | null => {
  const found = eachAnswer(fieldsOf(form), answers).find((one) => one.pointer === pointer)
  const top = pointer.split('/')[1] ?? ''
  if (
    !found ||
    !mayRead(definition, role, top) ||
    !isSensitive(definition, found.field, found.path) ||
    found.field.kind === 'group'
  )
    return null
  return {
    label: found.field.label,
    value: typeof found.answer === 'object' ? JSON.stringify(found.answer) : String(found.answer),
  }
}

const answerInWords = (
  field: FormField,
  answer: Answer,
  regionName: (code: string) => string | null,
): string => {
  const optionLabel = (value: string) =>
    field.options?.find((option) => option.value === value)?.label ?? value
  if (typeof answer === 'boolean') return answer ? '是' : '否'
  if (typeof answer === 'number')
    return field.kind === 'money' ? `¥${(answer / 100).toFixed(2)}` : `${answer}${field.unit ?? ''}`
  if (typeof answer === 'string')
    return field.kind === 'region'
      ? (regionName(answer) ?? answer)
      : field.options
        ? optionLabel(answer)
        : answer
  if (!Array.isArray(answer)) return `${answer.from} 至 ${answer.to || '今'}`
  if (field.kind === 'file') return `${answer.length} 份文件`
  if (field.kind === 'group')
    return (answer as Answers[])
      .map((item) =>
        (field.fields ?? [])
          .flatMap((inner) =>
            item[inner.key] === undefined
              ? []
              : [answerInWords(inner, item[inner.key] as Answer, regionName)],
          )
          .join('，'),
      )
      .join('；')
  return (answer as string[]).map(optionLabel).join('、')
}

/** What a role may read of an application, in words, masked where it is sensitive. */
export const answersInWords = (
  definition: Pick<ProgramDefinition, 'readable' | 'sensitive'>,
  role: Reader,
  form: FormDefinition,
  answers: Answers,
  regionName: (code: string) => string | null,
): { field: string; label: string; value: string }[] => {
  const cut = cutAnswers(definition, role, form, answers).answers
  return fieldsOf(form).flatMap((field) => {
    const answer = cut[field.key]
    return answer === undefined
      ? []
      : [
          {
            field: field.key,
            label: field.label,
            value:
              typeof answer === 'string' && answer.includes('*')
                ? answer
                : answerInWords(field, answer, regionName),
          },
        ]
  })
}
