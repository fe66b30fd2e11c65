import { sql } from 'kysely'
import type { KeptTable } from '../../server/core/personal-data'
import { oneOfEverything, type Objects } from '../fixtures'
import { startHarness, type Harness, type Visitor } from '../harness'

/**
 * What becomes of a person's data. The rooms say it of their tables; the database's own catalogue says
 * whether they forgot one, and somebody who has one of everything shows whether it is so.
 */
let harness: Harness
let made: Objects
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  made = await oneOfEverything(harness)
}, 60_000)
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
    body: { given: false, noticeVersion: 1 },
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

it('of who deletes their account nothing is left that should not be', async () => {
  await harness.staff('system-admin')
  const left: string[] = []
  for (const personId of await everybody()) {
    const before = new Map<string, number>()
    for (const [name, table] of tables().filter(isAboutPeople))
      before.set(name, (await rowsAbout(name, table, personId)).length)
    await harness.db
      .transaction()
      .execute((tx) => harness.app.people.erase(tx, personId, harness.clock.now()))
    for (const [name, table] of tables().filter(isAboutPeople)) {
      const rows = await rowsAbout(name, table, personId)
      if (table.onErase === 'rows' && rows.length > 0) left.push(name)
      if (table.onErase === 'sealed') {
        if (rows.length < (before.get(name) ?? 0)) left.push(`${name}: rows are gone`)
        for (const column of table.sealed ?? [])
          if (rows.some((row) => row[column] !== null)) left.push(`${name}.${column}`)
      }
    }
  }
  expect([...new Set(left)]).toEqual([])
})
