import { depositScheme } from '@jucai/contract/charge-vocabulary'
import { sql } from 'kysely'
import { samplePayments } from '../../mock/payments'
import { sampleStorage } from '../../mock/fakes'
import { addPerson } from '../../server/core/person'
import { Problem } from '../../server/core/problem'
import type { Db } from '../../server/core/db'
import type { SentNotification } from '../../server/core/ports'
import {
  cancelCharge,
  cancelOwed,
  charge,
  deduct,
  foldTotals,
  markChargesLate,
  refund,
} from '../../server/ledger'
import { confirmReceipt, recordReceipt, refuseReceipt } from '../../server/ledger/by-hand'
import { beginPayment } from '../../server/ledger/pay'
import { receive } from '../../server/ledger/receive'
import { askAboutPayments, giveBackPayments } from '../../server/ledger/reconcile'
import { proveLedger } from '../../server/ledger/verify'
import { seeded } from '../faults/random'
import { openTestDatabase, type TestDatabase } from '../databases'
import { receivingDeps } from './receiving'
import { faultsIn } from './world'

/** `LEDGER_EVENTS=10000` runs as many acts as one likes; `LEDGER_SEED` other ones. */
const { LEDGER_EVENTS: events = '400', LEDGER_SEED: seed = '11' } = process.env

let test: TestDatabase
const payments = samplePayments()
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const people: string[] = []
const officers: string[] = []
const sent: SentNotification[] = []
let at = new Date('2026-11-02T02:00:00.000Z')
const next = seeded(Number(seed))
const random = (below: number): number => Math.floor(next() * below)
const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)]
const day = (offset: number) => new Date(at.getTime() + offset * 86_400_000).toISOString().slice(0, 10)
const deps = () => receivingDeps({ db: test.db, storage: sampleStorage(), payments })
const inOne = <T>(act: (tx: Db) => Promise<T>): Promise<T> => test.db.transaction().execute(act)
const work = (tx: Db) => ({ db: tx, now: at, deps: deps(), actor: { personId: pick(officers) as string } })

let references = 0
const reference = () => `lease:${random(references + 1)}`
const someCharge = async () => pick(await test.db.selectFrom('ledger_charge').selectAll().execute())
/** Mostly of a deposit that is held; sometimes of anything. */
const depositReference = async () => {
  const rows = await test.db
    .selectFrom('ledger_charge')
    .select('reference')
    .where('kind', '=', 'deposit')
    .where('state', '=', 'paid')
    .execute()
  return random(5) === 0 ? reference() : (pick(rows)?.reference ?? reference())
}
const someReceipt = async (state: 'recorded') =>
  pick(await test.db.selectFrom('ledger_receipt').select('id').where('state', '=', state).execute())?.id

const acts: Record<string, () => Promise<unknown>> = {
  charge: () => {
    const kind = pick(['deposit', 'deposit', 'rent', 'repair'] as const) ?? 'rent'
    const of = random(6) === 0 ? reference() : `lease:${(references += 1)}`
    return inOne((tx) =>
      charge(work(tx), {
        personId: pick(people) as string,
        reference: of,
        kind,
        amountFen: 1 + random(200_000),
        why: '随机账单',
        dueOn: day(random(20) - 5),
      }),
    )
  },
  cancel: () => inOne((tx) => cancelCharge(work(tx), { reference: reference(), why: '随机取消' })),
  begin: async () => {
    const row = await someCharge()
    if (!row) return
    const begun = { personId: row.person_id, chargeId: row.id, from: 'browser' as const, address: '10.0.0.1' }
    const keep = await beginPayment(deps(), at, begun)
    await inOne((tx) => keep({ db: tx }))
  },
  pay: async () => {
    const open = [...payments.trades.values()].filter((trade) => !trade.paid && !trade.closed)
    const trade = pick(open)
    if (!trade) return
    const wrong = random(5) === 0 ? { amountFen: trade.asked.amountFen + 1 } : {}
    sent.push(payments.pay(trade.asked.tradeNo, { at, ...wrong }))
  },
  notify: async () => {
    const one = pick(sent) // some of them long ago: as late as they come
    const trade =
      one && (await payments.read(one, new Date(Number(one.headers['wechatpay-timestamp']) * 1000)))
    if (trade) await inOne((tx) => receive(work(tx), trade))
  },
  ask: () => askAboutPayments(deps(), at),
  giveBack: () => {
    payments.refunding = random(3) === 0 ? 'processing' : 'done'
    return giveBackPayments(deps(), at)
  },
  record: async () => {
    const row = await someCharge()
    const given = { way: 'desk' as const, number: `SJ-${random(1_000)}`, on: day(-1) }
    return row && inOne((tx) => recordReceipt(work(tx), row.id, given))
  },
  confirm: async () => {
    const id = await someReceipt('recorded')
    return id && inOne((tx) => confirmReceipt(work(tx), id))
  },
  refuse: async () => {
    const id = await someReceipt('recorded')
    return id && inOne((tx) => refuseReceipt(work(tx), id, '随机作废'))
  },
  deduct: async () => {
    const wanted = { reference: await depositReference(), key: `${random(3)}` }
    return inOne((tx) => deduct(work(tx), { ...wanted, amountFen: 1 + random(20_000), why: '扣除' }))
  },
  refund: async () => {
    const wanted = { reference: await depositReference(), key: `${random(3)}` }
    const toPersonId = pick(people) as string
    return inOne((tx) =>
      refund(work(tx), { ...wanted, toPersonId, amountFen: 1 + random(80_000), why: '退还' }),
    )
  },
  unrefund: async () => {
    const rows = await test.db
      .selectFrom('ledger_payment')
      .select('reference')
      .where('from_charge', 'is not', null)
      .execute()
    const one = pick(rows)?.reference
    return one && inOne((tx) => cancelOwed(work(tx), { scheme: depositScheme, reference: one }))
  },
  late: () => markChargesLate(deps(), at),
  fold: () => foldTotals(test.db),
}
const often = ['charge', 'charge', 'begin', 'begin', 'pay', 'pay', 'notify', 'notify', 'record', 'confirm']
const names = [...often, ...often, ...Object.keys(acts), 'deduct', 'refund', 'refund']

