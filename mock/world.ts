import { personOfIdentity, type SignInWay } from '../server/accounts'
import type { Db } from '../server/core/db'
import type { Vault } from '../server/core/encryption'
import type { Storage } from '../server/core/ports'
import { stationOf } from './city/stations'
import type { SampleActor } from './people/people'

/** What a feature's sample is made from. */
export interface World {
  /** The moment at which the sample is loaded; what happened in it lies before. */
  now: Date
  vault: Vault
  storage: Storage
}

/** The sample of one feature: `mock/<feature>/seed.ts` exports it, and `mock/seed.ts` finds it there. */
export interface Seed {
  /** Features whose sample has to be there. */
  after: readonly string[]
  /** Puts it in by the real commands, in the one transaction of the whole sample. */
  seed(tx: Db, world: World): Promise<void>
}

/** The openid by which the sample city knows one of its people. */
export const sampleOpenId = (as: SampleActor): string => `openid-sample-${as}`
/** The mobile number of the sample graduate with this number. */
export const graduatePhone = (number: number): string => `1980000${String(number).padStart(4, '0')}`

const personBy = async (tx: Db, { vault }: World, way: SignInWay): Promise<string> => {
  const found = await personOfIdentity(tx, vault, way)
  if (!found) throw new Error(`the sample city has nobody at ${way.kind}`)
  return found
}

/** One of the named sample people, by id. */
export const personAs = (tx: Db, world: World, as: SampleActor): Promise<string> =>
  personBy(tx, world, { kind: 'wechat', subject: sampleOpenId(as) })

/** A sample graduate, by id. */
export const graduate = (tx: Db, world: World, number: number): Promise<string> =>
  personBy(tx, world, { kind: 'phone', subject: graduatePhone(number) })

/** The sample clerk who acts for a station. */
export const clerkAt = async (tx: Db, world: World, stationId: string) => ({
  personId: await personAs(tx, world, stationId === stationOf.shenzhen ? 'station-clerk' : 'clerk'),
  stationIds: [stationId],
})

/** A moment so many days before the sample is loaded. */
export const daysBefore = ({ now }: World, days: number): Date => new Date(now.getTime() - days * 86_400_000)
