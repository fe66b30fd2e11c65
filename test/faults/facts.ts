import { sql, type Kysely } from 'kysely'
import { applicationStates, isAtRest } from '@jucai/contract/application-vocabulary'
import type { Database } from '../../server/core/db'
import { sealAudit, verifyAudit, type ChainCheck } from '../../server/core/audit'
import { verifyLedger } from '../../server/ledger'
import { paidProgram } from './paying'
import { unevenDeliveries, type SentLog } from './sent-log'

/** What stands in the database after a restart, as far as it is compared with what was acknowledged. */
export interface Facts {
  people: string[]
  profiles: string[]
  /** `person purpose given moment` of each answer to the privacy notice. */
  consents: string[]
  credentials: string[]
  scans: string[]
  disputed: string[]
  readMessages: string[]
  /** `draft revision` of what was saved once: the draft holds it or a later one, or became an application. */
  drafts: string[]
  applications: string[]
  /** `application version` of each step. */
  steps: string[]
  /** Files marked complete. */
  files: string[]
  /** Payment runs; `run checksum` of what was released; imports of the bank's answers; runs with no order open. */
  runs: string[]
  released: string[]
  imports: string[]
  answered: string[]
  /** `person version` of each account that somebody gave to be paid to. */
  accounts: string[]
  /** Deliveries that were not sent though nothing stands in their way. */
  undelivered: number
  /**
   * Events that are due and not done, and those set aside after too many failures. What is meant for later,
   * such as the reminder of a visit, waits.
   */
  outbox: { pending: number; dead: number }
  /** Records without exactly one event, effects without exactly one record: each a sentence. */
  uneven: string[]
  chain: ChainCheck
  /** How much there was to go wrong: timers that fired, messages that left or may have left, and the like. */
  exercised: Record<string, number>
}

const column = async (db: Kysely<Database>, text: string): Promise<string[]> =>
  (await sql<{ value: string }>`${sql.raw(text)}`.execute(db)).rows.map((row) => row.value)

/** How often the applicant was told something of an application. */
const told = `select substring(link from 'id=(.*)$')::uuid as application_id, title, count(*) as times
    from message
    where kind = 'application' and link like '/applications/application/index?id=%'
    group by 1, 2`
const eventsOf = (kind: string) =>
  `(select (payload->>'applicationId')::uuid as application_id, payload->>'kind' as timer, (payload->>'version')::integer as version, count(*) as times from outbox where kind = '${kind}' group by 1, 2, 3)`

/** Steps that the engine took: what the sample says was decided on paper left no trace in it. */
const onPaper = `application.number like 'GY-PAPER-%'`
const stepsTaken = `(select application_step.* from application_step join application on application.id = application_id where not ${onPaper})`

