import { workReturns } from '../../server/ledger/returns'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  allot,
  answerText,
  commit,
  faultsIn,
  giveAccount,
  ledgerDeps,
  oweTo,
  releasedRun,
  setBudget,
  upload,
} from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
beforeAll(async () => {
  harness = await startHarness()
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  await setBudget(lead, 100_000_000_000)
})
afterAll(() => harness.close())
afterEach(async () => {
  expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
})

/** A person whose one payment is sent. */
const sent = async () => {
  const person = await harness.registerPerson()
  await giveAccount(person)
  await oweTo(harness, person.personId)
  await allot(lead)
  const { number } = await releasedRun(lead, second)
  return { number, state: async () => (await person.call('GET /me/payments')).items[0]?.state }
}
const discard = (bankReturn: string) =>
  lead.call('DELETE /ledger/returns/:bankReturn', { params: { bankReturn } })
const work = () => workReturns(ledgerDeps(harness), harness.clock.now())
const show = (bankReturn: string) => lead.call('GET /ledger/returns/:bankReturn', { params: { bankReturn } })
const linesOf = async (bankReturn: string) =>
  (await lead.call('GET /ledger/returns/:bankReturn/lines', { params: { bankReturn } })).items

describe('a line that repeats one of a preview', () => {
  it('is booked by the import that was committed, when the preview is thrown away afterwards', async () => {
    const { number, state } = await sent()
    const text = answerText([{ number, sequence: 1, yuan: '800' }])
    const first = await upload(harness, lead, text)
    const next = await upload(harness, lead, `${text}\r\n`)
    expect(next).toMatchObject({ matched: 0, repeated: 1 })
    await commit(harness, lead, next.id)
    expect(await state()).toBe('submitted') // the other still may be booked
    await discard(first.id)
    await work()
    expect(await state()).toBe('paid')
    expect(await show(next.id)).toMatchObject({ state: 'done', matched: 1, repeated: 0 })
  })

  it('counts in its own preview, when the other is thrown away before', async () => {
    const { number, state } = await sent()
    const line = { number, sequence: 1, yuan: '800' }
    const first = await upload(harness, lead, answerText([line]))
    const next = await upload(harness, lead, answerText([line, line]))
    expect(next).toMatchObject({ matched: 0, repeated: 2 })
    await discard(first.id)
    expect(await show(next.id)).toMatchObject({ state: 'previewed', matched: 1, repeated: 1 })
    await commit(harness, lead, next.id)
    expect(await state()).toBe('paid')
  })

  it('is passed by when the other is booked', async () => {
    const { number, state } = await sent()
    const text = answerText([{ number, sequence: 1, yuan: '800' }])
    const first = await upload(harness, lead, text)
    const next = await upload(harness, lead, `${text}\r\n`)
    await commit(harness, lead, next.id)
    expect(await commit(harness, lead, first.id)).toMatchObject({ matched: 1, open: 0 })
    expect(await state()).toBe('paid')
  })
})

it('a line that the bank corrected counts, and the wrong one before it waits for a person', async () => {
  const { number, state } = await sent()
  const wrong = await upload(
    harness,
    lead,
    answerText([{ number, sequence: 1, yuan: '800', on: '2026-10-01' }]),
  )
  expect(await commit(harness, lead, wrong.id)).toMatchObject({ open: 1 })
  const right = await upload(
    harness,
    lead,
    answerText([{ number, sequence: 1, yuan: '800', on: '2026-11-22' }]),
  )
  expect(right).toMatchObject({ matched: 1, repeated: 0 })
  await commit(harness, lead, right.id)
  expect(await state()).toBe('paid')
  const again = await upload(
    harness,
    lead,
    answerText([
      { number, sequence: 1, yuan: '800', on: '2026-11-22' },
      { number, sequence: 1, yuan: '800', on: '2026-10-01' },
    ]),
  )
  expect(again).toMatchObject({ matched: 0, repeated: 2 })
  await commit(harness, lead, again.id)
  const [open] = await linesOf(wrong.id)
  await lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: open?.id as string },
    body: { as: 'none', why: '银行已重发更正' },
  })
})

