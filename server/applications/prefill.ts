import type { ValueSource } from '@jucai/contract/application-vocabulary'
import type { Prefill } from '@jucai/contract/applications'
import {
  answerFault,
  fieldsOf,
  isAnswered,
  isAnswerTo,
  type Answer,
  type FormField,
} from '@jucai/contract/forms'
import type { FormFacts } from '@jucai/contract/form-checks'
import { checkDocument } from '@jucai/contract/identity-documents'
import type { Facts } from '@jucai/contract/policies/facts'
import type { Registration } from '@jucai/contract/profiles'
import { phoneOf } from '../accounts'
import { addMonths, dayOf } from '../core/clock'
import { maskDocument } from '../core/masking'
import type { ProfileRecord } from '../profiles'
import { registrationOf } from './registration'
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

/** A value to offer, and since when it is known; `until`: the last day that it stands, whatever the field says. */
interface Offer {
  value: Answer
  source: ValueSource
  at: Date
  until?: string | undefined
}

const offered = (field: FormField, { value, source, at, until }: Offer, today: string): Prefill => {
  const ends = [
    ...(field.expiresAfterMonths === undefined ? [] : [addMonths(dayOf(at), field.expiresAfterMonths)]),
    ...(until === undefined ? [] : [until]),
  ].sort()
  const expiresOn = ends[0] ?? null
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
const fromProfile = (field: FormField, profile: ProfileRecord, phone: string | null): Offer | null => {
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

/** What the person told elsewhere, where the form asks for the very fact and takes the value. */
const fromTold = (
  field: FormField,
  { definition: { policy } }: VersionedProgram,
  { told, today }: { told: Facts; today: string },
): Offer | null => {
  const code = Object.entries(policy?.facts ?? {}).find(([, from]) => from === field.key)?.[0]
  const fact = code === undefined ? undefined : told[code]
  if (!fact || !isAnswerTo(field, fact.value) || answerFault(field, fact.value, today) !== null) return null
  return {
    value: fact.value,
    source: 'told',
    at: new Date(`${fact.asOf}T00:00:00+08:00`),
    until: fact.expiresOn,
  }
}

/** What an earlier application lends a field. */
const fromEarlier = (field: FormField, before: Awaited<ReturnType<typeof earlierAnswers>>): Offer | null => {
  const lent = before.find(
    ({ fields, answers }) =>
      isAnswered(answers[field.key]) &&
      fields.some(
        ({ key, kind, label }) => key === field.key && kind === field.kind && label === field.label,
      ),
  )
  const value = lent?.answers[field.key]
  if (!lent || value === undefined || field.kind === 'document') return null
  return { value, source: 'application', at: lent.at }
}

/**
 * Values to fill a form with: from the profile first, then the newer of what earlier applications lend that asked the
 * same and what the person told of themselves. Files and consents are always asked anew.
 */
export const prefillOf = async (
  work: ApplicationWork,
  program: VersionedProgram,
  { profile, told }: { profile: ProfileRecord; told: Facts },
): Promise<Prefill[]> => {
  const { db, now, deps } = work
  const today = dayOf(now)
  const phone = await phoneOf(db, deps.vault, profile.personId)
  const before = await earlierAnswers(work, profile.personId)
  const knownOf = (field: FormField): Offer | null => {
    const [lent, own] = [fromEarlier(field, before), fromTold(field, program, { told, today })]
    const newer = lent && own && dayOf(lent.at) > dayOf(own.at) ? lent : (own ?? lent)
    return fromProfile(field, profile, phone) ?? newer
  }
  return fieldsOf(program.form).flatMap((field) => {
    if (field.kind === 'consent' || field.kind === 'file') return []
    const known = knownOf(field)
    return known ? [offered(field, known, today)] : []
  })
}
