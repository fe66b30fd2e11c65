import { narrowed, withoutUnseen } from './text'
import type { DocumentType } from './vocabulary'

/**
 * A document number found sound, in its normal form, or the sentence that helps to correct it. `birth` is
 * `YYYY-MM-DD`.
 */
export type DocumentCheck = { ok: true; number: string; birth: string } | { ok: false; detail: string }

/** As people type and paste it: no spaces, hyphens or hidden signs, full-width digits as plain ones, capitals. */
export const normalDocument = (typed: string): string =>
  withoutUnseen(narrowed(typed))
    .replace(/[\p{Pd}\u2212\u00B7]/gu, '')
    .toUpperCase()

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character over 17 digits: GB 11643, ISO 7064 MOD 11-2. */
export const checkCharacter = (digits17: string): string => {
  const sum = weights.reduce((total, weight, position) => total + weight * Number(digits17[position]), 0)
  return '10X98765432'[sum % 11] as string
}

// GB/T 2260, first two digits.
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
)

const fail = (detail: string): DocumentCheck => ({ ok: false, detail })

const daysIn = (year: number, month: number): number =>
  [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ][month - 1] ?? 0

const realDay = (year: number, month: number, day: number): string | null =>
  day >= 1 && day <= daysIn(year, month)
    ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    : null

const digits18 = (number: string, name: string): string | null => {
  if (/[^0-9X]/.test(number)) return `${name}号码只有数字，末位可以是 X，请检查有没有误输的字符`
  if (number.length !== 18) return `${name}号码是 18 位，现在是 ${number.length} 位，请检查有没有多输或漏输`
  if (!/^\d{17}[\dX]$/.test(number)) return 'X 只能出现在最后一位，请检查'
  return null
}

/** Birth date in digits 7 to 14 and check digit at the end, which all 18-digit documents share. */
const dateAndCheck = (number: string, today: string): DocumentCheck => {
  const birth = realDay(
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  )
  if (!birth || birth < '1900-01-01')
    return fail(`第 7 到 14 位是出生日期，“${number.slice(6, 14)}”不是有效日期，请检查`)
  if (birth > today) return fail('第 7 到 14 位的出生日期在今天之后，请检查')
  if (number[17] !== checkCharacter(number.slice(0, 17)))
    return fail('号码校验不通过，可能有一位输错或两位颠倒，请对照证件逐位检查')
  return { ok: true, number, birth }
}

const residentId = (number: string, today: string): DocumentCheck => {
  if (/^\d{15}$/.test(number)) return fail('15 位的旧号码已停用，请填第二代居民身份证上的 18 位号码')
  const shape = digits18(number, '居民身份证')
  if (shape) return fail(shape)
  if (/^8[12]/.test(number)) return fail('这是港澳居民居住证的号码，请把证件类型改为“港澳居民居住证”')
  if (number.startsWith('83')) return fail('这是台湾居民居住证的号码，请把证件类型改为“台湾居民居住证”')
  if (number.startsWith('9'))
    return fail('这是外国人永久居留身份证的号码，请把证件类型改为“外国人永久居留身份证”')
  if (!provinces.has(number.slice(0, 2)))
    return fail(`前两位是省份代码，没有“${number.slice(0, 2)}”这个省份，请检查`)
  return dateAndCheck(number, today)
}

const residencePermit =
  (prefix: RegExp, name: string, codes: string) =>
  (number: string, today: string): DocumentCheck => {
    const shape = digits18(number, name)
    if (shape) return fail(`${shape}。请填“居住证”上的号码，不是通行证的号码`)
    if (!prefix.test(number)) return fail(`${name}的号码以 ${codes} 开头，请检查号码和证件类型`)
    return dateAndCheck(number, today)
  }

const foreignPermanentId = (number: string, today: string): DocumentCheck => {
  if (/^[A-Z]/.test(number)) return oldForeignPermanentId(number, today)
  const shape = digits18(number, '外国人永久居留身份证')
  if (shape) return fail(`${shape}。旧版证件是 3 个字母加 12 位数字`)
  if (!number.startsWith('9')) return fail('新版外国人永久居留身份证的号码以 9 开头，请检查号码和证件类型')
  return dateAndCheck(number, today)
}

/**
 * Before December 2023: country (3 letters), place of issue (4), birth date YYMMDD, sequence and check (2).
 */
const oldForeignPermanentId = (number: string, today: string): DocumentCheck => {
  if (!/^[A-Z]{3}\d{12}$/.test(number))
    return fail('旧版外国人永久居留身份证的号码是 3 个字母加 12 位数字，请检查')
  const [year, month, day] = [number.slice(7, 9), number.slice(9, 11), number.slice(11, 13)].map(Number) as [
    number,
    number,
    number,
  ]
  const born = [2000, 1900]
    .map((century) => realDay(century + year, month, day))
    .find((birth) => birth !== null && birth <= today)
  return born
    ? { ok: true, number, birth: born }
    : fail(`字母后第 5 到 10 位是出生日期（年月日各两位），“${number.slice(7, 13)}”不是有效日期，请检查`)
}

const rules: Record<DocumentType, (number: string, today: string) => DocumentCheck> = {
  'resident-id': residentId,
  'hk-macao-permit': residencePermit(/^8[12]0000/, '港澳居民居住证', '810000（香港）或 820000（澳门）'),
  'taiwan-permit': residencePermit(/^830000/, '台湾居民居住证', '830000'),
  'foreign-permanent-id': foreignPermanentId,
}

/**
 * Checks the number of an identity document as it was typed. The same rules serve the phone, while typing,
 * and the server.
 * @param today the calendar day here, `YYYY-MM-DD`
 */
export const checkDocument = (type: DocumentType, typed: string, today: string): DocumentCheck => {
  const number = normalDocument(typed)
  return number === '' ? fail('请填写证件号码') : rules[type](number, today)
}
