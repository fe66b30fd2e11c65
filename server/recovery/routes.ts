import { audit } from '../core/audit'
import type { Vault } from '../core/encryption'
import { pageOf } from '../core/keyset'
import type { Handlers } from '../core/route'
import { askOffice, checkRecovery, decide, recoverBySms } from './commands'
import { cursorOfRecovery, openRows, shownRecovery } from './repository'

/** Getting an account back, by its phone or through the office. */
export const recoveryHandlers = ({ vault }: { vault: Vault }): Handlers => ({
  'POST /account-recoveries/checks': ({ db, now, actor }, { body }) =>
    checkRecovery(db, vault, now, actor.personId, body),
  'POST /account-recoveries': async ({ db, now, actor }, { body }) => {
    if (body.method === 'office')
      return {
        recovered: false,
        recovery: await askOffice(db, vault, now, actor.personId, withoutMethod(body)),
      }
    await recoverBySms(db, vault, now, actor.personId, body)
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
    for (const row of items) {
      for (const personId of [row.person_id, row.target_person_id]) {
        await audit(db, {
          at: now,
          actorId: actor.personId,
          actorRole: 'security-admin',
          action: 'recovery.read',
          object: `recovery:${row.id}`,
          personId,
          detail: { what: '查看了账号找回申请', why: '账号找回' },
        })
      }
    }
    return { items: items.map((row) => shownRecovery(vault, row)), next }
  },
  'PUT /account-recoveries/:recovery/decision': ({ db, now, actor }, { params, body }) =>
    decide(db, vault, now, actor.personId, params.recovery, body.approve, body.reason),
})

const withoutMethod = <T extends { method: string }>({ method: _method, ...rest }: T): Omit<T, 'method'> =>
  rest
