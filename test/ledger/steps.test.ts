import { sql } from 'kysely'
import { foldTotals } from '../../server/ledger/balances'
import { cancelOwed, owe } from '../../server/ledger'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import {
  allot,
  bankAnswers,
  card,
  faultsIn,
  giveAccount,
  otherCard,
  oweTo,
  releasedRun,
  scheme,
  setBudget,
  year,
} from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  ;[lead, second, person] = [
    await harness.office('lead'),
    await harness.office('lead'),
    await harness.registerPerson(),
  ]
  await setBudget(lead, 100_000_000)
})
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

const own = (who = person) => who.call('GET /me/payments')

const titles = async (who = person) =>
  (await who.call('GET /me/messages', {})).items.map(({ title, body }) => `${title}：${body}`)

it('takes an amount from approval to the bank, and tells its person each time what is certain', async () => {
  const payment = await oweTo(harness, person.personId)
  expect(await own()).toMatchObject({
    owedFen: 80_000,
    paidFen: 0,
    account: null,
    needsAccount: true,
    comingNext: { payment, amountFen: 80_000, promisedOn: '2026-12-11' },
    items: [
      {
        state: 'approved',
        words: containing('还没有填写收款账户'),
        schemeTitle: '租房补贴',
        steps: [{ step: 'approved', on: '2026-11-22' }],
      },
    ],
  })
  expect(await giveAccount(person)).toMatchObject({
    payeeName: '林**',
    maskedNumber: '**** 0128',
    version: 1,
  })
  expect(await allot(lead)).toMatchObject({ payments: 1, totalFen: 80_000, left: 0 })
  const run = await releasedRun(lead, second)
  expect(run).toMatchObject({ state: 'released', orders: 1, totalFen: 80_000, unclear: 1 })
  expect((await own()).items[0]).toMatchObject({ state: 'submitted', words: containing('不等于已经到账') })
  expect(
    await bankAnswers(harness, lead, [{ number: run.number, sequence: 1, yuan: '800.00' }]),
  ).toMatchObject({
    state: 'done',
    matched: 1,
    mismatches: 0,
    open: 0,
    paidFen: 80_000,
  })
  const after = await own()
  expect(after).toMatchObject({ owedFen: 0, paidFen: 80_000, comingNext: null, needsAccount: false })
  expect(after.items[0]?.steps.map(({ step, account }) => [step, account])).toEqual([
    ['approved', null],
    ['budgeted', null],
    ['submitted', '**** 0128'],
    ['paid', '**** 0128'],
  ])
  expect(await titles()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('付款指令已送出：租房补贴，2026 年 11 月，800.00 元。银行还没有回结果'),
      expect.stringContaining('银行已入账'),
    ]) as string[],
  )
  expect((await lead.call('GET /ledger/runs/:run', { params: { run: run.id } })).state).toBe('answered')
})

it('pays what the bank returned to the newest account, after two corrections, once', async () => {
  await oweTo(harness, person.personId)
  await giveAccount(person)
  await allot(lead)
  const first = await releasedRun(lead, second)
  await bankAnswers(harness, lead, [
    { number: first.number, sequence: 1, yuan: '800', result: '失败', words: '账号与户名不符' },
  ])
  expect(await own()).toMatchObject({
    needsAccount: true,
    owedFen: 80_000,
    items: [{ state: 'returned', returnedBecause: '账号与户名不符' }],
  })
  expect((await titles()).join()).toContain('账号与户名不符')
  await giveAccount(person, '6214851234567890120')
  expect((await giveAccount(person, otherCard)).version).toBe(3)
  const returned = async () => (await own()).items[0]?.steps.filter(({ step }) => step === 'returned')
  const attempt = { step: 'returned', account: '**** 0128', because: '账号与户名不符' }
  expect((await own()).items[0]).toMatchObject({ state: 'budgeted', returnedBecause: null })
  expect(await returned()).toMatchObject([attempt])
  const next = await releasedRun(second, lead)
  const orders = await lead.call('GET /ledger/runs/:run/orders', { params: { run: next.id } })
  expect(orders.items).toMatchObject([{ maskedNumber: '**** 0122', maskedPayee: '林**' }])
  await bankAnswers(harness, lead, [
    {
      number: next.number,
      sequence: 1,
      yuan: '800',
      account: otherCard,
      result: '失败',
      words: '账户已销户',
    },
  ])
  expect(await returned()).toMatchObject([
    attempt,
    { step: 'returned', account: '**** 0122', because: '账户已销户' },
  ])
  await giveAccount(person)
  const last = await releasedRun(second, lead)
  await bankAnswers(harness, lead, [{ number: last.number, sequence: 1, yuan: '800' }])
  expect(await returned()).toHaveLength(2)
  expect(await own()).toMatchObject({ paidFen: 80_000, owedFen: 0 })
  await expect(releasedRun(lead, second)).rejects.toEqual(refused('nothing-to-pay'))
})

