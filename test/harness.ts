import { randomInt } from 'node:crypto'
import { createCall, type Call, type Transport } from '@jucai/contract/client'
import { type Registration } from '@jucai/contract/profiles'
import { purposes } from '@jucai/contract/vocabulary'
import type { StaffRole } from '@jucai/contract/vocabulary'
import { buildApp, type App, type AppDeps } from '../server/app'
import { issuerKeyFromSeed, systemRandomness } from '../server/adapters/keys'
import { outOfTransaction, type Database } from '../server/core/db'
import { sampleDocument } from '../mock/people/people'
import {
  sampleSms,
  sampleStorage,
  sampleWeChat,
  testVault,
  type SampleSms,
  type SampleStorage,
  type SampleWeChat,
} from '../mock/fakes'
import { samplePayments, type SamplePayments } from '../mock/payments'
import type { Kysely } from 'kysely'
import { publishSampleCity } from '../mock/seed'
import { sampleSignatures, type SampleSignatures } from '../mock/signatures'
import { openSession } from '../server/accounts/sessions'
import { currentNotice } from '../server/profiles'
import { assign } from '../server/staff'
import { openTestDatabase } from './databases'
import { startOfTests } from './start'

/** A clock that tests set. */
export interface TestClock {
  now(): Date
  set(moment: string | Date): void
  advance(seconds: number): void
}

/** Somebody signed in. */
export interface Visitor {
  personId: string
  token: string
  call: Call
  phone: string
}

/** The real application on a database of its own. */
export interface Harness {
  app: App
  db: Kysely<Database>
  clock: TestClock
  sms: SampleSms
  wechat: SampleWeChat
  signatures: SampleSignatures
  payments: SamplePayments
  /** Where files lie, unless the test brought another. */
  storage: SampleStorage
  transport: Transport
  /** A client with this session token; none: signed out. */
  as(token?: string | null): Call
  /**
   * Signs in by SMS, each number on a device of its own; a new person unless the number is known. The number
   * must not have asked for a code in the last minute.
   */
  signIn(phone?: string): Promise<Visitor>
  /** A new person with consent to every purpose, registered as a bachelor of 2026 unless told otherwise. */
  registerPerson(overrides?: Partial<Registration>): Promise<Visitor & { registration: Registration }>
  /** A new registered person with a staff role; a clerk at `stationId`. */
  staff(role: StaffRole, stationId?: string | null): Promise<Visitor & { registration: Registration }>
  /** A new registered person with a staff role, signed in at the console. */
  office(role: StaffRole): Promise<Visitor & { registration: Registration }>
  close(): Promise<void>
}

const testClock = (start: Date): TestClock => {
  let at = start
  return {
    now: () => at,
    set: (moment) => {
      at = new Date(moment)
    },
    advance: (seconds) => {
      at = new Date(at.getTime() + seconds * 1000)
    },
  }
}

/** Sends a client's requests into the application without a network, each from another address. */
export const injectTransport =
  (app: App): Transport =>
  async ({ method, path, body, headers }) => {
    // A request is sent when it is waited for, so it is waited for inside.
    const reply = await outOfTransaction(
      async () =>
        await app.http.inject({
          method,
          url: `/api${path}`,
          headers,
          remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        }),
    )
    return { status: reply.statusCode, body: reply.body === '' ? null : (JSON.parse(reply.body) as unknown) }
  }

let people = randomInt(1000)
/** A registration that passes, of a document nobody else in the file has. */
export const registrationOf = (overrides: Partial<Registration> = {}): Registration => {
  const turn = ++people
  return {
    name: '林小满',
    documentType: 'resident-id',
    documentNumber: sampleDocument(
      '430102',
      `2004-01-${String(1 + (Math.floor(turn / 1000) % 28)).padStart(2, '0')}`,
      turn % 1000,
    ),
    school: '湖南大学',
    degree: 'bachelor',
    major: '软件工程',
    graduatesOn: '2026-06-30',
    homeRegion: '430121',
    presentRegion: '430104',
    aims: ['job', 'housing'],
    ...overrides,
  }
}

/** What the device of a number sends of itself. */
export const deviceOf = (phone: string): string => `device-of-${phone}`

const helpers = (
  parts: Pick<Harness, 'app' | 'db' | 'clock' | 'sms' | 'as'>,
): Pick<Harness, 'signIn' | 'registerPerson' | 'staff' | 'office'> => {
  const { as } = parts
  const signIn: Harness['signIn'] = async (
    phone = `137${String(randomInt(100_000_000)).padStart(8, '0')}`,
  ) => {
    await as()('POST /sms-codes', { body: { phone, purpose: 'sign-in' } })
    const { token, me } = await as()('POST /sessions', {
      body: { method: 'sms', phone, code: parts.sms.lastCode(phone) as string, deviceId: deviceOf(phone) },
    })
    return { personId: me.id, token, call: as(token), phone }
  }
  const registerPerson: Harness['registerPerson'] = async (overrides) => {
    const visitor = await signIn()
    for (const purpose of purposes)
      await visitor.call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: currentNotice.version },
      })
    const registration = registrationOf(overrides)
    await visitor.call('PUT /me/profile', { body: registration })
    return { ...visitor, registration }
  }
  const staff: Harness['staff'] = async (role, stationId = null) => {
    const visitor = await registerPerson()
    await assign(parts.db, parts.clock.now(), visitor.personId, role, stationId)
    return visitor
  }
  const office: Harness['office'] = async (role) => {
    const visitor = await staff(role)
    const { token } = await openSession(
      { db: parts.db, now: parts.clock.now(), deps: { random: systemRandomness } },
      { personId: visitor.personId, device: '电脑端', office: true },
    )
    return { ...visitor, token, call: as(token) }
  }
  return { signIn, registerPerson, staff, office }
}

/**
 * Builds the application for a test file, with the sample city published and nobody in it: `beforeAll(async
 * () => { harness = await startHarness() })`, `afterAll(() => harness.close())`.
 */
export const startHarness = async (overrides: Partial<AppDeps> = {}): Promise<Harness> => {
  const { db, close } = await openTestDatabase()
  const set = testClock(startOfTests)
  const clock = overrides.clock ? { ...set, now: overrides.clock } : set
  await publishSampleCity(db, clock.now())
  const sms = sampleSms()
  const storage = sampleStorage()
  const wechat = sampleWeChat()
  const signatures = sampleSignatures({ sms, random: systemRandomness, clock: clock.now })
  const payments = samplePayments()
  const app = await buildApp({
    db,
    clock: clock.now,
    boundary: () => Promise.resolve(clock.now()),
    vault: testVault(),
    random: systemRandomness,
    sms,
    wechat,
    signatures,
    payments,
    storage,
    mode: 'test',
    issuer: { name: 'jucai:xingcheng', key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) },
    requestsPerMinute: 100_000,
    ...overrides,
  })
  const transport = injectTransport(app)
  const as = (token: string | null = null) => createCall(transport, () => token)
  return {
    app,
    db,
    clock,
    sms,
    wechat,
    signatures,
    payments,
    storage,
    transport,
    as,
    ...helpers({ app, db, clock, sms, as }),
    close: async () => {
      await app.close()
      await close()
    },
  }
}
