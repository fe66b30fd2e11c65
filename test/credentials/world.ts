import type { City } from '@jucai/contract/city'
import type { Call } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage, makeTalentCode, stepAt } from '@jucai/contract/talent-code/proof'
import type { Role } from '@jucai/contract/route'
import { v7 as uuidv7 } from 'uuid'
import { publishCity } from '../../server/city'
import type { Harness } from '../harness'
import { testKey, type TestKey } from './keys'

/** Two stations and a flat of the test city. */
export const stations = { campus: '01935d3e-8a00-7000-8000-0000000000a1', flat: '01935d3e-8a00-7000-8000-0000000000a2' }

const source = { paper: '示例办法', clause: '第一条', text: '示例', effectiveOn: '2026-01-01', sample: true }
const station = (id: string, name: string, kind: City['stations'][number]['kind']) => ({
  id, name, kind, region: '430102', regionName: '老城区', address: '示例路 1 号', hours: '9:00–17:00', phone: '0731-00000000', latitude: 28.2, longitude: 112.9,
})
const service = (id: string, name: string, tiers: string[], stationIds: string[], per: 'day' | 'month' | 'ever', scope: 'city' | 'station') => ({
  id, name, summary: name, stage: 'arriving' as const, situation: 'live-here' as const, benefit: '示例', steps: ['出示人才码'], tiers, stationIds, occasion: { per, scope }, source,
})
const city: Omit<City, 'version'> = {
  id: 'test', name: '星城市', district: '老城区', office: '人才办', officePhone: '0731-00000000', complaintPhone: '12345', sample: true, brand: { name: '聚才', slogan: '示例' },
  plan: { name: '示例计划', summary: '示例', source, pillars: [], offers: [], targets: [] },
  tiers: [
    { key: 'D', name: '青年英才', rank: 1, degrees: ['master', 'doctor'], graduatedWithinYears: null, validMonths: 36, source },
    { key: 'E', name: '高校毕业生', rank: 2, degrees: ['associate', 'bachelor'], graduatedWithinYears: null, validMonths: 12, source },
  ],
  services: [
    service('consult', '政策咨询', ['D', 'E'], [stations.campus], 'day', 'station'),
    service('gift', '到岗礼包', ['D', 'E'], [stations.campus, stations.flat], 'ever', 'city'),
    service('lounge', '专家休息室', ['D'], [stations.campus], 'month', 'city'),
    service('hostel', '人才驿站入住', ['D', 'E'], [stations.flat], 'ever', 'city'),
  ],
  stations: [station(stations.campus, '星城大学站', 'campus'), station(stations.flat, '青年公寓', 'apartment')],
}

/** A person with a client of their own. */
export interface Someone { id: string; call: Call; token: string }
/** A holder with phone key and credential. */
export interface HolderOfCode extends Someone { key: TestKey; credential: HeldCredential }

/** People of a test file, made through the API. */
export interface World {
  newcomer(): Promise<Someone>
  registered(degree?: 'bachelor' | 'master'): Promise<Someone>
  holder(degree?: 'bachelor' | 'master'): Promise<HolderOfCode>
  staff(role: Exclude<Role, 'holder'>, stationId?: string | null): Promise<Someone>
  consent(person: Someone, purpose: 'registration' | 'id-number' | 'talent-code', given?: boolean): Promise<void>
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** A resident ID number that passes its check digit (GB 11643). */
const documentNumber = (serial: number): string => {
  const body = `43010220000101${String(serial % 1000).padStart(3, '0')}`
  return body + '10X98765432'.charAt([...body].reduce((sum, digit, at) => sum + Number(digit) * (weights[at] as number), 0) % 11)
}

/** Asks for a credential bound to a key. */
export const claimCode = (person: Someone, key: TestKey, idempotencyKey?: string): Promise<HeldCredential> => person.call('PUT /me/credential', {
  body: { holderKey: toBase64url(key.publicKey), proof: toBase64url(key.sign(bindingMessage(person.id))) },
}, idempotencyKey ? { idempotencyKey } : undefined)

/** What a holder's phone shows at a moment. */
export const codeOf = ({ key, credential }: HolderOfCode, at: Date, nonce = Uint8Array.of(1, 2, 3, 4)): string => makeTalentCode(fromBase64url(credential.credential), stepAt(at), nonce, key.sign)

/** Publishes the test city and makes people in it. */
export const startWorld = async (harness: Harness): Promise<World> => {
  await publishCity(harness.db, city, 'test', harness.clock.now())
  let count = 0
  const newcomer = async (): Promise<Someone> => {
    count += 1
    const { token, me } = await harness.as()('POST /sessions', { body: { method: 'wechat', code: `login-person-${count}` } })
    return { id: me.id, token, call: harness.as(token) }
  }
  const consent: World['consent'] = async (person, purpose, given = true) => {
    const { version } = await person.call('GET /privacy-notice')
    await person.call('PUT /me/consents/:purpose', { params: { purpose }, body: { given, noticeVersion: version } })
  }
  const registered: World['registered'] = async (degree = 'bachelor') => {
    const person = await newcomer()
    for (const purpose of ['registration', 'id-number', 'talent-code'] as const) await consent(person, purpose)
    await person.call('PUT /me/profile', {
      body: {
        name: '李小明', documentType: 'resident-id', documentNumber: documentNumber(count), school: '湖南大学', degree, major: '软件工程', graduatesOn: '2025-06-30',
        homeRegion: '430102', presentRegion: '430102', aims: ['job'],
      },
    })
    return person
  }
  return {
    newcomer, consent, registered,
    holder: async (degree) => {
      const person = await registered(degree)
      const key = testKey(100 + count)
      return { ...person, key, credential: await claimCode(person, key) }
    },
    staff: async (role, stationId = null) => {
      const person = await newcomer()
      await harness.db.insertInto('staff_assignment').values({ id: uuidv7(), person_id: person.id, role, station_id: stationId, since: harness.clock.now(), ended_at: null }).execute()
      return person
    },
  }
}
