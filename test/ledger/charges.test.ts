import { depositScheme } from '@jucai/contract/charge-vocabulary'
import {
  cancelCharge,
  cancelOwed,
  charge,
  chargesUnder,
  deduct,
  giveBack,
  refund,
  type Charged,
} from '../../server/ledger'
import type { Db } from '../../server/core/db'
import { startHarness, type Harness, type Visitor } from '../harness'
import { matching, objectWith, refused } from '../matchers'
import { allot, bankAnswers, faultsIn, giveAccount, releasedRun } from './world'
import { paidByHand } from './receiving'

let harness: Harness
let leads: readonly [Visitor, Visitor]
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
  leads = [await harness.office('lead'), await harness.office('lead')]
})
beforeEach(async () => {
  person = await harness.registerPerson()
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})
afterAll(() => harness.close())

const inOne = <T>(act: (work: { db: Db; now: Date }) => Promise<T>): Promise<T> =>
  harness.db.transaction().execute((db) => act({ db, now: harness.clock.now() }))

const saying = (code: string, words: RegExp) =>
  objectWith({ code, options: objectWith({ detail: matching(words) }) })

let references = 0
const deposit = (overrides: Partial<Charged> = {}): Charged => ({
  personId: person.personId,
  reference: `lease:${(references += 1)}:deposit`,
  kind: 'deposit',
  amountFen: 120_000,
  why: '青年公寓押金，一个月租金',
  dueOn: '2026-12-03',
  ...overrides,
})
const charged = async (wanted: Charged) => {
  await inOne((work) => charge(work, wanted))
  return (await chargesUnder(harness.db, [wanted.reference]))[0]
}
const paid = async (wanted: Charged) => {
  const row = await charged(wanted)
  await paidByHand(leads, row?.id as string)
  return wanted.reference
}
const heldUnder = async (reference: string) => (await chargesUnder(harness.db, [reference]))[0]?.heldFen

describe('charging', () => {
  it('the same reference twice is one charge', async () => {
    const wanted = deposit()
    const ids = [await inOne((work) => charge(work, wanted)), await inOne((work) => charge(work, wanted))]
    expect(ids[0]).toBe(ids[1])
    expect(await chargesUnder(harness.db, [wanted.reference])).toEqual([
      expect.objectContaining({
        id: ids[0],
        amountFen: 120_000,
        state: 'due',
        dueOn: '2026-12-03',
        heldFen: 0,
      }),
    ])
  })

  it('another amount under the same reference is refused, and says which one stands there', async () => {
    const wanted = deposit()
    const row = await charged(wanted)
    await expect(inOne((work) => charge(work, { ...wanted, amountFen: 130_000 }))).rejects.toEqual(
      saying('charge-differs', new RegExp(`${row?.number}.*1,200.00 元.*1,300.00 元`)),
    )
    expect((await charged(wanted))?.amountFen).toBe(120_000)
  })

  it('parts that do not add up to the amount are an error of the room that charges', async () => {
    const parts = [{ words: '2026 年 12 月', amountFen: 119_999 }]
    await expect(inOne((work) => charge(work, deposit({ parts })))).rejects.toThrow('add up')
  })

  it('what is cancelled is not owed, once; what is paid is not cancelled', async () => {
    const wanted = deposit()
    await charged(wanted)
    const cancel = (reference: string) =>
      inOne((work) => cancelCharge(work, { reference, why: '七天内没有签约' }))
    await cancel(wanted.reference)
    await cancel(wanted.reference)
    expect((await chargesUnder(harness.db, [wanted.reference]))[0]?.state).toBe('cancelled')
    await expect(inOne((work) => charge(work, wanted))).rejects.toEqual(refused('charge-differs'))
    await expect(cancel(await paid(deposit()))).rejects.toEqual(refused('event-not-allowed'))
    await expect(cancel('lease:none')).rejects.toEqual(refused('not-found'))
  })
})

