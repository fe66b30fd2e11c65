import { cancelCharge, charge, chargesUnder, refund } from '../../server/ledger'
import { receive, type PaidTrade } from '../../server/ledger/receive'
import { outOfTransaction, type Db } from '../../server/core/db'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { waiting } from '../waiting'
import { begin, chargeTo, deliver, paidByHand, workPayments } from './receiving'
import { faultsIn } from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once, of what people owe', () => {
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
  afterAll(() => harness.close())
  afterEach(async () => {
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  })

  /** Runs an act whose transaction stays open until `other` waits for it or is over. @returns what came of both */
  const besideOpen = async (act: (tx: Db) => Promise<unknown>, other: () => Promise<unknown>) => {
    let rival: Promise<unknown> = Promise.resolve()
    const first = await harness.db.transaction().execute(async (tx) => {
      const done = await act(tx)
      rival = outOfTransaction(other).catch((error: unknown) => error)
      await Promise.race([rival, waiting(harness.db, 1).catch(() => undefined)])
      return done
    })
    return [first, await rival]
  }
  const work = (tx: Db) => ({ db: tx, now: harness.clock.now() })
  const inOne = <T>(act: (tx: Db) => Promise<T>) => harness.db.transaction().execute(act)
  const stateOf = async (reference: string) => (await chargesUnder(harness.db, [reference]))[0]?.state
  const statesOf = async (chargeId: string) =>
    (
      await harness.db
        .selectFrom('ledger_receipt')
        .select('state')
        .where('charge_id', '=', chargeId)
        .execute()
    ).map(({ state }) => state)
  const begun = async () => {
    const made = await chargeTo(harness, person.personId)
    const tradeNo = await begin(person, made.id)
    const notification = harness.payments.pay(tradeNo, { at: harness.clock.now() })
    const trade = (await harness.payments.read(notification, harness.clock.now())) as PaidTrade
    return { ...made, notification, trade }
  }

  it('ten notifications in one millisecond are one payment', async () => {
    const { id, notification } = await begun()
    const told = await Promise.all(Array.from({ length: 10 }, () => deliver(harness, notification)))
    expect(new Set(told)).toEqual(new Set([204]))
    expect(await statesOf(id)).toEqual(['paid'])
    const bookings = await harness.db
      .selectFrom('ledger_booking')
      .select('act')
      .where('charge_id', '=', id)
      .execute()
    expect(bookings.map(({ act }) => act).sort()).toEqual(['charge', 'receive'])
  })

  it('paid while it is being cancelled: the money goes back', async () => {
    const { id, reference, trade } = await begun()
    await besideOpen(
      (tx) => cancelCharge(work(tx), { reference, why: '租约没有签成' }),
      () => inOne((tx) => receive(work(tx), trade)),
    )
    expect([await stateOf(reference), await statesOf(id)]).toEqual(['cancelled', ['to-return']])
    await workPayments(harness)
    expect(await statesOf(id)).toEqual(['returned'])
  })

  it('cancelled while it is being paid: cancelling is refused', async () => {
    const { id, reference, trade } = await begun()
    const [, other] = await besideOpen(
      (tx) => receive(work(tx), trade),
      () => inOne((tx) => cancelCharge(work(tx), { reference, why: '租约没有签成' })),
    )
    expect(other).toEqual(refused('event-not-allowed'))
    expect([await stateOf(reference), await statesOf(id)]).toEqual(['paid', ['paid']])
  })

  it('one reference charged from two sides is one charge', async () => {
    const wanted = {
      personId: person.personId,
      reference: 'lease:at-once:deposit',
      kind: 'deposit' as const,
      amountFen: 100_000,
      why: '押金',
      dueOn: '2026-12-05',
    }
    const [first, other] = await besideOpen(
      (tx) => charge(work(tx), wanted),
      () => inOne((tx) => charge(work(tx), wanted)),
    )
    expect(other).toBe(first)
  })

  it('two who press “pay” go on with one payment', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const trades = await Promise.all([begin(person, id), begin(person, id), begin(person, id)])
    expect(new Set(trades).size).toBe(1)
  })

  it('of one deposit no more goes back than is held', async () => {
    const { id, reference } = await chargeTo(harness, person.personId, { kind: 'deposit' })
    await paidByHand(leads, id)
    const back = (key: string) => (tx: Db) =>
      refund(work(tx), { reference, key, toPersonId: person.personId, amountFen: 100_000, why: '退押金' })
    const [, other] = await besideOpen(back('a'), () => inOne(back('b')))
    expect(other).toEqual(refused('deposit-too-small'))
    expect((await chargesUnder(harness.db, [reference]))[0]?.heldFen).toBe(50_000)
  })

  it('a payment by phone and one recorded at the desk: one of them is taken', async () => {
    const { id } = await chargeTo(harness, person.personId)
    const record = () =>
      leads[0].call('POST /ledger/charges/:charge/receipts', {
        params: { charge: id },
        body: { way: 'desk', number: `SJ-${id.slice(-8)}`, on: '2026-11-21' },
      })
    const outcomes = await Promise.allSettled([begin(person, id), record()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
    expect((await statesOf(id)).length).toBe(1)
  })
})
