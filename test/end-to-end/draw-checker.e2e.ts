import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { drawChecker } from '../../config/draw-checker'
import { recordText, signedText, type DrawRecord } from '@jucai/contract/draw/record'
import { digests, flatsOf, roundOf, ticketOf } from '../draw/rounds'
import { seeded } from '../faults/random'
import { axeViolations, complaintsOf, openBrowser } from './stage'

const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-checker-'))
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const publicBytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url')
const signed = (text: string) =>
  sign(null, Buffer.from(signedText(createHash('sha256').update(text).digest('hex'))), privateKey).toString(
    'base64url',
  )

/** A drawn round of a size of its own, with what happened since. */
const good = (algorithm: DrawRecord['algorithm'], people = 40): DrawRecord => {
  const record = roundOf(
    algorithm,
    Array.from({ length: people }, (_, at) =>
      ticketOf(digests[algorithm], at + 1, {
        classes: at % 7 === 0 ? ['couple'] : [],
        state: at % 11 === 5 ? 'rejected' : 'in',
      }),
    ),
    { classes: ['couple'], flats: flatsOf(6, ['couple', 'couple']) },
  )
  const called = (record.result?.order.all ?? [])
    .map((line) => line.split(' ', 1)[0] ?? '')
    .filter((name) => Number(name.slice(1)) % 11 !== 6)
  const [first = '', second = ''] = called
  return {
    ...record,
    log: [
      { at: '2026-12-05T01:00:00.000Z', ticket: first, act: 'choose', reason: null, flat: 'all-3' },
      { at: '2026-12-05T02:00:00.000Z', ticket: second, act: 'skip', reason: 'refused', flat: null },
    ],
  }
}

