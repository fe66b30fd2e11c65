import { randomUUID } from 'node:crypto'
import { toBase64url } from '@jucai/contract/talent-code/bytes'
import { issueCredential } from '@jucai/contract/talent-code/credential'
import { makeTalentCode, stepAt } from '@jucai/contract/talent-code/proof'
import { sampleCity } from '../../mock/city/city'
import { stationOf } from '../../mock/city/stations'
import { sampleSms, sampleStorage, sampleWeChat, testVault } from '../../mock/fakes'
import { samplePayments } from '../../mock/payments'
import { personForIdentity } from '../../server/accounts'
import { openSession } from '../../server/accounts/sessions'
import { issuerKeyFromSeed, systemRandomness } from '../../server/adapters/keys'
import { buildApp, type App } from '../../server/app'
import { publishCity } from '../../server/city'
import { openDatabase } from '../../server/core/db'
import { maskName } from '../../server/core/masking'
import { migrate } from '../../server/core/migrate'
import { nameContext } from '../../server/credentials/commands'
import { assign } from '../../server/staff'
import { testKey, type TestKey } from '../credentials/keys'
import { ownDatabase } from './postgres'

const issuer = { name: 'jucai:xingcheng', key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) }
const servicesOffered = 25

/** The real application, as a server in front of this database would run it. */
export const appOn = (url: string): Promise<App> =>
  buildApp({
    db: openDatabase(url),
    clock: () => new Date(),
    vault: testVault(),
    random: systemRandomness,
    sms: sampleSms(),
    wechat: sampleWeChat(),
    payments: samplePayments(),
    storage: sampleStorage(),
    mode: 'test',
    issuer,
    requestsPerMinute: 1_000_000,
    logger: { level: 'warn' },
  })

/** A scan that nobody has recorded yet: what to send, and the rows it is about. */
export interface ScanTask {
  code: string
  serviceId: string
  scannedAt: string
  personId: string
  credentialId: string
  idempotencyKey: string
}
/** A database with a clerk, a holder with a journey, and scans to record. */
export interface HttpWorld {
  url: string
  clerk: string
  holder: string
  tasks(count: number): ScanTask[]
  close(): Promise<void>
}

interface Held {
  personId: string
  credentialId: string
  signed: Uint8Array
  key: TestKey
}

/** Makes it in a database of its own on this PostgreSQL, for `scans` scans. */
export const startHttpWorld = async (server: string, scans: number): Promise<HttpWorld> => {
  const database = await ownDatabase(server, 'scans')
  const db = openDatabase(database.url)
  await migrate(db)
  const now = new Date()
  const services = Array.from({ length: servicesOffered }, (_, turn) => ({
    ...(sampleCity.services[turn % sampleCity.services.length] as (typeof sampleCity.services)[number]),
    id: `service-${turn}`,
    tiers: sampleCity.tiers.map(({ key }) => key),
    stationIds: [stationOf.hall],
    occasion: { per: 'day', scope: 'station' } as const,
  }))
  await publishCity(db, { ...sampleCity, services }, 'bench', now)
  const tier = sampleCity.tiers.at(-1)?.key ?? ''
  const held: Held[] = await Promise.all(
    Array.from({ length: Math.ceil(scans / servicesOffered) }, async (_, turn) => {
      const [credentialId, personId, key] = [randomUUID(), randomUUID(), testKey(turn)]
      const signed = await issueCredential(
        {
          issuer: issuer.name,
          id: credentialId,
          expiresAt: Math.floor(now.getTime() / 1000) + 86_400 * 365,
          tier,
          category: 'graduate',
          statusIndex: turn,
          holderKey: key.publicKey,
        },
        issuer.key,
      )
      return { personId, credentialId, signed, key }
    }),
  )
  await db
    .insertInto('person')
    .values(held.map(({ personId }) => ({ id: personId, created_at: now, deleted_at: null })))
    .execute()
  await db
    .insertInto('credential')
    .values(
      held.map(({ personId, credentialId, signed, key }, turn) => ({
        id: credentialId,
        person_id: personId,
        status_index: turn,
        tier,
        category: 'graduate',
        holder_key: Buffer.from(key.publicKey),
        masked_name: testVault().encrypt(maskName('林小满'), nameContext(credentialId)),
        signed: Buffer.from(signed),
        issued_at: now,
        expires_at: new Date(now.getTime() + 86_400_000 * 365),
        revoked_at: null,
        revoked_because: null,
      })),
    )
    .execute()
  const work = { db, now, deps: { vault: testVault(), random: systemRandomness } }
  const { personId: clerkId } = await personForIdentity(work, { kind: 'phone', subject: '13700000001' })
  await assign(db, now, clerkId, 'clerk', stationOf.hall)
  const clerk = await openSession(work, { personId: clerkId, device: 'bench' })
  const holder = await openSession(work, { personId: held[0]?.personId ?? '', device: 'bench' })
  let next = 0
  const task = (): ScanTask => {
    const turn = next++
    const { personId, credentialId, signed, key } = held[Math.floor(turn / servicesOffered)] as Held
    const at = new Date()
    return {
      code: makeTalentCode(signed, stepAt(at), systemRandomness.bytes(4), key.sign),
      serviceId: `service-${turn % servicesOffered}`,
      scannedAt: at.toISOString(),
      personId,
      credentialId,
      idempotencyKey: toBase64url(systemRandomness.bytes(16)),
    }
  }
  return {
    url: database.url,
    clerk: clerk.token,
    holder: holder.token,
    tasks: (count) => Array.from({ length: count }, task),
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}
