import { createHash, createHmac } from 'node:crypto'
import { tc3Authorization, tencentSms } from '../../server/adapters/sms-tencent'
import { localServer, type Answer, type Seen } from './local-server'

const key = { secretId: 'AKIDtest', secretKey: 'key-of-the-test' }
const now = new Date('2026-11-22T03:04:05Z')
let answer: Answer = 'hang'
let server: Awaited<ReturnType<typeof localServer>>
const failures: string[] = []

/** Checks the signature as the provider does: from what arrived, not from what the client meant. */
const signatureHolds = ({ headers, body, method, path }: Seen): boolean => {
  const parts =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!parts) return false
  const [, id, date = '', names = '', signature] = parts
  const timestamp = String(headers['x-tc-timestamp'])
  if (id !== key.secretId || new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date)
    return false
  const lines = names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim().toLowerCase()}\n`)
    .join('')
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const canonical = `${method}\n${path}\n\n${lines}\n${names}\n${hash(body)}`
  const signing = ['sms', 'tc3_request'].reduce(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    createHmac('sha256', `TC3${key.secretKey}`).update(date).digest(),
  )
  return (
    createHmac('sha256', signing)
      .update(`TC3-HMAC-SHA256\n${timestamp}\n${date}/sms/tc3_request\n${hash(canonical)}`)
      .digest('hex') === signature
  )
}

beforeAll(async () => {
  server = await localServer((seen) =>
    signatureHolds(seen)
      ? answer
      : {
          json: {
            Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'no' }, RequestId: 'r' },
          },
        },
  )
})
beforeEach(() => {
  server.seen.length = 0
  failures.length = 0
})
afterAll(() => server.close())

const gateway = (overrides = {}) =>
  tencentSms(
    {
      ...key,
      sdkAppId: '1400000001',
      signName: '聚才',
      templateId: '2000001',
      baseUrl: server.url,
      timeoutMs: answer === 'hang' ? 300 : 10_000, // short only where nothing comes
      ...overrides,
    },
    () => now,
    (code) => failures.push(code),
  )
const status = (Code: string): Answer => ({
  json: {
    Response: {
      SendStatusSet: [
        {
          SerialNo: '1',
          PhoneNumber: '+8613800138000',
          Fee: 1,
          SessionContext: 'request-1',
          Code,
          Message: '',
          IsoCode: 'CN',
        },
      ],
      RequestId: 'r',
    },
  },
})

it('sends a signed request that the provider accepts', async () => {
  answer = status('Ok')
  await gateway().sendCode('13800138000', '012345', 'request-1')
  const [seen] = server.seen
  expect(seen?.headers).toMatchObject({
    'x-tc-action': 'SendSms',
    'x-tc-version': '2021-01-11',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': '1795316645',
  })
  expect(JSON.parse(seen?.body ?? '')).toEqual({
    PhoneNumberSet: ['+8613800138000'],
    SmsSdkAppId: '1400000001',
    SignName: '聚才',
    TemplateId: '2000001',
    TemplateParamSet: ['012345', '5'],
    SessionContext: 'request-1',
  })
})

it('sends a notice by the template of its topic, whatever topic it is', async () => {
  answer = status('Ok')
  const notice = { topic: 'referral-request', values: ['homecoming/referral-answer/index?code=abc_DEF-123'] }
  const noticeTemplates = { 'referral-request': '2000002' }
  expect(await gateway({ noticeTemplates }).sendNotice('13800138000', notice, 'request-2')).toBe('sent')
  expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
    TemplateId: '2000002',
    TemplateParamSet: ['homecoming/referral-answer/index?code=abc_DEF-123'],
    SessionContext: 'request-2',
  })
  expect(await gateway().sendNotice('13800138000', notice, 'request-3')).toBe('refused')
  expect(failures).toEqual(['no-template'])
})

it('is refused with another key', async () => {
  answer = status('Ok')
  await expect(
    gateway({ secretKey: 'another' }).sendCode('13800138000', '012345', 'r'),
  ).rejects.toMatchObject({ code: 'sms-not-sent' })
  expect(failures).toEqual(['AuthFailure.SignatureFailure'])
})

it.each([
  ['LimitExceeded.PhoneNumberThirtySecondLimit', 'too-many-requests'],
  ['LimitExceeded.PhoneNumberDailyLimit', 'too-many-requests'],
  ['LimitExceeded.AppDailyLimit', 'sms-not-sent'],
  ['FailedOperation.InsufficientBalanceInSmsPackage', 'sms-not-sent'],
  ['FailedOperation.SignatureIncorrectOrUnapproved', 'sms-not-sent'],
])('tells %s as %s', async (outcome, code) => {
  answer = status(outcome)
  await expect(gateway().sendCode('13800138000', '012345', 'r')).rejects.toMatchObject({ code })
  expect(failures).toEqual([outcome])
})

it.each<[string, Answer]>([
  ['no answer in time', 'hang'],
  ['something that is not JSON', { text: 'busy' }],
  ['an empty answer', { json: {} }],
])('is not sent after %s', async (_case, given) => {
  answer = given
  await expect(gateway().sendCode('13800138000', '012345', 'r')).rejects.toMatchObject({
    code: 'sms-not-sent',
  })
})

it('signs the same request the same way, and every part counts', () => {
  const request = {
    host: 'sms.tencentcloudapi.com',
    service: 'sms',
    action: 'SendSms',
    payload: '{}',
    at: 1_795_316_645,
  }
  const signed = tc3Authorization(key, request)
  expect(tc3Authorization(key, request)).toBe(signed)
  for (const change of [
    { host: 'elsewhere' },
    { service: 'cvm' },
    { action: 'PullSms' },
    { payload: '{ }' },
    { at: request.at + 1 },
  ])
    expect(tc3Authorization(key, { ...request, ...change })).not.toBe(signed)
})

describe('a notice', () => {
  const notice = { topic: 'rejected', values: ['GG-20261122-0007', '12月20日'] } as const
  const withTemplates = (overrides = {}) =>
    gateway({ noticeTemplates: { rejected: '2000002' }, ...overrides })

  it('goes to its own template', async () => {
    answer = status('Ok')
    expect(await withTemplates().sendNotice('13800138000', notice, 'event-1')).toBe('sent')
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      TemplateId: '2000002',
      TemplateParamSet: notice.values,
      SessionContext: 'event-1',
    })
  })

  it.each<[string, Answer, string]>([
    [
      'LimitExceeded.PhoneNumberThirtySecondLimit',
      status('LimitExceeded.PhoneNumberThirtySecondLimit'),
      'unsent',
    ],
    ['FailedOperation.PhoneNumberInBlacklist', status('FailedOperation.PhoneNumberInBlacklist'), 'refused'],
    ['InternalError.Timeout', status('InternalError.Timeout'), 'uncertain'],
    ['no answer in time', 'hang', 'uncertain'],
    ['something that is not JSON', { text: 'busy' }, 'uncertain'],
    ['an empty answer', { json: {} }, 'uncertain'],
  ])('tells %s', async (_case, given, outcome) => {
    answer = given
    expect(await withTemplates().sendNotice('13800138000', notice, 'event-1')).toBe(outcome)
  })

  it('is surely unsent where nobody listens, and refused without a template', async () => {
    expect(
      await withTemplates({ baseUrl: 'http://127.0.0.1:65531' }).sendNotice('13800138000', notice, 'event-1'),
    ).toBe('unsent')
    expect(await gateway().sendNotice('13800138000', notice, 'event-1')).toBe('refused')
  })
})
