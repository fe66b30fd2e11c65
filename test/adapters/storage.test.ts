import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { diskStorage } from '../../server/adapters/storage-disk'
import { s3Storage } from '../../server/adapters/storage-s3'

describe('on the disk', () => {
  let directory: string
  const failures: string[] = []
  const open = () => diskStorage(path.join(directory, 'data', 'files'), (code) => failures.push(code))
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-storage-'))
    failures.length = 0
  })
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }))

  it('keeps files over a restart, readable by nobody else', async () => {
    await open().put('evidence/ab/one-1', Buffer.from('one'))
    await open().put('evidence/ab/one-1', Buffer.from('two'))
    expect((await open().get('evidence/ab/one-1')).toString()).toBe('two')
    const place = path.join(directory, 'data/files/evidence/ab/one-1')
    expect(fs.statSync(place).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(path.join(directory, 'data/files/incoming'))).toEqual([])
    await open().remove('evidence/ab/one-1')
    await open().remove('evidence/ab/one-1')
    await expect(open().get('evidence/ab/one-1')).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect(failures).toEqual(['ENOENT'])
  })

  it('throws away what a process that died was writing, not what another writes now', async () => {
    const incoming = path.join(directory, 'data/files/incoming')
    fs.mkdirSync(incoming, { recursive: true })
    for (const name of ['old', 'new']) fs.writeFileSync(path.join(incoming, name), 'half')
    fs.utimesSync(path.join(incoming, 'old'), new Date(0), new Date(0))
    await open().put('a', Buffer.from('x'))
    expect(fs.readdirSync(incoming)).toEqual(['new'])
  })

  it.each(['../outside', '/etc/passwd', 'a/../b', 'A', '', 'a//b', 'a\0b'])(
    'refuses the name %j',
    async (name) => {
      await expect(open().put(name, Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable' })
      await expect(open().get(name)).rejects.toMatchObject({ code: 'storage-unavailable' })
    },
  )

  it('is away where the disk refuses', async () => {
    fs.writeFileSync(path.join(directory, 'data'), 'a file where the directory should be')
    await expect(open().put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect(failures).toEqual(['ENOTDIR'])
  })
})

describe('in a bucket', () => {
  const files = new Map<string, Buffer>()
  const seen: http.IncomingMessage[] = []
  const failures: string[] = []
  let trouble: { status: number; code: string; times: number } | null = null
  let server: http.Server
  let url: string

  const fault = (response: http.ServerResponse, status: number, code: string) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>said by the provider</Message><RequestId>1</RequestId></Error>`,
      )
  const signatureIsThere = ({ headers }: http.IncomingMessage, body: Buffer): boolean =>
    /^AWS4-HMAC-SHA256 Credential=the-id\/\d{8}\/cn-test\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/.test(
      headers.authorization ?? '',
    ) &&
    /^\d{8}T\d{6}Z$/.test(String(headers['x-amz-date'])) &&
    headers['x-amz-content-sha256'] === createHash('sha256').update(body).digest('hex')

  const answer = (request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void => {
    seen.push(request)
    const name = request.url ?? ''
    if (trouble && trouble.times > 0) {
      trouble.times -= 1
      fault(response, trouble.status, trouble.code)
      return
    }
    if (!signatureIsThere(request, body)) {
      fault(response, 403, 'SignatureDoesNotMatch')
      return
    }
    if (request.method === 'PUT') {
      files.set(name, body)
      response.writeHead(200, { etag: '"x"' }).end()
    } else if (request.method === 'DELETE') {
      files.delete(name)
      response.writeHead(204).end()
    } else {
      const found = files.get(name)
      if (found) response.writeHead(200).end(found)
      else fault(response, 404, 'NoSuchKey')
    }
  }

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => answer(request, Buffer.concat(parts), response))
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/jucai`
  })
  beforeEach(() => {
    seen.length = 0
    failures.length = 0
    trouble = null
    files.clear()
  })
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const open = (overrides = {}) =>
    s3Storage(
      { url, keyId: 'the-id', secret: 'the-secret', region: 'cn-test', timeoutMs: 2000, ...overrides },
      (code) => failures.push(code),
    )

  it('puts, gets and removes by signed requests', async () => {
    const bytes = Buffer.from([0, 255, 128, 7])
    await open().put('evidence/ab/one-1', bytes)
    expect([...files.keys()]).toEqual(['/bucket/jucai/evidence/ab/one-1'])
    expect((await open().get('evidence/ab/one-1')).equals(bytes)).toBe(true)
    await open().remove('evidence/ab/one-1')
    await open().remove('evidence/ab/one-1')
    expect(files.size).toBe(0)
    expect(seen.every(({ headers }) => !JSON.stringify(headers).includes('the-secret'))).toBe(true)
  })

  it('tries once more after an error of the provider, then is away; its word goes to the log', async () => {
    trouble = { status: 503, code: 'SlowDown', times: 1 }
    await open().put('a', Buffer.from('x'))
    expect(seen).toHaveLength(2)
    trouble = { status: 503, code: 'SlowDown', times: 2 }
    await expect(open().put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect(failures).toEqual(['SlowDown'])
  })

  it.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [400, 'EntityTooLarge'],
  ])('does not insist on %i %s', async (status, code) => {
    trouble = { status, code, times: 9 }
    await expect(open().put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect([seen.length, failures]).toEqual([1, [code]])
  })

  it('is away for a file that is not there, another key, and a bucket that does not answer', async () => {
    await expect(open().get('nothing')).rejects.toMatchObject({ code: 'storage-unavailable' })
    await expect(open({ keyId: 'another' }).get('nothing')).rejects.toMatchObject({
      code: 'storage-unavailable',
    })
    await expect(open({ url: 'http://127.0.0.1:1/bucket' }).get('nothing')).rejects.toMatchObject({
      code: 'storage-unavailable',
    })
    expect(failures).toEqual(['NoSuchKey', 'SignatureDoesNotMatch', 'network', 'network'])
  })
})
