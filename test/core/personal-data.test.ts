import { sql } from 'kysely'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import type { KeptTable } from '../../server/core/personal-data'
import { removeLeftovers } from '../../server/core/stored-files'
import { oneOfEverything, type Objects } from '../fixtures'
import { startHarness, type Harness, type Visitor } from '../harness'
import { currentNotice } from '../../server/profiles'
import { mayBeLeft } from './may-be-left'

/**
 * What becomes of a person's data. The rooms say it of their tables; the database's own catalogue says
 * whether they forgot one, and somebody who has one of everything shows whether it is so.
 */
let harness: Harness
let made: Objects
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  made = await oneOfEverything(harness)
})
afterAll(() => harness.close())

const tables = () => Object.entries(harness.app.people.tables)

interface Column {
  table: string
  column: string
  type: string
  person: boolean
}
/** Every column of the database that refers to a person, by key or by name, and every one of bytes. */
const columnsOfPeople = async (): Promise<Column[]> => {
  const { rows } = await sql<Column>`
    select rel.relname as table, att.attname as column, typ.typname as type,
      exists (
        select from pg_constraint con
        where con.contype = 'f' and con.conrelid = rel.oid and att.attnum = any (con.conkey)
          and con.confrelid = 'person'::regclass
      ) or (typ.typname in ('uuid', 'text') and att.attname ~ '(^|_)(person|actor|referrer|clerk|owner|holder)(_id)?$|_by$') as person
    from pg_class rel
    join pg_namespace nsp on nsp.oid = rel.relnamespace and nsp.nspname = 'public'
    join pg_attribute att on att.attrelid = rel.oid and att.attnum > 0 and not att.attisdropped
    join pg_type typ on typ.oid = att.atttypid
    where rel.relkind = 'r'`.execute(harness.db)
  return rows.filter(({ person, type }) => person || type === 'bytea')
}
const told = ({ of = [], by = [], sealed = [], keeps = {} }: KeptTable) => [
  ...of,
  ...by,
  ...sealed,
  ...Object.keys(keeps),
]

it('every column that refers to a person, and every sealed one, stands in the description of its room', async () => {
  const described = new Set(
    tables().flatMap(([name, table]) => told(table).map((column) => `${name}.${column}`)),
  )
  const missing = (await columnsOfPeople())
    .map(({ table, column }) => `${table}.${column}`)
    .filter((one) => !described.has(one))
  expect(missing).toEqual([])
})

it('a table with bytes says whose they are', async () => {
  const withBytes = tables().filter(
    ([, { sealed = [], keeps = {} }]) => sealed.length + Object.keys(keeps).length > 0,
  )
  expect(withBytes.filter(([, { of, through }]) => !of && !through).map(([name]) => name)).toEqual([])
})

it('no description names a column that does not exist', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`.execute(
    harness.db,
  )
  const known = new Set(rows.map(({ name }) => name))
  const named = tables().flatMap(([name, table]) =>
    [...told(table), ...(table.through ? [table.through.column] : [])].map((column) => `${name}.${column}`),
  )
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

/** Rows of a table that are about a person. */
const rowsAbout = async (name: string, table: KeptTable, personId: string) => {
  const parent = table.through && harness.app.people.tables[table.through.table]
  const owned = (columns: readonly string[]) =>
    sql.join(
      columns.map((column) => sql`${sql.ref(column)} = ${personId}`),
      sql` or `,
    )
  const where = table.of
    ? owned(table.of)
    : table.through && parent?.of
      ? sql`${sql.ref(table.through.column)} in (select id from ${sql.table(table.through.table)} where ${owned(parent.of)})`
      : null
  if (!where) return []
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from ${sql.table(name)} where ${where}`.execute(harness.db)
  return rows
}
const everybody = async () =>
  (await harness.db.selectFrom('person').select('id').where('deleted_at', 'is', null).execute()).map(
    ({ id }) => id,
  )
const ownersOf = async (name: string, table: KeptTable) => {
  const owners: string[] = []
  for (const id of await everybody()) if ((await rowsAbout(name, table, id)).length > 0) owners.push(id)
  return owners
}
const isAboutPeople = ([, { of, through }]: [string, KeptTable]) => of !== undefined || through !== undefined

/** Tables that live for minutes, or hold what only a failure leaves; their rows are made in tests of their own. */
const passing = new Set(['office_setup', 'application_export'])

