import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startHarness, type Harness } from '../harness'

let harness: Harness
const root = mkdtempSync(path.join(os.tmpdir(), 'jucai-sites-'))
const [siteDir, consoleDir] = [path.join(root, 'h5'), path.join(root, 'console')]
beforeAll(async () => {
  for (const [dir, words] of [
    [siteDir, '手机'],
    [consoleDir, '审核台'],
  ] as const) {
    mkdirSync(path.join(dir, 'assets'), { recursive: true })
    for (const name of ['index.html', 'page.html']) writeFileSync(path.join(dir, name), words)
    writeFileSync(path.join(dir, 'assets', 'index.0123abcd.js'), words)
  }
  harness = await startHarness({ siteDir, consoleDir })
})
afterAll(async () => {
  await harness.close()
  rmSync(root, { recursive: true })
})
const get = (url: string) => harness.app.http.inject({ url })

test.each([
  '/console',
  '/console/',
  '/console/queue?state=submitted',
  '/console/cases/01a2',
  '/console/audit?action=export.asked',
])('%s is the console, under its own policy', async (url) => {
  const reply = await get(url)
  expect([reply.statusCode, reply.body]).toEqual([200, '审核台'])
  expect(reply.headers['cache-control']).toBe('no-cache')
  expect(reply.headers['content-security-policy']).toContain("script-src 'self';")
  expect(reply.headers['content-security-policy']).toContain('frame-src blob:')
})

test('its files with a hash are kept for a year, and a missing file is missing', async () => {
  expect((await get('/console/assets/index.0123abcd.js')).headers['cache-control']).toContain('immutable')
  expect((await get('/console/assets/gone.0123abcd.js')).statusCode).toBe(404)
})

test('the phone’s site and the API are as before', async () => {
  const page = await get('/pages/home/index')
  expect(page.body).toBe('手机')
  expect(page.headers['content-security-policy']).not.toContain('frame-src')
  expect((await get('/consoles')).body).toBe('手机')
  expect((await get('/api/nothing')).statusCode).toBe(404)
})
