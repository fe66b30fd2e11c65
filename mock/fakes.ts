import { openVault, type Vault } from '../server/core/encryption'
import type {
  SendOutcome,
  SmsGateway,
  SmsNotice,
  Storage,
  SubscribeMessage,
  WeChat,
} from '../server/core/ports'
import { problem } from '../server/core/problem'

/**
 * A gateway that keeps what it was asked to send, so that the sample city and the tests can read the code.
 */
export interface SampleSms extends SmsGateway {
  lastCode(phone: string): string | undefined
  /** Where the last question to somebody referred leads, from the host on. */
  lastReferralLink(phone: string): string | undefined
  /** Where the last link to a home employer leads, from the host on. */
  lastConsentLink(phone: string): string | undefined
  /** Every notice it was asked to send, in order. */
  notices: (SmsNotice & { phone: string; requestId: string })[]
  /** What it answers to the next ones. */
  outcome: SendOutcome
}
/** Makes one. */
export const sampleSms = (): SampleSms => {
  const codes = new Map<string, string>()
  const lastLink = (topic: string, phone: string) => {
    const asked = sms.notices.filter((one) => one.phone === phone && one.topic === topic)
    const path = asked.at(-1)?.values[0]
    return path === undefined ? undefined : `/${path}`
  }
  const sms: SampleSms = {
    notices: [],
    outcome: 'sent',
    sendCode: async (phone, code) => {
      codes.set(phone, code)
    },
    lastCode: (phone) => codes.get(phone),
    lastReferralLink: (phone) => lastLink('referral-request', phone),
    lastConsentLink: (phone) => lastLink('engagement-consent', phone),
    sendNotice: async (phone, notice, requestId) => {
      sms.notices.push({ phone, ...notice, requestId })
      return sms.outcome
    },
  }
  return sms
}

/** WeChat that keeps what it was asked to send. */
export interface SampleWeChat extends WeChat {
  messages: (SubscribeMessage & { openId: string })[]
  outcome: SendOutcome
}

/**
 * WeChat as the sample city knows it: code `login-<name>` is the person with openid `openid-<name>`, code
 * `phone-<number>` is that number.
 */
export const sampleWeChat = (): SampleWeChat => {
  const wechat: SampleWeChat = {
    messages: [],
    outcome: 'sent',
    templateIdOf: (topic) => `sample-${topic}`,
    sendSubscribeMessage: async (openId, message) => {
      wechat.messages.push({ openId, ...message })
      return wechat.outcome
    },
    openIdOf: async (code) => {
      if (!code.startsWith('login-')) throw problem('wechat-code-invalid')
      return `openid-${code.slice(6)}`
    },
    phoneOf: async (code) => {
      const number = /^phone-(1[3-9]\d{9})$/.exec(code)?.[1]
      if (!number) throw problem('wechat-code-invalid')
      return number
    },
  }
  return wechat
}

/** A vault over one fixed key, for tests. */
export const testVault = (): Vault => openVault(new Map([[1, Buffer.alloc(32, 7)]]))

/** Files in memory. `down` makes it answer as storage does that is away. */
export interface SampleStorage extends Storage {
  files: Map<string, Buffer>
  down: boolean
}
/** Makes one. */
export const sampleStorage = (): SampleStorage => {
  const files = new Map<string, Buffer>()
  const up = () => {
    if (storage.down) throw problem('storage-unavailable')
  }
  const storage: SampleStorage = {
    files,
    down: false,
    put: async (name, bytes) => {
      up()
      files.set(name, Buffer.from(bytes))
    },
    get: async (name) => {
      up()
      const found = files.get(name)
      if (!found) throw problem('storage-unavailable')
      return found
    },
    remove: async (name) => {
      up()
      files.delete(name)
    },
  }
  return storage
}
