// One of several servers in front of one PostgreSQL, to be killed: choosing by the order of a drawn round, with its outbox
// and its chores. Its parent learns the port when it listens.
import type { AddressInfo } from 'node:net'
import { sampleSms, sampleStorage, sampleWeChat, testVault } from '../../mock/fakes'
import { samplePayments } from '../../mock/payments'
import { issuerKeyFromSeed, systemRandomness } from '../../server/adapters/keys'
import { buildApp } from '../../server/app'
import { openDatabase } from '../../server/core/db'
import { choosingSetOn } from './daytime'

const main = async () => {
  const app = await buildApp({
    db: openDatabase(process.env.DATABASE_URL as string, { max: 12 }),
    clock: () => new Date(),
    vault: testVault(),
    random: systemRandomness,
    sms: sampleSms(),
    wechat: sampleWeChat(),
    payments: samplePayments(),
    storage: sampleStorage(),
    mode: 'test',
    issuer: { name: 'jucai:xingcheng', key: issuerKeyFromSeed(new Uint8Array(32).fill(5)) },
    requestsPerMinute: 10_000_000,
    choosing: choosingSetOn(Number(process.env.CHOOSING_SET_ON_MS)),
  })
  await app.http.listen({ host: '127.0.0.1', port: 0 })
  const work = async () => {
    for (const { everyMs, run } of app.chores)
      if (everyMs === 5_000) await run(new Date()).catch(() => undefined)
    await app.worker.drain().catch(() => undefined)
  }
  let running: Promise<unknown> = Promise.resolve()
  setInterval(() => {
    running = running.then(work)
  }, 1_000).unref()
  process.send?.((app.http.server.address() as AddressInfo).port)
}

process.once('disconnect', () => process.exit(0)) // nobody is left to kill this
void main()
