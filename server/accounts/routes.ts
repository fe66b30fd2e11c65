import type { Handlers } from '../core/route'
import { link, signIn, signOut, signOutEverywhere } from './commands'
import type { AccountDeps } from './deps'
import { meOf } from './me'
import { sessionsOf } from './sessions'
import { createCode, forgetCode, useCode } from './sms-codes'

const unnamedDevice = '未命名设备'

/** Signing in and out, and the ways to do so. */
export const accountHandlers = (deps: AccountDeps): Handlers => ({
  'POST /sms-codes': async ({ db, now, sourceAddress, afterCommit }, { body }) => {
    const { id, code, ...reply } = await createCode(db, deps, now, { ...body, sourceAddress })
    afterCommit(() =>
      deps.sms.sendCode(body.phone, code, id).catch(async (error: unknown) => {
        await forgetCode(deps.db, id)
        throw error
      }),
    )
    return reply
  },
  'POST /sessions': {
    ask: async ({ body }) => {
      const openId = body.method === 'wechat' ? await deps.wechat.openIdOf(body.code) : null
      return async ({ db, now }) => {
        const device = body.device ?? unnamedDevice
        if (openId !== null) return signIn(db, deps, now, { kind: 'wechat', subject: openId, device })
        const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
        await useCode(db, deps.vault, now, phone, 'sign-in', code)
        return signIn(db, deps, now, { kind: 'phone', subject: phone, device })
      }
    },
  },
  'DELETE /sessions/current': ({ db, now, actor }) => signOut(db, now, actor.personId, actor.sessionId),
  'GET /me': ({ db, now, actor }) => meOf(db, deps, actor.personId, now),
  'GET /me/sessions': async ({ db, now, actor }) => ({
    items: await sessionsOf(db, actor.personId, actor.sessionId, now),
  }),
  'DELETE /me/sessions/:session': ({ db, now, actor }, { params }) =>
    signOut(db, now, actor.personId, params.session),
  'DELETE /me/sessions': ({ db, now, actor }) => signOutEverywhere(db, now, actor.personId),
  'PUT /me/phone': {
    ask: async ({ body }) => {
      const proven = body.method === 'wechat' ? await deps.wechat.phoneOf(body.code) : null
      return async ({ db, now, actor }) => {
        if (proven !== null) return link(db, deps, now, actor.personId, 'phone', proven)
        const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
        await useCode(db, deps.vault, now, phone, 'sign-in', code)
        return link(db, deps, now, actor.personId, 'phone', phone)
      }
    },
  },
  'PUT /me/wechat': {
    ask: async ({ body }) => {
      const openId = await deps.wechat.openIdOf(body.code)
      return ({ db, now, actor }) => link(db, deps, now, actor.personId, 'wechat', openId)
    },
  },
})
