import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { link, signIn, signOut, signOutEverywhere } from './commands'
import { confirmOwner, renounce } from './confirmation'
import type { AccountDeps } from './deps'
import { meOf, unconfirmedMe } from './me'
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
          const { deviceId } = body
          if (openId !== null) return signIn(by(call), { kind: 'wechat', subject: openId, device, deviceId })
          const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
          const { sourceAddress } = call
          await useCode(by(call), { phone, purpose: 'sign-in', code, sourceAddress })
          return signIn(by(call), { kind: 'phone', subject: phone, device, deviceId })
        }
      },
    },
    'DELETE /sessions/current': (call) => signOut(by(call), call.actor.sessionId),
    'GET /me': (call) =>
      call.actor.confirmed
        ? meOf(by(call), call.actor.personId)
        : unconfirmedMe(by(call), call.actor.personId),
    'POST /me/confirmation': (call, { body }) => confirmOwner(by(call), body),
    'POST /me/renunciation': (call) => renounce(by(call)),
    'GET /me/sessions': async ({ db, now, actor }) => ({
      items: await sessionsOf(db, actor.personId, actor.sessionId, now),
    }),
    'DELETE /me/sessions/:session': (call, { params }) => signOut(by(call), params.session),
    'DELETE /me/sessions': (call) => signOutEverywhere(by(call)),
    'PUT /me/phone': {
      ask: async ({ body }) => {
        const proven = body.method === 'wechat' ? await deps.wechat.phoneOf(body.code) : null
        return async (call) => {
          const { deviceId } = body
          if (proven !== null) return link(by(call), { kind: 'phone', subject: proven, deviceId })
          const { phone, code } = body as Extract<typeof body, { method: 'sms' }>
          const { sourceAddress } = call
          await useCode(by(call), { phone, purpose: 'sign-in', code, sourceAddress })
          return link(by(call), { kind: 'phone', subject: phone, deviceId })
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
