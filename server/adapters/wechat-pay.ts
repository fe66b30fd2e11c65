import {
  constants,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import type { Clock } from '../core/clock'
import type { Payments, Prepaid, Prepay, SentNotification, Trade } from '../core/ports'
import { problem } from '../core/problem'

/** The city's account at WeChat Pay. `baseUrl` is for tests and for gateways inside a government network. */
export interface WeChatPaySettings {
  appId: string
  merchantId: string
  /** Serial number of our certificate, and its private key as PEM. */
  serial: string
  privateKey: string
  /** API v3 key: 32 signs. */
  apiKey: string
  /** WeChat Pay's public key as PEM, and its id (`PUB_KEY_ID_…`). */
  platformKey: string
  platformKeyId: string
  /** Where notifications go: `https://…/api/payments/notifications`. */
  notifyUrl: string
  baseUrl?: string
  timeoutMs?: number
}

interface Reply {
  code?: string
  prepay_id?: string
  h5_url?: string
  out_trade_no?: string
  transaction_id?: string
  trade_state?: string
  success_time?: string
  mchid?: string
  amount?: { total?: number; currency?: string }
  status?: string
}
interface Sealed {
  event_type?: string
  resource?: { algorithm?: string; ciphertext?: string; nonce?: string; associated_data?: string }
}

const staleMs = 5 * 60_000
const tagBytes = 16

const unavailable = () => problem('payment-unavailable')

/** AES-256-GCM with the tag at the end, as notifications are sealed. @throws Error when it was not sealed under the key */
const unseal = (apiKey: string, resource: NonNullable<Sealed['resource']>): string => {
  const bytes = Buffer.from(resource.ciphertext ?? '', 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(resource.nonce ?? ''))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''))
  return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
}

const openStates = new Set(['NOTPAY', 'USERPAYING'])
// Refunded at the merchant's console: it was paid, and what became of it since is looked at there.
const paidStates = new Set(['SUCCESS', 'REFUND'])

type Paid = Extract<Trade, { state: 'paid' }>
/** What a reply or a notification says of a trade that is paid; null when it does not say so in whole. */
const paidOf = (reply: Reply, merchantId: string): Paid | null => {
  const { out_trade_no: tradeNo, transaction_id: outsideNo, amount, success_time: at } = reply
  const isWhole = tradeNo && outsideNo && at && Number.isSafeInteger(amount?.total)
  if (!isWhole || reply.mchid !== merchantId || (amount?.currency ?? 'CNY') !== 'CNY') return null
  return { state: 'paid', tradeNo, amountFen: amount?.total as number, outsideNo, paidAt: new Date(at) }
}

