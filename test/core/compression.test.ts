import Fastify, { type FastifyInstance } from 'fastify'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { compressReply } from '../../server/core/compression'

const long = { text: '星城市的站点、服务和计划。'.repeat(400) }
let http: FastifyInstance
beforeAll(async () => {
  http = Fastify()
  http.get('/long', { onSend: compressReply }, async () => long)
  http.get('/short', { onSend: compressReply }, async () => ({ text: '短' }))
  http.get('/bytes', { onSend: compressReply }, async () => Buffer.alloc(4096, 1))
  await http.ready()
})
afterAll(() => http.close())

const get = (url: string, accepted?: string) =>
  http.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })

it.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['br;q=0.5, gzip;q=1.0', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['GZIP', 'gzip', gunzipSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
])(
  'a client that accepts %s gets a shorter reply in %s with the same content',
  async (accepted, name, unpack) => {
    const reply = await get('/long', accepted)
    expect(reply.headers).toMatchObject({
      'content-encoding': name,
      vary: 'accept-encoding',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(JSON.parse(unpack(reply.rawPayload).toString())).toEqual(long)
    expect(Number(reply.headers['content-length'] ?? reply.rawPayload.length)).toBe(reply.rawPayload.length)
    expect(reply.rawPayload.length).toBeLessThan(1000)
  },
)

it.each([undefined, '', 'identity', 'deflate', 'br;q=0', 'gzip;q=0.000'])(
  'a client that accepts %j gets it as it is, and caches are told that it depends',
  async (accepted) => {
    const reply = await get('/long', accepted)
    expect(reply.headers['content-encoding']).toBeUndefined()
    expect(reply.headers.vary).toBe('accept-encoding')
    expect(reply.json()).toEqual(long)
  },
)

it('leaves short replies and bytes alone', async () => {
  for (const url of ['/short', '/bytes']) {
    const { headers } = await get(url, 'br')
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined])
  }
})
