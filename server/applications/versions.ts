import type { Program, ProgramSummary } from '@jucai/contract/applications'
import type { FormDefinition } from '@jucai/contract/forms'
import type { ProgramSettings, ProgramVersion } from '@jucai/contract/review'
import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { cursorUnknown } from '../core/keyset'
import { keywordsFor } from '../core/pinyin-search'
import { audit } from '../core/audit'
import type { Database, Db } from '../core/db'
import { problem } from '../core/problem'
import { statement } from '../core/statement'
import type { WorkBy } from '../core/work'
import type { ProgramDefinition } from './program'

interface ProgramVersionTable {
  program: string
  version: number
  id: string
  form: unknown
  settings: unknown
  fingerprint: string
  note: string
  published_at: Date
  published_by: string | null
}
declare module '../core/db' {
  interface Database {
    program_version: ProgramVersionTable
  }
}

/** One version of a program: the code's definition with the form and settings of that version. */
export interface VersionedProgram {
  definition: ProgramDefinition
  version: number
  form: FormDefinition
  settings: ProgramSettings
  fingerprint: string
}

/** The programs of this city, at every version. Versions never change, so each is read once. */
export interface Programs {
  definitions: readonly ProgramDefinition[]
  /** @throws Problem not-found */
  definition(key: string): ProgramDefinition
  /** The version in force. @throws Problem not-found */
  inForce(db: Db, key: string): Promise<VersionedProgram>
  /** All programs in force, in the order of the code. */
  allInForce(db: Db): Promise<VersionedProgram[]>
  /** A version that an application was made under. */
  at(db: Db, key: string, version: number): Promise<VersionedProgram>
  /** Several of them at once. */
  atEach(
    db: Db,
    wanted: readonly { program: string; program_version: number }[],
  ): Promise<(row: { program: string; program_version: number }) => VersionedProgram>
}

const newestOf = statement<{ program: string }>()((db, { program }) =>
  db
    .selectFrom('program_version')
    .select(['id', 'version'])
    .where('program', '=', program)
    .orderBy('version', 'desc')
    .limit(1),
)
const idOf = statement<{ program: string; version: number }>()((db, { program, version }) =>
  db.selectFrom('program_version').select('id').where('program', '=', program).where('version', '=', version),
)
const newestOfAll = statement()((db) =>
  db
    .selectFrom('program_version')
    .select(['id', 'program'])
    .distinctOn('program')
    .orderBy('program')
    .orderBy('version', 'desc'),
)

/** Programs over their definitions, with what was read so far. */
export const programsOf = (definitions: readonly ProgramDefinition[]): Programs => {
  const byKey = new Map(definitions.map((one) => [one.key, one]))
  const known = new Map<string, VersionedProgram>() // by the id of the version
  const ids = new Map<string, string>() // of a program and version; forgotten never, as they never change
  const definition = (key: string) => {
    const found = byKey.get(key)
    if (!found) throw problem('not-found')
    return found
  }
  const read = async (db: Db, id: string | undefined): Promise<VersionedProgram> => {
    const kept = id === undefined ? undefined : known.get(id)
    if (kept) return kept
    const row =
      id === undefined
        ? undefined
        : await db.selectFrom('program_version').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw problem('not-found')
    const found = {
      definition: definition(row.program),
      version: row.version,
      form: row.form as FormDefinition,
      settings: row.settings as ProgramSettings,
      fingerprint: row.fingerprint,
    }
    known.set(row.id, found)
    ids.set(`${row.program}:${row.version}`, row.id)
    return found
  }
  const at: Programs['at'] = async (db, key, version) =>
    read(db, ids.get(`${key}:${version}`) ?? (await idOf(db, { program: key, version })).rows[0]?.id)
  return {
    definitions,
    definition,
    at,
    inForce: async (db, key) => {
      definition(key)
      return read(db, (await newestOf(db, { program: key })).rows[0]?.id)
    },
    allInForce: async (db) => {
      const newest = new Map((await newestOfAll(db, {})).rows.map((row) => [row.program, row.id]))
      const all: VersionedProgram[] = []
      for (const { key } of definitions) all.push(await read(db, newest.get(key)))
      return all
    },
    atEach: async (db, wanted) => {
      const found = new Map<string, VersionedProgram>()
      for (const { program, program_version: version } of wanted)
        if (!found.has(`${program}:${version}`))
          found.set(`${program}:${version}`, await at(db, program, version))
      return ({ program, program_version: version }) => found.get(`${program}:${version}`) as VersionedProgram
    },
  }
}

const fingerprintOf = (form: FormDefinition): string =>
  createHash('sha256').update(JSON.stringify(form)).digest('base64url')

const settingsOf = (one: ProgramDefinition): ProgramSettings => ({
  open: true,
  closedBecause: null,
  summary: one.summary,
  workingDays: one.workingDays,
  noticeDays: one.noticeDays,
  appealDays: one.appealDays,
  twoPerson: one.twoPerson,
  reasons: [...one.reasons],
})