it('takes back what the bank returns days after it said it was paid', async () => {
  await oweTo(harness, person.personId)
  await giveAccount(person)
  await allot(lead)
  const run = await releasedRun(lead, second)
  const line = { number: run.number, sequence: 1, yuan: '800' }
  await bankAnswers(harness, lead, [line])
  await bankAnswers(harness, lead, [{ ...line, result: '退汇', words: '账户已销户' }])
  expect(await own()).toMatchObject({ paidFen: 0, owedFen: 80_000, items: [{ state: 'returned' }] })
})

it('asks for two persons: who made a run does not release it', async () => {
  await oweTo(harness, person.personId)
  await giveAccount(person)
  await allot(lead)
  const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'csv-utf8' } })
  const release = (who: Visitor, version = run.version) =>
    who.call('POST /ledger/runs/:run/release', { params: { run: run.id }, body: { version } })
  await expect(release(lead)).rejects.toEqual(refused('two-person-rule'))
  await expect(lead.call('GET /ledger/runs/:run/file', { params: { run: run.id } })).rejects.toEqual(
    refused('event-not-allowed'),
  )
  await release(second)
  await expect(release(second)).rejects.toEqual(refused('event-not-allowed'))
  await bankAnswers(harness, lead, [{ number: run.number, sequence: 1, yuan: '800' }])
})

it('leaves out of a run, with its reason, what was cancelled or got another account since', async () => {
  const others = [await harness.registerPerson(), await harness.registerPerson()]
  for (const who of [person, ...others]) await giveAccount(who)
  await oweTo(harness, person.personId, { reference: 'case:withdrawn' })
  await oweTo(harness, (others[0] as Visitor).personId)
  await oweTo(harness, (others[1] as Visitor).personId)
  await allot(lead)
  const run = await lead.call('POST /ledger/runs', { body: { scheme, year, format: 'xlsx' } })
  expect(run).toMatchObject({ orders: 3, totalFen: 240_000 })
  const release = (version: number) =>
    second.call('POST /ledger/runs/:run/release', { params: { run: run.id }, body: { version } })
  await harness.db
    .transaction()
    .execute((tx) =>
      cancelOwed({ db: tx, now: harness.clock.now() }, { scheme, reference: 'case:withdrawn' }),
    )
  await expect(release(run.version)).rejects.toEqual(refused('stale-version'))
  await giveAccount(others[0] as Visitor, otherCard)
  await expect(release(run.version + 1)).rejects.toEqual(refused('stale-version'))
  const seen = await second.call('GET /ledger/runs/:run', { params: { run: run.id } })
  expect(seen).toMatchObject({ orders: 1, totalFen: 80_000, version: run.version + 2 })
  expect(seen.leftOut.map(({ reason }) => reason)).toEqual(['cancelled', 'account-changed'])
  expect(await release(seen.version)).toMatchObject({ orders: 1, totalFen: 80_000, unclear: 1 })
  const next = await releasedRun(second, lead)
  expect(next.orders).toBe(1)
  await bankAnswers(harness, lead, [
    { number: run.number, sequence: 3, yuan: '800' },
    { number: next.number, sequence: 1, yuan: '800', account: otherCard },
  ])
  expect((await own()).items[0]?.state).toBe('cancelled')
})

it('refuses to cancel what was sent, and gives the budget back what was not', async () => {
  const before = await lead.call('GET /ledger/budgets', { query: { year } })
  await oweTo(harness, person.personId, { reference: 'case:a' })
  const cancel = () =>
    harness.db
      .transaction()
      .execute((tx) => cancelOwed({ db: tx, now: harness.clock.now() }, { scheme, reference: 'case:a' }))
  await cancel()
  await cancel() // again: nothing
  expect((await lead.call('GET /ledger/budgets', { query: { year } })).items).toEqual(before.items)
  await expect(oweTo(harness, person.personId, { reference: 'case:a' })).rejects.toEqual(
    refused('event-not-allowed'),
  )
  await giveAccount(person)
  await oweTo(harness, person.personId, { reference: 'case:b' })
  await allot(lead)
  const run = await releasedRun(lead, second)
  await expect(
    harness.db
      .transaction()
      .execute((tx) => cancelOwed({ db: tx, now: harness.clock.now() }, { scheme, reference: 'case:b' })),
  ).rejects.toEqual(refused('event-not-allowed'))
  await bankAnswers(harness, lead, [{ number: run.number, sequence: 1, yuan: '800' }])
})

