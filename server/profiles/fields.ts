import type { Registration } from '@jucai/contract/profiles'
import { checkDocument } from '@jucai/contract/identity-documents'
import { graduationFault, nameFault } from '@jucai/contract/registration-rules'
import type { FieldError } from '@jucai/contract/problems'
import { regionByCode } from '../city'
import { dayOf } from '../core/clock'
import { maskDocument } from '../core/masking'
import type { FieldOrigin, ProfileRecord } from './repository'

/** The fields of a profile with their names for people, in the order of the form. */
export const fieldLabels: Record<keyof Registration, string> = {
  name: '姓名',
  documentType: '证件类型',
  documentNumber: '证件号码',
  school: '学校',
  degree: '学历',
  major: '专业',
  graduatesOn: '毕业时间',
  homeRegion: '家乡',
  presentRegion: '现居地',
  aims: '想要的服务',
}
const fieldNames = Object.keys(fieldLabels) as (keyof Registration)[]

const missingRegion = async (code: string): Promise<string | null> =>
  (await regionByCode(code)) ? null : '没有这个地区，请从列表中选择'

/** What was typed, checked: the sound document number, and one sentence for each faulty field. */
export interface Checked {
  documentNumber: string | null
  errors: FieldError[]
}

/** Checks what the schema cannot say. The masked number of `before` stands for the number itself. */
export const checkRegistration = async (
  typed: Registration,
  before: ProfileRecord | null,
  now: Date,
): Promise<Checked> => {
  const today = dayOf(now)
  const kept =
    before?.documentNumber &&
    typed.documentType === before.documentType &&
    typed.documentNumber === maskDocument(before.documentNumber)
      ? before.documentNumber
      : null
  const document = checkDocument(typed.documentType, kept ?? typed.documentNumber, today)
  const masked = !kept && typed.documentNumber.includes('*')
  const faults: Partial<Record<keyof Registration, string | null>> = {
    name: nameFault(typed.name),
    documentNumber: masked ? '请重新填写完整的证件号码' : document.ok ? null : document.detail,
    graduatesOn: graduationFault(typed.graduatesOn, document.ok ? document.birth : null, today),
    homeRegion: await missingRegion(typed.homeRegion),
    presentRegion: await missingRegion(typed.presentRegion),
  }
  const errors = Object.entries(faults).flatMap(([field, detail]) =>
    detail ? [{ pointer: `/${field}`, detail }] : [],
  )
  return { documentNumber: document.ok ? document.number : null, errors }
}

/** Source and date by field after an edit by the person: only what changed gets a new date. */
export const originsAfter = (
  next: Omit<ProfileRecord, 'fields' | 'registeredAt' | 'updatedAt' | 'personId'>,
  before: ProfileRecord | null,
  now: Date,
): Record<string, FieldOrigin> =>
  Object.fromEntries(
    fieldNames.map((field) => {
      const earlier = before?.fields[field]
      const same = earlier && JSON.stringify(before[field]) === JSON.stringify(next[field])
      return [field, same ? earlier : { source: 'self', at: now.toISOString() }]
    }),
  )

/** The fields that an edit changed. */
export const changedFields = (fields: Record<string, FieldOrigin>, now: Date): string[] =>
  fieldNames.filter((field) => fields[field]?.at === now.toISOString())
