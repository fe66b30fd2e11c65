import { cancelOwed, foldTotals, importLines, markLate, owe } from '../../server/ledger'
import { giveAccount } from '../../server/ledger/bank-accounts'
import { allot, setBudget } from '../../server/ledger/budgets'
import { createRun, releaseRun, withdrawRun } from '../../server/ledger/runs'
import { proveLedger } from '../../server/ledger/verify'
import { settleLine } from '../../server/ledger/settle'
import { addPerson } from '../../server/core/person'
import { Problem } from '../../server/core/problem'
import type { Db } from '../../server/core/db'
import { seeded } from '../faults/random'
import { openTestDatabase, type TestDatabase } from '../databases'
import { sampleStorage } from '../../mock/fakes'
import { card, faultsIn, ledgerDeps, otherCard } from './world'

/** `LEDGER_EVENTS=10000` runs as many acts as one likes; `LEDGER_SEED` other ones. */
const { LEDGER_EVENTS: events = '300', LEDGER_SEED: seed = '11' } = process.env

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

const scheme = 'random'
const year = 2026
const people: string[] = []
const officers: string[] = []
let at = new Date('2026-11-02T02:00:00.000Z')
const next = seeded(Number(seed))
const random = (below: number): number => Math.floor(next() * below)
const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)]
const day = (offset: number) => new Date(at.getTime() + offset * 86_400_000).toISOString().slice(0, 10)

const acts: Record<string, (tx: Db) => Promise<unknown>> = {}
const workBy = (tx: Db, personId: string) => ({
  db: tx,
  now: at,
  deps: ledgerDeps({ db: test.db, storage: sampleStorage() }),
  actor: { personId, sessionId: '', office: true, confirmed: true, roles: ['lead' as const], stationIds: [] },
})
const officer = () => pick(officers) as string

let references = 0
acts.owe = (tx) =>
  owe(
    { db: tx, now: at },
    {
      scheme,
      year,
      personId: pick(people) as string,
      amountFen: 1 + random(90_000),
      reference: `case:${random(4) === 0 ? random(references + 1) : (references += 1)}`,
      promisedOn: random(10) === 0 ? null : day(random(30) - 5),
      why: '随机补贴',
      approvedOn: day(-random(3)),
    },
  )
acts.cancel = (tx) => cancelOwed({ db: tx, now: at }, { scheme, reference: `case:${random(references + 1)}` })
acts.account = (tx) =>
  giveAccount(workBy(tx, ''), pick(people) as string, {
    name: '林小满',
    bank: '星城银行老城支行',
    number: random(2) === 0 ? card : otherCard,
  })
acts.allot = (tx) =>
  allot(workBy(tx, officer()), { scheme, year }, random(2) === 0 ? {} : { limitFen: 200_000 })
acts.run = (tx) =>
  createRun(workBy(tx, officer()), { scheme, year, format: 'csv-utf8', limitFen: 1 + random(400_000) })
