// One of two servers in front of one PostgreSQL, to be killed: fairs, with outbox and chores, on a clock that runs fast.
// Its parent learns the port when it listens.
import type { AddressInfo } from 'node:net'
import { sampleSms, sampleStorage, sampleWeChat, testVault } from '../../mock/fakes'
import { samplePayments } from '../../mock/payments'
import { issuerKeyFromSeed, systemRandomness } from '../../server/adapters/keys'
import { buildApp, fairDeps } from '../../server/app'
import { openDatabase } from '../../server/core/db'
import { passDue, windUpFairs } from '../../server/fairs/chores'
import { fastAt, fastBoundary, type FastClock } from './fairs-clock'

const main = async () => {
  const fast = JSON.parse(process.env.FAIRS_CLOCK as string) as FastClock
  const db = openDatabase(process.env.DATABASE_URL as string, { max: 12 })
  const clock = () => fastAt(fast, Date.now())
  const boundary = fastBoundary(fast)
  const app = await buildApp({
    db,
    clock,
    boundary,
    vault: testVault(),
    random: systemRandomness,
    sms: sampleSms(),
    wechat: sampleWeChat(),
    payments: samplePayments(),
    storage: sampleStorage(),
    mode: 'test',
    issuer: { name: 'jucai:xingcheng', key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) },
    requestsPerMinute: 10_000_000,
  })
  const nobody = () => Promise.reject(new Error('nobody scans'))
  const room = { ...fairDeps({ vault: testVault(), boundary }, nobody), db }
  await app.http.listen({ host: '127.0.0.1', port: 0 })
  const work = async () => {
    await passDue(room, clock()).catch(() => undefined)
    await windUpFairs(room, clock()).catch(() => undefined)
    await app.worker.drain().catch(() => undefined)
  }
  let running: Promise<unknown> = Promise.resolve()
  setInterval(() => {
    running = running.then(work)
  }, 500).unref()
  process.send?.((app.http.server.address() as AddressInfo).port)
}

process.once('disconnect', () => process.exit(0)) // nobody is left to kill this
void main()
