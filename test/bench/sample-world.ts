import { randomUUID } from 'node:crypto'
import type { SignedIn } from '@jucai/contract/accounts'
import type { Purpose } from '@jucai/contract/vocabulary'
import { toBase64url } from '@jucai/contract/talent-code/bytes'
import { stationOf } from '../../mock/city/stations'
import type { SampleActor } from '../../mock/people/people'
import { testVault } from '../../mock/fakes'
import { sampleRoutes } from '../../mock/sample-routes'
import { seedSampleCity } from '../../mock/seed'
import { sampleSms } from '../../mock/fakes'
import { insertScan } from '../../server/credentials/scan-records'
import { notify } from '../../server/notifications'
import { claimCode } from '../credentials/world'
import { testKey } from '../credentials/keys'
import prepareDatabase from '../global-setup'
import { startHarness, type Harness } from '../harness'

const keyFill = 77
const pageful = 24

/** The sample city with people who have used it for a while, and a phone's storage for each of them. */
export interface SampleWorld {
  harness: Harness
  /** What the phone of a signed-in person keeps; null is a phone of nobody. */
  storageOf(as: SampleActor | null): Promise<Map<string, unknown>>
  withdrawConsent(as: SampleActor, purpose: Purpose): Promise<void>
  close(): Promise<void>
}

const signIn = async ({ app }: Harness, as: SampleActor): Promise<SignedIn> =>
  (await app.http.inject({ method: 'POST', url: '/api/sample/sign-in', payload: { as } })).json<SignedIn>()

/** Records and messages enough to fill the first page of every list. */
const fill = async ({ db }: Harness, holder: SignedIn, credentialId: string, clerkId: string) => {
  for (let turn = 0; turn < pageful; turn += 1) {
    const at = new Date(Date.now() - turn * 60_000)
    await insertScan(db, {
      id: randomUUID(),
      credential_id: credentialId,
      person_id: holder.me.id,
      service_id: 'family-desk',
      service_name: '家属随迁一站办',
      station_id: stationOf.hall,
      station_name: '人才服务大厅',
      clerk_id: clerkId,
      occasion: `turn-${turn}`,
      scanned_at: at,
      recorded_at: at,
      offline: turn % 5 === 0,
      entry: 'camera',
      challenged: false,
    })
    await notify(db, testVault(), at, {
      personId: holder.me.id,
      kind: 'service-recorded',
      title: '服务已登记',
      body: '人才服务大厅为你登记了“家属随迁一站办”。如果不是你本人，请在足迹里点“这不是我”。',
      link: '/account/timeline/index',
    })
  }
}

/** Starts it on the real server with an embedded database of its own. */
export const startSampleWorld = async (): Promise<SampleWorld> => {
  const { DATABASE_URL: aside, ...rest } = process.env
  process.env = rest // sizes are the same on every database, and this one needs no installation
  await prepareDatabase()
  const harness = await startHarness({ clock: () => new Date(), sample: sampleRoutes(sampleSms()) })
  if (aside) process.env.DATABASE_URL = aside
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, new Date())
  await harness.app.worker.drain()
  const [graduate, clerk] = [await signIn(harness, 'graduate'), await signIn(harness, 'clerk')]
  const key = testKey(keyFill)
  const { id } = await claimCode(
    { id: graduate.me.id, call: harness.as(graduate.token), token: graduate.token },
    key,
  )
  await fill(harness, graduate, id, clerk.me.id)
  await harness.app.worker.drain()
  const storageOf: SampleWorld['storageOf'] = async (as) => {
    if (!as) return new Map()
    const { token, me } = await signIn(harness, as)
    return new Map<string, unknown>([
      ['session', JSON.stringify({ state: { token, me }, version: 0 })],
      [`holder-key-${graduate.me.id}`, toBase64url(new Uint8Array(32).fill(keyFill))],
    ])
  }
  const withdrawConsent: SampleWorld['withdrawConsent'] = async (as, purpose) => {
    const call = harness.as((await signIn(harness, as)).token)
    await call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: false, noticeVersion: (await call('GET /privacy-notice')).version },
    })
  }
  return { harness, storageOf, withdrawConsent, close: () => harness.close() }
}
