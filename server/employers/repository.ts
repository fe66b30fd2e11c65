import type {
  EmployerKind,
  EmployerSize,
  EmployerState,
  MemberRight,
} from '@jucai/contract/employer-vocabulary'
import { nameKey } from '@jucai/contract/text'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'

interface EmployerTable {
  id: string
  credit_code: string
  name: string
  name_key: string
  kind: EmployerKind
  address: string
  field: string
  chain_keys: string[]
  size: EmployerSize | null
  contact_name: Buffer | null
  contact_phone: Buffer | null
  contact_of: string | null
  licence: string | null
  state: EmployerState
  state_at: Date
  reason: string | null
  ownerless: boolean
  made_by: string
  made_at: Date
  submitted_at: Date | null
  verified_at: Date | null
  version: number
}
interface EmployerMemberTable {
  id: string
  employer_id: string
  person_id: string
  member_right: MemberRight
  name: Buffer | null
  since: Date
}
interface EmployerStepTable {
  id: never
  employer_id: string
  at: Date
  event: string
  from_state: string | null
  to_state: string
  by_person: string | null
  by_role: 'member' | 'office' | 'system'
  note: string
}
declare module '../core/db' {
  interface Database {
    employer: EmployerTable
    employer_member: EmployerMemberTable
    employer_step: EmployerStepTable
  }
}

/** An employer as it is kept. */
export type EmployerRow = EmployerTable
/** One of its people. */
export type MemberRow = EmployerMemberTable
/** What happened to it. */
export type StepRow = Omit<EmployerStepTable, 'id'>

/** What of an employer is encrypted, by whom it belongs to. */
export const contactContext = (field: 'contact_name' | 'contact_phone', id: string): string =>
  `employer.${field}:${id}`
const memberContext = (id: string) => `employer_member.name:${id}`
/** What somebody is called at an employer, as it is kept. */
export const sealMemberName = (vault: Vault, id: string, name: string): Buffer =>
  vault.encrypt(name, memberContext(id))
/** The same in the clear; empty once it is erased. */
export const openMemberName = (vault: Vault, row: MemberRow): string =>
  row.name ? vault.decrypt(row.name, memberContext(row.id)) : ''

/** Adds an employer. */
export const insertEmployer = async (db: Db, row: Omit<EmployerRow, 'name_key'>): Promise<EmployerRow> => {
  const whole = { ...row, name_key: nameKey(row.name) }
  await db.insertInto('employer').values(whole).execute()
  return whole
}
/** An employer by id. */
export const employerById = (db: Db, id: string): Promise<EmployerRow | undefined> =>
  db.selectFrom('employer').selectAll().where('id', '=', id).executeTakeFirst()
/**
 * The same, held until the transaction ends: whatever changes an employer or its people holds it first, so that
 * two owners who remove each other come one after the other. Hold people before it.
 */
export const employerForUpdate = (db: Db, id: string): Promise<EmployerRow | undefined> =>
  db.selectFrom('employer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Which employer has a credit code: the one that claims it, not a draft and not one that is closed. */
export const employerByCode = (db: Db, creditCode: string): Promise<EmployerRow | undefined> =>
  db
    .selectFrom('employer')
    .selectAll()
    .where('credit_code', '=', creditCode)
    .where('state', 'not in', ['draft', 'closed'])
    .executeTakeFirst()
/** Changes an employer. */
export const updateEmployer = async (db: Db, id: string, change: Partial<EmployerRow>): Promise<void> => {
  await db
    .updateTable('employer')
    .set(change.name === undefined ? change : { ...change, name_key: nameKey(change.name) })
    .where('id', '=', id)
    .execute()
}

/** Names and states of several employers, for rows of other rooms. */
export const employersById = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string; state: EmployerState }>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('employer')
            .select(['id', 'name', 'state'])
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map((row) => [row.id, row]),
  )
/** Employers as a relation that other rooms join: nothing of it is about a person. */
export const employerRows = (db: Db) =>
  db.selectFrom('employer').select(['id', 'name', 'state', 'kind', 'chain_keys', 'field', 'size'])