/** `Authorization` of WECHATPAY2-SHA256-RSA2048. */
const authorization = (
  { merchantId, serial }: WeChatPaySettings,
  key: KeyObject,
  [method, path, body]: readonly [method: string, path: string, body: string],
  now: Date,
): string => {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = sign('sha256', Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`), key)
  return `WECHATPAY2-SHA256-RSA2048 mchid="${merchantId}",nonce_str="${nonce}",signature="${signature.toString('base64')}",timestamp="${timestamp}",serial_no="${serial}"`
}

/** Whether WeChat Pay signed it, within the last five minutes. */
const isSigned = (
  { platformKeyId }: WeChatPaySettings,
  platform: KeyObject,
  { text, headers }: SentNotification,
  now: Date,
): boolean => {
  const timestamp = headers['wechatpay-timestamp'] ?? ''
  const age = Math.abs(now.getTime() - Number(timestamp) * 1000)
  if (!/^\d{1,12}$/.test(timestamp) || age > staleMs || headers['wechatpay-serial'] !== platformKeyId)
    return false
  const signed = Buffer.from(`${timestamp}\n${headers['wechatpay-nonce'] ?? ''}\n${text}\n`)
  return verify(
    'sha256',
    signed,
    { key: platform, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(headers['wechatpay-signature'] ?? '', 'base64'),
  )
}

/**
 * WeChat Pay, API v3, over plain `fetch`: JSAPI in the mini-program, H5 in a browser. Keys stand in no error.
 * @param failed is told WeChat's error code, or `network`, for the operator's log
 */
export const weChatPay = (
  settings: WeChatPaySettings,
  clock: Clock = () => new Date(),
  failed: (code: string) => void = () => undefined,
): Payments => {
  const { appId, merchantId, apiKey, baseUrl = 'https://api.mch.weixin.qq.com', timeoutMs = 5000 } = settings
  const key = createPrivateKey(settings.privateKey)
  const platform = createPublicKey(settings.platformKey)

  const send = async (method: string, path: string, content?: object) => {
    const body = content === undefined ? '' : JSON.stringify(content)
    try {
      const reply = await fetch(`${baseUrl}${path}`, {
        method,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'jucai',
          authorization: authorization(settings, key, [method, path, body], clock()),
        },
        ...(content === undefined ? {} : { body }),
      })
      const text = await reply.text()
      return { status: reply.status, reply: (text === '' ? {} : JSON.parse(text)) as Reply }
    } catch {
      failed('network')
      throw unavailable()
    }
  }
  const refuse = (reply: Reply): never => {
    failed(reply.code ?? 'no-answer')
    throw unavailable()
  }

  const signedForPhone = (prepayId: string): Prepaid['jsapi'] => {
    const timeStamp = String(Math.floor(clock().getTime() / 1000))
    const nonceStr = randomBytes(16).toString('hex')
    const what = `prepay_id=${prepayId}`
    const signed = Buffer.from(`${appId}\n${timeStamp}\n${nonceStr}\n${what}\n`)
    return {
      timeStamp,
      nonceStr,
      package: what,
      signType: 'RSA',
      paySign: sign('sha256', signed, key).toString('base64'),
    }
  }

  const prepay = async ({
    tradeNo,
    amountFen,
    what,
    expiresAt,
    openId,
    address,
  }: Prepay): Promise<Prepaid> => {
    const { reply } = await send('POST', `/v3/pay/transactions/${openId === null ? 'h5' : 'jsapi'}`, {
      appid: appId,
      mchid: merchantId,
      description: what,
      out_trade_no: tradeNo,
      time_expire: `${expiresAt.toISOString().slice(0, 19)}+00:00`,
      notify_url: settings.notifyUrl,
      amount: { total: amountFen, currency: 'CNY' },
      ...(openId === null
        ? { scene_info: { payer_client_ip: address, h5_info: { type: 'Wap' } } }
        : { payer: { openid: openId } }),
    })
    if (reply.prepay_id) return { jsapi: signedForPhone(reply.prepay_id), url: null }
    return reply.h5_url ? { jsapi: null, url: reply.h5_url } : refuse(reply)
  }

  const query = async (tradeNo: string): Promise<Trade> => {
    const { status, reply } = await send(
      'GET',
      `/v3/pay/transactions/out-trade-no/${tradeNo}?mchid=${merchantId}`,
    )
    if (status === 404) return { state: 'unknown', tradeNo }
    if (paidStates.has(reply.trade_state ?? '')) return paidOf(reply, merchantId) ?? refuse(reply)
    if (openStates.has(reply.trade_state ?? '')) return { state: 'open', tradeNo }
    // PAYERROR: a card was refused, and the trade ended by that
    return ['CLOSED', 'REVOKED', 'PAYERROR'].includes(reply.trade_state ?? '')
      ? { state: 'closed', tradeNo }
      : refuse(reply)
  }

  const close = async (tradeNo: string): Promise<void> => {
    const { status, reply } = await send('POST', `/v3/pay/transactions/out-trade-no/${tradeNo}/close`, {
      mchid: merchantId,
    })
    const isOver = ['ORDERPAID', 'ORDER_CLOSED', 'ORDERCLOSED', 'ORDER_NOT_EXIST', 'ORDERNOTEXIST']
    if (status >= 300 && status !== 404 && !isOver.includes(reply.code ?? '')) refuse(reply)
  }

  return {
    prepay,
    query,
    close,
    refund: async ({ tradeNo, refundNo, amountFen, totalFen, why }) => {
      const { reply } = await send('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: tradeNo,
        out_refund_no: refundNo,
        reason: why.slice(0, 80),
        amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
      })
      if (reply.status === 'SUCCESS') return 'done'
      return reply.status === 'PROCESSING' ? 'processing' : refuse(reply)
    },
    read: async (sent, now) => {
      if (!isSigned(settings, platform, sent, now)) return null
      try {
        const { event_type: event, resource } = JSON.parse(sent.text) as Sealed
        if (event !== 'TRANSACTION.SUCCESS' || !resource) return null
        const said = JSON.parse(unseal(apiKey, resource)) as Reply
        return said.trade_state === 'SUCCESS' ? paidOf(said, merchantId) : null
      } catch {
        return null
      }
    },
  }
}

/** Where a city has no account at a payment service: everything is paid by transfer or at the desk. */
export const noPayments = (): Payments => {
  const refuse = () =>
    Promise.reject(
      problem('payment-unavailable', {
        detail: '网上支付还没有开通。请按账单上的编号到窗口付款，或用银行转账',
      }),
    )
  return { prepay: refuse, query: refuse, close: refuse, refund: refuse, read: () => Promise.resolve(null) }
}
