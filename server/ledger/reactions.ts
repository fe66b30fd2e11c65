import { yuanText } from '@jucai/contract/ledger-rules'
import type { PaymentState } from '@jucai/contract/ledger-vocabulary'
import { peopleWithRole } from '../accounts'
import type { NamedReactions } from '../core/feature'
import { stillThere } from '../core/person'
import { notify } from '../notifications'
import type { LedgerDeps } from './deps'
import { newestAccounts } from './bank-accounts'
import { holdPayments } from './moves'
import { cancelHeld } from './owe'
import { forgetPayees } from './own-data'
import { linkToPayment, titlesOf } from './show'
import { returnedBecause, type PaymentRow } from './tables'

/** The page of the mini-program where somebody says where to be paid. */
const accountPage = '/ledger/account/index'

/** What a person is told of a step; of the others nothing: they see them where they look. */
const wordsOf = (
  { vault }: Pick<LedgerDeps, 'vault'>,
  row: PaymentRow,
  state: PaymentState,
): { title: string; body: string } | null => {
  const what = `${row.why}，${yuanText(row.amount_fen)} 元`
  if (state === 'submitted')
    return { title: '付款指令已送出', body: `${what}。银行还没有回结果，不等于已经到账。` }
  if (state === 'paid') return { title: '银行已入账', body: `${what}。请留意到账。` }
  if (state !== 'returned') return null
  const because = returnedBecause.open(vault, row.id, row.returned_because)
  return {
    title: '有一笔款被银行退回',
    body: `${what}。银行说：${because ?? '没有写明原因'}。请更正收款账户，更正后进入下一批付款。`,
  }
}

/** Tells people of steps of their payments, and leads of budgets that run out. */
export const ledgerReactions = (deps: LedgerDeps): NamedReactions => ({
  'payment.moved': {
    tell: async ({ tx, now }, { paymentId, personId, state }) => {
      const row = await tx
        .selectFrom('ledger_payment')
        .selectAll()
        .where('id', '=', paymentId)
        .executeTakeFirst()
      const words = row && wordsOf(deps, row, state)
      if (words)
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'payment',
          ...words,
          link: linkToPayment(row.id),
        })
    },
    // Nobody is left to correct an account, and nothing of where it went is needed.
    'end-for-the-gone': async ({ tx, now }, { paymentId, personId, state }) => {
      if ((state !== 'paid' && state !== 'returned') || (await stillThere(tx, personId))) return
      const held = await holdPayments(tx, [paymentId])
      await cancelHeld(
        { db: tx, now },
        held.filter((row) => row.state === 'returned'),
      )
      await tx
        .updateTable('ledger_payment')
        .set({ returned_because: null })
        .where('id', '=', paymentId)
        .execute()
      await tx
        .updateTable('ledger_return_line')
        .set({ bank_words: null })
        .where('person_id', '=', personId)
        .execute()
      await forgetPayees(tx, personId)
    },
  },
  'account.needed': {
    ask: async ({ tx, now }, { personId, paymentId }) => {
      const row = await tx
        .selectFrom('ledger_payment')
        .selectAll()
        .where('id', '=', paymentId)
        .executeTakeFirst()
      if (!row || (await newestAccounts(tx, [personId])).has(personId)) return
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'payment',
        title: '请填写收款账户',
        body: `${row.why}，${yuanText(row.amount_fen)} 元，已经批准。没有收款账户就付不出去，一分钟就能填好。`,
        link: accountPage,
      })
    },
  },
  'budget.reached': {
    warn: async ({ tx, now }, { scheme, year, percent }) => {
      const title = (await titlesOf(tx, [{ scheme }]))(scheme)
      for (const personId of await peopleWithRole(tx, 'lead'))
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'payment',
          title: percent === 100 ? '一项预算已经用完' : '一项预算已用八成',
          body:
            percent === 100
              ? `“${title}”${year} 年的预算已全部留出或支付。之后的批准会被拦下，要继续批准，请先在审核台“预算”里追加。`
              : `“${title}”${year} 年的预算已留出或支付 80%。请估算余下的月份，需要时在审核台“预算”里提前追加。`,
          deskLink: `/budgets?year=${year}`,
        })
    },
  },
})
