import { placeEmployer } from '../../server/employers'
import { daysBefore, graduate, personAs, type Seed } from '../world'
import { sampleCreditCode, sampleEmployerId, sampleEmployers } from './employers'

/** Who registers them. */
export const after: Seed['after'] = ['people']

/** Employers of the sample city, as they stand, with their people. */
export const seed: Seed['seed'] = async (tx, world) => {
  const idOf = (who: number | 'returnee') =>
    who === 'returnee' ? personAs(tx, world, who) : graduate(tx, world, who)
  for (const one of sampleEmployers) {
    const owner = { personId: await idOf(one.owner), right: 'owner' as const, name: '示例负责人' }
    const recruiter = one.recruiter !== undefined && {
      personId: await idOf(one.recruiter),
      right: 'recruiter' as const,
      name: '示例经办人',
    }
    await placeEmployer(
      { db: tx, now: daysBefore(world, one.daysAgo), deps: { vault: world.vault } },
      {
        id: sampleEmployerId(one.number),
        creditCode: sampleCreditCode(one.kind, one.number),
        name: one.name,
        address: `星城市示例大道 ${one.number} 号`,
        field: one.field,
        chainKeys: one.chainKeys ?? [],
        size: one.size,
        state: one.state,
        ...(one.reason ? { reason: one.reason } : {}),
        contact: { name: '示例联系人', phone: `0731000000${String(one.number).padStart(2, '0')}` },
        people: recruiter ? [owner, recruiter] : [owner],
      },
    )
  }
}
