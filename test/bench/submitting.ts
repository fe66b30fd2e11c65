import type http from 'node:http'
import type { Application } from '@jucai/contract/applications'
import type { Order } from './http-child'
import { appOn } from './http-world'
import type { Line } from './line'
import { record, templatesOf, type Statement } from './recorded'
import { inTurns, rateOf, send, startServed, stopServed, turnsLine, type Served } from './serving'
import { program, startSubmitWorld, type SubmitTask, type SubmitWorld } from './submit-world'

const [rounds, perRound, recorded, least] = [15, 40, 12, 0.6]
const path = `/api/programs/${program}/applications`

const bodyOf = ({ draft, revision, version }: SubmitTask) => ({
  draft,
  revision,
  version,
  keepInProfile: false,
})
const headersOf = ({ token, idempotencyKey }: SubmitTask) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'idempotency-key': idempotencyKey,
})
const namedOf = ({ draft, personId, idempotencyKey }: SubmitTask, number: string) => ({
  draft,
  personId,
  idempotencyKey,
  number,
})

/**
 * Submits a few drafts in this process and notes SQL and reply of the last. The worker is stopped: what
 * follows from an event is no part of the route.
 */
const observe = async (world: SubmitWorld): Promise<Extract<Order, { kind: 'bare' }>> => {
  const app = await appOn(world.url)
  await app.worker.stop()
  const seen: { task: SubmitTask; statements: Statement[]; reply: Application }[] = []
  for (const task of world.tasks(recorded)) {
    let reply: Application | undefined
    const statements = await record(async () => {
      const answer = await app.http.inject({
        method: 'POST',
        url: path,
        headers: headersOf(task),
        payload: bodyOf(task),
      })
      if (answer.statusCode !== 201)
        throw new Error(`a submission was answered ${answer.statusCode}: ${answer.body}`)
      reply = answer.json<Application>()
    })
    seen.push({ task, statements, reply: reply as Application })
  }
  await app.close()
  const [other, one] = seen.slice(-2) as [(typeof seen)[number], (typeof seen)[number]]
  return {
    kind: 'bare',
    url: world.url,
    routes: [
      {
        method: 'POST',
        path,
        status: 201,
        statements: templatesOf(one.statements, other.statements, namedOf(one.task, one.reply.number)),
        reply: one.reply,
      },
    ],
  }
}

/** Submissions against a bare Fastify that sends PostgreSQL the same statements, in turns. */
export const submitting = async (postgres: string): Promise<Line[]> => {
  const world = await startSubmitWorld(postgres, (rounds + 1) * 2 * perRound + recorded)
  const started: Served[] = []
  try {
    const order = await observe(world)
    if (process.env.BENCH_VERBOSE)
      process.stdout.write(
        `  ${path}\n${order.routes.flatMap(({ statements }) => statements.map(({ text }) => `    ${text}`)).join('\n')}\n`,
      )
    const [ours, bare] = [await startServed({ kind: 'ours', url: world.url }), await startServed(order)]
    started.push(ours, bare)
    let numbers = 0
    const submissions = (port: number, extra: (task: SubmitTask) => object) =>
      rateOf(
        world.tasks(perRound).map((task) => {
          const body = JSON.stringify({ ...bodyOf(task), ...extra(task) })
          return (agent: http.Agent) =>
            send(agent, port, { method: 'POST', path, headers: headersOf(task), body })
        }),
      )
    const turns = await inTurns(
      rounds,
      () => submissions(ours.port, () => ({})),
      () => submissions(bare.port, (task) => namedOf(task, `bench-${(numbers += 1)}`)),
      world.settled,
    )
    return [
      turnsLine('POST /programs/:program/applications, requests a second, against bare Fastify + pg', turns, {
        atLeast: least,
      }),
    ]
  } finally {
    await stopServed(started)
    await world.close()
  }
}
