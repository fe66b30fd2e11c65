import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { DryRun } from '@jucai/contract/policy-office'
import { bookFaults, type PolicyBook } from '@jucai/contract/policies/book'
import { addYears } from '@jucai/contract/policies/days'
import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf, type Clock } from '../core/clock'
import type { Database, Db } from '../core/db'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { fieldProblem, problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import { bookBody, newestVersion } from './books'
import { refuseFaults } from './draft-changes'
import { draftAt, type OfficeDeps, type OfficeWork } from './drafts'
import { factsAfter, type FactDeps } from './facts'
import { comparing, toldTally, type Tally } from './impact'

interface PolicyDryRunTable {
  id: string
  revision: number
  against: number
  body: unknown
  day: string
  state: DryRun['state']
  requested_by: string
  requested_at: Date
  attempts: number
  taken_at: Date | null
  reached: string | null
  judged: number
  tally: unknown
  finished_at: Date | null
}
declare module '../core/db' {
  interface Database {
    policy_dry_run: PolicyDryRunTable
  }
}
/** What dry runs are made with. */
export interface DryRunDeps extends FactDeps, OfficeDeps {
  db: Kysely<Database>
  clock: Clock
  /** People judged between two looks at the database, 200 unless said. */
  batch?: number
  /** Told the name of an error that made an attempt fail. */
  failed?(name: string): void
}

type Row = Omit<PolicyDryRunTable, 'body'>
const columns = [
  'id',
  'revision',
  'against',
  'day',
  'state',
  'requested_by',
  'requested_at',
  'attempts',
  'taken_at',
  'reached',
  'judged',
  'tally',
  'finished_at',
] as const
const open: DryRun['state'][] = ['waiting', 'running']

const shown = (row: Row, names: ReadonlyMap<string, string>): DryRun => ({
  id: row.id,
  revision: row.revision,
  day: row.day,
  state: row.state,
  requestedAt: row.requested_at.toISOString(),
  by: names.get(row.requested_by) ?? '已离开的同事',
  finishedAt: row.finished_at?.toISOString() ?? null,
  judged: row.judged,
  result: row.state === 'done' ? toldTally(row.tally as Tally) : null,
})

const checkDay = (day: string, today: string) => {
  if (day < today || day > addYears(today, 10))
    throw fieldProblem('/day', '试算的日期从今天起，最远到十年以后')
}

/**
 * Asks for a dry run of the draft on a day; it is made soon after.
 * @throws Problem stale-version, not-found without a draft, invalid-request when it cannot be judged by,
 * event-not-allowed while another is made
 */
export const askDryRun = async (
  work: OfficeWork,
  { revision, day }: { revision: number; day: string },
): Promise<{ id: string }> => {
  const { db, now, actor } = work
  const draft = await draftAt(work, revision)
  if (!draft.open) throw problem('not-found', { detail: '现在没有草稿，没有可以试算的改动' })
  checkDay(day, dayOf(now))
  refuseFaults(bookFaults(draft.book))
  await takeTurns(db, 'policy_dry_run')
  const other = await db
    .selectFrom('policy_dry_run')
    .select('id')
    .where('state', 'in', open)
    .executeTakeFirst()
  if (other) throw problem('event-not-allowed', { detail: '有一次试算正在进行，请等它完成后再试' })
  const id = uuidv7()
  await db
    .insertInto('policy_dry_run')
    .values({
      id,
      revision,
      against: await newestVersion(db),
      body: JSON.stringify(draft.book),
      day,
      state: 'waiting',
      requested_by: actor.personId,
      requested_at: now,
      attempts: 0,
      taken_at: null,
      reached: null,
      judged: 0,
      tally: null,
      finished_at: null,
    })
    .execute()
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'policy-draft.dry-run',
    object: `policy-dry-run:${id}`,
    detail: { what: '用草稿试算了全部已登记的人，只计人数', day, revision },
  })
  return { id }
}

/** Dry runs, newest first. @throws Problem invalid-request on a cursor that no page gave */
export const dryRunPage = async (db: Db, deps: OfficeDeps, { after, limit = 20 }: PageRequest) => {
  const from = placeOf(after)
  const rows = await db
    .selectFrom('policy_dry_run')
    .select(columns)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('requested_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const names = await deps.names(db, [...new Set(rows.map((row) => row.requested_by))])
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.requested_at, row.id),
    (row) => shown(row, names),
  )
}

/** One dry run. @throws Problem not-found */
export const oneDryRun = async (db: Db, deps: OfficeDeps, id: string): Promise<DryRun> => {
  const row = await db.selectFrom('policy_dry_run').select(columns).where('id', '=', id).executeTakeFirst()
  if (!row) throw problem('not-found')
  return shown(row, await deps.names(db, [row.requested_by]))
}

const abandonedMs = 120_000
const mostAttempts = 3

/** Takes the dry run that waits, or whose maker has not been heard of for two minutes. */
const take = ({ db, clock }: DryRunDeps): Promise<PolicyDryRunTable | undefined> =>
  db.transaction().execute(async (tx) => {
    const now = clock()
    const row = await tx
      .selectFrom('policy_dry_run')
      .selectAll()
      .where('state', 'in', open)
      .where(({ eb, or }) =>
        or([eb('taken_at', 'is', null), eb('taken_at', '<', new Date(now.getTime() - abandonedMs))]),
      )
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return undefined
    const taken = { state: 'running' as const, attempts: row.attempts + 1, taken_at: now }
    await tx.updateTable('policy_dry_run').set(taken).where('id', '=', row.id).execute()
    return { ...row, ...taken }
  })

/** Writes how far a dry run is. @returns false when somebody else has taken it meanwhile */
const keep = async (
  { db }: DryRunDeps,
  { id, attempts }: PolicyDryRunTable,
  set: Partial<PolicyDryRunTable>,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('policy_dry_run')
    .set(set)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
const end = (deps: DryRunDeps, row: PolicyDryRunTable, state: 'done' | 'failed') =>
  keep(deps, row, { state, body: null, reached: null, finished_at: deps.clock() })

/** Judges everybody who is left, batch by batch; each is written down before the next is read. */
const judgeAll = async (deps: DryRunDeps, row: PolicyDryRunTable): Promise<void> => {
  const { db, clock, batch = 200 } = deps
  const [before, after] = [await bookBody(db, row.against), row.body as PolicyBook]
  const compared = comparing(before, after, row.day)
  const definitions = [...before.facts, ...after.facts]
  const tally = (row.tally as Tally | null) ?? compared.empty()
  let [last, judged] = [row.reached, row.judged]
  for (;;) {
    const people = await factsAfter(db, deps, { after: last, limit: batch, day: row.day }, definitions)
    for (const { facts } of people) compared.count(tally, facts)
    judged += people.length
    last = people.at(-1)?.personId ?? last
    const set = { reached: last, judged, tally: JSON.stringify(tally), taken_at: clock() }
    if (!(await keep(deps, row, set))) return
    if (people.length < batch) break
    await letOthersRun()
  }
  await end(deps, row, 'done')
}

/**
 * Makes the dry run that waits, off the request. What fails, or was killed, goes on two minutes later from the
 * last batch that was written down, three times in all.
 */
export const makeDryRuns = async (deps: DryRunDeps): Promise<void> => {
  const row = await take(deps)
  if (!row) return
  if (row.attempts > mostAttempts) return void (await end(deps, row, 'failed'))
  try {
    await judgeAll(deps, row)
  } catch (error) {
    deps.failed?.((error as Error).name)
    if (row.attempts >= mostAttempts) await end(deps, row, 'failed')
  }
}
