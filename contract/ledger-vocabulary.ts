/** The words of the payment ledger. Free of the schema library, so that the phone may import it. */

/**
 * Where a payment stands. Each but `cancelled` is an account of the ledger too, and the payment's amount lies
 * in exactly that one.
 */
export const paymentStates = ['approved', 'budgeted', 'submitted', 'paid', 'returned', 'cancelled'] as const
export type PaymentState = (typeof paymentStates)[number]
/** States in Chinese. */
export const paymentStateLabels: Record<PaymentState, string> = {
  approved: '已批准',
  budgeted: '已列入用款计划',
  submitted: '已送出，等银行结果',
  paid: '银行已入账',
  returned: '被退回，待更正账户',
  cancelled: '已取消',
}
/** What is certain in each state, and nothing beyond it. */
export const paymentStateWords: Record<PaymentState, string> = {
  approved: '已经批准，预算已留出，还没有安排付款。',
  budgeted: '已列入用款计划，会进入下一批付款。',
  submitted: '付款指令已经送出。银行还没有回结果，不等于已经到账。',
  paid: '银行回复已入账。没有看到这笔钱的，请带卡到银行核对。',
  returned: '银行没有付成，钱已退回。请更正收款账户，更正后进入下一批付款。',
  cancelled: '这笔款已取消，不会发放。',
}

/** One thing that happened to a payment. `corrected`: back in the plan with another account. */
export const paymentSteps = [
  'approved',
  'budgeted',
  'submitted',
  'paid',
  'returned',
  'corrected',
  'cancelled',
] as const
export type PaymentStep = (typeof paymentSteps)[number]
/** Steps in Chinese. */
export const paymentStepLabels: Record<PaymentStep, string> = {
  approved: '批准',
  budgeted: '列入用款计划',
  submitted: '送出付款指令',
  paid: '银行入账',
  returned: '银行退回',
  corrected: '账户已更正，重新列入用款计划',
  cancelled: '取消',
}

/** How a batch file is written. */
export const batchFormats = ['csv-utf8', 'csv-gbk', 'xlsx'] as const
export type BatchFormat = (typeof batchFormats)[number]
/** Formats in words. */
export const batchFormatLabels: Record<BatchFormat, string> = {
  'csv-utf8': 'CSV（UTF-8）',
  'csv-gbk': 'CSV（GBK）',
  xlsx: 'Excel（xlsx）',
}

/** Where a payment run stands. `released`: the file may be taken to the bank; nothing is paid by that. */
export const runStates = ['prepared', 'released', 'answered', 'withdrawn'] as const
export type RunState = (typeof runStates)[number]
/** States of a run in Chinese. */
export const runStateLabels: Record<RunState, string> = {
  prepared: '待复核',
  released: '已放行，等银行结果',
  answered: '银行已逐笔回复',
  withdrawn: '已撤回',
}

/** Where one order of a run stands. */
export const orderStates = ['prepared', 'sent', 'paid', 'returned', 'withdrawn'] as const
export type OrderState = (typeof orderStates)[number]
/** States of an order in Chinese. */
export const orderStateLabels: Record<OrderState, string> = {
  prepared: '待复核',
  sent: '已送出',
  paid: '已入账',
  returned: '被退回',
  withdrawn: '未送出',
}

/** Why a payment was left out of a run. */
export const omissionReasons = [
  'no-account',
  'name-too-long',
  'name-not-in-gbk',
  'bank-name-too-long',
  'bank-name-not-in-gbk',
  'account-changed',
  'cancelled',
] as const
export type OmissionReason = (typeof omissionReasons)[number]
/** Reasons in words. */
export const omissionWords: Record<OmissionReason, string> = {
  'no-account': '本人还没有填写收款账户',
  'name-too-long': '收款人姓名超过银行允许的长度',
  'name-not-in-gbk': '收款人姓名里有 GBK 没有的字，请改用 UTF-8 或 Excel 格式',
  'bank-name-too-long': '开户行名称超过银行允许的长度',
  'bank-name-not-in-gbk': '开户行名称里有 GBK 没有的字，请改用 UTF-8 或 Excel 格式',
  'account-changed': '编批之后本人更正了账户，进入下一批',
  cancelled: '编批之后这笔款已取消',
}

/** Where an import of the bank's answer stands. */
export const importStates = ['reading', 'previewed', 'booking', 'done', 'refused', 'discarded'] as const
export type ImportState = (typeof importStates)[number]
/** States of an import in Chinese. */
export const importStateLabels: Record<ImportState, string> = {
  reading: '正在读取',
  previewed: '请核对后入账',
  booking: '正在入账',
  done: '已入账',
  refused: '文件不能用',
  discarded: '已放弃',
}

/** What the bank says of an order. */
export const lineResults = ['paid', 'returned'] as const
export type LineResult = (typeof lineResults)[number]
/** Results in Chinese. */
export const lineResultLabels: Record<LineResult, string> = { paid: '入账', returned: '退回' }

/** What was found when a line of the bank was held against what was sent. */
export const lineVerdicts = [
  'matched',
  'repeated',
  'unreadable',
  'unknown-order',
  'not-sent',
  'amount-differs',
  'account-differs',
  'date-differs',
  'already-answered',
] as const
export type LineVerdict = (typeof lineVerdicts)[number]
/** Verdicts in words. */
export const lineVerdictLabels: Record<LineVerdict, string> = {
  matched: '相符',
  repeated: '重复的一行，不再入账',
  unreadable: '这一行读不出',
  'unknown-order': '没有这个批次或序号',
  'not-sent': '这一笔没有送出过',
  'amount-differs': '金额与送出的不同',
  'account-differs': '账号不是送出的那一个',
  'date-differs': '日期早于送出日或在将来',
  'already-answered': '这一笔银行已经回复过',
}

/** Where one line of the bank stands. `open`: a mismatch that a person has to settle. */
export const lineStates = ['waiting', 'booked', 'open', 'settled', 'passed'] as const
export type LineState = (typeof lineStates)[number]

/** How a mismatch is settled: the order is paid, it came back, or the line changes nothing. */
export const settlements = ['paid', 'returned', 'none'] as const
export type Settlement = (typeof settlements)[number]
/** Settlements in words. */
export const settlementLabels: Record<Settlement, string> = {
  paid: '确认这一笔已入账',
  returned: '确认这一笔已退回',
  none: '这一行不影响任何一笔',
}