/** Each query answers what breaks “one record, one audit entry, one event, one effect”. */
const onePerRecord: Record<string, string> = {
  'a scan without exactly one audit entry': `select scan.id::text as value
      from scan
      left join audit_entry on audit_entry.object = 'scan:' || scan.id::text and action = 'scan.recorded'
      group by scan.id
      having count(audit_entry.id) <> 1`,
  'a scan without exactly one event': `select scan.id::text as value
      from scan
      left join outbox on kind = 'scan.recorded' and payload->>'scanId' = scan.id::text
      group by scan.id
      having count(outbox.id) <> 1`,
  'a holder without one message for each scan': `select counted.person_id::text as value
      from (select person_id, count(*) as scans from scan group by person_id) counted
    left join message on message.person_id = counted.person_id and message.kind = 'service-recorded' group by counted.person_id, scans having count(message.id) <> scans`,
  'a registered person without exactly one welcome': `select profile.person_id::text as value
      from profile
      left join message on message.person_id = profile.person_id and message.kind = 'welcome'
      group by profile.person_id
      having count(message.id) <> 1`,
  'a registered person without exactly one milestone': `select profile.person_id::text as value
      from profile
      left join milestone on milestone.person_id = profile.person_id and milestone.kind = 'registered'
      group by profile.person_id
      having count(milestone.id) <> 1`,
  'a credential without exactly one audit entry': `select credential.id::text as value
      from credential
      left join audit_entry on audit_entry.object = 'credential:' || credential.id::text and action = 'credential.issued'
      group by credential.id
      having count(audit_entry.id) <> 1`,
  'an application without one step for each version': `select application.id::text as value
      from application
      left join application_step as step on step.application_id = application.id
    group by application.id having count(step.id) <> application.version or min(step.version) <> 1 or max(step.version) <> application.version`,
  'an application in another state than its last step led to': `select application.id::text as value
      from application
      join application_step as step on step.application_id = application.id and step.version = application.version
      where step.to_state <> application.state`,
  'an application at rest that counts as open, or the other way round': `select id::text as value
      from application
      where is_open = (state = any ('{${applicationStates.filter(isAtRest).join()}}'))`,
  'a step that does not begin where the one before ended': `select step.id::text as value
      from application_step as step
      left join application_step as before on before.application_id = step.application_id and before.version = step.version - 1
      where step.from_state is distinct from before.to_state`,
  'a step without exactly one audit entry': `select step.application_id || ' ' || step.version as value
      from ${stepsTaken} as step
    left join audit_entry as entry on entry.object = 'application:' || step.application_id and entry.action = 'application.' || step.event and (entry.detail->>'version')::integer = step.version group by step.id, step.application_id, step.version having count(entry.id) <> 1`,
  'an audit entry of a step that is not there': `select entry.id::text as value
      from audit_entry as entry
      left join application_step as step on entry.object = 'application:' || step.application_id and (entry.detail->>'version')::integer = step.version
    where entry.object like 'application:%' and entry.detail ? 'to' and step.id is null`,
  'a step without exactly one event': `select step.application_id || ' ' || step.version as value
      from ${stepsTaken} as step
      left join ${eventsOf('application.changed')} as event on event.application_id = step.application_id and event.version = step.version
      where event.times is distinct from 1`,
  'an applicant without one message for each change': `select application.id::text as value
      from application
      left join (select application_id, sum(times) as times from (${told}) as told where title <> '补正期限快到了' group by 1) as counted on counted.application_id = application.id
    where coalesce(counted.times, 0) <> application.version and not ${onPaper}`,
  'an applicant told twice': `select application_id || ' ' || title as value from (${told}) as told where times > 1`,
  'a timer that fired, without exactly one event': `select timer.application_id || ' ' || timer.kind as value
      from application_timer as timer
    left join ${eventsOf('application.timer-fired')} as event on event.application_id = timer.application_id and event.version = timer.application_version and event.timer = timer.kind
    where timer.fired_at is not null and event.times is distinct from 1`,
  'a lapse that fired and did not happen': `select timer.application_id::text as value
      from application_timer as timer
      join application on application.id = timer.application_id and application.version = timer.application_version
      where timer.kind = 'lapse' and timer.fired_at is not null`,
  'a complete file with parts left over, or without its audit entry': `select evidence.id::text as value
      from evidence
      where completed_at is not null
    and (exists (select from evidence_part where evidence_id = evidence.id) or (select count(*) from audit_entry where object = 'evidence:' || evidence.id and action = 'evidence.completed') <> 1)`,
  'an approved subsidy without its grant, or a grant of what is not approved': `select application.id::text as value
      from application
      left join subsidy_grant as subsidy on subsidy.application_id = application.id
      where (application.state = 'approved' and program = '${paidProgram}') <> (subsidy.id is not null) and program = '${paidProgram}'`,
  'an instalment that is owed here and not in the ledger, or the other way round': `select subsidy.application_id || ':' || number as value
      from subsidy_instalment as instalment
      join subsidy_grant as subsidy on subsidy.id = grant_id
      left join ledger_payment as payment on payment.scheme = subsidy.scheme and payment.reference = 'application:' || subsidy.application_id || ':' || number
      where (owed_at is not null) <> (payment.id is not null) or payment.amount_fen <> instalment.amount_fen`,
  'a payment that the bank paid without one order that says so, or more often than once': `select payment.id::text as value
      from ledger_payment as payment
      left join ledger_order on payment_id = payment.id and ledger_order.state = 'paid'
      group by payment.id
      having count(ledger_order.id) <> (case payment.state when 'paid' then 1 else 0 end)`,
  'a submitted application with a draft': `select application.id::text as value
      from application
      join application_draft as draft on draft.id = application.id`,
}

