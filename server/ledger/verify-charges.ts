import { sql, type RawBuilder } from 'kysely'

/** One thing that holds of the ledger. */
export interface Proof {
  what: string
  /** Rows that contradict it, each one text `place`. */
  against(today: string): RawBuilder<{ place: string }>
}

/** What holds of what people owe the city, of what was received, and of deposits. */
export const chargeProofs: readonly Proof[] = [
  {
    what: '每笔应收的金额恰好在它的状态所说的账户里，别处为零',
    against: () => sql`
      with held as (
        select charge_id,
          coalesce(sum(amount_fen) filter (where account = 'charged'), 0) as charged,
          coalesce(sum(amount_fen) filter (where account = 'receivable'), 0) as receivable,
          coalesce(sum(amount_fen) filter (where account = 'received'), 0) as received,
          coalesce(sum(amount_fen) filter (where account = 'deposit-held'), 0) as deposit
        from ledger_entry where charge_id is not null group by charge_id
      ), kept as (
        select charge_id, sum(amount_fen) as fen from ledger_deduction group by charge_id
      ), back as (
        select from_charge as charge_id, sum(amount_fen) as fen from ledger_payment
        where from_charge is not null and state <> 'cancelled' group by from_charge
      ), unearned as (
        select from_charge as charge_id, sum(amount_fen) as fen from ledger_payment
        where from_charge is not null group by from_charge
      )
      select charge.number || ' ' || charge.state || ' ' || coalesce(held.receivable, 0) || ' ' || coalesce(held.received, 0)
        || ' ' || coalesce(held.deposit, 0) as place
      from ledger_charge charge left join held on held.charge_id = charge.id
        left join kept on kept.charge_id = charge.id left join back on back.charge_id = charge.id
        left join unearned on unearned.charge_id = charge.id
      where coalesce(held.charged, 0) <> case when charge.state = 'cancelled' then 0 else -charge.amount_fen end
        or coalesce(held.receivable, 0) <> case when charge.state = 'due' then charge.amount_fen else 0 end
        or coalesce(held.received, 0) <> case when charge.state <> 'paid' then 0
          when charge.kind = 'deposit' then coalesce(kept.fen, 0)
          else charge.amount_fen - coalesce(unearned.fen, 0) end
        or coalesce(held.deposit, 0) <> case when charge.state = 'paid' and charge.kind = 'deposit'
          then charge.amount_fen - coalesce(kept.fen, 0) - coalesce(back.fen, 0)
          else coalesce(unearned.fen, 0) - coalesce(back.fen, 0) end
        or coalesce(held.deposit, 0) < 0 or coalesce(held.received, 0) < 0`,
  },
  {
    what: '保管的押金合计等于还欠租户的押金',
    against: () => sql`
      select entries.fen || ' ' || owed.fen as place from
        (select coalesce(sum(amount_fen), 0) as fen from ledger_entry where account = 'deposit-held') entries,
        (select (select coalesce(sum(amount_fen), 0) from ledger_charge where kind = 'deposit' and state = 'paid')
          - (select coalesce(sum(amount_fen), 0) from ledger_deduction)
          - (select coalesce(sum(case when charge.kind = 'deposit' and payment.state <> 'cancelled' then payment.amount_fen
              when charge.kind <> 'deposit' and payment.state = 'cancelled' then -payment.amount_fen else 0 end), 0)
            from ledger_payment payment join ledger_charge charge on charge.id = payment.from_charge) as fen) owed
      where entries.fen <> owed.fen`,
  },
  {
    what: '每笔已支付的应收恰有一笔同额的收款，没有支付的没有',
    against: () => sql`
      select charge.number || ' ' || charge.state || ' ' || count(receipt.id) as place
      from ledger_charge charge left join ledger_receipt receipt
        on receipt.charge_id = charge.id and receipt.state = 'paid' and receipt.received_fen = charge.amount_fen
      group by charge.id having count(receipt.id) <> case when charge.state = 'paid' then 1 else 0 end`,
  },
  {
    what: '每笔应收至多收一次',
    against: () => sql`
      select charge_id || ' ' || count(*) as place from ledger_booking
      where act = 'receive' group by charge_id having count(*) > 1`,
  },
  {
    what: '待退回账户等于多收还没有退回的款',
    against: () => sql`
      select entries.fen || ' ' || receipts.fen as place from
        (select coalesce(sum(amount_fen), 0) as fen from ledger_entry where account = 'to-return') entries,
        (select coalesce(sum(received_fen), 0) as fen from ledger_receipt where state = 'to-return') receipts
      where entries.fen <> receipts.fen`,
  },
  {
    what: '手工收款由两个人办理',
    against: () => sql`
      select receipt.trade_no as place from ledger_receipt receipt
      where receipt.way <> 'wechat' and receipt.state = 'paid'
        and (receipt.recorded_by is null or receipt.confirmed_by is null or receipt.recorded_by = receipt.confirmed_by)`,
  },
  {
    what: '核销由两个人办理，金额恰好在核销账户里',
    against: () => sql`
      select charge.number as place from ledger_charge charge
        left join ledger_write_off given on given.charge_id = charge.id and given.agreed_by is not null
        left join lateral (select coalesce(sum(amount_fen), 0) as fen from ledger_entry
          where charge_id = charge.id and account = 'written-off') entries on true
      where (charge.state = 'written-off') <> (given.charge_id is not null)
        or entries.fen <> case when charge.state = 'written-off' then charge.amount_fen else 0 end`,
  },
  {
    what: '上月及以前交易号重复的收款已有结论',
    against: (today) => sql`
      select trade_no as place from ledger_receipt
      where state = 'unclear' and happened_on < date_trunc('month', ${today}::date) and happened_on < ${today}::date - 3`,
  },
  {
    what: '上月及以前多收的款已退回',
    against: (today) => sql`
      select trade_no as place from ledger_receipt
      where state = 'to-return' and happened_on < date_trunc('month', ${today}::date) and happened_on < ${today}::date - 3`,
  },
]
