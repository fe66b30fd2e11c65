import type { Registration } from '@jucai/contract/profiles'
import { purposes } from '@jucai/contract/vocabulary'
import { personForIdentity, replaceIdentity } from '../../server/accounts'
import type { Db } from '../../server/core/db'
import type { WorkBy } from '../../server/core/work'
import type { Vault } from '../../server/core/encryption'
import { currentNotice, recordConsent, register } from '../../server/profiles'
import { assign } from '../../server/staff'
import { graduatePhone, sampleOpenId, type Seed, type World } from '../world'
import { sampleGraduates, samplePeople } from './people'

const enrol = async (
  work: WorkBy<{ personId: string }, { vault: Vault }>,
  registration: Registration,
): Promise<void> => {
  for (const purpose of purposes)
    await recordConsent(work, { purpose, given: true, noticeVersion: currentNotice.version })
  await register(work, registration)
}

// Ten months, more of them lately, every school in each: 37 shares no factor with their number.
const daysAgo = (turn: number, of: number): number => 1 + 300 * (((turn * 37) % of) / of) ** 1.6

const seedGraduates = async (db: Db, { vault, now }: World) => {
  for (const [turn, registration] of sampleGraduates.entries()) {
    const at = new Date(now.getTime() - Math.round(daysAgo(turn, sampleGraduates.length) * 86_400_000))
    const work = { db, now: at, deps: { vault } }
    const { personId } = await personForIdentity(work, { kind: 'phone', subject: graduatePhone(turn) })
    await enrol({ ...work, actor: { personId } }, registration)
  }
}

const seedNamed = async (db: Db, { vault, now }: World) => {
  for (const { as, phone, registration, role, stationId } of samplePeople) {
    const work = { db, now, deps: { vault } }
    const { personId } = await personForIdentity(work, { kind: 'wechat', subject: sampleOpenId(as) })
    await replaceIdentity(work, personId, { kind: 'phone', subject: phone })
    await enrol({ ...work, actor: { personId } }, registration)
    if (role) await assign(db, now, personId, role, stationId)
  }
}

/** Comes first: everybody else's sample is about them. */
export const after: Seed['after'] = []

/** Registers the sample graduates and the named people, these with their roles. */
export const seed: Seed['seed'] = async (tx, world) => {
  await seedGraduates(tx, world)
  await seedNamed(tx, world)
}
