// Rules about money that server, console and phone share. Pure, over whole fen.
import { narrowed, withoutUnseen } from './text'

/** The largest budget of one scheme and year, and so of anything in it: 1000 亿元, in fen. */
export const maxBudgetFen = 10_000_000_000_000

/**
 * Splits an amount into instalments that add up to it. Each gets the whole part; the fen that are left over go
 * one each to the first instalments, so that nobody waits for the odd fen.
 * @throws RangeError when the amount is not whole fen or there is no instalment
 */
export const splitFen = (totalFen: number, parts: number): number[] => {
  if (!Number.isSafeInteger(totalFen) || totalFen < 0) throw new RangeError('an amount is whole fen')
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError('there is at least one instalment')
  const left = totalFen % parts
  const whole = (totalFen - left) / parts
  return Array.from({ length: parts }, (_, at) => whole + (at < left ? 1 : 0))
}

/** An amount as people read it: `1,234.50`, always with two digits. */
export const yuanText = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** As {@link yuanText}, without separators: how files write it. */
export const plainYuan = (fen: number): string => yuanText(fen).replace(/,/g, '')

/** Fen of an amount that a file writes in 元; null when it is none, has more than two digits, or is too large. */
export const fenOf = (text: string): number | null => {
  const [, whole = '', decimals = ''] =
    /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,2})0*)?(?:元)?$/.exec(text.trim()) ?? []
  if (whole === '') return null
  const fen = Number(whole.replace(/,/g, '') + decimals.padEnd(2, '0'))
  return fen <= maxBudgetFen ? fen : null
}

/** Whether the last digit of a card number fits the others (ISO/IEC 7812-1, annex B). */
export const luhnHolds = (digits: string): boolean => {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = digit * 2
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Bank cards of UnionPay: they end in a check digit; passbooks and older accounts need not. */
const isCard = (number: string): boolean => /^62\d{14,17}$/.test(number)

/** What is wrong with an account number, in words; null when nothing is. Digits only. */
export const accountNumberFault = (number: string): string | null => {
  if (!/^\d+$/.test(number)) return '账号只能是数字'
  if (number.length < 8 || number.length > 30)
    return `账号有 ${number.length} 位，应为 8 到 30 位，请对照银行卡或存折核对`
  if (isCard(number) && !luhnHolds(number)) return '这个卡号有一位不对（校验位不符），请对照银行卡逐位核对'
  return null
}

/**
 * An account number as typed or pasted, without spaces, hyphens, marks of direction; full-width digits are made plain.
 * What else is no digit stays, to be refused rather than dropped.
 */
export const accountText = (typed: string): string =>
  withoutUnseen(narrowed(typed)).replace(/[\p{Pd}\u2212]/gu, '')

/** In fours, as cards print it: `6222 0212 3456 7890 128`. */
export const inFours = (number: string): string => number.replace(/(.{4})(?=.)/gu, '$1 ')

/** What a bank file cannot hold of a name, in words; null when it can hold it. Some are the beginning of a formula. */
export const bankTextFault = (text: string): string | null => {
  const sign = /[",;<>|]/.exec(text)?.[0] ?? /^[=+\-@]/.exec(text)?.[0]
  return sign ? `银行文件里不能有“${sign}”，请删去` : null
}

/** An account number as it is shown: the last four digits. */
export const maskedAccount = (number: string): string => `**** ${number.slice(-4)}`

/** What the bank’s batch interface takes, in bytes of GBK (two for a Chinese character). */
export const bankLimits = { nameBytes: 60, bankNameBytes: 120 } as const
/** How many orders one run holds at most. */
export const maxOrders = 5_000
/** The largest file of the bank that is read, and its lines. */
export const maxReturnBytes = 16 * 1024 * 1024
export const maxReturnLines = 200_000

/** Years that are told as one: `2026`, or `2026–2027`. */
export const yearSpan = (years: readonly string[]): string =>
  years.length > 1 ? `${years[0]}–${years.at(-1)}` : (years[0] ?? '')
/** The first and the last year of one. */
export const yearsIn = (span: string): readonly [first: string, last: string] => {
  const [first = '', last = first] = span.split('–')
  return [first, last]
}
