import type http from 'node:http'
import { stationOf } from '../../mock/city/stations'
import type { Order } from './http-child'
import { appOn, startHttpWorld, type HttpWorld, type ScanTask } from './http-world'
import type { Line } from './line'
import { record, templatesOf, type Statement } from './recorded'
import { inTurns, rateOf, send, startServed, stopServed, turnsLine, type Served } from './serving'

const [rounds, scansPerRound, readsPerRound] = [15, 120, 200]
const route = { scan: '/api/scans', timeline: '/api/me/timeline' }

const bodyOf = ({ code, serviceId, scannedAt }: ScanTask) => ({
  code,
  serviceId,
  scannedAt,
  stationId: stationOf.hall,
})
const headersOf = (token: string, task?: ScanTask) => ({
  authorization: `Bearer ${token}`,
  ...(task ? { 'content-type': 'application/json', 'idempotency-key': task.idempotencyKey } : {}),
})
const requestOf = ({ personId, credentialId, serviceId, idempotencyKey }: ScanTask) => ({
  personId,
  credentialId,
  serviceId,
  idempotencyKey,
})

/**
 * Runs each route once or twice in this process and notes its SQL and its reply. The worker is stopped:
 * what follows from an event is no part of the route.
 */
const observe = async (world: HttpWorld): Promise<Extract<Order, { kind: 'bare' }>> => {
  const app = await appOn(world.url)
  await app.worker.stop()
  let reply: unknown
  const inject = async (method: 'GET' | 'POST', token: string, task?: ScanTask): Promise<Statement[]> =>
    record(async () => {
      const answer = await app.http.inject({
        method,
        url: task ? route.scan : route.timeline,
        headers: headersOf(token, task),
        ...(task ? { payload: bodyOf(task) } : {}),
      })
      if (answer.statusCode >= 300) throw new Error(`${method} answered ${answer.statusCode}: ${answer.body}`)
      reply = answer.json()
    })
  const tasks = world.tasks(30)
  for (const task of tasks.slice(2)) await inject('POST', world.clerk, task) // also a journey for the holder to read
  const [one, other] = tasks as [ScanTask, ScanTask]
  const [first, second] = [await inject('POST', world.clerk, one), await inject('POST', world.clerk, other)]
  const scan = {
    method: 'POST' as const,
    path: route.scan,
    status: 201,
    statements: templatesOf(first, second, requestOf(one)),
    reply,
  }
  const read = await inject('GET', world.holder)
  const timeline = {
    method: 'GET' as const,
    path: route.timeline,
    status: 200,
    statements: templatesOf(read, read, {}),
    reply,
  }
  await app.close()
  if (scan.statements.length === 0 || timeline.statements.length === 0) throw new Error('no SQL was recorded')
  return { kind: 'bare', url: world.url, routes: [scan, timeline] }
}

/** The two busiest routes against a bare Fastify that sends PostgreSQL the same statements, in turns. */
export const overHttp = async (postgres: string): Promise<Line[]> => {
  const world = await startHttpWorld(postgres, (rounds + 1) * 2 * scansPerRound + 30)
  const started: Served[] = []
  try {
    const order = await observe(world)
    if (process.env.BENCH_VERBOSE)
      for (const { path: at, statements } of order.routes)
        process.stdout.write(`  ${at}\n${statements.map(({ text }) => `    ${text}`).join('\n')}\n`)
    const [ours, bare] = [await startServed({ kind: 'ours', url: world.url }), await startServed(order)]
    started.push(ours, bare)
    const scans = (port: number, extra: (task: ScanTask) => object) =>
      rateOf(
        world.tasks(scansPerRound).map((task) => {
          const body = JSON.stringify({ ...bodyOf(task), ...extra(task) })
          return (agent: http.Agent) =>
            send(agent, port, {
              method: 'POST',
              path: route.scan,
              headers: headersOf(world.clerk, task),
              body,
            })
        }),
      )
    const reads = (port: number) =>
      rateOf(
        Array.from(
          { length: readsPerRound },
          () => (agent: http.Agent) =>
            send(agent, port, { method: 'GET', path: route.timeline, headers: headersOf(world.holder) }),
        ),
      )
    return [
      turnsLine(
        'POST /scans, requests a second, against bare Fastify + pg',
        await inTurns(
          rounds,
          () => scans(ours.port, () => ({})),
          () => scans(bare.port, requestOf),
        ),
        { atLeast: 0.8 },
      ),
      turnsLine(
        'GET /me/timeline, requests a second, against bare Fastify + pg',
        await inTurns(
          rounds,
          () => reads(ours.port),
          () => reads(bare.port),
        ),
        { atLeast: 0.8 },
      ),
    ]
  } finally {
    await stopServed(started)
    await world.close()
  }
}
