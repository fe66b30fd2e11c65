import { fork, type ChildProcess } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import type { Order } from './http-child'
import { median, ratio, type Line } from './line'

const connections = 16

/** A server process of the bench. */
export interface Served {
  port: number
  process: ChildProcess
}

/** Starts one. */
export const startServed = (order: Order): Promise<Served> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'http-child.ts'), {
      serialization: 'advanced',
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('message', (port) => resolve({ port: port as number, process: child }))
    child.once('exit', (code) => reject(new Error(`the ${order.kind} server ended with ${code}`)))
    child.send(order)
  })

/** Ends them. */
export const stopServed = (started: readonly Served[]): Promise<unknown> =>
  Promise.all(
    started.map(
      ({ process: child }) =>
        new Promise((resolve) => {
          child.removeAllListeners('exit').once('exit', resolve)
          child.disconnect()
        }),
    ),
  )

/** One request; anything but success is an error. */
export const send = (
  agent: http.Agent,
  port: number,
  {
    method,
    path,
    headers,
    body,
  }: { method: string; path: string; headers: Record<string, string>; body?: string },
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...headers, ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) },
      },
      (response) => {
        response
          .resume()
          .once('end', () =>
            response.statusCode && response.statusCode < 300
              ? resolve()
              : reject(new Error(`${method} ${path} answered ${response.statusCode}`)),
          )
        response.once('close', () => {
          if (!response.complete) reject(new Error(`${method} ${path} broke off`))
        })
      },
    )
    request.once('error', reject).end(body)
  })

/** Requests a second when 16 clients work through the list. */
export const rateOf = async (
  requests: readonly ((agent: http.Agent) => Promise<void>)[],
): Promise<number> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const queue = requests.values()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const request of queue) await request(agent)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return requests.length / seconds
}

/** Two figures measured in turns, so that whatever else the machine does meets both. */
export interface Turn {
  ours: number
  other: number
}

/**
 * Measures both, first one then the other in front; once before that, to warm both up. `between` is waited
 * for before each.
 */
export const inTurns = async (
  rounds: number,
  ours: () => Promise<number>,
  other: () => Promise<number>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Turn[]> => {
  const measured = async (run: () => Promise<number>) => {
    await between()
    return run()
  }
  await measured(ours)
  await measured(other)
  const turns: Turn[] = []
  for (let turn = 0; turn < rounds; turn += 1)
    turns.push(
      turn % 2
        ? { other: await measured(other), ours: await measured(ours) }
        : { ours: await measured(ours), other: await measured(other) },
    )
  if (process.env.BENCH_VERBOSE)
    process.stdout.write(`  ${turns.map((turn) => (turn.ours / turn.other).toFixed(2)).join(' ')}\n`)
  return turns
}

/** The medians of turns as a line; bound is the median of the turns' ratios. */
export const turnsLine = (
  name: string,
  turns: readonly Turn[],
  bound: { atMost: number } | { atLeast: number },
): Line =>
  ratio(
    name,
    median(turns.map((turn) => turn.ours)),
    median(turns.map((turn) => turn.other)),
    bound,
    median(turns.map((turn) => turn.ours / turn.other)),
  )
