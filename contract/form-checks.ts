import {
  checkEach,
  documentTypeOf,
  fieldsOf,
  isAsked,
  type Answer,
  type Answers,
  type FieldCondition,
  type FormCheck,
  type FormDefinition,
} from './forms'
import { checkDocument } from './identity-documents'
import type { FieldError } from './problems'
import { yearsOn } from './registration-rules'

/** What a form knows of the applicant beside their answers; what is not known is not judged. */
export interface FormFacts {
  /** `YYYY-MM-DD` */
  bornOn?: string | null | undefined
  /** The whole number of their document, as the server alone has it. */
  document?: string | null | undefined
}

const text = (answer: Answer | undefined): string => (typeof answer === 'string' ? answer : '')
const itemsOf = (answers: Answers, group: string): Answers[] =>
  Array.isArray(answers[group]) ? (answers[group] as Answers[]) : []
const fits = (answers: Answers, condition: FieldCondition | undefined): boolean =>
  !condition || condition.is.includes(text(answers[condition.field]))

const birthdayIn = (form: FormDefinition, answers: Answers, key: string, today: string): string | null => {
  const field = fieldsOf(form).find((one) => one.key === key)
  const type = field && documentTypeOf(field, answers)
  const found = type && checkDocument(type, text(answers[key]), today)
  return found?.ok ? found.birth : null
}

const filesAt = (answers: Answers, key: string): string[] =>
  Array.isArray(answers[key]) ? (answers[key] as string[]) : []

const isFarFromOwn = (check: FormCheck, bornOn: string, day: string): boolean =>
  check.rule === 'years-after-own-birth'
    ? day >= yearsOn(bornOn, check.years)
    : check.rule === 'years-before-own-birth'
      ? bornOn >= yearsOn(day, check.years)
      : true

/** Where a check is broken, as paths below `/answers/`. */
const brokenAt = (
  check: FormCheck,
  form: FormDefinition,
  answers: Answers,
  facts: FormFacts,
  today: string,
): string[] => {
  const answer = answers[check.at]
  switch (check.rule) {
    case 'birthday-of': {
      const birthday = birthdayIn(form, answers, check.document, today)
      return birthday !== null && text(answer) !== '' && answer !== birthday ? [check.at] : []
    }
    case 'not-own-document':
      return text(answer) !== '' && answer === facts.document ? [check.at] : []
    case 'other-file': {
      const others = new Set(check.than.flatMap((key) => filesAt(answers, key)))
      return filesAt(answers, check.at).some((file) => others.has(file)) ? [check.at] : []
    }
    case 'count': {
      const { of, where, min = 0, max = Infinity } = check
      const counted = itemsOf(answers, of).flatMap((item, index) => (fits(item, where) ? [index] : []))
      if (counted.length < min) return [check.at]
      return counted.slice(max).map((index) => (where ? `${of}/${index}/${where.field}` : of))
    }
    default: {
      const { bornOn } = facts
      if (!bornOn) return []
      const breaks = (day: string) => day !== '' && !isFarFromOwn(check, bornOn, day)
      const { of, where } = check
      if (of === undefined) return breaks(text(answer)) ? [check.at] : []
      return itemsOf(answers, of).flatMap((item, index) =>
        fits(item, where) && breaks(text(item[check.at])) ? [`${of}/${index}/${check.at}`] : [],
      )
    }
  }
}

/**
 * Every fault of a whole set of answers: those of single answers, one a field, and those of rules over
 * several where the single answers are sound. `pointer` is `/answers/<field>` or
 * `/answers/<group>/<index>/<field>`.
 */
export const checkAnswers = (
  form: FormDefinition,
  answers: Answers,
  today: string,
  facts: FormFacts = {},
): FieldError[] => {
  const single = checkEach(form, answers, today)
  const taken = new Set(single.map(({ pointer }) => pointer))
  const fields = fieldsOf(form)
  const asked = Object.fromEntries(
    fields.filter((field) => isAsked(field, answers, fields)).map(({ key }) => [key, answers[key]]),
  )
  const crossed = (form.checks ?? []).flatMap((check) =>
    fits(asked, check.when)
      ? brokenAt(check, form, asked, facts, today).map((path) => ({
          pointer: `/answers/${path}`,
          detail: check.message,
        }))
      : [],
  )
  return [...single, ...crossed.filter(({ pointer }) => !taken.has(pointer) && taken.add(pointer))]
}
