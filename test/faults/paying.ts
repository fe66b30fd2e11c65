import { ProblemError, type Call } from '@jucai/contract/client'
import type { BankReturn } from '@jucai/contract/bank-returns'
import type { Budget, Order, Run } from '@jucai/contract/ledger'
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

const budgetOf = async (lead: Call): Promise<Budget | undefined> =>
  (await lead('GET /ledger/budgets', { query: { year: year(), limit: 50 } })).items.find(
    (one) => one.scheme === scheme,
  )

/** A budget that reaches for every round; made once, then left. */
export const openBudget = async (lead: Call): Promise<void> => {
  const amountFen = 100_000_000_000
  const known = await budgetOf(lead)
  if (known?.budgetFen === amountFen) return
  await lead('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme, year: year() },
    body: { title: '生活补贴（示例）', amountFen, why: '故障演练', version: known?.version ?? 0 },
  })
}

/** The bank has no account behind the first card of every other order; the second card is good. */
const isRefused = ({ sequence, maskedNumber }: Order) =>
  sequence % 2 === 1 && maskedNumber.endsWith(card.slice(-4))

/** What the bank answers to a run, in the same words each time it is asked. */
const bankFile = async (lead: Call, run: Run): Promise<string> => {
  const lines: Parameters<typeof answerText>[0][number][] = []
  for (let after: string | undefined; ;) {
    const page = await lead('GET /ledger/runs/:run/orders', {
      params: { run: run.id },
      query: { limit: 50, ...(after === undefined ? {} : { after }) },
    })
    for (const order of page.items)
      lines.push({
        number: run.number,
        sequence: order.sequence,
        yuan: (order.amountFen / 100).toFixed(2),
        account: order.maskedNumber.replace(/\s/g, ''),
        ...(isRefused(order) ? { result: '退回', words: '账号与户名不符' } : {}),
      })
    if (page.next === null) return answerText(lines)
    after = page.next
  }
}

const isGoneOn = async (lead: Call, bankReturn: string, from: BankReturn['state']): Promise<BankReturn> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const now = await lead('GET /ledger/returns/:bankReturn', { params: { bankReturn } })
    if (now.state !== from) return now
    await pause(100)
  }
  throw new Error(`an import stays ${from}`)
}

/** Hands the bank's answer in, or finds it where it was handed in before a kill, and has it booked. */
const answerRun = async ({ ledger }: Work, lead: Call, run: Run): Promise<void> => {
  const fileName = `${run.number}.csv`
  const known = (await lead('GET /ledger/returns', { query: { limit: 50 } })).items.find(
    (one) => one.fileName === fileName && one.state !== 'refused',
  )
  const data = Buffer.from(await bankFile(lead, run)).toString('base64')
  const handed = known ?? (await lead('POST /ledger/returns', { body: { fileName, data } }))
  ledger.imports.add(handed.id)
  const read = await isGoneOn(lead, handed.id, 'reading')
  if (read.state === 'previewed')
    await lead('POST /ledger/returns/:bankReturn/commit', { params: { bankReturn: handed.id } })
  const booked = await isGoneOn(lead, handed.id, 'booking')
  if (booked.state !== 'done' || booked.open > 0)
    throw new Error(`an import ended ${booked.state} with ${booked.open} open lines`)
  ledger.answered.add(run.id)
}

/** Releases a run, or takes it back when corrections have left nothing in it. */
const releaseRun = async ({ ledger }: Work, lead: Call, run: Run): Promise<void> => {
  const { id, checksum } = await lead('POST /ledger/runs/:run/release', {
    params: { run: run.id },
    body: { version: run.version },
  }).catch(async (error: unknown) => {
    nothingToPay(error)
    return lead('POST /ledger/runs/:run/withdrawal', {
      params: { run: run.id },
      body: { version: run.version, why: '款项都已移出（故障演练）' },
    })
  })
  if (checksum) ledger.released.add(`${id} ${checksum}`)
}

