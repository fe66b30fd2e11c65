import { randomUUID } from 'node:crypto'
import type { Answers } from '@jucai/contract/forms'
import { sampleCity } from '../../mock/city/city'
import { sampleDocument } from '../../mock/people/people'
import { testVault } from '../../mock/fakes'
import { personForIdentity } from '../../server/accounts'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { publishCity } from '../../server/city'
import { openDatabase } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { currentNotice, recordConsent, register } from '../../server/profiles'
import { homecomingAnswers } from '../applications/world'
import { appOn } from './http-world'
import { ownDatabase } from './postgres'

export const program = 'homecoming'
const atOnce = 8

/** A draft that waits to be submitted. */
export interface SubmitTask {
  token: string
  personId: string
  draft: string
  revision: number
  version: number
  idempotencyKey: string
}
/** A database with registered people, each with a draft of the registration of returnees. */
export interface SubmitWorld {
  url: string
  tasks(count: number): SubmitTask[]
  settled(): Promise<void>
  close(): Promise<void>
}

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Makes it in a database of its own on this PostgreSQL. */
export const startSubmitWorld = async (server: string, people: number): Promise<SubmitWorld> => {
  const database = await ownDatabase(server, 'submit')
  const db = openDatabase(database.url)
  await migrate(db)
  const now = new Date()
  await publishCity(db, sampleCity, 'bench', now)
  const app = await appOn(database.url)
  const answers: Answers = homecomingAnswers()
  const prepare = async (turn: number): Promise<SubmitTask> => {
    const { personId, token } = await db.transaction().execute(async (tx) => {
      const work = { db: tx, now, deps: { vault: testVault(), random: systemRandomness } }
      const { personId } = await personForIdentity(work, {
        kind: 'phone',
        subject: `138${String(turn).padStart(8, '0')}`,
      })
      const own = { ...work, actor: { personId } }
      for (const purpose of ['registration', 'id-number'] as const)
        await recordConsent(own, { purpose, given: true, noticeVersion: currentNotice.version })
      await register(own, {
        name: '林小满',
        documentType: 'resident-id',
        documentNumber: sampleDocument('430122', `19${90 + Math.floor(turn / 1000)}-01-01`, turn % 1000),
        school: '湖南大学',
        degree: 'bachelor',
        major: '软件工程',
        graduatesOn: '2026-06-30',
        homeRegion: '430121',
        presentRegion: '430104',
        aims: ['job'],
      })
      return {
        personId,
        token: (await openSession(work, { personId, device: 'bench' })).token,
      }
    })
    const reply = await app.http.inject({
      method: 'PUT',
      url: `/api/programs/${program}/draft`,
      headers: { authorization: `Bearer ${token}` },
      payload: { answers, revision: 0, version: 1, device: 'bench' },
    })
    if (reply.statusCode !== 200) throw new Error(`the draft was answered ${reply.statusCode}: ${reply.body}`)
    const draft = reply.json<{ id: string; revision: number }>()
    return {
      token,
      personId,
      draft: draft.id,
      revision: draft.revision,
      version: 1,
      idempotencyKey: randomUUID(),
    }
  }
  const tasks: SubmitTask[] = []
  const turns = Array.from({ length: people }, (_, turn) => turn).values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const turn of turns) tasks.push(await prepare(turn))
    }),
  )
  await app.worker.drain()
  await app.close()
  let next = 0
  const waiting = () =>
    db.selectFrom('outbox').select('id').where('done_at', 'is', null).limit(1).executeTakeFirst()
  return {
    url: database.url,
    tasks: (count) => tasks.slice(next, (next += count)),
    settled: async () => {
      while (await waiting()) await pause(20)
    },
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}
