import { addDays } from '@jucai/contract/policies/days'
import { systemRandomness } from '../../server/adapters/keys'
import { dayOf } from '../../server/core/clock'
import { projectDeps } from '../../server/work-deps'
import {
  addCommitment,
  addProject,
  answerCode,
  askIntroduction,
  correctCapital,
  decideOnCapital,
  enterCapital,
  moveProject,
  tieReferral,
} from '../../server/projects'
import { sampleEmployerId } from '../employers/employers'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { rewardSentAfter, sampleProjects, type SampleProject } from './projects'
import { giveBudget, payRewards, referredBy } from './rewards'

/** Who acts, whom they introduce, whose projects they are, the chains they belong to, and what rewards are paid from. */
export const after: Seed['after'] = ['people', 'employers', 'chains', 'applications', 'ledger']

type Tx = Parameters<Seed['seed']>[0]
const document = '示例文件'

/** One project, as two leads would have entered it. */
const one = async (
  tx: Tx,
  world: World,
  [lead, second]: readonly [string, string],
  sample: SampleProject,
): Promise<void> => {
  const deps = projectDeps({ vault: world.vault, random: systemRandomness })
  const by = (daysAgo: number, personId = lead) => ({
    db: tx,
    now: daysBefore(world, daysAgo),
    deps,
    actor: { personId },
  })
  const dayAgo = (daysAgo: number) => dayOf(daysBefore(world, daysAgo))
  const { id, ...added } = await addProject(by(sample.addedDaysAgo), {
    name: sample.name,
    employer: sample.employer === undefined ? null : sampleEmployerId(sample.employer),
    employerName: sample.employerName ?? '',
    chain: sample.chain,
    link: sample.link,
  })
  let { version } = added
  const move = async (event: 'sign' | 'build' | 'produce' | 'end', daysAgo: number, note = '') => {
    const moved = await moveProject(by(daysAgo), id, { event, on: dayAgo(daysAgo), note, version })
    version = moved.version
  }
  await enterCapital(by(sample.addedDaysAgo), id, {
    kind: 'promised',
    amountFen: sample.promisedFen,
    on: dayAgo(sample.addedDaysAgo),
    document: `投资意向书（${document}）`,
  })
  if (sample.referral) {
    const referral = await referredBy(tx, world, sample.referral)
    version = (await tieReferral(by(sample.referral.tied), id, { referral, version })).version
  }
  if (sample.signed !== undefined) await move('sign', sample.signed)
  for (const { kind, people, dueInDays } of sample.commitments)
    await addCommitment(by(sample.signed ?? 0), id, {
      kind,
      people,
      due: addDays(dayOf(world.now), dueInDays),
      document: `投资协议（${document}）`,
    })
  const agree = async (entered: Awaited<ReturnType<typeof enterCapital>>, daysAgo: number) => {
    const entry = entered.capital.find(({ state }) => state === 'waiting')
    await decideOnCapital(by(daysAgo, second), id, entry?.id ?? '', { agrees: true })
    return entry?.id ?? ''
  }
  const acts: { daysAgo: number; run(): Promise<unknown> }[] = []
  const later = (daysAgo: number, run: () => Promise<unknown>) => acts.push({ daysAgo, run })
  for (const { daysAgo, fen, corrected } of sample.inPlace)
    later(daysAgo, async () => {
      const entered = await enterCapital(by(daysAgo), id, {
        kind: 'in-place',
        amountFen: fen,
        on: dayAgo(daysAgo),
        document: `银行进账单（${document}）`,
      })
      const entry = await agree(entered, daysAgo)
      if (corrected !== undefined)
        later(corrected, async () =>
          agree(
            await correctCapital(by(corrected), id, entry, {
              reason: '进账单重复登记（示例）',
              document: `银行对账单（${document}）`,
            }),
            corrected,
          ),
        )
    })
  for (const { graduate: number, kind, daysAgo } of sample.people)
    later(daysAgo, async () => {
      const { code } = await askIntroduction(by(daysAgo), id, {
        kind,
        firstDay: dayAgo(daysAgo),
        note: '示例人员',
      })
      const person = number === 'named' ? personAs(tx, world, 'graduate') : graduate(tx, world, number)
      await answerCode(by(daysAgo, await person), { code, agrees: true })
    })
  if (sample.building !== undefined) later(sample.building, () => move('build', sample.building ?? 0))
  if (sample.producing !== undefined) later(sample.producing, () => move('produce', sample.producing ?? 0))
  if (sample.referral)
    for (const due of [sample.signed, sample.producing])
      if (due !== undefined) later(due - rewardSentAfter, () => payRewards(tx, world, [lead, second], due))
  // In the order in which they happened; what a correction adds comes after what it corrects.
  while (acts.length > 0) {
    acts.sort((a, b) => b.daysAgo - a.daysAgo)
    await acts.shift()?.run()
  }
  if (sample.ended) await move('end', sample.ended.daysAgo, sample.ended.note)
}

/** Investment projects of the sample city, with who was introduced with them. */
export const seed: Seed['seed'] = async (tx, world) => {
  const leads = [await personAs(tx, world, 'lead'), await personAs(tx, world, 'second-lead')] as const
  const rewarded = sampleProjects.flatMap(({ referral, signed, producing }) =>
    referral ? [signed, producing].flatMap((daysAgo) => daysAgo ?? []) : [],
  )
  await giveBudget(tx, world, leads, rewarded)
  for (const sample of sampleProjects) await one(tx, world, leads, sample)
}
