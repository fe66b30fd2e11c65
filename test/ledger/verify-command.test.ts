import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { sql } from 'kysely'
import { startHarness, type Harness } from '../harness'
import { oweTo, setBudget } from './world'

// On the embedded database no command runs beside a server.
const onServer = process.env.DATABASE_URL ? it : it.skip

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const verify = async () => {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(harness.db)
  const url = new URL(process.env.DATABASE_URL as string)
  url.pathname = `/${rows[0]?.name}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/verify-ledger.ts'],
    {
      cwd: path.join(__dirname, '../..'),
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url.href },
    },
  )
  return { status, said: stdout + stderr }
}

onServer(
  'the command says that the books hold, and what does not and where once somebody went past them',
  async () => {
    await setBudget(await harness.office('lead'), 1_000_000)
    const payment = await oweTo(harness, (await harness.registerPerson()).personId)
    expect(await verify()).toEqual({ status: 0, said: '✓ 账目相符：1 笔款，2 笔记账，4 条分录\n' })
    await sql`update ledger_payment set state = 'paid' where id = ${payment}`.execute(harness.db)
    const { status, said } = await verify()
    expect(status).toBe(1)
    expect(said).toContain(
      `✗ 不成立：每笔款的金额恰好在它的状态所说的账户里，别处为零\n  ${payment} paid approved 80000`,
    )
  },
)