let browser: Browser
let page: Page
let complaints: string[]
const asked: string[] = []
before(async () => {
  writeFileSync(path.join(folder, 'checker.html'), drawChecker())
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' })
  complaints = complaintsOf(page)
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`file://${folder}/checker.html`)
})
after(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Shown {
  verdict: string
  /** Parts by how they came out. */
  agrees: string[]
  differs: string[]
  open: string[]
}
/** Hands the page a file and waits for what it says. */
const check = async (text: string, signature?: string): Promise<Shown> => {
  await page.reload()
  if (signature !== undefined) {
    await page.getByLabel('公钥（Ed25519，base64url 或十六进制）').fill(publicBytes)
    await page.getByLabel('签名', { exact: true }).fill(signature)
  }
  await page
    .locator('#file')
    .setInputFiles({ name: 'draw.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await page.locator('#result:not([hidden]), #told:text("不是完整的抽签记录")').first().waitFor()
  const told = (await page.locator('#told').textContent()) ?? ''
  const parts = (state: string) =>
    page
      .locator(`#parts > [data-state="${state}"]`)
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.part ?? ''))
  const verdict = (await page.locator('#result').isVisible())
    ? ((await page.locator('#verdict').textContent()) ?? '')
    : told
  return {
    verdict,
    agrees: await parts('agrees'),
    differs: await parts('differs'),
    open: await parts('open'),
  }
}

for (const algorithm of ['sha-256', 'sm3'] as const)
  void test(`a good record of ${algorithm} agrees in every part`, async () => {
    const text = recordText(good(algorithm))
    const shown = await check(text, signed(text))
    assert.match(shown.verdict, /^全部对得上：2026-r03 第 1 版，40 个号/)
    assert.deepEqual(shown.agrees, [
      'list',
      'root',
      'commitment',
      'sources',
      'key',
      'order',
      'log',
      'places',
      'signature',
    ])
  })

void test('a locked list that is not drawn yet agrees as far as it goes', async () => {
  const shown = await check(recordText({ ...good('sha-256'), result: null, log: [] }))
  assert.match(shown.verdict, /^锁定的名单对得上/)
  assert.deepEqual(shown.open, ['sources', 'key', 'order', 'places', 'signature'])
})

void test('the commitment that a phone kept, and one’s own number, are compared', async () => {
  const record = good('sha-256')
  await check(recordText(record))
  await page.getByLabel('你手机上留的承诺值（64 位）').fill(record.commitment.toUpperCase())
  await page.getByText('一致：你当时留的就是这一份名单', { exact: true }).waitFor()
  await page.getByLabel('你手机上留的承诺值（64 位）').fill('0'.repeat(64))
  await page.getByText('不一致：这份记录不是你当时留的那一份').waitFor()
  await page.getByLabel('你的号').fill('T000007')
  await page.getByText(/在“all”里排第 \d+，共 40 个号/).waitFor()
})

const other = (digit: string | undefined) => (digit === '0' ? '1' : '0')
const flip = (text: string, at: number): string => text.slice(0, at) + other(text[at]) + text.slice(at + 1)
type Result = NonNullable<DrawRecord['result']>
const inResult = (change: (result: Result) => Partial<Result>) => (record: DrawRecord) => ({
  ...record,
  result: record.result && { ...record.result, ...change(record.result) },
})
// One byte of each part, and by which part it has to be found without any signature.
const changes: [what: string, found: string, change: (record: DrawRecord) => DrawRecord][] = [
  ['the rules', 'commitment', (record) => ({ ...record, rules: record.rules.replace('一', '二') })],
  [
    'a flat',
    'commitment',
    (record) => ({
      ...record,
      flats: record.flats.map((flat, at) => (at === 3 ? { ...flat, flat: 'all-9' } : flat)),
    }),
  ],
  [
    'whom a flat is kept for',
    'commitment',
    (record) => ({
      ...record,
      flats: record.flats.map((flat, at) => (at === 0 ? { ...flat, reservedFor: 'couplf' } : flat)),
    }),
  ],
  [
    'a holder',
    'root',
    (record) => ({
      ...record,
      leaves: record.leaves.map((leaf, at) => (at === 12 ? flip(leaf, leaf.length - 1) : leaf)),
    }),
  ],
  [
    'the number of a line',
    'list',
    (record) => ({
      ...record,
      leaves: record.leaves.map((leaf, at) => (at === 12 ? leaf.replace('T000013', 'T000014') : leaf)),
    }),
  ],
  ['how many there are', 'list', (record) => ({ ...record, tickets: record.tickets + 1 })],
  ['the root', 'root', (record) => ({ ...record, root: flip(record.root, 5) })],
  ['the commitment', 'commitment', (record) => ({ ...record, commitment: flip(record.commitment, 5) })],
  ['the audit chain', 'commitment', (record) => ({ ...record, audit: flip(record.audit, 63) })],
  [
    'the time of the lock',
    'commitment',
    (record) => ({ ...record, lockedAt: record.lockedAt.replace('02:00', '02:01') }),
  ],
  ['the version', 'commitment', (record) => ({ ...record, version: 2 })],
  [
    'which drawing was named',
    'sources',
    (record) => ({
      ...record,
      sources: record.sources.map((one) => ({
        ...one,
        issues: one.issues.map((issue) => issue.replace(/120$/, '119')),
      })),
    }),
  ],
  [
    'a number that was drawn',
    'key',
    inResult(({ drawn }) => ({
      drawn: drawn.map((one) => (one.game === 'lottery-pl5' ? { ...one, numbers: [4, 0, 7, 7, 2] } : one)),
    })),
  ],
  [
    'a ball that is drawn twice',
    'sources',
    inResult(({ drawn }) => ({
      drawn: drawn.map((one) =>
        one.game === 'cwl-kl8'
          ? { ...one, numbers: one.numbers.map((ball) => (ball === 5 ? 2 : ball)) }
          : one,
      ),
    })),
  ],
  [
    'who confirmed',
    'sources',
    inResult(({ drawn }) => ({
      drawn: drawn.map((one) => ({
        ...one,
        evidence: { ...one.evidence, confirmedBy: one.evidence.enteredBy },
      })),
    })),
  ],
  ['the key', 'key', inResult(({ key }) => ({ key: flip(key, 9) }))],
  [
    'a value',
    'order',
    inResult(({ order }) => ({
      order: { all: (order.all ?? []).map((line, at) => (at === 20 ? flip(line, line.length - 1) : line)) },
    })),
  ],
  [
    'two places',
    'order',
    inResult(({ order: { all = [] } }) => ({
      order: { all: [all[1] ?? '', all[0] ?? '', ...all.slice(2)] },
    })),
  ],
  [
    'which flat was chosen',
    'log',
    (record) => ({
      ...record,
      log: record.log.map((line) => (line.flat ? { ...line, flat: 'all-7' } : line)),
    }),
  ],
  [
    'a reason left out',
    'log',
    (record) => ({
      ...record,
      log: record.log.map((line) => (line.act === 'skip' ? { ...line, reason: null } : line)),
    }),
  ],
  [
    'somebody chose who was not called',
    'places',
    (record) => {
      const last = record.result?.order.all?.at(-1)?.split(' ', 1)[0] ?? ''
      return {
        ...record,
        log: [
          ...record.log,
          { at: '2026-12-05T03:00:00.000Z', ticket: last, act: 'choose', reason: null, flat: 'all-5' },
        ],
      }
    },
  ],
]
for (const [what, found, change] of changes)
  void test(`one change is found: ${what}`, async () => {
    const { verdict, differs } = await check(recordText(change(good('sha-256'))))
    assert.match(verdict, /^有 \d 项对不上/)
    assert.ok(differs.includes(found), `${found} is not among ${differs.join(' ')}`)
  })

void test('with the signature every byte counts, and none is changed unseen', async () => {
  const text = recordText(good('sha-256'))
  const signature = signed(text)
  const random = seeded(7)
  for (let turn = 0; turn < 40; turn += 1) {
    const at = Math.floor(random() * text.length)
    const changed = text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1)
    const { verdict } = await check(changed, signature)
    assert.match(verdict, /对不上|不是完整的抽签记录/, `unseen at ${at}: ${text.slice(at - 20, at + 20)}`)
  }
})

void test('ten thousand are computed again while the page goes on', async () => {
  const text = recordText(good('sha-256', 10_000))
  const shown = await check(text, signed(text))
  assert.match(shown.verdict, /^全部对得上/)
  assert.match((await page.locator('#told').textContent()) ?? '', /用了 \d\.\d 秒/)
})

void test('anything else is refused in words', async () => {
  for (const text of ['', '{}', '[1]', '不是', recordText(good('sha-256')).slice(0, -1)])
    assert.match((await check(text)).verdict, /不是完整的抽签记录/)
})

void test('it is small, asks nobody, and runs nothing but itself', async () => {
  assert.ok(Buffer.byteLength(drawChecker()) < 60_000)
  assert.deepEqual([...new Set(asked)], [`file://${folder}/checker.html`])
  const tried = await page.evaluate(async () => {
    const fetched = await fetch('https://example.invalid/').then(
      () => 'went',
      () => 'stopped',
    )
    const script = document.createElement('script')
    script.textContent = 'window.smuggled = true'
    document.body.append(script)
    return [fetched, 'smuggled' in window]
  })
  assert.deepEqual(tried, ['stopped', false])
  assert.deepEqual(complaints, [])
  assert.deepEqual(await axeViolations(page), [])
})
