import { workReturns } from '../../server/ledger/returns'
import type { Fixture } from '../fixtures'
import type { Harness, Visitor } from '../harness'
import { deduct, refund } from '../../server/ledger'
import { chargeTo, paidByHand } from './receiving'
import { answerText, card, ledgerDeps, otherCard, oweTo, year } from './world'

let made = 0

const importLines = async (harness: Harness, lead: Visitor, text: string) => {
  const { id } = await lead.call('POST /ledger/returns', {
    body: { fileName: '回单.csv', data: Buffer.from(text).toString('base64') },
  })
  const work = () => workReturns(ledgerDeps(harness), harness.clock.now())
  await work()
  await lead.call('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: id } })
  await work()
  return id
}

/** A deposit that was paid, of which some was kept and some goes back; a bill that waits for its second officer. */
const makeCharges = async (harness: Harness, holder: Visitor, lead: Visitor, second: Visitor) => {
  const personId = holder.personId
  const deposit = await chargeTo(harness, personId, { kind: 'deposit', why: '示例押金' })
  await paidByHand([lead, second], deposit.id)
  const { clock, db } = harness
  await db.transaction().execute(async (tx) => {
    const work = { db: tx, now: clock.now() }
    const of = { reference: deposit.reference, amountFen: 20_000 }
    await deduct(work, { ...of, why: '示例：补配钥匙' })
    await refund(work, { ...of, toPersonId: personId, why: '示例押金退还' })
  })
  const charge = await chargeTo(harness, personId, {
    why: '示例租金',
    parts: [{ words: '示例：2026 年 12 月，整月', amountFen: 150_000 }],
  })
  const body = { way: 'desk', number: `SJ-${personId.slice(-8)}`, on: '2026-11-21' } as const
  const { receipts } = await lead.call('POST /ledger/charges/:charge/receipts', {
    params: { charge: charge.id },
    body,
  })
  return { charge: charge.id, receipt: receipts[0]?.id as string }
}

/** A payment that the bank returned, corrected and then paid; one that is still to come; a line nobody settled. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const second = await harness.office('lead')
    const scheme = `sample-subsidy-${(made += 1)}` // its own, so that a run holds nobody else
    await lead.call('PUT /ledger/budgets/:scheme/:year', {
      params: { scheme, year },
      body: { title: '示例补贴', amountFen: 10_000_000, why: '年初安排', version: 0 },
    })
    const account = (number: string) =>
      holder.call('PUT /me/bank-account', {
        body: { payeeName: '林小满', bankName: '星城银行老城支行', number },
      })
    const run = async () => {
      const { id, version } = await lead.call('POST /ledger/runs', {
        body: { scheme, year, format: 'xlsx' },
      })
      return second.call('POST /ledger/runs/:run/release', {
        params: { run: id },
        body: { version },
      })
    }
    await account(card)
    const reference = `application:sample:${holder.personId}`
    const payment = await oweTo(harness, holder.personId, { scheme, reference, why: '示例补贴第 1 期' })
    const allotments = () =>
      lead.call('POST /ledger/budgets/:scheme/:year/allotments', { params: { scheme, year }, body: {} })
    await allotments()
    const first = await run()
    await importLines(
      harness,
      lead,
      answerText([
        { number: first.number, sequence: 1, yuan: '800', result: '失败', words: '账号与户名不符' },
        { number: first.number, sequence: 99, yuan: '1.23' },
      ]),
    )
    await harness.app.worker.drain()
    await account(otherCard)
    const next = await run()
    const bankReturn = await importLines(
      harness,
      lead,
      answerText([{ number: next.number, sequence: 1, yuan: '800', account: otherCard }]),
    )
    await oweTo(harness, holder.personId, { scheme, reference: `${reference}:2`, why: '示例补贴第 2 期' })
    const line = (await lead.call('GET /ledger/open-lines')).items.at(-1)?.id as string
    const charges = await makeCharges(harness, holder, lead, second)
    return {
      ids: { ...charges, payment, run: next.id, bankReturn, line, scheme, year: String(year) },
      owners: { payment: holder.token, charge: holder.token },
      bodies: {
        'PUT /me/bank-account': {
          payeeName: '林小满',
          bankName: '星城银行老城支行',
          number: card,
        },
        'PUT /ledger/budgets/:scheme/:year': {
          title: '示例补贴',
          amountFen: 20_000_000,
          why: '年中追加',
          version: 1,
        },
        'POST /ledger/budgets/:scheme/:year/allotments': {},
        'POST /me/charges/:charge/payment': { from: 'browser' },
        'POST /ledger/charges/:charge/receipts': { way: 'desk', number: 'SJ-0001', on: '2026-11-21' },
        'POST /ledger/charges/:charge/write-off': { why: '本人注销后联系不上' },
        'POST /ledger/charges/:charge/write-off/refusal': { why: '还可以向单位核实' },
        'POST /ledger/receipts/:receipt/refusal': { why: '号码抄错了一位' },
        'POST /ledger/runs': { scheme, year, format: 'csv-gbk' },
        'POST /ledger/runs/:run/release': { version: 1 },
        'POST /ledger/runs/:run/withdrawal': { version: 1, why: '金额要再核对' },
        'POST /ledger/returns': {
          fileName: '回单.csv',
          data: Buffer.from('批次号,序号,账号,金额,处理结果\n').toString('base64'),
        },
        'POST /ledger/returns/:bankReturn/settlements': { lines: [line], as: 'none', why: '银行更正了文件' },
        'POST /ledger/lines/:line/settlement': { as: 'none', why: '银行更正了文件' },
        'PUT /ledger/lines/:line/explanation': { why: '已电话询问银行' },
      },
      exported: {
        payments: ['示例补贴第 1 期', '示例补贴第 2 期'],
        bankAccounts: [card, otherCard, '星城银行老城支行'],
        charges: ['示例押金', '示例租金', '示例：补配钥匙'],
        bankLines: ['账号与户名不符'],
      },
    }
  },
}