/** Puts what was approved into the plan, and what is planned into a run. */
const makeRun = async ({ attempts, ledger, random }: Work, lead: Call): Promise<unknown> => {
  const budget = await budgetOf(lead)
  const params = { scheme, year: year() }
  if (budget && budget.approvedFen > 0)
    await sendOnce(
      attempts,
      lead,
      'POST /ledger/budgets/:scheme/:year/allotments',
      { params, body: { promisedUntil: `${year() + 1}-12-31` } }, // what falls due later too
      () => undefined,
    ).catch(nothingToPay)
  else if (!budget || budget.budgetedFen === 0) return pause(200)
  const format = random() < 0.5 ? 'csv-gbk' : 'xlsx'
  await sendOnce(attempts, lead, 'POST /ledger/runs', { body: { ...params, format } }, ({ id }) =>
    ledger.runs.add(id),
  ).catch(nothingToPay)
  return pause(200)
}

/** The office moves what is owed one step on, what has come furthest first; each run is in one hand. */
export const payOut = async (work: Work, leads: readonly [Call, Call]): Promise<unknown> => {
  const [maker, other] = work.random() < 0.5 ? leads : ([leads[1], leads[0]] as const)
  const runsIn = async (state: 'prepared' | 'released') =>
    (await maker('GET /ledger/runs', { query: { state, limit: 50 } })).items.find(
      (run) => run.scheme === scheme && !work.inHand.has(run.id),
    )
  const inHand = async (run: Run, act: () => Promise<void>) => {
    work.inHand.add(run.id)
    await act().finally(() => work.inHand.delete(run.id))
  }
  const sent = await runsIn('released')
  if (sent) return inHand(sent, () => answerRun(work, maker, sent))
  const prepared = await runsIn('prepared')
  if (prepared)
    return inHand(prepared, () => releaseRun(work, prepared.createdByMe ? other : maker, prepared))
  return makeRun(work, maker)
}

const nothingToPay = (error: unknown): void => {
  if (!(error instanceof ProblemError) || error.code !== 'nothing-to-pay') throw error
}

/** Somebody gives the account they are paid to, and another one when the bank returned what went there. */
export const keepAccount = async (work: Work, payees: Holder[]): Promise<unknown> => {
  const holder = payees.shift()
  if (!holder) return pause(20)
  payees.push(holder)
  const { account, items } = await holder.call('GET /me/payments')
  if (account && items.length > 0 && items.every(({ state }) => state === 'paid'))
    return void payees.splice(payees.indexOf(holder), 1)
  if (account && !items.some(({ state }) => state === 'returned')) return pause(100)
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
    ({ version }) => work.ledger.accounts.add(`${holder.id} ${version}`),
  )
}

const payAllWithinMs = 240_000
const isOwed = async ({ call }: Holder): Promise<boolean> =>
  (await call('GET /me/payments')).items.some(({ state }) => !['paid', 'cancelled'].includes(state))

/**
 * After the last kill: whatever kills left half done goes on, until everybody whose subsidy was approved is paid.
 * @returns who is not, a sentence each
 */
export const payAll = async (work: Work, leads: readonly [Call, Call]): Promise<string[]> => {
  const until = performance.now() + payAllWithinMs
  work.inHand.clear()
  for (;;) {
    const owed: Holder[] = []
    for (const holder of work.applying.payees) if (await isOwed(holder)) owed.push(holder)
    if (owed.length === 0) return []
    if (performance.now() > until) return owed.map(({ id }) => `${id} is not paid`)
    for (let turn = owed.length; turn > 0; turn -= 1) await keepAccount(work, owed)
    await payOut(work, leads).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.code !== 'stale-version') throw error
    })
  }
}

const moves = ['owe', 'allot', 'submit', 'pay', 'return', 'correct'].map((act) => `bookings ${act}`)
/**
 * Which steps of money no payment has taken since: a run that kills nothing on its way proves nothing of it.
 * @param before what had been counted when the run began
 */
export const stepsNotTaken = (
  counted: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): string[] =>
  [...moves, 'runs answered', 'imports done']
    .filter((what) => (counted[what] ?? 0) <= (before[what] ?? 0))
    .map((what) => `none: ${what}`)
