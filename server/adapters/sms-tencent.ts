import { createHash, createHmac } from 'node:crypto'
import type { Clock } from '../core/clock'
import type { SendOutcome, SmsGateway, SmsNotice } from '../core/ports'
import { extraOf, problem } from '../core/problem'

/**
 * An application at Tencent Cloud SMS. `templateId` takes the code and the minutes it is valid, in this
 * order.
 */
export interface TencentSmsSettings {
  secretId: string
  secretKey: string
  sdkAppId: string
  signName: string
  templateId: string
  /** Templates of notices by topic; what fills each, the README says. */
  noticeTemplates?: Readonly<Partial<Record<string, string>>>
  region?: string
  baseUrl?: string
  timeoutMs?: number
}

interface Reply {
  Response?: { Error?: { Code?: string }; SendStatusSet?: { Code?: string }[] }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

// No connection was made, so nothing can have been sent.
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/
const causeOf = (error: unknown): string =>
  String(((error as Error).cause as { code?: unknown } | undefined)?.code ?? '')

const contentType = 'application/json; charset=utf-8'
const signedHeaders = 'content-type;host;x-tc-action'

/**
 * The `Authorization` of a POST to `/` (Tencent Cloud API 3.0 signature, TC3-HMAC-SHA256). `at` in whole
 * seconds.
 */
export const tc3Authorization = (
  key: { secretId: string; secretKey: string },
  request: { host: string; service: string; action: string; payload: string; at: number },
): string => {
  const date = new Date(request.at * 1000).toISOString().slice(0, 10)
  const headers = `content-type:${contentType}\nhost:${request.host}\nx-tc-action:${request.action.toLowerCase()}\n`
  const canonical = ['POST', '/', '', headers, signedHeaders, sha256(request.payload)].join('\n')
  const scope = `${date}/${request.service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', request.at, scope, sha256(canonical)].join('\n')
  const signing = hmac(hmac(hmac(`TC3${key.secretKey}`, date), request.service), 'tc3_request')
  const signature = createHmac('sha256', signing).update(toSign).digest('hex')
  return `TC3-HMAC-SHA256 Credential=${key.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}

/**
 * Sends codes by Tencent Cloud `SendSms` (2021-01-11). Nothing is sent twice: an unclear outcome is told as
 * not sent, and the person asks again.
 * @param failed is told the provider's error code, or `network`, for the operator's log; it never holds a
 * number
 */
export const tencentSms = (
  settings: TencentSmsSettings,
  clock: Clock = () => new Date(),
  failed: (code: string) => void = () => undefined,
): SmsGateway => {
  const { region = 'ap-guangzhou', baseUrl = 'https://sms.tencentcloudapi.com', timeoutMs = 5000 } = settings
  const { host } = new URL(baseUrl)

  const send = async (payload: string): Promise<Reply> => {
    const at = Math.floor(clock().getTime() / 1000)
    try {
      const reply = await fetch(`${baseUrl}/`, {
        method: 'POST',
        body: payload,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        headers: {
          'content-type': contentType,
          'x-tc-action': 'SendSms',
          'x-tc-version': '2021-01-11',
          'x-tc-region': region,
          'x-tc-timestamp': String(at),
          authorization: tc3Authorization(settings, { host, service: 'sms', action: 'SendSms', payload, at }),
        },
      })
      return (await reply.json()) as Reply
    } catch (error) {
      failed('network')
      throw problem('sms-not-sent', { extra: { reached: !unreached.test(causeOf(error)) } })
    }
  }
  const request = (phone: string, templateId: string, values: readonly string[], requestId: string) =>
    send(
      JSON.stringify({
        PhoneNumberSet: [`+86${phone}`],
        SmsSdkAppId: settings.sdkAppId,
        SignName: settings.signName,
        TemplateId: templateId,
        TemplateParamSet: values,
        SessionContext: requestId,
      }),
    )
  const outcomeOf = ({ Response: response }: Reply): string | undefined =>
    response?.Error?.Code ?? response?.SendStatusSet?.[0]?.Code

  const sendNotice = async (
    phone: string,
    { topic, values }: SmsNotice,
    requestId: string,
  ): Promise<SendOutcome> => {
    const templateId = settings.noticeTemplates?.[topic]
    if (!templateId) {
      failed('no-template')
      return 'refused'
    }
    try {
      const outcome = outcomeOf(await request(phone, templateId, values, requestId))
      if (outcome === 'Ok') return 'sent'
      failed(outcome ?? 'no-answer')
      if (outcome === undefined) return 'uncertain'
      return outcome.startsWith('LimitExceeded') || outcome === 'RequestLimitExceeded'
        ? 'unsent'
        : outcome.startsWith('InternalError')
          ? 'uncertain'
          : 'refused'
    } catch (error) {
      return extraOf(error, 'sms-not-sent')?.reached === false ? 'unsent' : 'uncertain'
    }
  }

  const sendCode = async (phone: string, code: string, requestId: string): Promise<void> => {
    const outcome =
      outcomeOf(await request(phone, settings.templateId, [code, '5'], requestId)) ?? 'no-answer'
    if (outcome === 'Ok') return
    failed(outcome)
    // The provider's own limits for a number, beside ours.
    if (outcome.startsWith('LimitExceeded.PhoneNumber'))
      throw problem('too-many-requests', { detail: '这个手机号收取验证码过于频繁，请稍后再试' })
    throw problem('sms-not-sent')
  }

  return { sendNotice, sendCode }
}
