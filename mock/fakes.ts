import { openVault, type Vault } from '../server/core/encryption'
import type { SmsGateway, WeChat } from '../server/core/ports'
import { problem } from '../server/core/problem'

/** A gateway that keeps what it was asked to send, so that the sample city and the tests can read the code. */
export interface SampleSms extends SmsGateway { lastCode(phone: string): string | undefined; lastReferralLink(phone: string): string | undefined }
/** Makes one. */
export const sampleSms = (): SampleSms => {
  const codes = new Map<string, string>()
  const links = new Map<string, string>()
  return {
    sendCode: async (phone, code) => { codes.set(phone, code) }, lastCode: (phone) => codes.get(phone),
    sendReferralRequest: async (phone, link) => { links.set(phone, link) }, lastReferralLink: (phone) => links.get(phone),
  }
}

/** WeChat as the sample city knows it: code `login-<name>` is the person with openid `openid-<name>`, code `phone-<number>` is that number. */
export const sampleWeChat = (): WeChat => ({
  openIdOf: async (code) => {
    if (!code.startsWith('login-')) throw problem('wechat-code-invalid')
    return `openid-${code.slice(6)}`
  },
  phoneOf: async (code) => {
    const number = /^phone-(1[3-9]\d{9})$/.exec(code)?.[1]
    if (!number) throw problem('wechat-code-invalid')
    return number
  },
})

/** A vault over one fixed key, for tests. */
export const testVault = (): Vault => openVault(new Map([[1, Buffer.alloc(32, 7)]]))
