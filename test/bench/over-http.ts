import { fork, type ChildProcess } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import { stationOf } from '../../mock/data/stations'
import type { Order } from './http-child'
import { appOn, startHttpWorld, type HttpWorld, type ScanTask } from './http-world'
import { median, ratio, type Line } from './line'
import { record, templatesOf, type Statement } from './recorded'

const [connections, rounds, scansPerRound, readsPerRound] = [16, 15, 120, 200]
const route = { scan: '/api/scans', timeline: '/api/me/timeline' }

const bodyOf = ({ code, serviceId, scannedAt }: ScanTask) => ({ code, serviceId, scannedAt, stationId: stationOf.hall })
const headersOf = (token: string, task?: ScanTask) => ({ authorization: `Bearer ${token}`, ...(task ? { 'content-type': 'application/json', 'idempotency-key': task.idempotencyKey } : {}) })
const requestOf = ({ personId, credentialId, serviceId, idempotencyKey }: ScanTask) => ({ personId, credentialId, serviceId, idempotencyKey })

/** Runs each route once or twice in this process and notes its SQL and its reply. The worker is stopped: what follows from an event is no part of the route. */
const observe = async (world: HttpWorld): Promise<Extract<Order, { kind: 'bare' }>> => {
  const app = await appOn(world.url)
  await app.worker.stop()
  let reply: unknown
  const inject = async (method: 'GET' | 'POST', token: string, task?: ScanTask): Promise<Statement[]> => record(async () => {
    const answer = await app.http.inject({ method, url: task ? route.scan : route.timeline, headers: headersOf(token, task), ...(task ? { payload: bodyOf(task) } : {}) })
    if (answer.statusCode >= 300) throw new Error(`${method} answered ${answer.statusCode}: ${answer.body}`)
    reply = answer.json()
  })
  const tasks = world.tasks(30)
  for (const task of tasks.slice(2)) await inject('POST', world.clerk, task) // also a journey for the holder to read
  const [one, other] = tasks as [ScanTask, ScanTask]
  const [first, second] = [await inject('POST', world.clerk, one), await inject('POST', world.clerk, other)]
  const scan = { method: 'POST' as const, path: route.scan, status: 201, statements: templatesOf(first, second, requestOf(one)), reply }
  const read = await inject('GET', world.holder)
  const timeline = { method: 'GET' as const, path: route.timeline, status: 200, statements: templatesOf(read, read, {}), reply }
  await app.close()
  if (scan.statements.length === 0 || timeline.statements.length === 0) throw new Error('no SQL was recorded')
  return { kind: 'bare', url: world.url, routes: [scan, timeline] }
}

interface Served { port: number; process: ChildProcess }
const start = (order: Order): Promise<Served> => new Promise((resolve, reject) => {
  const child = fork(path.join(__dirname, 'http-child.ts'), { serialization: 'advanced', execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.once('message', (port) => resolve({ port: port as number, process: child }))
  child.once('exit', (code) => reject(new Error(`the ${order.kind} server ended with ${code}`)))
  child.send(order)
})

const send = (agent: http.Agent, port: number, method: string, at: string, headers: Record<string, string>, body?: string): Promise<void> => new Promise((resolve, reject) => {
  const request = http.request({ agent, host: '127.0.0.1', port, method, path: at, headers: { ...headers, ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) } }, (response) => {
    response.resume().once('end', () => response.statusCode && response.statusCode < 300 ? resolve() : reject(new Error(`${method} ${at} answered ${response.statusCode}`)))
  })
  request.once('error', reject).end(body)
})

/** Requests a second when `connections` clients work through the list. */
const rateOf = async (requests: readonly ((agent: http.Agent) => Promise<void>)[]): Promise<number> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const queue = requests.values()
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, async () => { for (const request of queue) await request(agent) }))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return requests.length / seconds
}

const compare = async (name: string, ours: () => Promise<number>, bare: () => Promise<number>): Promise<Line> => {
  await ours(); await bare() // warms both up
  const turns: { ours: number; bare: number }[] = []
  for (let turn = 0; turn < rounds; turn += 1) turns.push(turn % 2 ? { bare: await bare(), ours: await ours() } : { ours: await ours(), bare: await bare() })
  if (process.env.BENCH_VERBOSE) process.stdout.write(`  ${turns.map((turn) => (turn.ours / turn.bare).toFixed(2)).join(' ')}\n`)
  return ratio(name, median(turns.map((turn) => turn.ours)), median(turns.map((turn) => turn.bare)), { atLeast: 0.8 }, median(turns.map((turn) => turn.ours / turn.bare)))
}

/** The two busiest routes against a bare Fastify that sends PostgreSQL the same statements, in turns. */
export const overHttp = async (postgres: string): Promise<Line[]> => {
  const world = await startHttpWorld(postgres, (rounds + 1) * 2 * scansPerRound + 30)
  const started: Served[] = []
  try {
    const order = await observe(world)
    if (process.env.BENCH_VERBOSE) for (const { path: at, statements } of order.routes) process.stdout.write(`  ${at}\n${statements.map(({ text }) => `    ${text}`).join('\n')}\n`)
    const [ours, bare] = [await start({ kind: 'ours', url: world.url }), await start(order)]
    started.push(ours, bare)
    const scans = (port: number, extra: (task: ScanTask) => object) => rateOf(world.tasks(scansPerRound).map((task) => {
      const body = JSON.stringify({ ...bodyOf(task), ...extra(task) })
      return (agent: http.Agent) => send(agent, port, 'POST', route.scan, headersOf(world.clerk, task), body)
    }))
    const reads = (port: number) => rateOf(Array.from({ length: readsPerRound }, () => (agent: http.Agent) => send(agent, port, 'GET', route.timeline, headersOf(world.holder))))
    return [
      await compare('POST /scans, requests a second, against bare Fastify + pg', () => scans(ours.port, () => ({})), () => scans(bare.port, requestOf)),
      await compare('GET /me/timeline, requests a second, against bare Fastify + pg', () => reads(ours.port), () => reads(bare.port)),
    ]
  } finally {
    await Promise.all(started.map(({ process: child }) => new Promise((resolve) => { child.removeAllListeners('exit').once('exit', resolve); child.disconnect() })))
    await world.close()
  }
}