it('owes the same once, however often it is told', async () => {
  const wanted = { reference: 'case:twice' }
  const first = await oweTo(harness, person.personId, wanted)
  expect(await oweTo(harness, person.personId, wanted)).toBe(first)
  await expect(oweTo(harness, person.personId, { ...wanted, amountFen: 1 })).rejects.toEqual(
    refused('event-not-allowed'),
  )
  expect((await own()).items).toHaveLength(1)
})

describe('a budget', () => {
  const small = 'start-up-subsidy'
  const put = (amountFen: number, version: number) =>
    lead.call('PUT /ledger/budgets/:scheme/:year', {
      params: { scheme: small, year },
      body: { title: '创业补贴', amountFen, why: '年中追加', version },
    })
  const oweSmall = (amountFen: number) => oweTo(harness, person.personId, { scheme: small, amountFen })
  const warnings = async () => {
    await harness.app.worker.drain()
    return (await titles(lead)).filter((text) => text.includes('创业补贴'))
  }

  it('is reserved at approval, warned of at 80 and 100 per cent once each, and refused with a way on', async () => {
    await expect(oweSmall(100)).rejects.toEqual(refused('budget-exhausted'))
    await put(10_000, 0)
    await expect(
      oweTo(harness, person.personId, { scheme: small, amountFen: 1, year: year + 1 }),
    ).rejects.toMatchObject({ options: { detail: containing(`“创业补贴”还没有登记 ${year + 1} 年的预算`) } })
    await oweSmall(7_999)
    expect(await warnings()).toEqual([])
    await oweSmall(1)
    expect(await warnings()).toHaveLength(1)
    await oweSmall(1_000)
    expect(await warnings()).toHaveLength(1)
    await expect(oweSmall(1_001)).rejects.toMatchObject({
      code: 'budget-exhausted',
      options: {
        detail: containing('可以请负责人追加预算'),
        extra: { availableFen: 1_000, neededFen: 1_001 },
      },
    })
    await oweSmall(1_000)
    expect(await warnings()).toEqual([
      expect.stringContaining('一项预算已经用完'),
      expect.stringContaining('一项预算已用八成'),
    ])
    expect((await lead.call('GET /ledger/budgets', { query: { year } })).items).toContainEqual(
      expect.objectContaining({ scheme: small, usedPercent: 100, availableFen: 0, approvedFen: 10_000 }),
    )
    await expect(put(9_999, 1)).rejects.toEqual(refused('budget-below-reserved'))
    await expect(put(20_000, 0)).rejects.toEqual(refused('stale-version'))
    await put(20_000, 1)
    await oweSmall(6_000)
    expect(await warnings()).toHaveLength(3)
  })

  it('is warned of as well when it is cut to what is reserved already', async () => {
    const other = 'cut-subsidy'
    await setBudget(lead, 1_000_000, other)
    await oweTo(harness, person.personId, { scheme: other, amountFen: 500_000 })
    const told = async () => {
      await harness.app.worker.drain()
      return (await titles(second)).filter((one) => /预算/.test(one)).length
    }
    const before = await told()
    await setBudget(lead, 600_000, other)
    expect(await told()).toBe(before + 1)
    await setBudget(lead, 500_000, other)
    expect(await told()).toBe(before + 2)
    await setBudget(lead, 500_000, other)
    expect(await told()).toBe(before + 2)
  })

  it('under a mistyped code is taken back by an amount of 0, leaves the lists, and may be set anew', async () => {
    const mistyped = 'rent-subsydy'
    const set = (amountFen: number, version: number) =>
      lead.call('PUT /ledger/budgets/:scheme/:year', {
        params: { scheme: mistyped, year },
        body: { title: '租房补贴', amountFen, why: '编号写错了', version },
      })
    const listed = async () =>
      (await lead.call('GET /ledger/budgets', { query: { year, limit: 50 } })).items.find(
        ({ scheme }) => scheme === mistyped,
      )?.budgetFen
    await set(10_000, 0)
    const before = await warnings()
    await expect(set(0, 0)).rejects.toEqual(refused('stale-version'))
    await set(0, 1)
    expect(await listed()).toBeUndefined()
    expect(await warnings()).toEqual(before)
    await set(20_000, 0)
    expect(await listed()).toBe(20_000)
    await oweTo(harness, person.personId, { scheme: mistyped, amountFen: 20_000 })
    await expect(set(0, 3)).rejects.toEqual(refused('budget-below-reserved'))
    expect(await listed()).toBe(20_000)
  })

  it('takes no amount that its columns, or a number, could not hold', async () => {
    for (const amountFen of [10_000_000_000_001, Number.MAX_SAFE_INTEGER + 1, 1.5, -1])
      await expect(put(amountFen, 2)).rejects.toEqual(refused('invalid-request'))
    for (const amountFen of [Number.MAX_SAFE_INTEGER + 1, 0.5, 0, -5])
      await expect(oweSmall(amountFen)).rejects.toThrow(RangeError)
  })
})

