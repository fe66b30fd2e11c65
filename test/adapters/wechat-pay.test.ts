import { createCipheriv, createVerify, generateKeyPairSync, sign } from 'node:crypto'
import { noPayments, weChatPay } from '../../server/adapters/wechat-pay'
import type { SentNotification } from '../../server/core/ports'
import { matching, refused } from '../matchers'
import { localServer, type Answer, type Seen } from './local-server'

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const ours = pair()
const theirs = pair()
const apiKey = '0123456789abcdef0123456789abcdef'
const now = new Date('2026-11-22T02:00:00.000Z')
const trade = 'SK-20261122-000007-1'

let answers: Record<string, Answer> = {}
let server: Awaited<ReturnType<typeof localServer>>
const failures: string[] = []
const client = () =>
  weChatPay(
    {
      appId: 'wx0123',
      merchantId: '1900000001',
      serial: 'SERIAL1',
      privateKey: ours.privateKey,
      apiKey,
      platformKey: theirs.publicKey,
      platformKeyId: 'PUB_KEY_ID_1',
      notifyUrl: 'https://rc.example.cn/api/payments/notifications',
      baseUrl: server.url,
    },
    () => now,
    (code) => failures.push(code),
  )
beforeAll(async () => {
  server = await localServer((seen) => answers[seen.path] ?? { status: 404, json: { code: 'NOT_FOUND' } })
})
beforeEach(() => {
  server.seen.length = 0
  failures.length = 0
})
afterAll(() => server.close())

/** Whether a request was signed by our key as WeChat Pay wants it. */
const isSignedByUs = ({ method, path, query, headers, body }: Seen): boolean => {
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(headers.authorization ?? '')?.[1] ?? ''
  const address = query.size > 0 ? `${path}?${query}` : path
  const signed = `${method}\n${address}\n${field('timestamp')}\n${field('nonce_str')}\n${body}\n`
  return createVerify('sha256').update(signed).verify(ours.publicKey, field('signature'), 'base64')
}

const prepay = (openId: string | null) =>
  client().prepay({
    tradeNo: trade,
    amountFen: 147_000,
    what: '租金，2026 年 12 月',
    expiresAt: new Date('2026-11-22T02:15:00.000Z'),
    openId,
    address: '203.0.113.7',
  })

it('opens a trade in the mini-program and signs what the phone pays with', async () => {
  answers = { '/v3/pay/transactions/jsapi': { json: { prepay_id: 'wx22' } } }
  const { jsapi, url } = await prepay('openid-1')
  expect(url).toBeNull()
  const [seen] = server.seen
  expect(seen && isSignedByUs(seen)).toBe(true)
  expect(JSON.parse(seen?.body ?? '')).toEqual({
    appid: 'wx0123',
    mchid: '1900000001',
    description: '租金，2026 年 12 月',
    out_trade_no: trade,
    time_expire: '2026-11-22T02:15:00+00:00',
    notify_url: 'https://rc.example.cn/api/payments/notifications',
    amount: { total: 147_000, currency: 'CNY' },
    payer: { openid: 'openid-1' },
  })
  const signed = `wx0123\n${jsapi?.timeStamp}\n${jsapi?.nonceStr}\n${jsapi?.package}\n`
  expect(jsapi?.package).toBe('prepay_id=wx22')
  expect(
    createVerify('sha256')
      .update(signed)
      .verify(ours.publicKey, jsapi?.paySign ?? '', 'base64'),
  ).toBe(true)
})

it('opens a trade in a browser from the address of who pays', async () => {
  answers = { '/v3/pay/transactions/h5': { json: { h5_url: 'https://wx.tenpay.com/x' } } }
  expect(await prepay(null)).toEqual({ jsapi: null, url: 'https://wx.tenpay.com/x' })
  expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
    scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } },
  })
})

it('says that it is away when WeChat refuses or does not answer, and tells the operator why', async () => {
  answers = { '/v3/pay/transactions/jsapi': { status: 400, json: { code: 'PARAM_ERROR' } } }
  await expect(prepay('openid-1')).rejects.toEqual(refused('payment-unavailable'))
  answers = { '/v3/pay/transactions/jsapi': { text: '<html>' } }
  await expect(prepay('openid-1')).rejects.toEqual(refused('payment-unavailable'))
  expect(failures).toEqual(['PARAM_ERROR', 'network'])
  await expect(noPayments().query(trade)).rejects.toEqual(refused('payment-unavailable'))
})

