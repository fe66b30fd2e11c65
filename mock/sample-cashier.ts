import { yuanText } from '@jucai/contract/ledger-rules'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../server/core/clock'
import { problem } from '../server/core/problem'
import type { SamplePayments } from './payments'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (content: string): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>示例收银台</title>
<style>
:root { color-scheme: light dark; --bg: #f5f7fb; --surface: #fff; --ink: #121b33; --ink-2: #47526b; --night: #1b2f6e; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1322; --surface: #172036; --ink: #eef2ff; --ink-2: #b4beda; --night: #93b1ff; --on: #0d1322 } }
body { margin: 0; background: var(--bg); color: var(--ink); font: 17px/1.6 "PingFang SC", "Noto Sans SC", sans-serif }
main { max-width: 343px; margin: 48px auto; padding: 24px 16px; background: var(--surface); border-radius: 12px }
h1 { margin: 0 0 8px; font-size: 17px } p { margin: 0 0 8px; color: var(--ink-2) } strong { display: block; font-size: 30px; color: var(--ink); font-variant-numeric: tabular-nums }
button, a { display: block; box-sizing: border-box; width: 100%; min-height: 48px; margin-top: 16px; border: 0; border-radius: 12px; font: inherit; line-height: 48px; text-align: center; text-decoration: none }
button { background: var(--night); color: var(--on) } a { color: var(--night) }
</style><main>${content}</main></html>`

/**
 * The cashier of the sample city, where a browser is sent to pay: it stands for WeChat’s own page, and takes no money.
 * What was paid is told to the server by a signed notification, as WeChat does.
 */
export const sampleCashier = (app: FastifyInstance, payments: SamplePayments, clock: Clock): void => {
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _stream, done) => {
    done(null)
  })
  const back = '/ledger/charges/index'
  app.get<{ Params: { trade: string } }>(
    '/payments/:trade',
    { schema: { hide: true } },
    async (request, reply) => {
      const trade = payments.trades.get(request.params.trade)
      if (!trade) throw problem('not-found')
      const { what, amountFen, tradeNo } = trade.asked
      const offer =
        trade.paid || trade.closed
          ? `<p>${trade.paid ? '这笔已经付过。' : '这次支付已经关闭，请回到账单重新发起。'}</p>`
          : '<form method="post"><button>示例：付款</button></form>'
      return reply
        .type('text/html; charset=utf-8')
        .send(
          page(
            `<h1>示例收银台，不收真钱</h1><p>${escaped(what)}</p><strong>¥${yuanText(amountFen)}</strong><p>${escaped(tradeNo)}</p>${offer}<a href="${back}">回到我的账单</a>`,
          ),
        )
    },
  )
  app.post<{ Params: { trade: string } }>(
    '/payments/:trade',
    { schema: { hide: true } },
    async (request, reply) => {
      const { trade } = request.params
      const known = payments.trades.get(trade)
      if (!known || known.closed) throw problem('not-found')
      const sent = payments.pay(trade, { at: clock() })
      await app.inject({
        method: 'POST',
        url: '/api/payments/notifications',
        payload: sent.text,
        headers: sent.headers,
      })
      return reply.redirect(back, 303)
    },
  )
}