describe('the books', () => {
  const refuses = (statement: ReturnType<typeof sql>) =>
    expect(harness.db.transaction().execute((tx) => statement.execute(tx))).rejects.toThrow(
      /append-only|sum to zero/,
    )

  it('take no change, no removal, and no booking that does not sum to zero', async () => {
    await oweTo(harness, person.personId)
    await refuses(sql`update ledger_entry set amount_fen = 1 where line = 1`)
    await refuses(sql`delete from ledger_entry`)
    await refuses(sql`truncate ledger_entry`)
    await refuses(sql`update ledger_booking set happened_on = '2026-01-01'`)
    await refuses(sql`delete from ledger_booking`)
    await refuses(sql`truncate ledger_booking cascade`)
    await refuses(sql`insert into ledger_entry (booking_id, line, account, scheme, year, amount_fen)
      select id, 9, 'available', 'x', 2026, 5 from ledger_booking limit 1`)
    await refuses(sql`insert into ledger_booking (id, act, source, external_id, happened_on, recorded_at)
      values (gen_random_uuid(), 'owe', 'x', 'x', '2026-01-01', now())`)
  })

  it('give the same balances before and after the sums are drawn', async () => {
    await foldTotals(harness.db) // the middle of days is drawn with them
    await oweTo(harness, person.personId)
    const before = await lead.call('GET /ledger/budgets', { query: { year } })
    const totals = await harness.as()('GET /ledger/totals')
    expect(await foldTotals(harness.db)).toBeGreaterThan(0)
    expect(await foldTotals(harness.db)).toBe(0)
    expect(await lead.call('GET /ledger/budgets', { query: { year } })).toEqual(before)
    expect(await harness.as()('GET /ledger/totals')).toEqual(totals)
  })
})

it('an account is refused with a sentence that says what is wrong with it', async () => {
  const put = (body: object) =>
    person.call('PUT /me/bank-account', {
      body: { payeeName: '林小满', bankName: '星城银行老城支行', number: card, ...body },
    })
  for (const [body, words] of [
    [{ number: '6222021234567890129' }, '校验位'],
    [{ number: '1234567' }, '7 位'],
    [{ payeeName: '王大力' }, '本人'],
    [{ bankName: '=HYPERLINK("x")' }, '请删去'],
  ] as const)
    await expect(put(body)).rejects.toMatchObject({
      body: { errors: [{ detail: expect.stringContaining(words) as string }] },
    })
  expect(await put({ number: ' 6222 0212 3456 7890 128 ' })).toMatchObject({ maskedNumber: '**** 0128' })
  expect(await put({})).toMatchObject({ version: 1 }) // the same again is no correction
})

it('an amount owed is whole fen', async () => {
  await expect(
    owe(
      { db: harness.db, now: harness.clock.now() },
      { scheme, year, personId: person.personId, amountFen: 1.5, reference: 'x', promisedOn: null, why: 'x' },
    ),
  ).rejects.toThrow(RangeError)
})

it('asks who has no account for one, once for all that is owed; who has one is not asked', async () => {
  const other = await harness.registerPerson()
  await giveAccount(other)
  for (const why of ['租房补贴，2026 年 11 月', '租房补贴，2026 年 12 月'])
    for (const { personId } of [person, other]) await oweTo(harness, personId, { why })
  await harness.app.worker.drain()
  const asked = async (who: Visitor) =>
    (await who.call('GET /me/messages')).items.filter(({ title }) => title === '请填写收款账户')
  expect(await asked(person)).toMatchObject([
    { body: containing('租房补贴，2026 年 11 月，800.00 元，已经批准'), link: '/ledger/account/index' },
  ])
  expect(await asked(other)).toEqual([])
})
