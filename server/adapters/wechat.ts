import type { Clock } from '../core/clock'
import type { SendOutcome, SubscribeMessage, WeChat } from '../core/ports'
import { problem } from '../core/problem'

/**
 * The mini-program's account at WeChat. `baseUrl` is for tests and for gateways inside a government
 * network.
 */
export interface WeChatSettings {
  appId: string
  secret: string
  templates?: WeChatTemplates
  baseUrl?: string
  timeoutMs?: number
}

/** A subscribe template: its id, and the names of its fields for matter (thing), state (phrase) and time. */
export interface WeChatTemplate {
  id: string
  fields: readonly [matter: string, state: string, time: string]
}
/** Templates by topic; a topic without one is not sent by WeChat. */
export type WeChatTemplates = Readonly<Partial<Record<string, WeChatTemplate>>>

interface Reply {
  errcode?: number
  openid?: string
  access_token?: string
  expires_in?: number
  phone_info?: { purePhoneNumber?: string; countryCode?: string }
}

const tokenFaults = new Set([40001, 40014, 42001])
/** Busy, too often, or a token that ended: nothing was sent. */
const laterCodes = new Set([-1, 45009, 45011, ...tokenFaults])
const cut = (text: string, length: number): string => [...text].slice(0, length).join('')
const earlyMs = 5 * 60_000

const refusal = (errcode: number) => {
  switch (errcode) {
    case 40029:
    case 40163:
      return problem('wechat-code-invalid')
    case 40226:
      return problem('wechat-code-invalid', { detail: '微信提示这个账号有风险，请改用手机号登录' })
    case 45011:
      return problem('too-many-requests')
    default:
      return problem('wechat-unavailable')
  }
}

/**
 * WeChat's server interface over plain `fetch`. Secrets and codes stand in requests only, never in errors.
 * @param failed is told WeChat's error code, or `network`, for the operator's log
 */
export const weChat = (
  settings: WeChatSettings,
  clock: Clock = () => new Date(),
  failed: (code: string) => void = () => undefined,
): WeChat => {
  const { appId, secret, baseUrl = 'https://api.weixin.qq.com', timeoutMs = 5000 } = settings

  const ask = async (path: string, query: Record<string, string>, body?: object): Promise<Reply> => {
    try {
      const reply = await fetch(`${baseUrl}${path}?${new URLSearchParams(query)}`, {
        method: body ? 'POST' : 'GET',
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      })
      if (!reply.ok) throw new Error(String(reply.status))
      return (await reply.json()) as Reply
    } catch {
      failed('network')
      throw problem('wechat-unavailable')
    }
  }
  const refuse = (reply: Reply): never => {
    failed(String(reply.errcode ?? 'no-answer'))
    throw refusal(reply.errcode ?? -1)
  }

  let held: { token: Promise<string>; until: number } | null = null
  /** `stable_token`: one request however many wait for it, asked again 5 minutes before it ends. */
  const accessToken = (force = false): Promise<string> => {
    if (held && !force && clock().getTime() < held.until) return held.token
    const mine = { until: Infinity, token: Promise.resolve('') }
    mine.token = ask(
      '/cgi-bin/stable_token',
      {},
      { grant_type: 'client_credential', appid: appId, secret, force_refresh: force },
    ).then((reply) => {
      if (!reply.access_token) return refuse(reply)
      mine.until = clock().getTime() + (reply.expires_in ?? 0) * 1000 - earlyMs
      return reply.access_token
    })
    held = mine
    mine.token.catch(() => {
      if (held === mine) held = null
    })
    return mine.token
  }

  const withToken = async (path: string, body: object): Promise<Reply> => {
    const reply = await ask(path, { access_token: await accessToken() }, body)
    return tokenFaults.has(reply.errcode ?? 0)
      ? ask(path, { access_token: await accessToken(true) }, body)
      : reply
  }

  // WeChat refuses a whole message for one field too long (47003).
  const fieldsOf = ({ fields }: WeChatTemplate, { values: [matter, state, time] }: SubscribeMessage) => ({
    [fields[0]]: { value: cut(matter, 20) },
    [fields[1]]: { value: cut(state, 5) },
    [fields[2]]: { value: time },
  })

  const sendSubscribeMessage = async (openId: string, message: SubscribeMessage): Promise<SendOutcome> => {
    const template = settings.templates?.[message.topic]
    if (!template) {
      failed('no-template')
      return 'refused'
    }
    try {
      await accessToken()
    } catch {
      return 'unsent'
    }
    try {
      const { errcode } = await withToken('/cgi-bin/message/subscribe/send', {
        touser: openId,
        template_id: template.id,
        page: message.page,
        miniprogram_state: 'formal',
        lang: 'zh_CN',
        data: fieldsOf(template, message),
      })
      if (errcode === 0) return 'sent'
      failed(String(errcode ?? 'no-answer'))
      return errcode === undefined ? 'uncertain' : laterCodes.has(errcode) ? 'unsent' : 'refused'
    } catch {
      return 'uncertain'
    }
  }

  return {
    templateIdOf: (topic) => settings.templates?.[topic]?.id ?? null,
    sendSubscribeMessage,
    openIdOf: async (loginCode) => {
      const reply = await ask('/sns/jscode2session', {
        appid: appId,
        secret,
        js_code: loginCode,
        grant_type: 'authorization_code',
      })
      return reply.openid ?? refuse(reply)
    },
    phoneOf: async (phoneCode) => {
      const reply = await withToken('/wxa/business/getuserphonenumber', { code: phoneCode })
      const { purePhoneNumber: number, countryCode } = reply.phone_info ?? {}
      if (number === undefined) return refuse(reply)
      if (countryCode !== '86' || !/^1[3-9]\d{9}$/.test(number))
        throw problem('wechat-code-invalid', { detail: '目前只支持中国大陆手机号' })
      return number
    },
  }
}
