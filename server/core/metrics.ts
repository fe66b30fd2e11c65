import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Clock } from './clock'
import type { Database } from './db'

/**
 * Events not done, by state: `pending` is due or failed and to be tried again, `putOff` was meant for later
 * and no backlog, `dead` was set aside. Each of the two questions is one that an index of the rows in that
 * state answers, however many are done.
 */
export const countEvents = async (
  db: Kysely<Database>,
  now: Date,
): Promise<{ pending: number; putOff: number; dead: number }> => {
  const open = await db
    .selectFrom('outbox')
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .select(({ fn, or, eb }) => [
      fn.countAll<number>().as('all'),
      fn
        .countAll<number>()
        .filterWhere(or([eb('available_at', '<=', now), eb('attempts', '>', 0)]))
        .as('pending'),
    ])
    .executeTakeFirstOrThrow()
  const { dead } = await db
    .selectFrom('outbox')
    .where('dead_at', 'is not', null)
    .where('done_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('dead'))
    .executeTakeFirstOrThrow()
  return { pending: open.pending, putOff: open.all - open.pending, dead }
}

/**
 * Prometheus metrics: process, requests by route, outbox backlog, what was put off and what was set aside.
 */
export const createMetrics = (
  db: Kysely<Database>,
  clock: Clock,
): { registry: Registry; observe: (app: FastifyInstance) => void } => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'jucai_http_request_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  new Gauge({
    name: 'jucai_outbox_events',
    help: 'Events not done, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { pending, putOff, dead } = await countEvents(db, clock())
      this.set({ state: 'pending' }, pending)
      this.set({ state: 'put-off' }, putOff)
      this.set({ state: 'dead' }, dead)
    },
  })
  new Gauge({
    name: 'jucai_clock_ahead_of_database_seconds',
    help: 'By how much the clock of this server is ahead of that of the database; one of them is wrong when it grows',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
      if (rows[0]) this.set((clock().getTime() - rows[0].now.getTime()) / 1000)
    },
  })
  const observe = (app: FastifyInstance) => {
    app.addHook('onResponse', async (request, reply) => {
      duration.observe(
        { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
        reply.elapsedTime / 1000,
      )
    })
  }
  return { registry, observe }
}