it(`what people owe holds after any ${events} acts, refused ones among them`, async () => {
  for (let count = 0; count < 6; count += 1) people.push(await addPerson(test.db, at))
  for (let count = 0; count < 3; count += 1) officers.push(await addPerson(test.db, at))
  const done: Record<string, number> = {}
  for (let turn = 1; turn <= Number(events); turn += 1) {
    const name = pick(names) as string
    at = new Date(at.getTime() + random(400) * 1000)
    try {
      await acts[name]?.()
      done[name] = (done[name] ?? 0) + 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
    if (turn % 100 === 0) expect(await faultsIn(test.db, at)).toEqual([])
  }
  expect(await faultsIn(test.db, at)).toEqual([])
  for (const name of Object.keys(acts)) expect([name, done[name] ?? 0]).not.toEqual([name, 0])
  const states = await test.db.selectFrom('ledger_receipt').select('state').distinct().execute()
  expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['paid', 'closed', 'returned']))
}, 3_600_000)

describe('a change made past the books is found:', () => {
  const broken = async (change: (tx: Db) => Promise<unknown>, moment = at) => {
    const tx = await test.db.startTransaction().execute()
    try {
      await change(tx)
      return (await proveLedger(tx, moment)).faults.map(({ what }) => what)
    } finally {
      await tx.rollback().execute()
    }
  }
  const first = (table: string, where: string) => sql.raw(`(select id from ${table} where ${where} limit 1)`)

  it.each([
    [
      'a charge that says it is due again',
      `update ledger_charge set state = 'due', paid_on = null where id = $1`,
      first('ledger_charge', `state = 'paid'`),
      '每笔应收的金额恰好在它的状态所说的账户里，别处为零',
    ],
    [
      'a receipt of another amount',
      `update ledger_receipt set received_fen = received_fen + 1 where id = $1`,
      first('ledger_receipt', `state = 'paid'`),
      '每笔已支付的应收恰有一笔同额的收款，没有支付的没有',
    ],
    [
      'a refund that says it was cancelled',
      `update ledger_payment set state = 'cancelled' where id = $1`,
      first('ledger_payment', `state <> 'cancelled' and from_charge is not null`),
      '保管的押金合计等于还欠租户的押金',
    ],
    [
      'money to return that is said to be back',
      `update ledger_receipt set state = 'to-return' where id = $1`,
      first('ledger_receipt', `state = 'returned'`),
      '待退回账户等于多收还没有退回的款',
    ],
    [
      'money by hand of one officer',
      `update ledger_receipt set confirmed_by = null where id = $1`,
      first('ledger_receipt', `state = 'paid' and way = 'desk'`),
      '手工收款由两个人办理',
    ],
  ])('%s', async (_what, change, id, proof) => {
    const [before, after] = change.split('$1')
    expect(
      await broken((tx) => sql`${sql.raw(before ?? '')}${id}${sql.raw(after ?? '')}`.execute(tx)),
    ).toContain(proof)
  })

  it('money to return from the month before', async () => {
    const found = await broken(
      (tx) =>
        sql`update ledger_receipt set state = 'to-return' where id = ${first('ledger_receipt', `state = 'returned'`)}`.execute(
          tx,
        ),
      new Date('2027-03-20T02:00:00.000Z'),
    )
    expect(found).toContain('上月及以前多收的款已退回')
  })
})
