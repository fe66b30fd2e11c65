import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Payments, Prepay, SentNotification, Trade } from '../server/core/ports'
import { problem } from '../server/core/problem'

interface SampleTrade {
  asked: Prepay
  paid: { amountFen: number; outsideNo: string; at: Date } | null
  closed: boolean
}

/** A payment service in memory, shaped after WeChat Pay: what its client does is done by calling {@link SamplePayments.pay}. */
export interface SamplePayments extends Payments {
  trades: Map<string, SampleTrade>
  /** What went back, by the number of the refund. */
  refunds: Map<string, { tradeNo: string; amountFen: number }>
  /** What it answers to refunds. */
  refunding: 'done' | 'processing'
  /** Makes it answer as a service does that is away. */
  down: boolean
  /** What happens after a trade was opened and before we hear of it. */
  beforeReply: ((tradeNo: string) => Promise<void>) | null
  /**
   * The client pays; another amount than was asked for, or another number than the next, where one is said.
   * @returns the notification that the service sends, late, twice or never
   * @throws Error when the trade is not there, or closed
   */
  pay(tradeNo: string, how: { at: Date; amountFen?: number; outsideNo?: string }): SentNotification
  /** The same notification, signed by somebody else. */
  forged(sent: SentNotification): SentNotification
}

const staleMs = 5 * 60_000

const sign = (key: Buffer, timestamp: string, nonce: string, text: string): string =>
  createHmac('sha256', key).update(`${timestamp}\n${nonce}\n${text}\n`).digest('base64')

const notificationOf = (key: Buffer, text: string, at: Date): SentNotification => {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const nonce = randomBytes(8).toString('hex')
  return {
    text,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': sign(key, timestamp, nonce, text),
    },
  }
}

const isSigned = (key: Buffer, { text, headers }: SentNotification, now: Date): boolean => {
  const timestamp = headers['wechatpay-timestamp'] ?? ''
  const given = Buffer.from(headers['wechatpay-signature'] ?? '')
  const expected = Buffer.from(sign(key, timestamp, headers['wechatpay-nonce'] ?? '', text))
  return (
    Math.abs(now.getTime() - Number(timestamp) * 1000) <= staleMs &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  )
}

/** What a notification says. */
interface Said {
  tradeNo: string
  amountFen: number
  outsideNo: string
  paidAt: string
}
type Paid = Extract<Trade, { state: 'paid' }>
const paidTrade = (
  tradeNo: string,
  { amountFen, outsideNo, at }: NonNullable<SampleTrade['paid']>,
): Paid => ({
  state: 'paid',
  tradeNo,
  amountFen,
  outsideNo,
  paidAt: at,
})
const tradeOf = (tradeNo: string, trade: SampleTrade | undefined): Trade => {
  if (!trade) return { state: 'unknown', tradeNo }
  return trade.paid ? paidTrade(tradeNo, trade.paid) : { state: trade.closed ? 'closed' : 'open', tradeNo }
}

/** Makes one. */
export const samplePayments = (): SamplePayments => {
  const key = randomBytes(32)
  const trades: SamplePayments['trades'] = new Map()
  const up = () => {
    if (service.down) throw problem('payment-unavailable')
  }
  const service: SamplePayments = {
    trades,
    refunds: new Map(),
    refunding: 'done',
    down: false,
    beforeReply: null,
    prepay: async (asked) => {
      up()
      if (!trades.has(asked.tradeNo)) trades.set(asked.tradeNo, { asked, paid: null, closed: false })
      await service.beforeReply?.(asked.tradeNo)
      const timeStamp = String(Math.floor(asked.expiresAt.getTime() / 1000))
      return asked.openId === null
        ? { jsapi: null, url: `/api/sample/payments/${asked.tradeNo}` }
        : {
            jsapi: {
              timeStamp,
              nonceStr: asked.tradeNo,
              package: `prepay_id=sample-${asked.tradeNo}`,
              signType: 'RSA',
              paySign: sign(key, timeStamp, asked.tradeNo, asked.openId),
            },
            url: null,
          }
    },
    query: async (tradeNo) => {
      up()
      return tradeOf(tradeNo, trades.get(tradeNo))
    },
    close: async (tradeNo) => {
      up()
      const trade = trades.get(tradeNo)
      if (trade && !trade.paid) trade.closed = true
    },
    refund: async ({ tradeNo, refundNo, amountFen }) => {
      up()
      if (service.refunding === 'processing') return 'processing'
      service.refunds.set(refundNo, { tradeNo, amountFen })
      return 'done'
    },
    read: async (sent, now) => {
      if (!isSigned(key, sent, now)) return null
      const { tradeNo, amountFen, outsideNo, paidAt } = JSON.parse(sent.text) as Said
      return paidTrade(tradeNo, { amountFen, outsideNo, at: new Date(paidAt) })
    },
    pay: (tradeNo, { at, amountFen, outsideNo }) => {
      const trade = trades.get(tradeNo)
      if (!trade || trade.closed) throw new Error(`${tradeNo} cannot be paid`)
      trade.paid ??= {
        amountFen: amountFen ?? trade.asked.amountFen,
        outsideNo: outsideNo ?? `42000${[...trades.keys()].indexOf(tradeNo) + 1}${at.getTime()}`,
        at,
      }
      const { paid } = trade
      const said = { tradeNo, amountFen: paid.amountFen, outsideNo: paid.outsideNo, paidAt: paid.at }
      return notificationOf(key, JSON.stringify(said), at)
    },
    forged: ({ text }) => notificationOf(randomBytes(32), text, new Date()),
  }
  return service
}
