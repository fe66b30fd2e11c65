import { documentTypeLabels, documentTypes, type DocumentType } from '@jucai/contract/vocabulary'
import { checkDocument, normalDocument } from '@jucai/contract/identity-documents'
import { nameFault } from '@jucai/contract/registration-rules'
import { Choice } from '@/components/choice'
import { TextInput } from '@/components/text-input'
import { todayInChina } from '@/words/dates'
import type { Identity } from './identity-hand-over'

const types = documentTypes.map((value) => ({ value, label: documentTypeLabels[value] }))
const hints: Record<DocumentType, string> = {
  'resident-id': '18 位，末位可能是 X',
  'hk-macao-permit': '居住证上的 18 位号码，以 81 或 82 开头',
  'taiwan-permit': '居住证上的 18 位号码，以 83 开头',
  'foreign-permanent-id': '新证以 9 开头共 18 位；旧证是 3 个字母加 12 位数字',
}

/** What is wrong with each part of an identity, in words. */
export type IdentityFaults = Partial<Record<keyof Identity, string | undefined>>

/** What is wrong with a name or a document number as typed; undefined when nothing is. */
export function identityFault(
  field: 'name' | 'documentNumber',
  { name, documentType, documentNumber }: Identity,
): string | undefined {
  if (field === 'name') {
    if (name.trim().length === 0) return '请填写姓名'
    return name.trim().length < 2 ? '姓名至少 2 个字，请与证件上一致' : (nameFault(name.trim()) ?? undefined)
  }
  const check = checkDocument(documentType, documentNumber, todayInChina())
  return check.ok ? undefined : check.detail
}

/** Whether a number is as long as its document's numbers are, so that it can be judged while it is typed. */
const isWhole = (type: DocumentType, number: string): boolean =>
  normalDocument(number).length >= (type === 'foreign-permanent-id' && /^[a-z]/i.test(number) ? 15 : 18)

/**
 * The fault to show after a keystroke: at once when the number is whole or was faulty before, else nothing
 * yet.
 */
export function numberFaultWhileTyping(identity: Identity, before: string | undefined): string | undefined {
  return isWhole(identity.documentType, identity.documentNumber) || before
    ? identityFault('documentNumber', identity)
    : undefined
}

interface NameFieldProps {
  value: string
  error: string | undefined
  onChange(value: string): void
  onLeave(): void
}

/** The name as the document has it. */
export function NameField({ value, error, onChange, onLeave }: NameFieldProps) {
  return (
    <TextInput
      label="姓名"
      hint="和证件上一样"
      maxLength={60}
      autoComplete="name"
      value={value}
      error={error}
      onChange={onChange}
      onBlur={onLeave}
    />
  )
}

/** Which kind of document. */
export function DocumentTypeField({
  value,
  onChange,
}: {
  value: DocumentType
  onChange(value: DocumentType): void
}) {
  return <Choice label="证件类型" options={types} value={value} onChange={onChange} />
}

/** The number of a document. */
export function DocumentNumberField({
  type,
  value,
  error,
  onChange,
  onLeave,
}: NameFieldProps & { type: DocumentType }) {
  return (
    <TextInput
      label="证件号码"
      hint={hints[type]}
      // WeChat's keyboard for identity cards lacks letters other than X.
      type={type === 'foreign-permanent-id' ? 'text' : 'idcard'}
      maxLength={60}
      autoComplete="off"
      value={value}
      error={error}
      onChange={onChange}
      onBlur={onLeave}
    />
  )
}
