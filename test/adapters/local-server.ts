import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request to the local server looked like. */
export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: http.IncomingHttpHeaders
  body: string
}
/** What it answers: a value as JSON, or `hang` to answer nothing. */
export type Answer = { status?: number; json: unknown } | { text: string } | 'hang'

/** A server on this machine that answers as it is told, for adapters to the outside. */
export const localServer = async (answer: (seen: Seen) => Answer) => {
  const seen: Seen[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local')
      const one = {
        method: request.method ?? '',
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body,
      }
      seen.push(one)
      const reply = answer(one)
      if (reply === 'hang') return
      response.writeHead('json' in reply ? (reply.status ?? 200) : 200, {
        'content-type': 'application/json',
      })
      response.end('json' in reply ? JSON.stringify(reply.json) : reply.text)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    seen,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
