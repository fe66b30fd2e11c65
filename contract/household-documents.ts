import { checkCharacter, checkDocument, normalDocument, type DocumentCheck } from './identity-documents'
import { documentTypes, type DocumentType } from './vocabulary'
import type { HouseholdDocument } from './rounds-vocabulary'

const isRegistered = (type: HouseholdDocument): type is DocumentType =>
  documentTypes.some((one) => one === type)

/** A number of 15 digits as the 18 that the same person has had since 1999: century, then the check character. */
const withCentury = (digits: string): string => {
  const digits17 = `${digits.slice(0, 6)}19${digits.slice(6)}`
  return digits17 + checkCharacter(digits17)
}

// The passes carry two more digits that count how often they were renewed; the person keeps what is before.
const others: Record<Exclude<HouseholdDocument, DocumentType>, { shape: RegExp; says: string }> = {
  'hk-macao-pass': {
    shape: /^([HM]\d{8})(?:\d{2})?$/,
    says: '港澳居民来往内地通行证是 H 或 M 加 8 位数字（旧版 10 位）',
  },
  'taiwan-pass': { shape: /^(\d{8})(?:\d{2})?$/, says: '台湾居民来往大陆通行证是 8 位数字（旧版 10 位）' },
  passport: { shape: /^([A-Z0-9]{5,12})$/, says: '护照号码是 5 到 12 位字母和数字' },
  'birth-certificate': { shape: /^([A-Z]\d{9})$/, says: '出生医学证明编号是 1 个字母加 9 位数字' },
}

/**
 * Checks the document of somebody of a household and writes it in the one form by which people are told apart: other
 * spellings, the old number of 15 digits and renewed passes come to the same. `birth` is empty where the document does
 * not say it.
 * @param today the calendar day here
 */
export const checkHouseholdDocument = (
  type: HouseholdDocument,
  typed: string,
  today: string,
): DocumentCheck => {
  const number = normalDocument(typed)
  if (isRegistered(type))
    return checkDocument(
      type,
      type === 'resident-id' && /^\d{15}$/.test(number) ? withCentury(number) : number,
      today,
    )
  const { shape, says } = others[type]
  const [, kept] = shape.exec(number) ?? []
  return kept === undefined
    ? { ok: false, detail: number === '' ? '请填写证件号码' : `${says}，请检查` }
    : { ok: true, number: kept, birth: '' }
}
