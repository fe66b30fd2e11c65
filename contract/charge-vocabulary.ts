/** The words of what people owe the city. Free of the schema library, so that the phone may import it. */

/** What a charge is for. */
export const chargeKinds = ['deposit', 'rent', 'utilities', 'repair'] as const
/** One of {@link chargeKinds}. */
export type ChargeKind = (typeof chargeKinds)[number]
/** Kinds in Chinese. */
export const chargeKindLabels: Record<ChargeKind, string> = {
  deposit: '押金',
  rent: '租金',
  utilities: '水电燃气费',
  repair: '维修费',
}
/** The scheme of the ledger under which charges of a kind are booked. */
export const chargeScheme = (kind: ChargeKind): string => `flat-${kind}`
/** The scheme under which deposits are held and paid back. */
export const depositScheme = chargeScheme('deposit')

/** Of the policy book: how many months of rent a flat's deposit is. */
export const depositParameters = ['apartmentDeposit'] as const

/** Where a charge stands. What is paid of a deposit is held until it goes back; how much is, is a balance. */
export const chargeStates = ['due', 'paid', 'cancelled', 'written-off'] as const
/** One of {@link chargeStates}. */
export type ChargeState = (typeof chargeStates)[number]
/** States in Chinese. */
export const chargeStateLabels: Record<ChargeState, string> = {
  due: '待支付',
  paid: '已支付',
  cancelled: '已取消',
  'written-off': '已核销',
}

/** How money comes: through the payment service, by bank transfer, over the counter. */
export const receiptWays = ['wechat', 'transfer', 'desk'] as const
/** One of {@link receiptWays}. */
export type ReceiptWay = (typeof receiptWays)[number]
/** Ways in Chinese. */
export const receiptWayLabels: Record<ReceiptWay, string> = {
  wechat: '微信支付',
  transfer: '银行转账',
  desk: '窗口收款',
}

/**
 * Where one attempt to pay stands. `asked`: our number is given to it, nothing is known yet; `open`: it may be paid;
 * `recorded`: taken by hand, and not yet looked at by a second officer; `to-return`: it came and was not owed;
 * `unclear`: the payment service names a transaction that stands under another receipt, so that a person has to look.
 */
export const receiptStates = [
  'asked',
  'open',
  'recorded',
  'paid',
  'closed',
  'to-return',
  'returned',
  'unclear',
] as const
/** One of {@link receiptStates}. */
export type ReceiptState = (typeof receiptStates)[number]
/** States of a receipt in Chinese. */
export const receiptStateLabels: Record<ReceiptState, string> = {
  asked: '正在发起',
  open: '等待支付',
  recorded: '已登记，待复核',
  paid: '已收到',
  closed: '没有支付',
  'to-return': '多收，待退回',
  returned: '已原路退回',
  unclear: '交易号重复，要核对',
}

/** One line of how an amount was computed: what, in words, and how much of it. */
export interface ChargePart {
  words: string
  amountFen: number
}

/**
 * Which charges the office asks for. `hanging`: a payment was begun more than five minutes ago, and nothing is known of
 * it; `recorded`: taken by hand, waits for a second officer; `unclear`: one transaction under two receipts; `to-return`:
 * money came that was not owed; `held`: deposits; `gone`: due from somebody who deleted their account.
 */
export const chargeViews = [
  'due',
  'late',
  'paid',
  'recorded',
  'hanging',
  'unclear',
  'to-return',
  'held',
  'gone',
] as const
/** One of {@link chargeViews}. */
export type ChargeView = (typeof chargeViews)[number]
/** Views in Chinese. */
export const chargeViewLabels: Record<ChargeView, string> = {
  due: '待收',
  late: '逾期',
  paid: '已收',
  recorded: '待复核',
  hanging: '没有结果',
  unclear: '要核对',
  'to-return': '待退回',
  held: '保管押金',
  gone: '注销未清',
}
