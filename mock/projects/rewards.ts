import { addDays } from '@jucai/contract/policies/days'
import { rewardScheme } from '@jucai/contract/project-vocabulary'
import { systemRandomness } from '../../server/adapters/keys'
import { calendarInForce } from '../../server/applications'
import { dayOf } from '../../server/core/clock'
import { addWorkingDays } from '../../server/core/working-days'
import { allot, createRun, giveAccount, importLines, releaseRun, setBudget } from '../../server/ledger'
import { answerReferral, refer } from '../../server/referrals'
import { sampleCard, workAt } from '../ledger/seed'
import { daysBefore, personAs, type Seed, type World } from '../world'
import { rewardAnsweredAfter, rewardBudget, rewardSentAfter, type SampleProject } from './projects'

type Tx = Parameters<Seed['seed']>[0]
type Leads = readonly [string, string]
const referrer = 'returnee'
/** The number of the card of the referrer, which no sample graduate has. */
const cardOfReferrer = 900

/** The referral that led to a project, agreed to by the person named. @returns its id */
export const referredBy = async (
  tx: Tx,
  world: World,
  { daysAgo, agreed, asked }: NonNullable<SampleProject['referral']>,
): Promise<string> => {
  const personId = await personAs(tx, world, referrer)
  const at = (days: number) => ({
    db: tx,
    now: daysBefore(world, days),
    deps: {
      vault: world.vault,
      random: systemRandomness,
      workingDaysFrom: async (db: Tx, from: Date, days: number) =>
        addWorkingDays(await calendarInForce(db), dayOf(from), days),
    },
    actor: { personId },
  })
  const { referral, code } = await refer(at(daysAgo), { kind: 'project', ...asked })
  await answerReferral(at(agreed), code, true)
  return referral.id
}

const yearOf = (world: World, daysAgo: number): number =>
  Number(dayOf(daysBefore(world, daysAgo)).slice(0, 4))

/** A budget for each year in which a reward falls due, and the account of the referrer. */
export const giveBudget = async (tx: Tx, world: World, [lead]: Leads, days: readonly number[]) => {
  const first = Math.max(...days)
  for (const year of new Set(days.map((daysAgo) => yearOf(world, daysAgo))))
    await setBudget(
      workAt(tx, world, first, lead),
      { scheme: rewardScheme, year },
      { ...rewardBudget, why: '年初安排', version: 0 },
    )
  const personId = await personAs(tx, world, referrer)
  await giveAccount(workAt(tx, world, first, personId), personId, {
    name: '示例收款人',
    bank: '星城银行老城支行（示例）',
    number: sampleCard(cardOfReferrer),
  })
}

/** What fell due that day is sent to the bank by two leads, and paid. */
export const payRewards = async (tx: Tx, world: World, [lead, other]: Leads, daysAgo: number) => {
  const of = { scheme: rewardScheme, year: yearOf(world, daysAgo) }
  const sent = daysAgo - rewardSentAfter
  const maker = workAt(tx, world, sent, lead)
  await allot(maker, of, { promisedUntil: addDays(dayOf(world.now), 365) })
  const run = await createRun(maker, { ...of, format: 'xlsx' })
  await releaseRun(workAt(tx, world, sent, other), run.id, run.version)
  await importLines(workAt(tx, world, sent - rewardAnsweredAfter, lead), `回单-${run.number}.csv`, [
    {
      row: 2,
      runNumber: run.number,
      sequence: 1,
      amountFen: run.totalFen,
      account: sampleCard(cardOfReferrer),
      result: 'paid',
      on: null,
      words: '',
    },
  ])
}
