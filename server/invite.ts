import { peopleWithRole } from './accounts'
import { systemRandomness } from './adapters/keys'
import { createSchema } from './core/migrate'
import { readEnvironment } from './env'
import { explainAndExit, openStore } from './serve'
import { invite } from './staff'

/**
 * Makes the first system administrator's invitation on a new database: `npx tsx server/invite.ts`. The code
 * is printed once; whoever accepts it in the app invites everybody else there. Refused while there is a
 * system administrator.
 */
const main = async () => {
  const store = await openStore(readEnvironment(), createSchema)
  try {
    const admins = await peopleWithRole(store.db, 'system-admin')
    if (admins.length > 0) {
      process.stdout.write('已有系统管理员，请由系统管理员在“我的 → 团队与安全”里邀请。\n')
      return
    }
    const { code, invitation } = await store.db.transaction().execute((tx) =>
      invite(
        {
          db: tx,
          now: new Date(),
          deps: { random: systemRandomness, vault: null },
          actor: { personId: null, role: 'system' },
        },
        { role: 'system-admin', stationId: null, note: '第一位系统管理员' },
      ),
    )
    process.stdout.write(
      `\n系统管理员邀请码：${code}\n有效期到 ${invitation.expiresAt}，只显示这一次。登录后在“我的 → 加入工作站”输入。\n`,
    )
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
