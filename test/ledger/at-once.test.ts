import { sql } from 'kysely'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { cancelOwed, markLate, owe } from '../../server/ledger'
import { workReturns } from '../../server/ledger/returns'
import { createRun } from '../../server/ledger/runs'
import { outOfTransaction, type Db } from '../../server/core/db'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { waiting } from '../waiting'
import {
  allot,
  answerText,
  bankAnswers,
  faultsIn,
  giveAccount,
  ledgerDeps,
  oweTo,
  releasedRun,
  setBudget,
  year,
} from './world'

/** Two acts at the same moment. The embedded database has one connection: nothing is proved there. */
const atOnce = process.env.DATABASE_URL ? describe : describe.skip

atOnce('two at once', () => {
  let harness: Harness
  let lead: Visitor
  let second: Visitor
  beforeAll(async () => {
    harness = await startHarness()
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  })
  afterAll(() => harness.close())
  afterEach(async () => {
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  })

  let schemes = 0
  const budgeted = async (amountFen: number) => {
    const scheme = `at-once-${(schemes += 1)}`
    await setBudget(lead, amountFen, scheme)
    return scheme
  }
  const planned = async (people: number) => {
    const scheme = await budgeted(100_000_000)
    for (let at = 0; at < people; at += 1) {
      const person = await harness.registerPerson()
      await giveAccount(person)
      await oweTo(harness, person.personId, { scheme, reference: `case:${at}` })
    }
    await allot(lead, scheme)
    return scheme
  }

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

  it('two approvals against the last of a budget: one is reserved, one is refused', async () => {
    const scheme = await budgeted(100_000)
    const person = await harness.registerPerson()
    const wanted = (reference: string) => ({
      scheme,
      year,
      personId: person.personId,
      amountFen: 60_000,
      reference,
      promisedOn: null,
      why: '租房补贴',
    })
    const [first, other] = await besideOpen(
      (tx) => owe({ db: tx, now: harness.clock.now() }, wanted('a')),
      () => harness.db.transaction().execute((tx) => owe({ db: tx, now: harness.clock.now() }, wanted('b'))),
    )
    expect(typeof first).toBe('string')
    expect(other).toEqual(refused('budget-exhausted'))
  })

  it('the same approval told twice is one payment', async () => {
    const scheme = await budgeted(100_000)
    const person = await harness.registerPerson()
    const ids = await Promise.all(
      [1, 2, 3].map(() => oweTo(harness, person.personId, { scheme, amountFen: 30_000, reference: 'same' })),
    )
    expect(new Set(ids).size).toBe(1)
  })

  it('two runs from two consoles: what one takes, the other passes by', async () => {
    const scheme = await planned(3)
    const work = (tx: Db, who: Visitor) => ({
      db: tx,
      now: harness.clock.now(),
      deps: ledgerDeps(harness),
      actor: {
        personId: who.personId,
        sessionId: '',
        office: true,
        confirmed: true,
        roles: ['lead' as const],
        stationIds: [],
      },
    })
    const wanted = { scheme, year, format: 'csv-utf8' as const }
    const [first, other] = await besideOpen(
      (tx) => createRun(work(tx, lead), wanted),
      () => harness.db.transaction().execute((tx) => createRun(work(tx, second), wanted)),
    )
    expect(first).toMatchObject({ orders: 3 })
    expect(other).toEqual(refused('nothing-to-pay'))
  })

  it('one run released twice is sent once', async () => {
    const scheme = await planned(2)
    const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } })
    const third = await harness.office('lead')
    const outcomes = await Promise.allSettled(
      [second, third, second].map((who) =>
        who.call('POST /ledger/runs/:run/release', {
          params: { run: run.id },
          body: { version: run.version },
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))).toEqual([
      refused('event-not-allowed'),
      refused('event-not-allowed'),
    ])
  })

  it('a release and a withdrawal of a case: the payment is sent or cancelled, never both', async () => {
    for (let round = 0; round < 4; round += 1) {
      const scheme = await planned(2)
      const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } })
      const cancel = () =>
        harness.db
          .transaction()
          .execute((tx) => cancelOwed({ db: tx, now: harness.clock.now() }, { scheme, reference: 'case:0' }))
      const release = () =>
        second.call('POST /ledger/runs/:run/release', {
          params: { run: run.id },
          body: { version: run.version },
        })
      const acts = round % 2 === 0 ? [cancel(), release()] : [release(), cancel()]
      const refusals = (await Promise.allSettled(acts)).filter(({ status }) => status === 'rejected')
      expect(refusals).toHaveLength(1)
      expect(refusals[0]).toMatchObject({
        reason: { code: expect.stringMatching(/stale-version|event-not-allowed/) as string },
      })
    }
  })

  it('two imports that hold the same lines, read and booked side by side, pay once', async () => {
    const scheme = await planned(5)
    const { number } = await releasedRun(lead, second, 'csv-utf8', scheme)
    const text = answerText(
      [1, 2, 3, 4, 5].map((sequence) => ({ number, sequence, yuan: '800', words: '代发' })),
    )
    const files = [text, text.replace('原因', '备注')]
    const ids = await Promise.all(
      files.map(
        async (file) =>
          (
            await lead.call('POST /ledger/returns', {
              body: { fileName: '回单.csv', data: Buffer.from(file).toString('base64') },
            })
          ).id,
      ),
    )
    const work = () => workReturns(ledgerDeps(harness), harness.clock.now())
    await Promise.all([work(), work()])
    await Promise.all(
      ids.map((bankReturn) =>
        lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn } }),
      ),
    )
    await Promise.all([work(), work()])
    const found = await Promise.all(
      ids.map((bankReturn) => lead.call('GET /ledger/returns/:bankReturn', { params: { bankReturn } })),
    )
    expect(found.map(({ state }) => state)).toEqual(['done', 'done'])
    expect(found.reduce((sum, { matched }) => sum + matched, 0)).toBe(5)
    expect(found.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(5)
  })

  it('one file handed in twice at the same moment is taken once', async () => {
    const body = {
      fileName: '回单.csv',
      data: Buffer.from(answerText([{ number: 'FK-9', sequence: 1, yuan: '1' }])).toString('base64'),
    }
    const outcomes = await Promise.allSettled([1, 2].map(() => lead.call('POST /ledger/returns', { body })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await workReturns(ledgerDeps(harness), harness.clock.now())
  })

  it('two servers that look for late payments tell each person once', async () => {
    const scheme = await budgeted(10_000_000)
    const people = [await harness.registerPerson(), await harness.registerPerson()]
    for (const { personId } of people) await oweTo(harness, personId, { scheme, promisedOn: '2026-11-01' })
    const marked = await Promise.all([1, 2].map(() => markLate(ledgerDeps(harness), harness.clock.now())))
    expect(marked.reduce((sum, count) => sum + count, 0)).toBe(2)
    for (const { call } of people)
      expect(
        (await call('GET /me/messages')).items.filter(({ title }) => title === '有一笔款没有按时到账'),
      ).toHaveLength(1)
  })

  it('two corrections of one account put a returned payment into the plan once', async () => {
    const scheme = await planned(1)
    const run = await releasedRun(lead, second, 'csv-utf8', scheme)
    await bankAnswers(harness, lead, [{ number: run.number, sequence: 1, yuan: '800', result: '失败' }])
    const { rows } = await sql<{
      person_id: string
    }>`select person_id from ledger_order where run_id = ${run.id}`.execute(harness.db)
    const { token } = await openSession(
      { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
      { personId: rows[0]?.person_id as string, device: '手机' },
    )
    const call = harness.as(token)
    const put = (number: string) =>
      call('PUT /me/bank-account', { body: { payeeName: '林小满', bankName: '星城银行老城支行', number } })
    await Promise.all([put('6217001234567890122'), put('6214851234567890120')])
    const { items } = await call('GET /me/payments')
    expect(items[0]?.steps.filter(({ step }) => step === 'corrected')).toHaveLength(1)
    expect((await call('GET /me/bank-account')).account?.version).toBe(3)
    expect((await releasedRun(lead, second, 'csv-utf8', scheme)).orders).toBe(1)
  })
})
