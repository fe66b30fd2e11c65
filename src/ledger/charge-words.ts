import type { ChargeKind } from '@jucai/contract/charge-vocabulary'
import type { Charge } from '@jucai/contract/charges'
import { daysBetween } from '@jucai/contract/policies/days'
import type { Tone } from '@/components/tag'
import type { IconName } from '@/theme/icon-names'
import { dayText, todayInChina } from '@/words/dates'

/** The page of one's own charges. */
export const chargesPage = '/ledger/charges/index'
/** The page of one charge. */
export const chargePage = (id: string): string => `/ledger/charge/index?id=${id}`

/** What a kind is drawn as. */
export const kindIcons: Readonly<Record<ChargeKind, IconName>> = {
  deposit: 'key-round',
  rent: 'house',
  utilities: 'file-text',
  repair: 'settings',
}

/** Since when a charge is late; null when it is not, or is over. */
export const isLate = ({ state, lateSince }: Pick<Charge, 'state' | 'lateSince'>): boolean =>
  state === 'due' && lateSince !== null

/** Whether the office has to look at a payment of it before anybody pays again. */
const isUnclear = ({ receipts }: Pick<Charge, 'receipts'>): boolean =>
  receipts.some(({ state }) => state === 'unclear')

/** A charge's state in a word and a colour. */
export const stateTag = (charge: Charge): { tone: Tone; word: string } => {
  if (charge.state === 'cancelled') return { tone: 'plain', word: '已取消' }
  if (charge.state === 'written-off') return { tone: 'plain', word: '已核销' }
  if (charge.state === 'paid')
    return charge.heldFen === null || charge.heldFen > 0
      ? { tone: 'good', word: charge.heldFen === null ? '已付清' : '押金保管中' }
      : { tone: 'plain', word: '押金已结清' }
  if (isUnclear(charge)) return { tone: 'care', word: '正在核对' }
  if (!charge.mayPay) return { tone: 'info', word: '等窗口复核' }
  if (isLate(charge)) return { tone: 'bad', word: '逾期' }
  return { tone: 'night', word: '待支付' }
}

/** By when, in days from today where that helps. */
export const dueText = ({ dueOn }: Pick<Charge, 'dueOn'>): string => {
  const left = daysBetween(todayInChina(), dueOn)
  if (left < 0) return `应在${dayText(dueOn)}前付，过了 ${-left} 天`
  return left === 0 ? '今天是最后一天' : `${dayText(dueOn)}前付，还剩 ${left} 天`
}

/** How long there is, as a figure beside the words that name the day. */
export const daysLeftText = ({ dueOn }: Pick<Charge, 'dueOn'>): string => {
  const left = daysBetween(todayInChina(), dueOn)
  if (left < 0) return `过了 ${-left} 天`
  return left === 0 ? '今天截止' : `还剩 ${left} 天`
}

/** One line under a charge in a list. */
export const chargeRowWords = (charge: Charge): string => {
  if (charge.state === 'due' && isUnclear(charge)) return '人才办正在核对，先不要付'
  if (charge.state === 'due') return charge.mayPay ? dueText(charge) : '已登记收款'
  return charge.state === 'paid' && charge.paidOn ? dayText(charge.paidOn) : '不用支付'
}
