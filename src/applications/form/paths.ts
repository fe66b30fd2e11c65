import {
  fieldsOf,
  isAnswered,
  isAsked,
  type Answer,
  type Answers,
  type FormDefinition,
  type FormField,
  type FormSection,
} from '@jucai/contract/forms'

/**
 * Where an answer stands: the key of its field, or `<group>/<index>/<key>` in a repeating group. As
 * pointers of problems are, without `/answers/`.
 */
export type AnswerPath = string

/** The answer at a path; undefined while there is none. */
export const answerAt = (answers: Answers, path: AnswerPath): Answer | undefined => {
  const [key = '', index, inner] = path.split('/')
  const answer = answers[key]
  return index === undefined || inner === undefined
    ? answer
    : (answer as Answers[] | undefined)?.[Number(index)]?.[inner]
}

/** The same answers with one changed; what did not change keeps its identity. */
export const withAnswer = (answers: Answers, path: AnswerPath, value: Answer | undefined): Answers => {
  const [key = '', index, inner] = path.split('/')
  if (index === undefined || inner === undefined) return { ...answers, [key]: value }
  const items = [...((answers[key] as Answers[] | undefined) ?? [])]
  items[Number(index)] = { ...items[Number(index)], [inner]: value }
  return { ...answers, [key]: items }
}

/** The field at a path with the fields beside it and the answers that its condition looks at. */
export const fieldAt = (
  form: FormDefinition,
  answers: Answers,
  path: AnswerPath,
): { field: FormField; siblings: readonly FormField[]; among: Answers } | undefined => {
  const [key, index, inner] = path.split('/')
  const siblings = fieldsOf(form)
  const field = siblings.find((one) => one.key === key)
  if (!field || inner === undefined) return field && { field, siblings, among: answers }
  const within = field.fields ?? []
  const found = within.find((one) => one.key === inner)
  return (
    found && {
      field: found,
      siblings: within,
      among: (answers[field.key] as Answers[] | undefined)?.[Number(index)] ?? {},
    }
  )
}

/** The fields of a section that are asked, given the answers so far. */
export const askedIn = (form: FormDefinition, section: FormSection, answers: Answers): FormField[] => {
  const all = fieldsOf(form)
  return section.fields.filter((field) => isAsked(field, answers, all))
}

/** The sections that ask anything, in order. */
export const askingSections = (form: FormDefinition, answers: Answers): FormSection[] =>
  form.sections.filter((section) => askedIn(form, section, answers).length > 0)

/** The section that asks a field. */
export const sectionOf = (form: FormDefinition, path: AnswerPath): FormSection | undefined => {
  const key = path.split('/')[0]
  return form.sections.find(({ fields }) => fields.some((field) => field.key === key))
}

/** Two answers that say the same; a missing one is the same as an empty one. */
export const sameAnswer = (one: Answer | undefined, other: Answer | undefined): boolean =>
  (!isAnswered(one) && !isAnswered(other)) || stable(one) === stable(other)

// Keys in order: the server may give an object back in another.
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, one]) => one !== undefined && one !== '')
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  )

// As the server keeps and shows it: trimmed, numbers of documents masked.
const comparable = (field: FormField, answer: Answer | undefined): Answer | undefined => {
  if (typeof answer === 'string') {
    const text = answer.trim().normalize('NFC')
    return field.kind === 'document' && text.length > 7
      ? `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`
      : text
  }
  if (field.kind !== 'group' || !Array.isArray(answer)) return answer
  const fields = field.fields ?? []
  return (answer as Answers[]).map((item) =>
    Object.fromEntries(fields.map((one) => [one.key, comparable(one, item[one.key])])),
  )
}

/** Fields whose answers differ between two versions of a draft, in the form's order. */
export const differing = (form: FormDefinition, one: Answers, other: Answers): FormField[] =>
  fieldsOf(form).filter(
    (field) => !sameAnswer(comparable(field, one[field.key]), comparable(field, other[field.key])),
  )

/**
 * Whether an answer is a document's number as the server shows it: it stands for the whole one, which the
 * server has.
 */
export const isMasked = (field: FormField, answer: Answer | undefined): boolean =>
  field.kind === 'document' && typeof answer === 'string' && answer.includes('*')
