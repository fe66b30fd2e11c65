import type { Payment } from '@jucai/contract/ledger'
import { yuanText } from '@jucai/contract/ledger-rules'
import type { PaymentState } from '@jucai/contract/ledger-vocabulary'
import type { Tone } from '@/components/tag'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** The page of one's own payments. */
export const paymentsPage = '/ledger/payments/index'
/** The page of the account that one is paid to. */
export const accountPage = '/ledger/account/index'
/** The page of the public totals. */
export const totalsPage = '/ledger/totals/index'
/** The page of one payment. */
export const paymentPage = (id: string): string => `/ledger/payment/index?id=${id}`

/** An amount to the fen, as the bank shows it: ¥1,500.00, -¥1,500.00. */
export const exactYuan = (fen: number): string => `${fen < 0 ? '-' : ''}¥${yuanText(Math.abs(fen))}`
/** An amount in short: ¥1,500, 120 万元, -¥1,500. */
export const shortYuan = (fen: number): string => `${fen < 0 ? '-' : ''}${amountText(Math.abs(fen))}`
/** `**** 0128` → 尾号 0128. */
export const tailOf = (masked: string): string => `尾号 ${masked.slice(-4)}`

/** The colour of a state beside its words. */
export const stateTones: Readonly<Record<PaymentState, Tone>> = {
  approved: 'info',
  budgeted: 'info',
  submitted: 'night',
  paid: 'good',
  returned: 'bad',
  cancelled: 'plain',
}
/** States in as few words as a row has room for. */
export const stateWords: Readonly<Record<PaymentState, string>> = {
  approved: '已批准',
  budgeted: '已列入计划',
  submitted: '已送银行',
  paid: '银行已入账',
  returned: '被退回',
  cancelled: '已取消',
}

/** Whether a payment is still to come. */
export const isOpen = ({ state }: Pick<Payment, 'state'>): boolean =>
  state !== 'paid' && state !== 'cancelled'
/** Since when a payment is late; null when it is not, or is over. */
export const lateNow = (payment: Pick<Payment, 'state' | 'lateSince'>): string | null =>
  isOpen(payment) ? payment.lateSince : null

/** By when it is promised. */
export const promiseWords = (promisedOn: string | null): string =>
  promisedOn === null ? '承诺日还没有定' : `承诺${dayText(promisedOn)}前到账`

/** One line under a payment in a list: what is certain, and nothing beyond. */
export const rowWords = (payment: Payment): string => {
  const last = payment.steps.at(-1)
  const late = lateNow(payment)
  if (payment.state === 'returned') return late ? `请更正收款账户；${dayText(late)}起逾期` : '请更正收款账户'
  if (late) return `${dayText(late)}起逾期`
  return isOpen(payment) || !last ? promiseWords(payment.promisedOn) : dayText(last.on)
}
