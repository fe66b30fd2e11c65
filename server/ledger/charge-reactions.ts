import { receiptWayLabels } from '@jucai/contract/charge-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { dayInWords } from '@jucai/contract/policies/days'
import { peopleWithRole } from '../accounts'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import type { LedgerDeps } from './deps'
import { linkToCharge } from './show-charges'
import type { ReceiptRow } from './tables'

const chargeOf = (tx: Db, id: string) =>
  tx.selectFrom('ledger_charge').selectAll().where('id', '=', id).executeTakeFirst()

const receiptOf = async (tx: Db, id: string) => {
  const receipt = await tx.selectFrom('ledger_receipt').selectAll().where('id', '=', id).executeTakeFirst()
  const charge = receipt && (await chargeOf(tx, receipt.charge_id))
  return receipt && charge ? { receipt, charge } : null
}
const paidReceipt = (tx: Db, chargeId: string): Promise<ReceiptRow | undefined> =>
  tx
    .selectFrom('ledger_receipt')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .where('state', '=', 'paid')
    .executeTakeFirst()

/** Tells people what was received of them, and what goes back. */
export const chargeReactions = ({ vault }: Pick<LedgerDeps, 'vault'>): NamedReactions => ({
  'charge.paid': {
    tell: async ({ tx, now }, { chargeId }) => {
      const charge = await chargeOf(tx, chargeId)
      const receipt = await paidReceipt(tx, chargeId)
      if (!charge || !receipt) return
      await notify(tx, vault, now, {
        personId: charge.person_id,
        kind: 'payment',
        title: '已收到你的付款',
        body: `${charge.why}，${yuanText(charge.amount_fen)} 元，${receiptWayLabels[receipt.way]}，${dayInWords(charge.paid_on as string)}收到。${charge.kind === 'deposit' ? '押金由市里保管，退租验房以后退还。' : '账单页可以看收据。'}`,
        link: linkToCharge(charge.id),
      })
    },
  },
  'charge.overpaid': {
    tell: async ({ tx, now }, { receiptId }) => {
      const found = await receiptOf(tx, receiptId)
      if (!found) return
      const { receipt, charge } = found
      await notify(tx, vault, now, {
        personId: charge.person_id,
        kind: 'payment',
        title: '有一笔付款会退给你',
        body: `${charge.why}：${receipt.because}。收到的 ${yuanText(receipt.received_fen as number)} 元会原路退回，退回后再告诉你。${charge.state === 'due' ? '这笔账单还没有付清。' : ''}`,
        link: linkToCharge(charge.id),
      })
    },
  },
  'charges.left': {
    tell: async ({ tx, now }, { count, fen }) => {
      for (const personId of await peopleWithRole(tx, 'lead'))
        await notify(tx, vault, now, {
          personId,
          kind: 'payment',
          title: '注销的账号还有账单没有付',
          body: `${count} 笔，共 ${yuanText(fen)} 元，仍然应收；个人信息已经删除，不能再发提醒。请在审核台“收款”的“注销未清”里办理：按合同继续收，或由两位负责人核销。`,
          deskLink: '/charges?view=gone',
        })
    },
  },
  'receipt.unclear': {
    tell: async ({ tx, now }, { receiptId }) => {
      const found = await receiptOf(tx, receiptId)
      if (!found) return
      const { receipt, charge } = found
      await notify(tx, vault, now, {
        personId: charge.person_id,
        kind: 'payment',
        title: '有一笔付款正在核对',
        body: `${charge.why}，${yuanText(receipt.received_fen as number)} 元：微信支付报来的交易号和另一笔相同，人才办正在核对。请先不要再付，付了的不会丢。`,
        link: linkToCharge(charge.id),
      })
      for (const personId of await peopleWithRole(tx, 'lead'))
        await notify(tx, vault, now, {
          personId,
          kind: 'payment',
          title: '有一笔收款要人工核对',
          body: `账单 ${charge.number}，支付编号 ${receipt.trade_no}：${receipt.because}。没有入账，也没有退款。请在支付商户平台核对，并在审核台“收款”的“要核对”里写明结论。`,
          deskLink: '/charges?view=unclear',
        })
    },
  },
  'receipt.refused': {
    tell: async ({ tx, now }, { receiptId }) => {
      const found = await receiptOf(tx, receiptId)
      if (!found) return
      const { receipt, charge } = found
      const what = receipt.way === 'wechat' ? '那次付款核对过了，没有入账' : '窗口登记的那笔收款作废了'
      await notify(tx, vault, now, {
        personId: charge.person_id,
        kind: 'payment',
        title: charge.state === 'due' ? '核对好了，这笔账单还要付' : '有一笔付款核对好了',
        body: `${charge.why}，${yuanText(charge.amount_fen)} 元：${what}。原因：${receipt.because}。${charge.state === 'due' ? '现在可以付了。' : ''}有不对的，请带上付款凭证找人才办。`,
        link: linkToCharge(charge.id),
      })
    },
  },
  'receipt.returned': {
    tell: async ({ tx, now }, { receiptId }) => {
      const found = await receiptOf(tx, receiptId)
      if (!found) return
      const { receipt, charge } = found
      await notify(tx, vault, now, {
        personId: charge.person_id,
        kind: 'payment',
        title: '多付的款已原路退回',
        body: `${charge.why}，支付编号 ${receipt.trade_no}，${yuanText(receipt.received_fen as number)} 元。退到原来付款的零钱或银行卡，到账时间以微信支付和银行为准。`,
        link: linkToCharge(charge.id),
      })
    },
  },
})