describe('asking about a trade', () => {
  const path = `/v3/pay/transactions/out-trade-no/${trade}`
  const paid = {
    mchid: '1900000001',
    out_trade_no: trade,
    transaction_id: '4200001',
    trade_state: 'SUCCESS',
    success_time: '2026-11-22T10:03:00+08:00',
    amount: { total: 147_000, currency: 'CNY' },
  }

  it.each([
    ['NOTPAY', 'open'],
    ['USERPAYING', 'open'],
    ['CLOSED', 'closed'],
    ['PAYERROR', 'closed'],
  ])('%s is %s', async (state, is) => {
    answers = { [path]: { json: { trade_state: state } } }
    expect(await client().query(trade)).toEqual({ state: is, tradeNo: trade })
    expect(server.seen[0] && isSignedByUs(server.seen[0])).toBe(true)
  })

  it('one that is paid comes with amount, number and moment; one that is not there is unknown', async () => {
    answers = { [path]: { json: paid } }
    expect(await client().query(trade)).toEqual({
      state: 'paid',
      tradeNo: trade,
      amountFen: 147_000,
      outsideNo: '4200001',
      paidAt: new Date('2026-11-22T02:03:00.000Z'),
    })
    answers = {}
    expect(await client().query(trade)).toEqual({ state: 'unknown', tradeNo: trade })
  })

  it('of another merchant, or in another currency, it is no answer', async () => {
    for (const other of [{ mchid: '2' }, { amount: { total: 1, currency: 'USD' } }]) {
      answers = { [path]: { json: { ...paid, ...other } } }
      await expect(client().query(trade)).rejects.toEqual(refused('payment-unavailable'))
    }
  })

  it('closing one that is paid or gone is no fault', async () => {
    for (const answer of [
      { text: '' },
      { status: 400, json: { code: 'ORDERPAID' } },
      { status: 404, json: {} },
    ]) {
      answers = { [`${path}/close`]: answer }
      await client().close(trade)
    }
    answers = { [`${path}/close`]: { status: 500, json: { code: 'SYSTEM_ERROR' } } }
    await expect(client().close(trade)).rejects.toEqual(refused('payment-unavailable'))
  })

  it.each([
    ['SUCCESS', 'done'],
    ['PROCESSING', 'processing'],
  ])('a refund that is %s is %s', async (status, is) => {
    answers = { '/v3/refund/domestic/refunds': { json: { status } } }
    const wanted = { tradeNo: trade, refundNo: `${trade}-R`, amountFen: 1, totalFen: 1, why: '多收的款' }
    expect(await client().refund(wanted)).toBe(is)
  })

  describe('notifications', () => {
    const notification = (
      content: object,
      { key = theirs.privateKey, at = now, sealedUnder = apiKey, serial = 'PUB_KEY_ID_1' } = {},
    ): SentNotification => {
      const cipher = createCipheriv('aes-256-gcm', Buffer.from(sealedUnder), Buffer.from('nonce-of-12b'))
      cipher.setAAD(Buffer.from('transaction'))
      const sealed = Buffer.concat([
        cipher.update(JSON.stringify(content)),
        cipher.final(),
        cipher.getAuthTag(),
      ])
      const text = JSON.stringify({
        event_type: 'TRANSACTION.SUCCESS',
        resource: {
          algorithm: 'AEAD_AES_256_GCM',
          ciphertext: sealed.toString('base64'),
          nonce: 'nonce-of-12b',
          associated_data: 'transaction',
        },
      })
      const timestamp = String(Math.floor(at.getTime() / 1000))
      return {
        text,
        headers: {
          'wechatpay-timestamp': timestamp,
          'wechatpay-nonce': 'n1',
          'wechatpay-serial': serial,
          'wechatpay-signature': sign('sha256', Buffer.from(`${timestamp}\nn1\n${text}\n`), key).toString(
            'base64',
          ),
        },
      }
    }

    it('one that WeChat Pay signed is read', async () => {
      expect(await client().read(notification(paid), now)).toMatchObject({
        tradeNo: trade,
        amountFen: 147_000,
      })
    })

    it('a changed, foreign, old, wrongly sealed or odd one is not', async () => {
      const good = notification(paid)
      const bad: SentNotification[] = [
        { ...good, text: good.text.replace('transaction', 'transactiom') },
        { ...good, headers: { ...good.headers, 'wechatpay-signature': 'AAAA' } },
        { ...good, headers: {} },
        notification(paid, { key: ours.privateKey }),
        notification(paid, { serial: 'PUB_KEY_ID_2' }),
        notification(paid, { at: new Date(now.getTime() - 301_000) }),
        notification(paid, { sealedUnder: 'x'.repeat(32) }),
        notification({ ...paid, trade_state: 'REFUND' }),
        notification({ ...paid, mchid: '2' }),
        notification({ ...paid, amount: {} }),
      ]
      for (const one of bad) expect(await client().read(one, now)).toBeNull()
    })
  })
})

it('keeps its keys out of what it throws', async () => {
  answers = {}
  const error: unknown = await prepay('openid-1').catch((caught: unknown) => caught)
  expect(JSON.stringify(error)).not.toEqual(matching(/BEGIN|0123456789abcdef/))
})
