import assert from 'node:assert/strict'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import sharp from 'sharp'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { pdf } from '../evidence/files'
import { comesTrue, complaintsOf, openStage, signInAs, stageMs, steps, type Stage } from './stage'

const part = 256 * 1024
let stage: Stage
let phone: BrowserContext
let page: Page
let complaints: string[]
let token: string
const folder = mkdtempSync(path.join(os.tmpdir(), 'jucai-evidence-'))
const at = (name: string) => path.join(folder, name)

/** A picture that does not shrink to nothing: noise, larger than is sent. */
const scan = async (name: string, width: number, height: number) => {
  const noise = sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
  writeFileSync(
    at(name),
    await noise
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 12/1 0/1' } })
      .jpeg({ quality: 95 })
      .toBuffer(),
  )
}
const paper = (name: string, bytes: number) =>
  writeFileSync(
    at(name),
    Buffer.concat([pdf(), Buffer.alloc(bytes, '% filling\n'), Buffer.from('\n%%EOF\n')]),
  )

before(
  async () => {
    stage = await openStage()
    phone = await stage.phone()
    token = await signInAs(phone, 'graduate')
    page = await phone.newPage()
    complaints = complaintsOf(page)
    await scan('证书.jpg', 3200, 2400)
    paper('合同.pdf', 3 * 1024 * 1024)
    writeFileSync(at('成绩单.pdf'), Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000, 7)]))
    const huge = openSync(at('全景.jpg'), 'w')
    ftruncateSync(huge, 300 * 1024 * 1024)
    closeSync(huge)
  },
  { timeout: stageMs },
)
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const step = steps(() => ({ evidence: page }))

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const choose = async (name: string | RegExp, file: string) => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(name).click()])
  await chooser.setFiles(at(file))
}
const field = (name: string) => page.getByRole('group', { name: new RegExp(`^${name}`) })
const arrivedIn = (name: string, file: string) =>
  field(name)
    .locator('.file', { hasText: file })
    .getByText(/· 已上传$/)

interface Sent {
  offset: number
  evidence: string
}
/** Records the parts that are sent, and lets `each` hold or drop one. */
const watchParts = async (each: (sent: Sent, route: Route) => Promise<void>): Promise<Sent[]> => {
  const parts: Sent[] = []
  // The newest handler is asked; what hangs in an older one goes on hanging, and never arrives.
  await page.route('**/me/evidence/*/parts/*', async (route) => {
    const [, evidence = '', offset = ''] = /evidence\/([^/]+)\/parts\/(\d+)/.exec(route.request().url()) ?? []
    const sent = { evidence, offset: Number(offset) }
    parts.push(sent)
    await each(sent, route)
  })
  return parts
}
const api = async (address: string) => {
  const reply = await phone.request.get(`/api${address}`, { headers: { authorization: `Bearer ${token}` } })
  return reply.json() as Promise<Record<string, unknown>>
}
/** The server's draft, which is saved a moment after the phone's, comes to hold this many certificates. */
const draftHolds = async (files: number) => {
  const held = async () =>
    ((await api('/programs/recognition/draft')).draft as { answers: { certificate?: string[] } } | null)
      ?.answers.certificate?.length ?? 0
  await comesTrue(async () => assert.equal(await held(), files))
}
const kept = () =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('jucai-evidence', 1)
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('file')
        }
        opening.onerror = () => reject(new Error('IndexedDB'))
        opening.onsuccess = () => {
          const counting = opening.result.transaction('file').objectStore('file').count()
          counting.onsuccess = () => resolve(counting.result)
        }
      }),
  )

step('a photo is made smaller in the browser before anything is sent, its place taken out', async () => {
  await page.goto('/applications/form/index?program=recognition')
  await page.getByRole('radio', { name: /^C 类/ }).click()
  await button('下一步').click()
  await field('学历证书')
    .getByText(/每份不超过 10 MB，最多 4 份/)
    .waitFor()
  const parts = await watchParts((_, route) => route.continue())
  await choose('给学历证书拍照或选图', '证书.jpg')
  await arrivedIn('学历证书', '证书.jpg').waitFor()
  assert.deepEqual(
    parts.map(({ offset }) => offset),
    parts.map((_, turn) => turn * part),
  )
  const content = (await api(`/me/evidence/${parts[0]?.evidence}/content`)) as { type: string; data: string }
  const { width, height, exif } = await sharp(Buffer.from(content.data, 'base64')).metadata()
  assert.deepEqual(
    { type: content.type, width, height, exif },
    { type: 'image/jpeg', width: 2400, height: 1800, exif: undefined },
  )
  await button('查看证书.jpg').click()
  await page.getByRole('dialog').getByRole('img', { name: '证书.jpg' }).waitFor()
  await page.keyboard.press('Escape')
})