describe('a deposit', () => {
  const giveBack = (reference: string, amountFen: number, key?: string) =>
    inOne((work) =>
      refund(work, {
        reference,
        toPersonId: person.personId,
        amountFen,
        why: '青年公寓押金退还',
        ...(key === undefined ? {} : { key }),
      }),
    )

  it('is held once it is paid, and goes back by a run to its person’s account', async () => {
    await giveAccount(person)
    const reference = await paid(deposit())
    expect(await heldUnder(reference)).toBe(120_000)
    await inOne((work) => deduct(work, { reference, amountFen: 20_000, why: '补配钥匙' }))
    const id = await giveBack(reference, 100_000)
    expect(await giveBack(reference, 100_000)).toBe(id)
    expect(await heldUnder(reference)).toBe(0)
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
    await allot(leads[0], depositScheme)
    const run = await releasedRun(leads[0], leads[1], 'csv-utf8', depositScheme)
    await bankAnswers(harness, leads[0], [{ number: run.number, sequence: 1, yuan: '1000.00' }])
    const own = await person.call('GET /me/payments')
    expect(own.items).toEqual([
      expect.objectContaining({ id, state: 'paid', amountFen: 100_000, schemeTitle: '青年公寓押金退还' }),
    ])
  })

  it('that goes back is in no public total, and no budget can be set for it', async () => {
    const before = await harness.as()('GET /ledger/totals')
    expect([before.schemes, before.notYet]).toEqual([[], []])
    const budgets = (await leads[0].call('GET /ledger/budgets')).items
    expect(budgets).toEqual([
      objectWith({ scheme: depositScheme, budgetFen: 100_000, availableFen: 0, paidFen: 100_000 }),
    ])
    await expect(
      leads[0].call('PUT /ledger/budgets/:scheme/:year', {
        params: { scheme: depositScheme, year: 2026 },
        body: { title: '押金', amountFen: 1, why: '年初安排', version: 1 },
      }),
    ).rejects.toEqual(refused('event-not-allowed'))
  })

  it('no more goes back or is kept than is held', async () => {
    const reference = await paid(deposit())
    await inOne((work) => deduct(work, { reference, amountFen: 50_000, why: '墙面修复' }))
    await expect(giveBack(reference, 70_001)).rejects.toEqual(saying('deposit-too-small', /700.00 元/))
    await expect(
      inOne((work) => deduct(work, { reference, amountFen: 70_001, why: '多扣', key: '2' })),
    ).rejects.toEqual(refused('deposit-too-small'))
    expect(await heldUnder(reference)).toBe(70_000)
  })

  it('the same deduction twice is one; under another key it is another', async () => {
    const reference = await paid(deposit())
    const keep = (amountFen: number, key?: string) =>
      inOne((work) => deduct(work, { reference, amountFen, why: '水费', ...(key ? { key } : {}) }))
    await keep(1_000)
    await keep(1_000)
    await keep(1_000, 'second')
    expect(await heldUnder(reference)).toBe(118_000)
    await expect(keep(2_000)).rejects.toEqual(refused('event-not-allowed'))
  })

  it('whose refund is cancelled is held again, and goes back under another key', async () => {
    const reference = await paid(deposit())
    await giveBack(reference, 120_000)
    await inOne((work) => cancelOwed(work, { scheme: depositScheme, reference }))
    expect(await heldUnder(reference)).toBe(120_000)
    await expect(giveBack(reference, 120_000)).rejects.toEqual(refused('event-not-allowed'))
    await giveBack(reference, 120_000, 'again')
    expect(await heldUnder(reference)).toBe(0)
  })

  it('that is not paid, or is no deposit, gives nothing back', async () => {
    const wanted = deposit()
    await charged(wanted)
    await expect(giveBack(wanted.reference, 1)).rejects.toEqual(refused('deposit-too-small'))
    const rent = deposit({ kind: 'rent', why: '租金，2026 年 12 月' })
    await paid(rent)
    await expect(giveBack(rent.reference, 1)).rejects.toEqual(refused('event-not-allowed'))
  })
})

describe('rent that was paid', () => {
  const giveBackPart = (reference: string, amountFen: number, key: string) =>
    inOne((work) =>
      giveBack(work, { reference, toPersonId: person.personId, amountFen, why: '多交的租金', key }),
    )

  it('goes back in parts, all of them together no more than was paid', async () => {
    const rent = deposit({ kind: 'rent', why: '租金，2026 年 12 月' })
    await paid(rent)
    const id = await giveBackPart(rent.reference, 70_000, 'first')
    expect(await giveBackPart(rent.reference, 70_000, 'first')).toBe(id)
    await expect(giveBackPart(rent.reference, 70_000, 'second')).rejects.toEqual(
      saying('event-not-allowed', /还能退 500.00 元/),
    )
    await giveBackPart(rent.reference, 50_000, 'second')
    await expect(giveBackPart(rent.reference, 1, 'third')).rejects.toEqual(refused('event-not-allowed'))
  })
})
