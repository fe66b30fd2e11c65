/** States of a benefit that is offered without an application. */
export const offerStates = ['open', 'confirmed', 'declined', 'closed'] as const
export type OfferState = (typeof offerStates)[number]
export const offerStateLabels: Readonly<Record<OfferState, string>> = {
  open: '等你确认',
  confirmed: '已确认',
  declined: '你谢绝了',
  closed: '已结束',
}

/** Why an offer ended without having been confirmed. */
export const offerEndings = ['records', 'policy', 'joined'] as const
export type OfferEnding = (typeof offerEndings)[number]
export const offerEndingLabels: Readonly<Record<OfferEnding, string>> = {
  records: '登记记录变了，现在不符合这项政策的条件',
  policy: '这项政策已经不再直接给予',
  joined: '两个账号合并时，另一个账号里已有这一项',
}

/** A confirmation can be taken back for so long; then it takes effect. */
export const undoSeconds = 60