it('somebody has a row in every table, and reads it in the export of their data', async () => {
  const without: string[] = []
  const unread: string[] = []
  for (const [name, table] of tables().filter(isAboutPeople)) {
    const [owner] = await ownersOf(name, table)
    if (!owner) {
      if (!passing.has(name)) without.push(name)
      continue
    }
    if (typeof table.exported !== 'string') continue
    const found = (await harness.app.people.exportAll(harness.db, owner, harness.clock.now()))[table.exported]
    if (found === undefined || found === null || (Array.isArray(found) && found.length === 0))
      unread.push(name)
  }
  expect({ without, unread }).toEqual({ without: [], unread: [] })
})

it('what they read there is what was written', async () => {
  const read: Record<string, string> = {}
  for (const id of await everybody()) {
    const kept = await harness.app.people.exportAll(harness.db, id, harness.clock.now())
    for (const [key, value] of Object.entries(kept)) read[key] = (read[key] ?? '') + JSON.stringify(value)
  }
  expect(Object.keys(read).filter((key) => !made.exported[key]?.length)).toEqual([])
  const missing = Object.entries(made.exported).flatMap(([key, words]) =>
    words.filter((word) => !read[key]?.includes(word)).map((word) => `${key}: ${word}`),
  )
  expect(missing).toEqual([])
})

const anybodyLeft = async (personId: string): Promise<string[]> => {
  const left: string[] = []
  for (const [name, table] of tables()) {
    const columns = [...(table.of ?? []), ...(table.by ?? [])]
    if (table.onMerge || columns.length === 0 || name === 'person') continue
    const { rows } = await sql`select 1 from ${sql.table(name)} where ${sql.join(
      columns.map((column) => sql`${sql.ref(column)}::text = ${personId}`),
      sql` or `,
    )} limit 1`.execute(harness.db)
    if (rows.length > 0) left.push(name)
  }
  return left
}

/** Whoever withdrew the consent to registration may join another account; the other holds the number. */
const join = async (from: Visitor): Promise<Visitor> => {
  await from.call('PUT /me/consents/:purpose', {
    params: { purpose: 'registration' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  await harness.app.worker.drain()
  const into = await harness.registerPerson({ name: '林并入' })
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone: from.phone, purpose: 'sign-in' } })
  await into.call('PUT /me/phone', {
    body: { method: 'sms', phone: from.phone, code: harness.sms.lastCode(from.phone) as string },
  })
  await harness.app.worker.drain()
  return into
}

it('of two accounts that become one, nothing stays behind, and everything can be read by the one', async () => {
  const { holder, clerk } = made.world
  const before = await harness.app.people.exportAll(harness.db, holder.personId, harness.clock.now())
  const into = await join(holder)
  expect(await anybodyLeft(holder.personId)).toEqual([])
  const after = await harness.app.people.exportAll(harness.db, into.personId, harness.clock.now())
  for (const [key, value] of Object.entries(before)) {
    if (!Array.isArray(value) || ['consents', 'signIns', 'subscriptions'].includes(key)) continue
    expect([key, (after[key] as unknown[]).length]).toEqual([key, expect.any(Number) as number])
    expect((after[key] as unknown[]).length).toBeGreaterThanOrEqual(value.length)
  }
  expect((await into.call('GET /me/applications')).items.length).toBeGreaterThan(0)

  const admin = await harness.office('system-admin')
  await admin.call('DELETE /staff/:person/roles/:role', { params: { person: clerk.personId, role: 'clerk' } })
  const back = await harness.signIn(clerk.phone)
  await join(back)
  expect(await anybodyLeft(clerk.personId)).toEqual([])
})

/** Columns that point at another table, by key or, where rows outlive what they speak of, by name. */
const references = async (): Promise<{ table: string; column: string; to: string }[]> => {
  const { rows } = await sql<{ table: string; column: string; to: string }>`
    select rel.relname as table, att.attname as column, other.relname as to
    from pg_class rel
    join pg_namespace nsp on nsp.oid = rel.relnamespace and nsp.nspname = 'public'
    join pg_attribute att on att.attrelid = rel.oid and att.attnum > 0 and not att.attisdropped
    join pg_class other on other.relkind = 'r' and other.relnamespace = nsp.oid and other.relname <> 'person'
    where rel.relkind = 'r' and att.atttypid = 'uuid'::regtype and (
      att.attname = other.relname || '_id' or exists (
        select from pg_constraint con
        where con.contype = 'f' and con.conrelid = rel.oid and att.attnum = any (con.conkey)
          and con.confrelid = other.oid
      )
    )`.execute(harness.db)
  return rows
}

