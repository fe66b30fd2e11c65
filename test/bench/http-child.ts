import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import pg from 'pg'
import { appOn } from './http-world'
import type { Source, Template } from './recorded'

/**
 * What the bench tells a server process to be. `bare` answers each route by replaying its statements
 * through pg.
 */
export type Order =
  | { kind: 'ours'; url: string }
  | {
      kind: 'bare'
      url: string
      routes: {
        method: 'GET' | 'POST'
        path: string
        status: number
        statements: Template[]
        reply: unknown
      }[]
    }

type Client = pg.Pool | pg.PoolClient

const bareOn = ({ url, routes }: Extract<Order, { kind: 'bare' }>): FastifyInstance => {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => undefined) // the database goes before this process does
  const app = Fastify()
  for (const { method, path, status, statements, reply: answer } of routes) {
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const named = (request.body ?? {}) as Record<string, string>
        const made: string[] = []
        const valueOf = (source: Source): unknown => {
          if ('each' in source) return source.each.map(valueOf)
          if ('request' in source) return named[source.request]
          return 'fresh' in source ? (made[source.fresh] ??= randomUUID()) : source.constant
        }
        const valuesOf = ({ sources }: Template) => sources.map(valueOf)
        let client: Client = pool
        for (const statement of statements) {
          if (statement.text.startsWith('begin')) client = await pool.connect()
          await client.query(statement.text, valuesOf(statement))
          if (statement.text === 'commit') {
            ;(client as pg.PoolClient).release()
            client = pool
          }
        }
        return reply.code(status).send(answer)
      },
    })
  }
  return app
}

process.once('message', (order: Order) => {
  void (async () => {
    const http = order.kind === 'ours' ? (await appOn(order.url)).http : bareOn(order)
    await http.listen({ host: '127.0.0.1', port: 0 })
    process.send?.((http.server.address() as AddressInfo).port)
  })()
})

// However the bench ends, its servers end with it.
process.once('disconnect', () => process.exit(0))
