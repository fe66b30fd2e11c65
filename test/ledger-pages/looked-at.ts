/** Who looks at the pages of payments on the phone. */
export const lookedAt = {
  nobody: ['/ledger/totals/index', '/ledger/payments/index', '/ledger/account/index'],
  graduate: [
    '/ledger/payments/index',
    '/ledger/payment/index?id=', // the newest
    '/ledger/account/index',
    '/ledger/totals/index',
  ],
}
