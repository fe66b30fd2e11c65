import { createCall, type Call, type Transport } from '@jucai/contract/client'
import { buildApp, type App, type AppDeps } from '../server/app'
import { issuerKeyFromSeed, systemRandomness } from '../server/adapters/keys'
import type { Database } from '../server/core/db'
import { sampleSms, sampleWeChat, testVault, type SampleSms } from '../mock/fakes'
import type { Kysely } from 'kysely'
import { openTestDatabase } from './databases'

/** A clock that tests set. */
export interface TestClock { now(): Date; set(moment: string | Date): void; advance(seconds: number): void }

/** The real application on a database of its own. */
export interface Harness {
  app: App
  db: Kysely<Database>
  clock: TestClock
  sms: SampleSms
  transport: Transport
  /** A client with this session token; none: signed out. */
  as(token?: string | null): Call
  close(): Promise<void>
}

const testClock = (start: string): TestClock => {
  let at = new Date(start)
  return { now: () => at, set: (moment) => { at = new Date(moment) }, advance: (seconds) => { at = new Date(at.getTime() + seconds * 1000) } }
}

/** Sends a client's requests into the application without a network. */
export const injectTransport = (app: App): Transport => async ({ method, path, body, headers }) => {
  const reply = await app.http.inject({ method, url: `/api${path}`, headers, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) })
  return { status: reply.statusCode, body: reply.body === '' ? null : JSON.parse(reply.body) as unknown }
}

/** Builds the application for a test file: `beforeAll(async () => { harness = await startHarness() })`, `afterAll(() => harness.close())`. */
export const startHarness = async (overrides: Partial<AppDeps> = {}): Promise<Harness> => {
  const { db, close } = await openTestDatabase()
  const clock = testClock('2026-11-22T02:00:00.000Z')
  const sms = sampleSms()
  const app = await buildApp({
    db, clock: clock.now, vault: testVault(), random: systemRandomness, sms, wechat: sampleWeChat(), mode: 'test',
    issuer: { name: 'jucai:xingcheng', key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) }, requestsPerMinute: 100_000, ...overrides,
  })
  const transport = injectTransport(app)
  return { app, db, clock, sms, transport, as: (token = null) => createCall(transport, () => token), close: async () => { await app.close(); await close() } }
}
