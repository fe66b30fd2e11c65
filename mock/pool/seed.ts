import { regionNames } from '../../server/city'
import { dayOf } from '../../server/core/clock'
import { answerInvitation, invite, makeSearch, type PoolDeps } from '../../server/pool'
import { daysBefore, graduate, personAs, type Seed } from '../world'
import { sampleSearches, type SampleInvitation } from './searches'

/** Who is found, and who searches. */
export const after: Seed['after'] = ['people']

/** What the sample office looked for, and whom it invited. */
export const seed: Seed['seed'] = async (tx, world) => {
  const deps: PoolDeps = {
    vault: world.vault,
    regionName: await regionNames(),
    staffNames: async () => new Map(),
    posts: async () => new Map(),
  }
  const work = <Actor>(daysAgo: number, actor: Actor) => ({
    db: tx,
    now: daysBefore(world, daysAgo),
    deps,
    actor,
  })
  const personOf = (to: SampleInvitation['to']) =>
    typeof to === 'number' ? graduate(tx, world, to) : personAs(tx, world, to)
  for (const { by, daysAgo, wanted, invitations } of sampleSearches) {
    const officer = { personId: await personAs(tx, world, by), role: by }
    const search = await makeSearch(work(daysAgo, officer), wanted)
    for (const { to, sent, answered, subject, text, within } of invitations) {
      const personId = await personOf(to)
      const { id } = await invite(work(sent, officer), search.id, {
        person: personId,
        subject,
        text,
        contactName: '罗老师',
        contactPhone: '073100000000',
        answerBy: dayOf(daysBefore(world, sent - within)),
      })
      if (!answered) continue
      const reason = answered.accept ? undefined : answered.reason
      await answerInvitation(
        work(answered.daysAgo, { personId }),
        id,
        answered.accept ? { answer: 'accept', contact: 'sign-in' } : { answer: 'decline', reason },
      )
    }
  }
}