const insertVersion = async (
  db: Db,
  row: Omit<ProgramVersionTable, 'id' | 'form' | 'settings'> & {
    form: FormDefinition
    settings: ProgramSettings
  },
  role: string,
) => {
  await db
    .insertInto('program_version')
    .values({ ...row, id: uuidv7(), form: JSON.stringify(row.form), settings: JSON.stringify(row.settings) })
    .execute()
  await audit(db, {
    at: row.published_at,
    actorId: row.published_by,
    actorRole: role,
    action: 'program.published',
    object: `program:${row.program}`,
    detail: { version: row.version, note: row.note },
  })
}

/**
 * Publishes version 1 of each program, or a new version where the form in the code has changed; what the
 * office has set is carried over.
 */
export const publishPrograms = (
  db: Kysely<Database>,
  definitions: readonly ProgramDefinition[],
  now: Date,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(51517)`.execute(tx)
    const newest = new Map(
      (
        await tx
          .selectFrom('program_version')
          .select(['program', 'version', 'fingerprint', 'settings'])
          .distinctOn('program')
          .orderBy('program')
          .orderBy('version', 'desc')
          .execute()
      ).map((row) => [row.program, row]),
    )
    for (const definition of definitions) {
      const fingerprint = fingerprintOf(definition.form)
      const last = newest.get(definition.key)
      if (last?.fingerprint === fingerprint) continue
      await insertVersion(
        tx,
        {
          program: definition.key,
          version: (last?.version ?? 0) + 1,
          form: definition.form,
          settings: last ? (last.settings as ProgramSettings) : settingsOf(definition),
          fingerprint,
          note: last ? '软件更新，表格有变化' : '首次发布',
          published_at: now,
          published_by: null,
        },
        'system',
      )
    }
  })

/** Work of whoever sets up programs, by what it needs of all that the room is built from. */
type ConfiguringWork = WorkBy<
  { personId: string; role: string },
  { programs: Programs; staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> }
>

/**
 * Publishes what the office has set as a new version.
 * @throws Problem stale-version (with `version`), invalid-request
 */
export const changeSettings = async (
  { db, now, deps: { programs }, actor: by }: ConfiguringWork,
  key: string,
  body: { version: number; settings: ProgramSettings; note: string },
): Promise<VersionedProgram> => {
  programs.definition(key)
  await sql`select pg_advisory_xact_lock(51517)`.execute(db)
  const last = await programs.inForce(db, key)
  if (last.version !== body.version)
    throw problem('stale-version', {
      detail: '别人刚刚发布了新版本，请在它的基础上修改',
      extra: { version: last.version },
    })
  const codes = body.settings.reasons.map(({ code }) => code)
  const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index)
  if (twice >= 0)
    throw problem('invalid-request', {
      errors: [{ pointer: `/settings/reasons/${twice}/code`, detail: '这个理由代码已经用过' }],
    })
  await insertVersion(
    db,
    {
      program: key,
      version: last.version + 1,
      form: last.form,
      settings: body.settings,
      fingerprint: last.fingerprint,
      note: body.note,
      published_at: now,
      published_by: by.personId,
    },
    by.role,
  )
  return programs.inForce(db, key)
}

const versionOf = (cursor: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(cursor)) throw cursorUnknown()
  return Number(cursor)
}

/** A page of a program's versions, newest first; the cursor is the version number. */
export const versionPage = async (
  { db, deps }: Pick<ConfiguringWork, 'db' | 'deps'>,
  key: string,
  { after, limit = 20 }: { after?: string; limit?: number },
): Promise<{ items: ProgramVersion[]; next: string | null }> => {
  deps.programs.definition(key)
  const rows = await db
    .selectFrom('program_version')
    .select(['version', 'settings', 'note', 'published_at', 'published_by'])
    .where('program', '=', key)
    .$if(after !== undefined, (query) => query.where('version', '<', versionOf(after as string)))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const names = await deps.staffNames(
    db,
    page.flatMap((row) => row.published_by ?? []),
  )
  const items = page.map((row) => ({
    version: row.version,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by ? (names.get(row.published_by) ?? null) : null,
    note: row.note,
    settings: row.settings as ProgramSettings,
  }))
  return { items, next: rows.length > limit ? String(page.at(-1)?.version) : null }
}

const keywords = new Map<string, string[]>()
const keywordsOf = ({ key, title, words }: ProgramDefinition): string[] => {
  const found = keywords.get(key) ?? keywordsFor([title, ...words])
  keywords.set(key, found)
  return found
}

/** A program in a list. */
export const shownSummary = ({ definition, settings }: VersionedProgram): ProgramSummary => ({
  key: definition.key,
  title: definition.title,
  summary: settings.summary,
  stage: definition.stage,
  situation: definition.situation,
  keywords: keywordsOf(definition),
  open: settings.open,
  closedBecause: settings.open ? null : settings.closedBecause,
  workingDays: settings.workingDays,
})

/** A program with its form. */
export const shownProgram = (program: VersionedProgram): Program => ({
  ...shownSummary(program),
  version: program.version,
  form: program.form,
  reasons: program.settings.reasons,
  twoPerson: program.settings.twoPerson,
  noticeDays: program.settings.noticeDays,
  appealDays: program.settings.appealDays,
  path: [...program.definition.path],
  source: program.definition.source,
})
