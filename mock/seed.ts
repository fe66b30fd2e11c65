import { type Registration } from '@jucai/contract/profiles'
import { purposes } from '@jucai/contract/vocabulary'
import type { Kysely } from 'kysely'
import { personForIdentity, personOfIdentity, replaceIdentity } from '../server/accounts'
import { publishPrograms } from '../server/applications'
import { publishCity } from '../server/city'
import type { Database, Db } from '../server/core/db'
import type { Vault } from '../server/core/encryption'
import type { Storage } from '../server/core/ports'
import { openOfficeAccount } from '../server/office'
import { currentNotice, recordConsent, register } from '../server/profiles'
import { programs } from '../server/programs'
import { assign } from '../server/staff'
import { seedApplications } from './applications'
import { sampleCity } from './data/city'
import { sampleOfficeAccounts } from './data/office'
import { sampleGraduates, samplePeople, type SampleActor } from './data/people'
import { seedFollowUps, seedStations } from './seed-stations'

/** The openid by which the sample city knows one of its people. */
export const sampleOpenId = (as: SampleActor): string => `openid-sample-${as}`

const enrol = async (db: Db, vault: Vault, at: Date, personId: string, registration: Registration) => {
  for (const purpose of purposes) await recordConsent(db, at, personId, purpose, true, currentNotice.version)
  await register(db, vault, at, personId, registration)
}

const seedPeople = async (db: Db, vault: Vault, now: Date): Promise<Record<SampleActor, string>> => {
  const ids: Partial<Record<SampleActor, string>> = {}
  for (const { as, phone, registration, role, stationId } of samplePeople) {
    const { personId } = await personForIdentity(db, vault, now, 'wechat', sampleOpenId(as))
    await replaceIdentity(db, vault, now, personId, 'phone', phone)
    await enrol(db, vault, now, personId, registration)
    if (role) await assign(db, now, personId, role, stationId)
    const account = sampleOfficeAccounts.find((one) => one.as === as)
    if (account)
      await openOfficeAccount(db, { vault }, now, { ...account, personId, name: registration.name })
    ids[as] = personId
  }
  return ids as Record<SampleActor, string>
}

const seedGraduates = async (db: Db, vault: Vault, now: Date) => {
  for (const [turn, registration] of sampleGraduates.entries()) {
    const at = new Date(now.getTime() - (sampleGraduates.length - turn) * 7 * 3_600_000)
    const { personId } = await personForIdentity(
      db,
      vault,
      at,
      'phone',
      `1980000${String(turn).padStart(4, '0')}`,
    )
    await enrol(db, vault, at, personId, registration)
  }
}

/** Publishes the sample city when no city is in force. */
export const publishSampleCity = async (db: Kysely<Database>, now: Date): Promise<void> => {
  const inForce = await db.selectFrom('city_config').select('version').limit(1).executeTakeFirst()
  if (!inForce) await publishCity(db, sampleCity, '示例城市', now)
}

/** Loads 星城市 with its sample people. Done once: a second call finds them there. */
export const seedSampleCity = async (
  db: Kysely<Database>,
  { vault, storage }: { vault: Vault; storage: Storage },
  now: Date,
): Promise<void> => {
  await publishSampleCity(db, now)
  if (await personOfIdentity(db, vault, 'wechat', sampleOpenId('graduate'))) return
  await publishPrograms(db, programs, new Date(now.getTime() - 30 * 86_400_000)) // before the first sample application
  await db.transaction().execute(async (tx) => {
    await seedGraduates(tx, vault, now)
    const { 'station-clerk': stationClerk, ...people } = await seedPeople(tx, vault, now)
    await seedStations(tx, vault, now, { ...people, stationClerk })
    await seedApplications(tx, { vault, storage }, now, sampleOpenId)
    await seedFollowUps(tx, vault, now, { ...people, stationClerk })
  })
}