const preparedRun = async (tx: Db) => {
  const runs = await tx.selectFrom('ledger_run').selectAll().where('state', '=', 'prepared').execute()
  return pick(runs)
}
acts.release = async (tx) => {
  const run = await preparedRun(tx)
  return run && releaseRun(workBy(tx, officer()), run.id, run.version)
}
acts.withdraw = async (tx) => {
  const run = random(4) === 0 ? await preparedRun(tx) : undefined
  return run && withdrawRun(workBy(tx, officer()), run.id, { version: run.version, why: '再核对' })
}
/** A file of the bank, right, wrong and repeated lines mixed. */
acts.answer = async (tx) => {
  const orders = await tx
    .selectFrom('ledger_order')
    .innerJoin('ledger_run', 'ledger_run.id', 'ledger_order.run_id')
    .select(['number', 'sequence', 'amount_fen', 'account_id'])
    .where('ledger_order.state', 'in', ['sent', 'sent', 'paid', 'returned'])
    .execute()
  if (orders.length === 0) return
  const lines = Array.from({ length: 1 + random(6) }, (_, index) => {
    const order = pick(orders) as (typeof orders)[number]
    const wrong = random(6)
    return {
      row: index + 2,
      runNumber: wrong === 1 ? 'FK-0' : order.number,
      sequence: order.sequence,
      amountFen: order.amount_fen + (wrong === 2 ? 1 : 0),
      account: wrong === 3 ? '11112222' : '****0128',
      result: random(3) === 0 ? ('returned' as const) : ('paid' as const),
      on: random(2) === 0 ? null : day(-random(2)),
      words: random(2) === 0 ? '' : '账号与户名不符',
    }
  })
  await importLines(workBy(tx, officer()), '回单.csv', lines)
}
acts.settle = async (tx) => {
  const lines = await tx.selectFrom('ledger_return_line').select('id').where('state', '=', 'open').execute()
  const line = pick(lines)
  const as = pick(['paid', 'returned', 'none'] as const) ?? 'none'
  return line && settleLine(workBy(tx, officer()), line.id, { as, why: '已与银行核对' })
}
acts.budget = async (tx) => {
  const known = await tx.selectFrom('ledger_budget').select('version').executeTakeFirst()
  return setBudget(
    workBy(tx, officer()),
    { scheme, year },
    { title: '随机', amountFen: 500_000 + random(3_000_000), why: '调整', version: known?.version ?? 0 },
  )
}
const weighted = ['owe', 'owe', 'owe', 'owe', 'account', 'account', 'allot', 'run', 'release', 'release']
const names = [...weighted, 'answer', 'answer', 'answer', 'settle', 'settle', 'cancel', 'withdraw', 'budget']

it(`the ledger holds after any ${events} acts, refused ones among them`, async () => {
  for (let count = 0; count < 12; count += 1) people.push(await addPerson(test.db, at))
  for (let count = 0; count < 3; count += 1) officers.push(await addPerson(test.db, at))
  await test.db.transaction().execute((tx) => acts.budget?.(tx) ?? Promise.resolve())
  const done: Record<string, number> = {}
  for (let turn = 1; turn <= Number(events); turn += 1) {
    const name = pick(names) as string
    at = new Date(at.getTime() + random(20_000) * 1000)
    try {
      await test.db.transaction().execute((tx) => (acts[name] as (tx: Db) => Promise<unknown>)(tx))
      done[name] = (done[name] ?? 0) + 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      done.refused = (done.refused ?? 0) + 1
    }
    if (random(20) === 0) await markLate(workBy(test.db, '').deps, at)
    if (random(20) === 0) await foldTotals(test.db)
    if (turn % 100 === 0) expect(await proofs()).toEqual([])
  }
  expect(await proofs()).toEqual([])
  for (const name of new Set(names)) expect([name, done[name] ?? 0]).toEqual([name, expect.any(Number)])
  expect(
    Math.min(...['owe', 'release', 'answer', 'settle', 'cancel'].map((name) => done[name] ?? 0)),
  ).toBeGreaterThan(0)
}, 3_600_000)

/** All but that suspense of past months is explained: nobody does that here. */
const proofs = async () => (await faultsIn(test.db, at)).filter(({ what }) => !what.startsWith('上月及以前'))

it('a change made past the books is found', async () => {
  const broken = async (change: (tx: Db) => Promise<unknown>) => {
    const tx = await test.db.startTransaction().execute()
    try {
      await change(tx)
      return (await proveLedger(tx, at)).faults.map(({ what }) => what)
    } finally {
      await tx.rollback().execute()
    }
  }
  const [inPlan, sums, lateness] = [
    await broken((tx) =>
      tx.updateTable('ledger_payment').set({ state: 'paid' }).where('state', '=', 'budgeted').execute(),
    ),
    await broken((tx) => tx.updateTable('ledger_total').set({ amount_fen: '1' }).execute()),
    await broken((tx) => tx.updateTable('ledger_payment').set({ late_on: null }).execute()),
  ]
  expect(inPlan).toContain('每笔款的金额恰好在它的状态所说的账户里，别处为零')
  expect(sums).toContain('汇总数与分录一致')
  expect(lateness).toContain('逾期账户里恰好是逾期未付的款')
})