/** What is left of these people, beyond what may be: by the catalogue, whatever the rooms say of themselves. */
const leftOf = async (people: readonly string[]): Promise<string[]> => {
  const ids = sql`(${sql.join(people)})`
  const left = new Set<string>()
  const look = async (table: string, column: string, where: ReturnType<typeof sql>) => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(table)} where ${where}`.execute(harness.db)
    const name = `${table}.${column}`
    const may = mayBeLeft[name]
    for (const row of rows) {
      if (!may) left.add(name)
      for (const one of may?.empty ?? []) if (row[one] !== null) left.add(`${name}: ${one} is not empty`)
      if (may?.over?.(row) === false) left.add(`${name}: goes on`)
    }
  }
  for (const { table, column, person } of await columnsOfPeople())
    if (person) await look(table, column, sql`${sql.ref(column)}::text in ${ids}`)
  const owners = Object.keys(mayBeLeft).flatMap((name) => {
    const [table = '', column = ''] = name.split('.')
    return /^(person_id|referrer_id)$/.test(column) ? [{ table, column }] : []
  })
  for (const { table, column, to } of await references())
    for (const owner of owners.filter((one) => one.table === to))
      await look(
        table,
        column,
        sql`${sql.ref(column)} in (select id from ${sql.table(to)} where ${sql.ref(owner.column)}::text in ${ids})`,
      )
  return [...left].sort()
}

/** Where one of these words stands in the database for everybody to read. */
const inTheClear = async (words: readonly string[]): Promise<string[]> => {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')`.execute(harness.db)
  const found: string[] = []
  for (const { table, column } of columns)
    for (const word of words) {
      const { rows } =
        await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)}::text like ${`%${word}%`} limit 1`.execute(
          harness.db,
        )
      if (rows.length > 0) found.push(`${table}.${column}`)
    }
  return found
}

it('of who deletes their account nothing is left that should not be', async () => {
  harness.clock.advance(7200) // the station's next free hour
  await oneOfEverything(harness)
  const people = (
    await harness.db.selectFrom('person').select('id').where('deleted_at', 'is', null).orderBy('id').execute()
  ).map(({ id }) => id)
  const words = [
    ...new Set(
      (
        await Promise.all(
          people.map((id) => harness.app.people.exportAll(harness.db, id, harness.clock.now())),
        )
      ).flatMap((kept) => {
        const profile = kept.profile as { name: string; documentNumber: string | null } | null
        const signIns = kept.signIns as { value: string }[]
        return [profile?.name, profile?.documentNumber, ...signIns.map(({ value }) => value)]
      }),
    ),
  ].filter((word): word is string => Boolean(word))
  expect(words.length).toBeGreaterThan(people.length)
  await harness.staff('system-admin') // the last one may not go
  // Nights that are booked go back to others, and rows of theirs with them; papers stay only for what is not paid.
  const givenBack = ['stay_night', 'lease_paper']
  const kept = tables().filter(([name, { onErase }]) => onErase !== 'rows' && !givenBack.includes(name))
  const counts = async () => {
    const all: Record<string, number> = {}
    for (const [name] of kept) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::integer as n from ${sql.table(name)}`.execute(harness.db)
      all[name] = rows[0]?.n ?? 0
    }
    return all
  }
  // Nobody deletes their account while a deposit is on its way to them; here the bank has paid it.
  await harness.db
    .updateTable('ledger_payment')
    .set({ state: 'paid' })
    .where('from_charge', 'is not', null)
    .execute()
  const before = await counts()
  for (const personId of people) {
    const { token } = await openSession(
      { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
      { personId, device: '测试手机' },
    )
    await harness.as(token)('DELETE /me')
    await harness.app.worker.drain() // what follows writes too
    expect(await leftOf([personId])).toEqual([]) // at once, not when the last of those it points at is gone
  }
  const after = await counts()
  expect(Object.keys(before).filter((name) => (after[name] ?? 0) < (before[name] ?? 0))).toEqual([])
  expect(await leftOf(people)).toEqual([])
  expect(await inTheClear(words)).toEqual([])
  // a seat that was taken can be booked by others
  const { rows: seats } = await sql`
    select slot.id from visit_slot slot
    where taken <> (select count(*) from visit where slot_id = slot.id and state <> 'cancelled')`.execute(
    harness.db,
  )
  expect(seats).toEqual([])
  await removeLeftovers(harness.db, harness.storage, new Date(harness.clock.now().getTime() + 86_400_000))
  expect([...harness.storage.files.keys()]).toEqual([])
})
