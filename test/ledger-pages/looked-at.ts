/** Who looks at the pages of payments on the phone. */
export const lookedAt = {
  nobody: [
    '/ledger/totals/index',
    '/ledger/payments/index',
    '/ledger/account/index',
    '/ledger/charges/index',
  ],
  graduate: [
    '/ledger/payments/index',
    '/ledger/payment/index?id=', // the newest
    '/ledger/account/index',
    '/ledger/totals/index',
    '/ledger/charges/index',
    '/ledger/charge/index?id=', // the newest
  ],
}