step('a “photo” of 300 MB is refused by its size at once, and nothing is sent', async () => {
  const parts = await watchParts((_, route) => route.continue())
  await choose('给学历证书拍照或选图', '全景.jpg')
  await page.getByText(/“全景.jpg”有 300 MB，超过了 10 MB/).waitFor()
  assert.equal(parts.length, 0)
})

step('a program called .pdf is refused for what it is, in words, and goes away', async () => {
  await choose('给学历证书选 PDF', '成绩单.pdf')
  await field('学历证书')
    .getByText(/^不支持这种文件/)
    .waitFor()
  await button('不传成绩单.pdf了').click()
  await page.getByText('成绩单.pdf').waitFor({ state: 'detached' })
  await draftHolds(1)
})

step('says how far it is, survives a reload in the middle, and sends no part twice', async () => {
  const before = await watchParts(async ({ offset }, route) => {
    if (offset < 5 * part) await route.continue()
  }) // the sixth part hangs, as in a tunnel
  await choose('给学历证书选 PDF', '合同.pdf')
  await field('学历证书')
    .getByText(/^正在上传 4\d%/)
    .waitFor()
  assert.equal(
    await page.getByRole('progressbar', { name: '合同.pdf上传进度' }).getAttribute('aria-valuenow'),
    '42',
  ) // in percent
  assert.equal(await kept(), 1)
  const after = await watchParts((_, route) => route.continue())
  await page.reload()
  await arrivedIn('学历证书', '合同.pdf').waitFor()
  assert.deepEqual(
    before.map(({ offset }) => offset / part),
    [0, 1, 2, 3, 4, 5],
  )
  // The page that goes may begin once more with the part that hung, which is cut off with it.
  const sent = after.map(({ offset }) => offset / part)
  if (sent[0] === sent[1]) sent.shift()
  assert.deepEqual(sent, [5, 6, 7, 8, 9, 10, 11, 12])
  await comesTrue(async () => assert.equal(await kept(), 0)) // it is forgotten a moment after it has arrived
})

step('a connection lost near the end pauses in words, and goes on by itself when it is back', async () => {
  await button('移除合同.pdf').click()
  const parts = await watchParts(async ({ offset }, route) => {
    if (offset === 12 * part) await phone.setOffline(true)
    await (offset === 12 * part ? route.abort('internetdisconnected') : route.continue())
  })
  await choose('给学历证书选 PDF', '合同.pdf')
  await field('学历证书')
    .getByText(/^已传 9\d%。网络断了，传过的部分都在/)
    .waitFor()
  await page.screenshot({ path: '.test-results/evidence-paused.png' })
  const again = await watchParts((_, route) => route.continue())
  await phone.setOffline(false)
  await arrivedIn('学历证书', '合同.pdf').waitFor()
  assert.equal(new Set(parts.map(({ evidence }) => evidence)).size, 1)
  assert.deepEqual(
    again.map(({ offset, evidence }) => [offset / part, evidence]),
    [[12, parts[0]?.evidence]],
  )
})

step('a server that cannot take a part now is tried again with a tap', async () => {
  await button('移除合同.pdf').click()
  await watchParts(async ({ offset }, route) => {
    await (offset === 2 * part
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'urn:jucai:problem:unavailable',
            title: '服务暂时不可用',
            status: 503,
            code: 'unavailable',
          }),
        })
      : route.continue())
  })
  await choose('给学历证书选 PDF', '合同.pdf')
  await field('学历证书')
    .getByText(/^已传 1\d%。/)
    .waitFor()
  await watchParts((_, route) => route.continue())
  await button('继续上传合同.pdf').click()
  await arrivedIn('学历证书', '合同.pdf').waitFor()
})

step(
  'a file still on its way is taken in on another screen of the form, and the server’s draft has it',
  async () => {
    await button('移除合同.pdf').click()
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await watchParts(async ({ offset }, route) => {
      if (offset === 6 * part) await held
      await route.continue()
    })
    await choose('给学历证书选 PDF', '合同.pdf')
    await field('学历证书')
      .getByText(/^正在上传 4\d%/)
      .waitFor()
    await button('上一步').click()
    await page.getByRole('radio', { name: /^C 类/ }).waitFor()
    letGo()
    await page.waitForFunction(() => !(localStorage.getItem('uploads') ?? '').includes('合同'))
    await button('下一步').click()
    await arrivedIn('学历证书', '合同.pdf').waitFor()
    await draftHolds(2)
  },
)

step('no page complained', async () => assert.deepEqual(complaints, []))