it('a line that fitted when it was read and was answered otherwise meanwhile waits for a person', async () => {
  const { number, state } = await sent()
  const early = answerText([{ number, sequence: 1, yuan: '800', on: '2026-10-01' }])
  const wrong = await upload(harness, lead, early)
  await commit(harness, lead, wrong.id)
  const right = await upload(harness, lead, answerText([{ number, sequence: 1, yuan: '800' }]))
  const [open] = await linesOf(wrong.id)
  await lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: open?.id as string },
    body: { as: 'paid', why: '银行电话确认' },
  })
  expect(await commit(harness, lead, right.id)).toMatchObject({ state: 'done', open: 1 })
  expect(await state()).toBe('paid')
  const [stale] = await linesOf(right.id)
  expect(stale).toMatchObject({ verdict: 'already-answered', state: 'open' })
  await lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: stale?.id as string },
    body: { as: 'none', why: '同一笔，已处理' },
  })
})

it('what a person settles counts for the day that the bank wrote, where that can be', async () => {
  const { number } = await sent()
  const day = '2026-11-22'
  const wrong = await upload(
    harness,
    lead,
    answerText([{ number, sequence: 1, yuan: '800', account: '6217001234567890122', on: day }]),
  )
  await commit(harness, lead, wrong.id)
  harness.clock.advance(3 * 86_400)
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  const [line] = await linesOf(wrong.id)
  await lead.call('POST /ledger/lines/:line/settlement', {
    params: { line: line?.id as string },
    body: { as: 'paid', why: '银行确认是同一账户' },
  })
  const { happened_on: on } = await harness.db
    .selectFrom('ledger_booking')
    .select('happened_on')
    .where('source', '=', 'pay')
    .where('external_id', '=', line?.order as string)
    .executeTakeFirstOrThrow()
  expect(on).toBe(day)
})

describe('an order that the bank paid, took back and paid again on another day', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24'] as const
  const linesFor = (number: string) => {
    const line = { number, sequence: 1, yuan: '800' }
    return [
      { ...line, on: days[0] },
      { ...line, on: days[1], result: '失败', words: '账户已销户' },
      { ...line, on: days[2] },
    ] as const
  }
  const later = async () => {
    harness.clock.advance(2 * 86_400)
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  }
  const settled = async (bankReturn: string) => {
    const [open] = (await linesOf(bankReturn)).filter(({ state }) => state === 'open')
    expect(open).toMatchObject({ verdict: 'already-answered', result: 'paid', on: days[2] })
    await lead.call('POST /ledger/lines/:line/settlement', {
      params: { line: open?.id as string },
      body: { as: 'none', why: '银行确认钱已退回财政' },
    })
  }
  beforeEach(() => harness.clock.set('2026-11-22T02:00:00.000Z'))

  it('waits for a person, each line in a file of its own', async () => {
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    const { number, state } = await sent()
    await later()
    const [first, back, again] = linesFor(number)
    for (const one of [first, back])
      await commit(harness, lead, (await upload(harness, lead, answerText([one]))).id)
    expect(await state()).toBe('returned')
    const third = await upload(harness, lead, answerText([again]))
    expect(third).toMatchObject({ repeated: 0 })
    expect(await commit(harness, lead, third.id)).toMatchObject({ open: 1 })
    expect(await state()).toBe('returned')
    const all = await upload(harness, lead, answerText([first, back, again]))
    expect(all).toMatchObject({ matched: 0, repeated: 3 }) // a file of all three repeats all three
    await settled(third.id)
    const once = await upload(harness, lead, `${answerText([again])}\r\n`)
    expect(once).toMatchObject({ matched: 0, repeated: 1 })
  })

  it('waits for a person, all in one file', async () => {
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    const { number, state } = await sent()
    await later()
    const [first, back, again] = linesFor(number)
    const file = await upload(harness, lead, answerText([first, back, again]))
    expect(await commit(harness, lead, file.id)).toMatchObject({ open: 1, repeated: 0 })
    expect(await state()).toBe('returned')
    await settled(file.id)
  })

  it('is passed by as ever when nothing came in between', async () => {
    ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
    const { number, state } = await sent()
    await later()
    const [first, , again] = linesFor(number)
    await commit(harness, lead, (await upload(harness, lead, answerText([first]))).id)
    expect(await upload(harness, lead, answerText([again]))).toMatchObject({ repeated: 1 })
    expect(await state()).toBe('paid')
  })
})
