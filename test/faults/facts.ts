import { sql, type Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import { sealAudit, verifyAudit, type ChainCheck } from '../../server/core/audit'

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
  /** Events not done, and those set aside after too many failures. */
  outbox: { pending: number; dead: number }
  /** Records without exactly one event, effects without exactly one record: each a sentence. */
  uneven: string[]
  chain: ChainCheck
}

const column = async (db: Kysely<Database>, text: string): Promise<string[]> =>
  (await sql<{ value: string }>`${sql.raw(text)}`.execute(db)).rows.map((row) => row.value)

/** Each query answers what breaks “one record, one audit entry, one event, one effect”. */
const onePerRecord: Record<string, string> = {
  'a scan without exactly one audit entry': `select scan.id::text as value from scan left join audit_entry on audit_entry.object = 'scan:' || scan.id::text and action = 'scan.recorded' group by scan.id having count(audit_entry.id) <> 1`,
  'a scan without exactly one event': `select scan.id::text as value from scan left join outbox on kind = 'scan.recorded' and payload->>'scanId' = scan.id::text group by scan.id having count(outbox.id) <> 1`,
  'a holder without one message for each scan': `select counted.person_id::text as value from (select person_id, count(*) as scans from scan group by person_id) counted
    left join message on message.person_id = counted.person_id and message.kind = 'service-recorded' group by counted.person_id, scans having count(message.id) <> scans`,
  'a registered person without exactly one welcome': `select profile.person_id::text as value from profile left join message on message.person_id = profile.person_id and message.kind = 'welcome' group by profile.person_id having count(message.id) <> 1`,
  'a registered person without exactly one milestone': `select profile.person_id::text as value from profile left join milestone on milestone.person_id = profile.person_id and milestone.kind = 'registered' group by profile.person_id having count(milestone.id) <> 1`,
  'a credential without exactly one audit entry': `select credential.id::text as value from credential left join audit_entry on audit_entry.object = 'credential:' || credential.id::text and action = 'credential.issued' group by credential.id having count(audit_entry.id) <> 1`,
}

const unevenIn = async (db: Kysely<Database>): Promise<string[]> => {
  const found: string[] = []
  for (const [sentence, text] of Object.entries(onePerRecord)) found.push(...(await column(db, text)).slice(0, 3).map((id) => `${sentence}: ${id}`))
  return found
}

const backlog = async (db: Kysely<Database>): Promise<Facts['outbox']> => {
  const { rows: [row] } = await sql<{ pending: number; dead: number }>`select count(*) filter (where dead_at is null) as pending, count(*) filter (where dead_at is not null) as dead from outbox where done_at is null`.execute(db)
  return row ?? { pending: 0, dead: 0 }
}

const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Waits, at most 30 seconds, until the server's own worker has done every event, then reads the facts. The audit log is sealed to its end and verified. */
export const readFacts = async (db: Kysely<Database>): Promise<Facts> => {
  const until = Date.now() + 30_000
  while ((await backlog(db)).pending > 0 && Date.now() < until) await pause(50)
  while (await sealAudit(db) > 0);
  return {
    people: await column(db, 'select id::text as value from person'),
    profiles: await column(db, 'select person_id::text as value from profile'),
    consents: await column(db, `select concat_ws(' ', person_id, purpose, given::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as value from consent`),
    credentials: await column(db, 'select id::text as value from credential'),
    scans: await column(db, 'select id::text as value from scan'),
    disputed: await column(db, 'select id::text as value from scan where disputed_at is not null'),
    readMessages: await column(db, 'select id::text as value from message where read_at is not null'),
    outbox: await backlog(db), uneven: await unevenIn(db), chain: await verifyAudit(db),
  }
}
