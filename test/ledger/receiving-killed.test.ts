import { fork } from 'node:child_process'
import path from 'node:path'
import { sql } from 'kysely'
import type { PaidTrade } from '../../server/ledger/receive'
import { seeded } from '../faults/random'
import { startHarness, type Harness } from '../harness'
import { begin, chargeTo } from './receiving'
import { faultsIn } from './world'

/** kill -9 between a notification and its booking. A process of its own needs a database that it can reach. */
const onServer = process.env.DATABASE_URL ? describe : describe.skip

onServer('a server that is killed while it books notifications', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness()
  })
  afterAll(() => harness.close())

  const databaseUrl = async (): Promise<string> => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(harness.db)
    return Object.assign(new URL(process.env.DATABASE_URL as string), { pathname: `/${rows[0]?.name}` }).href
  }

  /** Sends notifications to a process, and kills it after so many are acknowledged; never: it ends. @returns those */
  const bookThem = (trades: readonly PaidTrade[], url: string, killAfter: number) =>
    new Promise<string[]>((resolve, reject) => {
      const acknowledged: string[] = []
      const child = fork(path.join(__dirname, 'receiving-child.ts'), {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, CHILD_DATABASE: url },
      })
      child.on('message', (said: string) => {
        if (said === 'ready') return child.send(trades)
        acknowledged.push(said)
        return acknowledged.length === killAfter && child.kill('SIGKILL')
      })
      child.once('error', reject)
      child.once('exit', (code, signal) =>
        code === 0 || signal === 'SIGKILL' ? resolve(acknowledged) : reject(new Error(`ended with ${code}`)),
      )
    })

  it('loses none that it acknowledged, and books none twice when they are told again', async () => {
    const person = await harness.registerPerson()
    const trades: PaidTrade[] = []
    for (let count = 0; count < 60; count += 1) {
      const kind = count % 2 === 0 ? 'deposit' : 'rent'
      const { id } = await chargeTo(harness, person.personId, { kind })
      const tradeNo = await begin(person, id)
      const odd = count % 7 === 0 ? { amountFen: 149_999 } : {}
      const sent = harness.payments.pay(tradeNo, { at: harness.clock.now(), ...odd })
      trades.push((await harness.payments.read(sent, harness.clock.now())) as PaidTrade)
    }
    const url = await databaseUrl()
    const random = seeded(26)
    const acknowledged = new Set<string>()
    let kills = 0
    for (let turn = 0; turn < 8; turn += 1) {
      const told = await bookThem(trades, url, 3 + Math.floor(random() * 12)) // from the first on, each time
      kills += told.length < trades.length ? 1 : 0
      for (const tradeNo of told) acknowledged.add(tradeNo)
      expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
      const { rows } = await sql<{ trade_no: string }>`
        select trade_no from ledger_receipt where state in ('paid', 'to-return')`.execute(harness.db)
      const booked = new Set(rows.map(({ trade_no }) => trade_no))
      expect([...acknowledged].filter((tradeNo) => !booked.has(tradeNo))).toEqual([])
    }
    expect(kills).toBe(8)
    expect(await bookThem(trades, url, Infinity)).toHaveLength(trades.length)
    const { rows } = await sql<{ act: string; count: number }>`
      select act, count(*)::integer as count from ledger_booking where act like 'receive%' group by act order by act`.execute(
      harness.db,
    )
    expect(rows).toEqual([
      { act: 'receive', count: 51 },
      { act: 'receive-unasked', count: 9 },
    ])
    expect(await faultsIn(harness.db, harness.clock.now())).toEqual([])
  })
})
