import { calendarInForce } from '../../server/applications'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { addWorkingDays } from '../../server/core/working-days'
import { allot, createRun, giveAccount, importLines, owe, releaseRun, setBudget } from '../../server/ledger'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'
import {
  answeredAfter,
  promisedWorkingDays,
  sampleBudgets,
  samplePayments,
  type SamplePayment,
} from './payments'

/** Who is paid, and the calendar by which it is promised. */
export const after: Seed['after'] = ['people', 'applications']

/** What the room's commands are called with, so many days ago. */
export const workAt = (tx: Db, world: World, daysAgo: number, personId: string) => ({
  db: tx,
  now: daysBefore(world, daysAgo),
  deps: { db: tx, vault: world.vault, storage: world.storage, registeredName: async () => null },
  actor: { personId },
})
type SampleWork = ReturnType<typeof workAt>

/** A card number whose check digit fits, another for each. */
export const sampleCard = (turn: number): string => {
  const digits = `622202${String(turn).padStart(12, '0')}`
  const sum = [...digits].reverse().reduce((total, sign, at) => {
    const doubled = Number(sign) * (at % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const personOf = (tx: Db, world: World, to: SamplePayment['to']): Promise<string> =>
  to === 'graduate' ? personAs(tx, world, 'graduate') : graduate(tx, world, to)

const oweOne = async (work: SampleWork, personId: string, payment: SamplePayment, year: number) => {
  const calendar = await calendarInForce(work.db)
  const { scheme, instalment, amountFen } = payment
  const title = sampleBudgets.find((one) => one.scheme === scheme)?.title ?? scheme
  await giveAccount(work, personId, {
    name: '示例收款人',
    bank: '星城银行老城支行（示例）',
    number: sampleCard(payment.to === 'graduate' ? 0 : payment.to),
  })
  await owe(work, {
    scheme,
    year,
    personId,
    amountFen,
    reference: `sample:${payment.to}:${instalment}`,
    promisedOn: addWorkingDays(calendar, dayOf(work.now), promisedWorkingDays),
    why: `${title}，第 ${instalment} 期`,
  })
}

/** Puts what is approved by then into the plan, has it sent, and lets the bank answer. */
const sendOne = async (
  tx: Db,
  world: World,
  { sent, scheme, year }: { sent: number; scheme: string; year: number },
  answers: readonly SamplePayment[],
) => {
  const lead = await personAs(tx, world, 'lead')
  const other = await personAs(tx, world, 'second-lead')
  const maker = workAt(tx, world, sent, lead)
  await allot(maker, { scheme, year }, {})
  const run = await createRun(maker, { scheme, year, format: 'xlsx' })
  await releaseRun(workAt(tx, world, sent, other), run.id, run.version)
  const lines = answers.flatMap(({ answer, amountFen }, at) =>
    answer === 'not yet' || answer === undefined
      ? []
      : [
          {
            row: at + 2,
            runNumber: run.number,
            sequence: at + 1,
            amountFen,
            account: sampleCard(answers[at]?.to === 'graduate' ? 0 : Number(answers[at]?.to)),
            result: answer,
            on: null,
            words: answer === 'returned' ? '账号与户名不符' : '',
          },
        ],
  )
  if (lines.length > 0)
    await importLines(workAt(tx, world, sent - answeredAfter, lead), `回单-${run.number}.csv`, lines)
}

/** Budgets, and payments that came as far as the sample says: by the commands of the room, day by day. */
export const seed: Seed['seed'] = async (tx, world) => {
  const year = Number(dayOf(world.now).slice(0, 4))
  const lead = await personAs(tx, world, 'lead')
  for (const { scheme, title, amountFen } of sampleBudgets)
    await setBudget(
      workAt(tx, world, 80, lead),
      { scheme, year },
      { title, amountFen, why: '年初安排', version: 0 },
    )
  const days = [...new Set(samplePayments.flatMap(({ sent }) => sent ?? []))].sort((a, b) => b - a)
  const oweThose = async (which: readonly SamplePayment[]) => {
    for (const payment of [...which].sort((a, b) => b.approved - a.approved)) {
      const personId = await personOf(tx, world, payment.to)
      await oweOne(workAt(tx, world, payment.approved, personId), personId, payment, year)
    }
  }
  for (const sent of days)
    for (const { scheme } of sampleBudgets) {
      const those = samplePayments.filter((payment) => payment.sent === sent && payment.scheme === scheme)
      if (those.length === 0) continue
      await oweThose(those)
      const inOrder = [...those].sort((a, b) => b.approved - a.approved) // as a run takes them: promised first
      await sendOne(tx, world, { sent, scheme, year }, inOrder)
    }
  await oweThose(samplePayments.filter(({ sent }) => sent === undefined))
}