/** Adds one of the people of an employer. */
export const insertMember = async (db: Db, row: MemberRow): Promise<void> => {
  await db.insertInto('employer_member').values(row).execute()
}
/** One of the people of an employer. */
export const memberRow = (db: Db, employerId: string, personId: string): Promise<MemberRow | undefined> =>
  db
    .selectFrom('employer_member')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
/** The people of an employer, owners first, who came first before others. */
export const membersOf = (db: Db, employerId: string): Promise<MemberRow[]> =>
  db
    .selectFrom('employer_member')
    .selectAll()
    .where('employer_id', '=', employerId)
    .orderBy('member_right')
    .orderBy('since')
    .orderBy('person_id')
    .execute()
/** Of which employers somebody is, newest first. */
export const membershipsOf = (db: Db, personId: string): Promise<MemberRow[]> =>
  db
    .selectFrom('employer_member')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('since', 'desc')
    .orderBy('employer_id')
    .execute()
/** Changes what somebody may do. */
export const updateMember = async (db: Db, id: string, right: MemberRight): Promise<void> => {
  await db.updateTable('employer_member').set({ member_right: right }).where('id', '=', id).execute()
}
/** Takes somebody from the people of an employer. */
export const deleteMember = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('employer_member').where('id', '=', id).execute()
}
/** Whom to tell of an employer: its people, or its owners alone. */
export const peopleOfEmployer = async (db: Db, employerId: string, right?: 'owner'): Promise<string[]> =>
  (await membersOf(db, employerId))
    .filter((row) => right === undefined || row.member_right === right)
    .map(({ person_id }) => person_id)

/** Writes down what happened to an employer. */
export const insertStep = async (db: Db, row: StepRow): Promise<void> => {
  await db.insertInto('employer_step').values(row).execute()
}
/** What happened to an employer, newest first. */
export const stepsOf = (db: Db, employerId: string): Promise<StepRow[]> =>
  db
    .selectFrom('employer_step')
    .select(['employer_id', 'at', 'event', 'from_state', 'to_state', 'by_person', 'by_role', 'note'])
    .where('employer_id', '=', employerId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

/** Whoever deletes their account is not named in the record of an employer; the audit log keeps who acted. */
export const forgetWho = async (db: Db, personId: string): Promise<void> => {
  await db.updateTable('employer_step').set({ by_person: null }).where('by_person', '=', personId).execute()
}

/** Drafts that somebody began. */
export const draftsOf = async (db: Db, personId: string): Promise<number> =>
  (
    await db
      .selectFrom('employer')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('made_by', '=', personId)
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow()
  ).count
/** Throws a draft away, with its people. */
export const deleteDraft = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('employer_member').where('employer_id', '=', id).execute()
  await db.deleteFrom('employer_step').where('employer_id', '=', id).execute()
  await db.deleteFrom('employer').where('id', '=', id).where('state', '=', 'draft').execute()
}

/** Employers as the office lists them, changed last first; one more than `limit`. Drafts are nobody else's. */
export const employerPage = (
  db: Db,
  filter: { state?: EmployerState; ownerless?: boolean; name?: string },
  after: Place | null,
  limit: number,
): Promise<EmployerRow[]> =>
  db
    .selectFrom('employer')
    .selectAll()
    .$if(filter.state !== undefined, (query) => query.where('state', '=', filter.state as EmployerState))
    .$if(filter.state === undefined, (query) => query.where('state', '<>', 'draft'))
    .$if(filter.ownerless === true, (query) => query.where('ownerless', '=', true))
    .$if(filter.name !== undefined, (query) =>
      query.where(({ eb, or }) =>
        or([
          eb('credit_code', '=', (filter.name as string).toUpperCase()),
          // A name is looked for as part of a name: the signs that like gives a meaning to mean themselves.
          eb('name_key', 'like', `%${nameKey(filter.name as string).replace(/[\\%_]/g, '\\$&')}%`),
        ]),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('state_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('state_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
