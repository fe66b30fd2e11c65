import type { ValueSource } from '@jucai/contract/application-vocabulary'
import type { Prefill } from '@jucai/contract/applications'
import { fieldsOf, isAnswered, type Answer, type FormField } from '@jucai/contract/forms'
import type { FormFacts } from '@jucai/contract/form-checks'
import { checkDocument } from '@jucai/contract/identity-documents'
import type { Registration } from '@jucai/contract/profiles'
import { phoneOf } from '../accounts'
import { addMonths, dayOf } from '../core/clock'
import { maskDocument } from '../core/masking'
import { registrationOf, type ProfileRecord } from './registration'
import { answersOf } from './steps'
import type { VersionedProgram } from './versions'
import type { ApplicationWork } from './work'

/** What rules over several answers look at beside them. */
export const factsOf = (
  { documentType, documentNumber }: Pick<ProfileRecord, 'documentType' | 'documentNumber'>,
  today: string,
): FormFacts => {
  const found = documentNumber === null ? null : checkDocument(documentType, documentNumber, today)
  return { document: documentNumber, bornOn: found?.ok ? found.birth : null }
}

const offered = (field: FormField, value: Answer, source: ValueSource, at: Date, today: string): Prefill => {
  const expiresOn =
    field.expiresAfterMonths === undefined ? null : addMonths(dayOf(at), field.expiresAfterMonths)
  return {
    field: field.key,
    value,
    source,
    at: at.toISOString(),
    expiresOn,
    expired: expiresOn !== null && expiresOn < today,
  }
}

/** A field's value in the profile, if it has one that fits. */
const fromProfile = (
  field: FormField,
  profile: ProfileRecord,
  phone: string | null,
): { value: Answer; source: ValueSource; at: Date } | null => {
  if (field.profile === undefined) return null
  if (field.profile === 'phone')
    return phone === null ? null : { value: phone, source: 'self', at: profile.updatedAt }
  const value = registrationOf(profile)[field.profile as keyof Registration]
  const origin = profile.fields[field.profile]
  if (
    value === '' ||
    value === undefined ||
    (field.options && !field.options.some((option) => option.value === value))
  )
    return null
  return {
    value: field.kind === 'document' ? maskDocument(value as string) : value,
    source: origin?.source ?? 'self',
    at: origin ? new Date(origin.at) : profile.updatedAt,
  }
}

const rememberedApplications = 5

/** Answers that earlier applications may lend, newest first, with the fields they belong to. */
const earlierAnswers = async ({ db, deps }: ApplicationWork, personId: string) => {
  const rows = await db
    .selectFrom('application')
    .select(['id', 'program', 'program_version', 'answers', 'submitted_at'])
    .where('person_id', '=', personId)
    .where('keep_answers', '=', true)
    .where('answers', 'is not', null)
    .orderBy('submitted_at', 'desc')
    .limit(rememberedApplications)
    .execute()
  const versionOf = await deps.programs.atEach(db, rows)
  return rows.map((row) => ({
    at: row.submitted_at,
    fields: fieldsOf(versionOf(row).form),
    answers: answersOf(deps, row),
  }))
}

/**
 * Values to fill a form with: from the profile first, then from earlier applications that asked the same.
 * Files and consents are always asked anew.
 */
export const prefillOf = async (
  work: ApplicationWork,
  profile: ProfileRecord,
  program: VersionedProgram,
): Promise<Prefill[]> => {
  const { db, now, deps } = work
  const today = dayOf(now)
  const phone = await phoneOf(db, deps.vault, profile.personId)
  const before = await earlierAnswers(work, profile.personId)
  return fieldsOf(program.form).flatMap((field) => {
    if (field.kind === 'consent' || field.kind === 'file') return []
    const known = fromProfile(field, profile, phone)
    if (known) return [offered(field, known.value, known.source, known.at, today)]
    const lent = before.find(
      ({ fields, answers }) =>
        isAnswered(answers[field.key]) &&
        fields.some(
          ({ key, kind, label }) => key === field.key && kind === field.kind && label === field.label,
        ),
    )
    const value = lent?.answers[field.key]
    if (!lent || value === undefined || field.kind === 'document') return []
    return [offered(field, value, 'application', lent.at, today)]
  })
}