const unevenIn = async (db: Kysely<Database>): Promise<string[]> => {
  const found: string[] = []
  for (const [sentence, text] of Object.entries(onePerRecord))
    found.push(...(await column(db, text)).slice(0, 3).map((id) => `${sentence}: ${id}`))
  return found
}

const backlog = async (db: Kysely<Database>): Promise<Facts['outbox']> => {
  const {
    rows: [row],
  } = await sql<{
    pending: number
    dead: number
  }>`select count(*) filter (where dead_at is null and (attempts > 0 or available_at <= ${new Date()})) as pending, count(*) filter (where dead_at is not null) as dead
      from outbox
      where done_at is null`.execute(db)
  return row ?? { pending: 0, dead: 0 }
}

const exercised = async (db: Kysely<Database>): Promise<Record<string, number>> => {
  const { rows } = await sql<{
    what: string
    times: number
  }>`select 'timers ' || kind as what, count(*) as times from application_timer where fired_at is not null group by kind
    union all select channel || ' ' || state, count(*) from delivery group by channel, state union all select 'steps ' || event, count(*) from application_step group by event
    union all select 'orders ' || state, count(*) from ledger_order group by state
    union all select 'payments ' || state, count(*) from ledger_payment group by state
    union all select 'bookings ' || act, count(*) from ledger_booking group by act
    union all select 'imports ' || state, count(*) from ledger_return group by state
    union all select 'runs ' || state, count(*) from ledger_run group by state order by 1`.execute(db)
  return Object.fromEntries(rows.map(({ what, times }) => [what, times]))
}

const undelivered = async (db: Kysely<Database>): Promise<number> =>
  (await column(db, `select event_id::text as value from delivery where state = 'waiting'`)).length

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/**
 * Waits, at most 30 seconds, until the server's own worker has done every event, then reads the facts. The
 * audit log is sealed to its end and verified.
 */
export const readFacts = async (db: Kysely<Database>, sent: SentLog): Promise<Facts> => {
  const until = Date.now() + 30_000
  while (((await backlog(db)).pending > 0 || (await undelivered(db)) > 0) && Date.now() < until)
    await pause(50)
  while ((await sealAudit(db, { whole: true })) > 0);
  return {
    people: await column(db, 'select id::text as value from person'),
    profiles: await column(db, 'select person_id::text as value from profile'),
    consents: await column(
      db,
      `select concat_ws(' ', person_id, purpose, given::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as value
          from consent`,
    ),
    credentials: await column(db, 'select id::text as value from credential'),
    scans: await column(db, 'select id::text as value from scan'),
    disputed: await column(db, 'select id::text as value from scan where disputed_at is not null'),
    readMessages: await column(db, 'select id::text as value from message where read_at is not null'),
    drafts: await column(
      db,
      `select id || ' ' || revision as value
          from (select id, generate_series(1, revision) as revision from application_draft union all select id, generate_series(1, 2) from application) as saved`,
    ),
    applications: await column(db, 'select id::text as value from application'),
    steps: await column(db, `select application_id || ' ' || version as value from application_step`),
    files: await column(db, 'select id::text as value from evidence where completed_at is not null'),
    runs: await column(db, 'select id::text as value from ledger_run'),
    released: await column(
      db,
      `select id || ' ' || checksum as value from ledger_run where released_at is not null`,
    ),
    imports: await column(db, 'select id::text as value from ledger_return'),
    answered: await column(
      db,
      `select id::text as value from ledger_run
          where released_at is not null and not exists (select from ledger_order where run_id = ledger_run.id and state in ('prepared', 'sent'))`,
    ),
    accounts: await column(
      db,
      `select person_id || ' ' || row_number() over (partition by person_id order by given_at, id) as value
          from ledger_bank_account`,
    ),
    undelivered: await undelivered(db),
    outbox: await backlog(db),
    uneven: [
      ...(await unevenIn(db)),
      ...(await unevenDeliveries(db, sent)),
      ...(await verifyLedger(db, new Date())).faults.map((fault) => JSON.stringify(fault)),
    ],
    chain: await verifyAudit(db),
    exercised: await exercised(db),
  }
}
