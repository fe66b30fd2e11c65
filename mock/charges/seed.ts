import { chargeKindLabels } from '@jucai/contract/charge-vocabulary'
import { daysInMonth, rentFor } from '@jucai/contract/rent-rules'
import { addMonths, dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { charge, confirmReceipt, deduct, recordReceipt } from '../../server/ledger'
import { workAt } from '../ledger/seed'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { sampleBills, type SampleBill } from './bills'

/** Who owes it; and the office that takes it. */
export const after: Seed['after'] = ['people', 'ledger']

/** What a bill says of itself: a rent by the rule that leases go by, anything else as the sample has it. */
const billed = ({ kind, what, amountFen, rent }: SampleBill, today: string) => {
  if (!rent) return { why: what ?? chargeKindLabels[kind], amountFen: amountFen ?? 0 }
  const month = addMonths(`${today.slice(0, 7)}-01`, -rent.monthsBefore).slice(0, 7)
  const from = `${month}-${String(rent.fromDay ?? 1).padStart(2, '0')}`
  const { totalFen, parts } = rentFor(rent.fenPerMonth, from, `${month}-${daysInMonth(month)}`)
  return {
    why: `租金，${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月（示例）`,
    amountFen: totalFen,
    parts: parts.map(({ words, amountFen: fen }) => ({ words, amountFen: fen })),
  }
}

const chargeOne = async (tx: Db, world: World, bill: SampleBill, turn: number) => {
  const personId =
    bill.to === 'graduate' ? await personAs(tx, world, 'graduate') : await graduate(tx, world, bill.to)
  const reference = `sample:bill:${turn}`
  const id = await charge(
    { db: tx, now: daysBefore(world, bill.made) },
    {
      ...billed(bill, dayOf(world.now)),
      personId,
      reference,
      kind: bill.kind,
      dueOn: dayOf(daysBefore(world, bill.due)),
    },
  )
  return { id, reference }
}

const take = async (tx: Db, world: World, bill: SampleBill, { id, turn }: { id: string; turn: number }) => {
  const { ago = 0, way = 'desk' } = bill.paid ?? {}
  const work = (personId: string) => workAt(tx, world, ago, personId)
  const recorded = await recordReceipt(work(await personAs(tx, world, 'lead')), id, {
    way,
    number: `示例-${way === 'desk' ? 'SJ' : 'ZZ'}-${String(turn).padStart(4, '0')}`,
    on: dayOf(daysBefore(world, ago)),
  })
  const receipt = recorded.receipts.at(-1)?.id as string
  if (bill.paid) await confirmReceipt(work(await personAs(tx, world, 'second-lead')), receipt)
}

/** Bills of sample tenants in each state, by the commands of the room. */
export const seed: Seed['seed'] = async (tx, world) => {
  const inOrder = [...sampleBills].sort((a, b) => b.made - a.made)
  for (const [turn, bill] of inOrder.entries()) {
    const { id, reference } = await chargeOne(tx, world, bill, turn)
    if (bill.paid || bill.recorded) await take(tx, world, bill, { id, turn })
    if (bill.kept) await deduct({ db: tx, now: daysBefore(world, 1) }, { reference, ...bill.kept })
  }
}
