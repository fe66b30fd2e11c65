import { auditEach } from '../core/audit'
import type { Db } from '../core/db'
import { pageOf } from '../core/keyset'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { askOffice, checkRecovery, decide, recoverBySms, type RecoveryDeps } from './commands'
import { cursorOfRecovery, openRows, shownRecovery } from './repository'

/** Getting an account back, by its phone or through the office. */
export const recoveryHandlers = (deps: RecoveryDeps): Handlers => {
  const work = workOf(deps)
  const by = <A extends { personId: string }>(call: { db: Db; now: Date; actor: A; sourceAddress: string }) =>
    work({ ...call, actor: { ...call.actor, sourceAddress: call.sourceAddress } })
  return {
    'POST /account-recoveries/checks': (call, { body }) => checkRecovery(by(call), body),
    'POST /account-recoveries': async (call, { body }) => {
      if (body.method === 'office')
        return {
          recovered: false,
          recovery: await askOffice(by(call), withoutMethod(body)),
        }
      await recoverBySms(by(call), body)
      return { recovered: true, recovery: null }
    },
    'GET /account-recoveries': async ({ db, now, actor }, { query }) => {
      const limit = query.limit ?? 20
      const { items, next } = pageOf(
        await openRows(db, query.after, limit),
        limit,
        cursorOfRecovery,
        (row) => row,
      )
      await auditEach(
        db,
        items.flatMap((row) =>
          [row.person_id, row.target_person_id].map((personId) => ({
            at: now,
            actorId: actor.personId,
            actorRole: 'security-admin',
            action: 'recovery.read',
            object: `recovery:${row.id}`,
            personId,
            detail: { what: '查看了账号找回申请', why: '账号找回' },
          })),
        ),
      )
      return { items: items.map((row) => shownRecovery(deps.vault, row)), next }
    },
    'PUT /account-recoveries/:recovery/decision': (call, { params, body }) =>
      decide(by(call), { recoveryId: params.recovery, approve: body.approve, reason: body.reason }),
  }
}

const withoutMethod = <T extends { method: string }>({ method: _method, ...rest }: T): Omit<T, 'method'> =>
  rest
