import { createHash } from 'node:crypto'
import { ProblemError, type Call } from '@jucai/contract/client'
import type { BankReturn } from '@jucai/contract/bank-returns'
import type { Run } from '@jucai/contract/ledger'
import type { Answers } from '@jucai/contract/forms'
import { answerText } from '../ledger/world'
import { sendOnce } from './client'
import type { Holder, Work } from './writers'

/** The subsidy that is applied for, granted and paid. */
export const paidProgram = 'living-subsidy'
const scheme = paidProgram
const card = '6222021234567890128'
const otherCard = '6217001234567890122'

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const year = () => new Date().getUTCFullYear()

/** Answers of somebody who gets a living allowance. */
export const livingAnswers = (certificate: string, workProof: string, changes: Answers = {}): Answers => ({
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [certificate],
  works: 'employed',
  employer: '示例软件有限公司',
  employerKind: 'firm',
  workProof: [workProof],
  insuranceMonths: 12,
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

/** A budget that reaches for every round; made once, then left. */
export const openBudget = async (lead: Call): Promise<void> => {
  const amountFen = 100_000_000_000
  const { items } = await lead('GET /ledger/budgets', { query: { year: year(), limit: 50 } })
  const known = items.find((one) => one.scheme === scheme)
  if (known?.budgetFen === amountFen) return
  await lead('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme, year: year() },
    body: { title: '生活补贴（示例）', amountFen, why: '故障演练', version: known?.version ?? 0 },
  })
}

/** The bank refuses one order in four, always the same ones. */
const isRefused = (order: string) => createHash('sha256').update(order).digest().readUInt8(0) < 64

/** What the bank answers to a run, in the same words each time it is asked. */
const bankFile = async (lead: Call, run: Run): Promise<string> => {
  const lines: Parameters<typeof answerText>[0][number][] = []
  for (let after: string | undefined; ;) {
    const page = await lead('GET /ledger/runs/:run/orders', {
      params: { run: run.id },
      query: { limit: 50, ...(after === undefined ? {} : { after }) },
    })
    for (const { id, sequence, amountFen, maskedNumber } of page.items)
      lines.push({
        number: run.number,
        sequence,
        yuan: (amountFen / 100).toFixed(2),
        account: maskedNumber.replace(/\s/g, ''),
        ...(isRefused(id) ? { result: '退回', words: '账号与户名不符' } : {}),
      })
    if (page.next === null) return answerText(lines)
    after = page.next
  }
}

const isGoneOn = async (lead: Call, bankReturn: string, from: BankReturn['state']): Promise<BankReturn> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const now = await lead('GET /ledger/returns/:bankReturn', { params: { bankReturn } })
    if (now.state !== from) return now
    await pause(50)
  }
  throw new Error(`an import stays ${from}`)
}

/** Hands the bank's answer in, or finds it where it was handed in before a kill, and has it booked. */
const answerRun = async (work: Work, lead: Call, run: Run): Promise<void> => {
  const fileName = `${run.number}.csv`
  const known = (await lead('GET /ledger/returns', { query: { limit: 50 } })).items.find(
    (one) => one.fileName === fileName,
  )
  const data = Buffer.from(await bankFile(lead, run)).toString('base64')
  const handed = known ?? (await lead('POST /ledger/returns', { body: { fileName, data } }))
  work.ledger.imports.add(handed.id)
  const read = await isGoneOn(lead, handed.id, 'reading')
  if (read.state === 'previewed')
    await lead('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: handed.id } })
  const booked = await isGoneOn(lead, handed.id, 'booking')
  if (booked.state !== 'done' || booked.open > 0)
    throw new Error(`an import ended ${booked.state} with ${booked.open} open lines`)
  work.ledger.answered.add(run.id)
}

/** The office moves what is owed one step on: releases, answers for the bank, or makes another run. */
export const payOut = async (work: Work, leads: readonly [Call, Call]): Promise<unknown> => {
  const [maker, other] = work.random() < 0.5 ? leads : ([leads[1], leads[0]] as const)
  const runsIn = async (state: 'prepared' | 'released') =>
    (await maker('GET /ledger/runs', { query: { state, limit: 20 } })).items.filter(
      (run) => run.scheme === scheme && !work.ledger.answered.has(run.id),
    )
  const [prepared] = await runsIn('prepared')
  if (prepared) {
    const by = prepared.createdByMe ? other : maker
    const released = await by('POST /ledger/runs/:run/release', {
      params: { run: prepared.id },
      body: { version: prepared.version },
    })
    work.ledger.released.add(`${released.id} ${released.checksum}`)
    return
  }
  const waiting = (await runsIn('released')).filter(({ unclear, number }) => unclear > 0 && number !== '')
  const mine = waiting.find(({ createdByMe }) => createdByMe)
  if (mine && work.random() < 0.8) return answerRun(work, maker, mine)
  const params = { scheme, year: year() }
  await maker('POST /ledger/budgets/:scheme/:year/allotments', { params, body: {} }).catch(nothingToPay)
  const format = work.random() < 0.5 ? 'csv-gbk' : 'xlsx'
  await sendOnce(work.attempts, maker, 'POST /ledger/runs', { body: { ...params, format } }, ({ id }) =>
    work.ledger.runs.add(id),
  ).catch(nothingToPay)
  return pause(50)
}

const nothingToPay = (error: unknown) => {
  if (!(error instanceof ProblemError) || error.code !== 'nothing-to-pay') throw error
}

/** Somebody gives the account they are paid to, and another one when the bank returned what went there. */
export const keepAccount = async (work: Work, payees: readonly Holder[]): Promise<unknown> => {
  const holder = payees[Math.floor(work.random() * payees.length)]
  if (!holder) return pause(20)
  const { account, items } = await holder.call('GET /me/payments')
  if (account && !items.some(({ state }) => state === 'returned')) return pause(5)
  return sendOnce(
    work.attempts,
    holder.call,
    'PUT /me/bank-account',
    {
      body: {
        payeeName: '故障演练',
        bankName: '星城银行老城支行',
        number: account?.maskedNumber.endsWith(card.slice(-4)) ? otherCard : card,
      },
    },
    () => undefined,
  )
}
