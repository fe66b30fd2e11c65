import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { link, signIn, signOut, signOutEverywhere } from './commands'
import type { AccountDeps } from './deps'
import { meOf } from './me'
import { sessionsOf } from './sessions'
import { createCode, forgetCode, useCode } from './sms-codes'

const unnamedDevice = '未命名设备'

/** Signing in and out, and the ways to do so. */
export const accountHandlers = (deps: AccountDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /sms-codes': async (call, { body }) => {
      const { id, code, ...reply } = await createCode(by(call), {
        ...body,
        sourceAddress: call.sourceAddress,
      })
      call.afterCommit(() =>
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
        return async (call) => {
          const device = body.device ?? unnamedDevice
          if (openId !== null) return signIn(by(call), { kind: 'wechat', subject: openId, device })
          const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
          await useCode(by(call), { phone, purpose: 'sign-in', code })
          return signIn(by(call), { kind: 'phone', subject: phone, device })
        }
      },
    },
    'DELETE /sessions/current': (call) => signOut(by(call), call.actor.sessionId),
    'GET /me': (call) => meOf(by(call), call.actor.personId),
    'GET /me/sessions': async ({ db, now, actor }) => ({
      items: await sessionsOf(db, actor.personId, actor.sessionId, now),
    }),
    'DELETE /me/sessions/:session': (call, { params }) => signOut(by(call), params.session),
    'DELETE /me/sessions': (call) => signOutEverywhere(by(call)),
    'PUT /me/phone': {
      ask: async ({ body }) => {
        const proven = body.method === 'wechat' ? await deps.wechat.phoneOf(body.code) : null
        return async (call) => {
          if (proven !== null) return link(by(call), { kind: 'phone', subject: proven })
          const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
          await useCode(by(call), { phone, purpose: 'sign-in', code })
          return link(by(call), { kind: 'phone', subject: phone })
        }
      },
    },
    'PUT /me/wechat': {
      ask: async ({ body }) => {
        const openId = await deps.wechat.openIdOf(body.code)
        return (call) => link(by(call), { kind: 'wechat', subject: openId })
      },
    },
  }
}
