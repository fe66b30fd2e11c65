import type { City, Service } from '@jucai/contract/city'
import type { Call } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage, makeTalentCode, stepAt } from '@jucai/contract/talent-code/proof'
import type { StaffRole } from '@jucai/contract/vocabulary'
import { publishCity } from '../../server/city'
import { currentNotice } from '../../server/profiles'
import type { Harness, Visitor } from '../harness'
import { testKey, type TestKey } from './keys'

/** Two stations and a flat of the test city. */
export const stations = {
  campus: '01935d3e-8a00-7000-8000-0000000000a1',
  flat: '01935d3e-8a00-7000-8000-0000000000a2',
}

const source = { paper: '示例办法', clause: '第一条', text: '示例', effectiveOn: '2026-01-01', sample: true }
const station = (id: string, name: string, kind: City['stations'][number]['kind']) => ({
  id,
  name,
  kind,
  region: '430102',
  regionName: '老城区',
  address: '示例路 1 号',
  hours: '9:00–17:00',
  phone: '0731-00000000',
  latitude: 28.2,
  longitude: 112.9,
})
const service = (
  id: string,
  name: string,
  tiers: string[],
  stationIds: string[],
  occasion: Service['occasion'],
) => ({
  id,
  name,
  summary: name,
  stage: 'arriving' as const,
  situation: 'live-here' as const,
  benefit: '示例',
  steps: ['出示人才码'],
  tiers,
  stationIds,
  occasion,
  source,
})
const city: Omit<City, 'version'> = {
  id: 'test',
  name: '星城市',
  district: '老城区',
  office: '人才办',
  officePhone: '0731-00000000',
  complaintPhone: '12345',
  sample: true,
  brand: { name: '聚才', slogan: '示例' },
  plan: { name: '示例计划', summary: '示例', source, pillars: [], offers: [], targets: [] },
  tiers: [
    {
      key: 'D',
      name: '青年英才',
      rank: 1,
      degrees: ['master', 'doctor'],
      graduatedWithinYears: null,
      validMonths: 36,
      source,
    },
    {
      key: 'E',
      name: '高校毕业生',
      rank: 2,
      degrees: ['associate', 'bachelor'],
      graduatedWithinYears: null,
      validMonths: 12,
      source,
    },
  ],
  services: [
    service('consult', '政策咨询', ['D', 'E'], [stations.campus], { per: 'day', scope: 'station' }),
    service('gift', '到岗礼包', ['D', 'E'], [stations.campus, stations.flat], { per: 'ever', scope: 'city' }),
    service('lounge', '专家休息室', ['D'], [stations.campus], { per: 'month', scope: 'city' }),
    service('hostel', '人才驿站入住', ['D', 'E'], [stations.flat], { per: 'ever', scope: 'city' }),
    {
      ...service('keys', '公寓钥匙', ['D', 'E'], [stations.flat], { per: 'ever', scope: 'city' }),
      challenge: true,
    },
  ],
  stations: [
    station(stations.campus, '星城大学站', 'campus'),
    station(stations.flat, '青年公寓', 'apartment'),
  ],
}

/** A person with a client of their own. */
export interface Someone {
  id: string
  call: Call
  token: string
}
/** A holder with phone key and credential. */
export interface HolderOfCode extends Someone {
  key: TestKey
  credential: HeldCredential
}

/** People of a test file, made through the API. */
export interface World {
  newcomer(): Promise<Someone>
  registered(degree?: 'bachelor' | 'master'): Promise<Someone>
  holder(degree?: 'bachelor' | 'master'): Promise<HolderOfCode>
  staff(role: StaffRole, stationId?: string | null): Promise<Someone>
  consent(
    person: Someone,
    purpose: 'registration' | 'id-number' | 'talent-code',
    given?: boolean,
  ): Promise<void>
}

/** Asks for a credential bound to a key. */
export const claimCode = async (person: Someone, key: TestKey): Promise<HeldCredential> => {
  const { challenge } = await person.call('POST /me/credential-challenges')
  return claimBy(person, key, challenge)
}

/** The same, in answer to a challenge that was asked for before. */
export const claimBy = (
  person: Someone,
  key: TestKey,
  challenge: string,
  idempotencyKey?: string,
): Promise<HeldCredential> =>
  person.call(
    'PUT /me/credential',
    {
      body: {
        holderKey: toBase64url(key.publicKey),
        challenge,
        proof: toBase64url(key.sign(bindingMessage(person.id, challenge))),
      },
    },
    idempotencyKey ? { idempotencyKey } : undefined,
  )

/** What a holder's phone shows at a moment. */
export const codeOf = (
  { key, credential }: HolderOfCode,
  at: Date,
  nonce: Uint8Array = nextNonce(),
): string => makeTalentCode(fromBase64url(credential.credential), stepAt(at), nonce, key.sign)
let turn = 0
const nextNonce = () => {
  turn += 1
  return Uint8Array.of(1, 2, turn >> 8, turn & 255)
}

/** Publishes the test city and makes people in it. */
export const startWorld = async (harness: Harness): Promise<World> => {
  await publishCity(harness.db, city, 'test', harness.clock.now())
  let count = 0
  const someone = ({ personId, call, token }: Visitor): Someone => ({ id: personId, call, token })
  const registered: World['registered'] = async (degree = 'bachelor') =>
    someone(await harness.registerPerson({ name: '李小明', degree }))
  return {
    registered,
    newcomer: async () => someone(await harness.signIn()),
    staff: async (role, stationId = null) => someone(await harness.staff(role, stationId)),
    consent: async (person, purpose, given = true) => {
      await person.call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given, noticeVersion: currentNotice.version },
      })
    },
    holder: async (degree) => {
      const person = await registered(degree)
      const key = testKey(100 + ++count)
      const credential = await claimCode(person, key)
      await harness.app.worker.drain() // the journey's milestones are there before a test adds to them
      return { ...person, key, credential }
    },
  }
}
