/** The words of subsidies. Free of the schema library, so that the phone may import it. */
import { paymentStates, paymentStateLabels, type PaymentState } from './ledger-vocabulary'

/** Where a granted subsidy stands. `finished`: everything of it was paid. */
export const grantStates = ['running', 'ended', 'finished'] as const
export type GrantState = (typeof grantStates)[number]
/** States in Chinese. */
export const grantStateLabels: Record<GrantState, string> = {
  running: '发放中',
  ended: '已停发',
  finished: '已发完',
}

/** Why its person ends a subsidy. */
export const ownEndReasons = [
  'left',
  'bought-home',
  'not-renting',
  'in-apartment',
  'not-working',
  'employed',
  'internship-over',
  'own-wish',
] as const
export type OwnEndReason = (typeof ownEndReasons)[number]
/** Why the office ends one. */
export const officeEndReasons = [...ownEndReasons, 'conditions'] as const
/** Everything that ends one before it was paid out. */
export const endReasons = [...officeEndReasons, 'account-closed'] as const
export type EndReason = (typeof endReasons)[number]
/** Reasons in Chinese, as a row of a list says them. */
export const endReasonLabels: Record<EndReason, string> = {
  left: '离开本市',
  'bought-home': '在本市有了自有住房',
  'not-renting': '不再租房',
  'in-apartment': '入住青年人才公寓',
  'not-working': '不在本市就业或创业了',
  employed: '找到工作，不再见习',
  'internship-over': '见习提前结束',
  'own-wish': '不想再领了',
  conditions: '不再符合条件',
  'account-closed': '账号已注销',
}

/** Who ended one. */
export const endedBy = ['holder', 'lead', 'system'] as const
export type EndedBy = (typeof endedBy)[number]
/** Who that is, in Chinese. */
export const endedByLabels: Record<EndedBy, string> = {
  holder: '本人',
  lead: '人才办',
  system: '账号注销时自动',
}

/** Where an instalment stands: as its payment in the ledger, or waiting for the budget of its year. */
export const instalmentStates = ['waiting', ...paymentStates] as const
export type InstalmentState = (typeof instalmentStates)[number]
/** States in Chinese. */
export const instalmentStateLabels: Record<InstalmentState, string> = {
  ...paymentStateLabels,
  waiting: '等下一年度预算',
}

/** Whether money of it may still come. */
export const isToCome = (state: InstalmentState): boolean => state !== 'paid' && state !== 'cancelled'
/** Whether it stands in the ledger and is not paid. */
export const isOwed = (state: InstalmentState): state is Exclude<PaymentState, 'paid' | 'cancelled'> =>
  isToCome(state) && state !== 'waiting'
