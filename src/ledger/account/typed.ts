import { accountNumberFault, accountText, bankTextFault, inFours } from '@jucai/contract/ledger-rules'
import { nameFault } from '@jucai/contract/registration-rules'
import { isSameName, nameText, typedText } from '@jucai/contract/text'

/** An account as it is being typed. */
export interface Typed {
  payeeName: string
  bankName: string
  number: string
}
/** What is wrong with each part, in words. */
export type Faults = Partial<Record<keyof Typed, string | undefined>>

// In memory only: an account number is for nobody's storage. It outlives the page, and only its person gets it back.
let kept: { personId: string; typed: Typed } | undefined

/** What this person typed and did not send; undefined when there is nothing. */
export const keptFor = (personId: string): Typed | undefined =>
  kept?.personId === personId ? kept.typed : undefined
/** Keeps what is typed until it is sent. */
export const keep = (personId: string, typed: Typed): void => {
  kept = { personId, typed }
}
/** Forgets it: it was sent. */
export const forget = (): void => {
  kept = undefined
}

/**
 * The next text of the number: in fours while signs come or go at its end, and where copying brought others along. While
 * somebody mends it in the middle it stays as typed, since grouping would carry the cursor away.
 */
export const nextNumber = (before: string, typed: string): string => {
  const [was, is] = [accountText(before), accountText(typed)]
  const isPasted = is !== typed.replace(/ /g, '') || Math.abs(is.length - was.length) > 1
  return isPasted || is.startsWith(was) || was.startsWith(is) ? inFours(is) : typed
}

/** Shortest name of a bank that the server takes. */
const shortestBank = 4

const rules: Readonly<Record<keyof Typed, (typed: Typed, registered: string | undefined) => string | null>> =
  {
    payeeName: ({ payeeName }, registered) => {
      const name = nameText(payeeName)
      if (name === '') return '请填写收款人姓名'
      if ([...name].length < 2) return '姓名至少 2 个字，请与登记的一致'
      const fault = nameFault(name) ?? bankTextFault(name)
      if (fault) return fault
      return registered !== undefined && !isSameName(registered, name)
        ? `要和你登记的姓名“${registered}”一致，只能付到本人的账户。登记错了的，先到“我的资料”里改`
        : null
    },
    bankName: ({ bankName }) => {
      const name = typedText(bankName)
      if (name === '') return '请填写开户行'
      if (name.length < shortestBank) return '写全称，例如“星城银行老城支行”'
      return bankTextFault(name)
    },
    number: ({ number }) => {
      const digits = accountText(number)
      return digits === '' ? '请填写账号' : accountNumberFault(digits)
    },
  }

/** What is wrong with one part; undefined when nothing is. */
export const faultOf = (
  part: keyof Typed,
  typed: Typed,
  registered: string | undefined,
): string | undefined => rules[part](typed, registered) ?? undefined

/** What is wrong with all of it. */
export const faultsOf = (typed: Typed, registered: string | undefined): Faults =>
  Object.fromEntries(
    (Object.keys(rules) as (keyof Typed)[]).flatMap((part) => {
      const fault = faultOf(part, typed, registered)
      return fault ? [[part, fault]] : []
    }),
  )

/** The body of `PUT /me/bank-account`. */
export const bodyOf = ({ payeeName, bankName, number }: Typed): Typed => ({
  payeeName: nameText(payeeName),
  bankName: typedText(bankName),
  number: accountText(number),
})
