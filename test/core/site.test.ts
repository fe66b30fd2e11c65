import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { renderProblems } from '../../server/core/errors'
import { serveSite } from '../../server/site'

let http: FastifyInstance
let directory: string
beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-site-'))
  for (const name of ['index.html', 'page.html', 'draw-checker.html'])
    fs.writeFileSync(path.join(directory, name), name)
  fs.mkdirSync(path.join(directory, 'js'))
  fs.writeFileSync(path.join(directory, 'js/app.0123abcd.js'), 'code')
  http = Fastify()
  renderProblems(http)
  await serveSite(http, directory, null)
})
afterAll(async () => {
  await http.close()
  fs.rmSync(directory, { recursive: true })
})

it.each([
  ['/', 'index.html'],
  ['/?from=poster', 'index.html'],
  ['/pages/home/index', 'index.html'],
  ['/pages/code/index', 'page.html'],
  ['/city/service/index?id=arrival-kit', 'page.html'],
])('answers %s with %s, to be asked for again each time', async (url, document) => {
  const reply = await http.inject({ url })
  expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([200, document, 'no-cache'])
})

it('keeps files with a hash in their name for a year, and has no document for what is no page', async () => {
  expect((await http.inject({ url: '/js/app.0123abcd.js' })).headers['cache-control']).toContain('immutable')
  expect((await http.inject({ url: '/js/app.ffffffff.js' })).statusCode).toBe(404)
  expect((await http.inject({ url: '/api/nothing' })).statusCode).toBe(404)
})

it('lets the checker of draws ask nobody', async () => {
  const { headers } = await http.inject({ url: '/draw-checker.html' })
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';/)
  expect((await http.inject({ url: '/' })).headers['content-security-policy']).toBeUndefined()
})
